/* What the C peers share: giving up in words, the clock of all processes, names to numbers. */
#pragma once
#define _GNU_SOURCE
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
