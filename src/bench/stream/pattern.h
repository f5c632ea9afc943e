/* What feed writes and drain expects: blocks of one pattern, one after another. */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdint.h>

enum { BLOCK = 1 << 20 };

/* xorshift32: a byte that is lost, doubled or moved is seen. */
static void fill(unsigned char *block) {
  uint32_t state = 2463534242u;
  for (int i = 0; i < BLOCK; i++) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    block[i] = (unsigned char)state;
  }
}

#endif
