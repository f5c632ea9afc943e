#include "channel.h"

#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PIPE_BYTES = 1 << 20 };

/* A POSIX message queue. */

static void mq_put(struct channel *channel, const char *body) {
  require(mq_send(channel->fd, body, channel->size, 0) == 0, "mq_send");
}

static void mq_take(struct channel *channel, char *body) {
  require(mq_receive(channel->fd, body, channel->size, NULL) >= 0, "mq_receive");
}

static void mq_start(struct channel *channel, const char *name, long waiting) {
  channel->fd = make_queue(name, 0, waiting, (long)channel->size);
  require(channel->fd >= 0, "mq_open");
  channel->send = mq_put;
  channel->receive = mq_take;
}

/* A System V message queue. The body is copied behind its type, as msgsnd(2) wants it. */

static void sysv_put(struct channel *channel, const char *body) {
  long *message = (long *)channel->typed;
  message[0] = 1;
  memcpy(message + 1, body, channel->size);
  require(msgsnd(channel->fd, message, channel->size, 0) == 0, "msgsnd");
}

static void sysv_take(struct channel *channel, char *body) {
  long *message = (long *)channel->typed;
  require(msgrcv(channel->fd, message, channel->size, 0, 0) >= 0, "msgrcv");
  memcpy(body, message + 1, channel->size);
}

static void sysv_start(struct channel *channel, const char *name) {
  channel->fd = msgget((key_t)strtol(name, NULL, 0), IPC_CREAT | 0600);
  require(channel->fd >= 0, "msgget");
  channel->typed = malloc(sizeof(long) + channel->size);
  require(channel->typed != NULL, "malloc");
  channel->send = sysv_put;
  channel->receive = sysv_take;
}

/* A pipe: a record a call. */

static void pipe_put(struct channel *channel, const char *body) {
  for (size_t done = 0; done < channel->size;) {
    ssize_t count = write(channel->fd, body + done, channel->size - done);
    require(count > 0, "write");
    done += (size_t)count;
  }
}

static void pipe_take(struct channel *channel, char *body) {
  for (size_t done = 0; done < channel->size;) {
    ssize_t count = read(channel->fd, body + done, channel->size - done);
    require(count > 0, "read");
    done += (size_t)count;
  }
}

static void pipe_start(struct channel *channel, const char *name, enum direction direction) {
  channel->fd = open(name, direction == SENDING ? O_WRONLY : O_RDONLY);
  require(channel->fd >= 0, name);
  /* Without the privilege for more, it stays as it is. */
  (void)fcntl(channel->fd, F_SETPIPE_SZ, PIPE_BYTES);
  channel->send = pipe_put;
  channel->receive = pipe_take;
}

/* One message in shared memory: the word is 1 while it is there, 0 once it was taken. */
struct slot {
  _Alignas(128) atomic_uint full;
  _Alignas(128) char body[64];
};

static void futex(atomic_uint *word, int operation, unsigned value) {
  syscall(SYS_futex, word, operation, value, NULL, NULL, 0);
}

static void slot_put(struct channel *channel, const char *body) {
  memcpy(channel->slot->body, body, channel->size);
  atomic_store_explicit(&channel->slot->full, 1, memory_order_release);
}

static void futex_put(struct channel *channel, const char *body) {
  slot_put(channel, body);
  futex(&channel->slot->full, FUTEX_WAKE, 1);
}

static void slot_take(struct channel *channel, char *body) {
  memcpy(body, channel->slot->body, channel->size);
  atomic_store_explicit(&channel->slot->full, 0, memory_order_release);
}

static void futex_take(struct channel *channel, char *body) {
  while (atomic_load_explicit(&channel->slot->full, memory_order_acquire) == 0)
    futex(&channel->slot->full, FUTEX_WAIT, 0);
  slot_take(channel, body);
}

static void spin_take(struct channel *channel, char *body) {
  while (atomic_load_explicit(&channel->slot->full, memory_order_acquire) == 0) pause_processor();
  slot_take(channel, body);
}

static void slot_start(struct channel *channel, const char *name, int sleeps) {
  require(channel->size <= sizeof channel->slot->body, "the size");
  int fd = open(name, O_RDWR | O_CREAT, 0600);
  require(fd >= 0, name);
  require(ftruncate(fd, sizeof(struct slot)) == 0, "ftruncate");
  int protection = PROT_READ | PROT_WRITE;
  channel->slot = mmap(NULL, sizeof(struct slot), protection, MAP_SHARED, fd, 0);
  require(channel->slot != MAP_FAILED, "mmap");
  close(fd);
  channel->send = sleeps ? futex_put : slot_put;
  channel->receive = sleeps ? futex_take : spin_take;
}

struct channel channel_open(
    const char *kind, const char *name, size_t size, long waiting, enum direction direction) {
  struct channel channel = {.fd = -1, .size = size};
  if (strcmp(kind, "mq") == 0) {
    mq_start(&channel, name, waiting);
  } else if (strcmp(kind, "sysv") == 0) {
    sysv_start(&channel, name);
  } else if (strcmp(kind, "pipe") == 0) {
    pipe_start(&channel, name, direction);
  } else {
    slot_start(&channel, name, strcmp(kind, "futex") == 0);
  }
  return channel;
}

void channel_close(struct channel *channel) {
  free(channel->typed);
  if (channel->slot != NULL) munmap(channel->slot, sizeof(struct slot));
  /* The number of a System V queue is no descriptor. */
  if (channel->fd >= 0 && channel->typed == NULL) close(channel->fd);
}
