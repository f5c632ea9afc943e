/*
 * Takes all of standard input, a pipe, and prints how many bytes it was. Without "check" it splices
 * them away unread; with it each byte is compared with the pattern, or with zero for "zeros".
 *
 * usage: drain [check|zeros]
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pattern.h"

static int check(int zeros) {
  static unsigned char block[BLOCK], got[BLOCK];
  long long total = 0;
  ssize_t count;

  if (!zeros) fill(block);
  while ((count = read(0, got, BLOCK)) > 0) {
    for (ssize_t at = 0; at < count;) {
      size_t place = (size_t)(total % BLOCK);
      size_t length = (size_t)(count - at);
      if (length > BLOCK - place) length = BLOCK - place;
      if (memcmp(got + at, block + place, length) != 0) {
        fprintf(stderr, "drain: wrong bytes after %lld\n", total);
        return 1;
      }
      at += (ssize_t)length;
      total += (long long)length;
    }
  }
  printf("%lld\n", total);
  return count < 0;
}

int main(int count, char **arguments) {
  if (count > 1) return check(strcmp(arguments[1], "zeros") == 0);
  int sink = open("/dev/null", O_WRONLY);
  long long total = 0;
  ssize_t moved;

  fcntl(0, F_SETPIPE_SZ, BLOCK);
  while ((moved = splice(0, NULL, sink, NULL, BLOCK, 0)) > 0) total += moved;
  if (moved < 0) {
    perror("drain: splice");
    return 1;
  }
  printf("%lld\n", total);
  return 0;
}
