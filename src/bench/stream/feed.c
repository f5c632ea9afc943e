/*
 * Writes BYTES of a pattern to standard output, a pipe, without copying them: one pipe is filled
 * once, tee(2) gives its pages to a second one again and again, and splice(2) moves them out of
 * that. So the relay behind it is the slowest.
 *
 * usage: feed BYTES
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pattern.h"

static void require(int holds, const char *what) {
  if (holds) return;
  perror(what);
  exit(1);
}

int main(int count, char **arguments) {
  static unsigned char block[BLOCK];
  long long left = count > 1 ? atoll(arguments[1]) : 0;
  int store[2], next[2];

  fill(block);
  require(pipe(store) == 0 && pipe(next) == 0, "feed: pipe");
  require(fcntl(store[1], F_SETPIPE_SZ, BLOCK) >= BLOCK, "feed: F_SETPIPE_SZ");
  require(fcntl(next[1], F_SETPIPE_SZ, BLOCK) >= BLOCK, "feed: F_SETPIPE_SZ");
  require(write(store[1], block, BLOCK) == BLOCK, "feed: fill");
  fcntl(1, F_SETPIPE_SZ, BLOCK);
  while (left > 0) {
    size_t wanted = left < BLOCK ? (size_t)left : BLOCK;
    ssize_t waiting = tee(store[0], next[1], wanted, 0);
    require(waiting > 0, "feed: tee");
    left -= waiting;
    while (waiting > 0) {
      ssize_t moved = splice(next[0], NULL, 1, NULL, (size_t)waiting, SPLICE_F_MOVE);
      require(moved > 0, "feed: splice");
      waiting -= moved;
    }
  }
  return 0;
}
