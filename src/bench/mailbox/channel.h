/* One direction between two processes, over whichever of the kernel's mechanisms. */
#pragma once
#include "bench.h"

enum direction { SENDING, RECEIVING };

struct channel {
  int fd;
  char *typed; /* System V: room for a type and the body behind it */
  struct slot *slot;
  size_t size;
  void (*send)(struct channel *, const char *body);
  void (*receive)(struct channel *, char *body);
};

/*
 * Opens one end; both ends give the same words.
 *
 *   mq      a POSIX message queue; the name begins with '/'
 *   sysv    a System V message queue; the name is a key
 *   pipe    a FIFO, which is a pipe with a name, of 1 MiB where that is allowed
 *   futex   one word of shared memory, asleep at once; the name is a file's
 *   spin    the same word, never asleep
 *
 * All messages of a channel have one size. 'waiting' is how many may wait, where the mechanism asks.
 */
struct channel channel_open(
    const char *kind, const char *name, size_t size, long waiting, enum direction direction);

void channel_close(struct channel *channel);
