/* What the C peers share: giving up in words, the clock of all processes, names to numbers. */
#pragma once
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline void require(int holds, const char *what) {
  if (holds) return;
  perror(what);
  exit(1);
}

/* System.nanoTime() of a Java peer reads the same clock, so that times of both can be compared. */
static inline int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static inline void pause_processor(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/* Without sleeping: a timer's own delay is not what is measured. */
static inline void spin_until(int64_t time) {
  while (now() < time) pause_processor();
}

/* All queues of a user share a limit, RLIMIT_MSGQUEUE: another run may have it for a moment. */
static inline mqd_t make_queue(const char *name, int flags, long waiting, long size) {
  struct mq_attr shape = {.mq_maxmsg = waiting, .mq_msgsize = size};
  const struct timespec moment = {.tv_nsec = 10 * 1000 * 1000};
  for (int64_t until = now() + INT64_C(30000000000);;) {
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | flags, 0600, &shape);
    if (queue >= 0 || errno != EMFILE || now() > until) return queue;
    nanosleep(&moment, NULL);
  }
}
