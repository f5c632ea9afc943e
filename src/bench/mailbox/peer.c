/*
 * A peer in C: does what it reads, a line at a time, until the end of input. Peer.java does the same
 * with a mailbox.
 *
 *   send KIND NAME SIZE COUNT BATCH WAITING     as fast as it goes
 *   receive KIND NAME SIZE COUNT BATCH WAITING
 *   pace KIND NAME SIZE COUNT NANOS WAITING     one each NANOS, with the time when it was due
 *   delays KIND NAME SIZE COUNT - WAITING       receives those
 *   ping KIND OUT IN SIZE COUNT GAP WAITING     sends, and waits for the answer
 *   pong KIND OUT IN SIZE COUNT GAP WAITING     answers
 *
 * It opens, says "ready", waits for an empty line, and says when it began and ended; 'delays' and
 * 'ping' then say a number of nanoseconds for each message. BATCH means nothing to the kernel. GAP is
 * how many nanoseconds each waits before it sends, so that the other one is asleep; they do not
 * count.
 */
#include "channel.h"

#include <string.h>

enum { WORDS = 8, LINE_BYTES = 1024 };

static void begin(void) {
  puts("ready");
  fflush(stdout);
  char line[LINE_BYTES];
  require(fgets(line, sizeof line, stdin) != NULL, "the order to begin");
}

/* What a peer measured. */
struct measured {
  int64_t start, end;
  int64_t *samples;
  long count;
};

static struct measured since(int64_t start, int64_t *samples, long count) {
  return (struct measured){.start = start, .end = now(), .samples = samples, .count = count};
}

/* Told when everything is closed: what it held of a limit is free for the next. */
static void tell(struct measured measured) {
  printf("%lld %lld", (long long)measured.start, (long long)measured.end);
  for (long i = 0; i < measured.count; i++) printf(" %lld", (long long)measured.samples[i]);
  putchar('\n');
  fflush(stdout);
  free(measured.samples);
}

static void *memory(size_t bytes) {
  void *memory = calloc(1, bytes);
  require(memory != NULL, "calloc");
  return memory;
}

static struct measured send_all(struct channel *channel, long count) {
  char *body = memory(channel->size);
  begin();
  int64_t start = now();
  for (long i = 0; i < count; i++) channel->send(channel, body);
  struct measured measured = since(start, NULL, 0);
  free(body);
  return measured;
}

static struct measured receive_all(struct channel *channel, long count) {
  char *body = memory(channel->size);
  begin();
  int64_t start = now();
  for (long i = 0; i < count; i++) channel->receive(channel, body);
  struct measured measured = since(start, NULL, 0);
  free(body);
  return measured;
}

static struct measured pace(struct channel *channel, long count, int64_t nanos) {
  char *body = memory(channel->size);
  begin();
  int64_t start = now();
  for (long i = 0; i < count; i++) {
    int64_t due = start + i * nanos;
    spin_until(due);
    memcpy(body, &due, sizeof due);
    channel->send(channel, body);
  }
  struct measured measured = since(start, NULL, 0);
  free(body);
  return measured;
}

static struct measured delays(struct channel *channel, long count) {
  char *body = memory(channel->size);
  int64_t *samples = memory((size_t)count * sizeof *samples);
  begin();
  int64_t start = now();
  for (long i = 0; i < count; i++) {
    channel->receive(channel, body);
    int64_t due;
    memcpy(&due, body, sizeof due);
    samples[i] = now() - due;
  }
  struct measured measured = since(start, samples, count);
  free(body);
  return measured;
}

static struct measured ping(struct channel *out, struct channel *in, long count, int64_t gap) {
  char *body = memory(out->size);
  int64_t *samples = memory((size_t)count * sizeof *samples);
  begin();
  int64_t start = now();
  for (long i = 0; i < count; i++) {
    int64_t sent = now();
    if (gap > 0) {
      spin_until(sent + gap);
      sent = now();
    }
    out->send(out, body);
    in->receive(in, body);
    int64_t held;
    memcpy(&held, body, sizeof held);
    samples[i] = now() - sent - held;
  }
  struct measured measured = since(start, samples, count);
  free(body);
  return measured;
}

static struct measured pong(struct channel *out, struct channel *in, long count, int64_t gap) {
  char *body = memory(out->size);
  begin();
  int64_t start = now();
  for (long i = 0; i < count; i++) {
    in->receive(in, body);
    int64_t held = 0;
    if (gap > 0) {
      int64_t received = now();
      spin_until(received + gap);
      held = now() - received;
    }
    memcpy(body, &held, sizeof held);
    out->send(out, body);
  }
  struct measured measured = since(start, NULL, 0);
  free(body);
  return measured;
}

static void one_way(char **words) {
  const char *verb = words[0];
  int sends = strcmp(verb, "send") == 0 || strcmp(verb, "pace") == 0;
  size_t size = (size_t)atol(words[3]);
  long count = atol(words[4]);
  struct channel channel =
      channel_open(words[1], words[2], size, atol(words[6]), sends ? SENDING : RECEIVING);
  struct measured measured = {.count = 0};
  if (strcmp(verb, "send") == 0) measured = send_all(&channel, count);
  if (strcmp(verb, "receive") == 0) measured = receive_all(&channel, count);
  if (strcmp(verb, "pace") == 0) measured = pace(&channel, count, atol(words[5]));
  if (strcmp(verb, "delays") == 0) measured = delays(&channel, count);
  channel_close(&channel);
  tell(measured);
}

static void both_ways(char **words) {
  int pings = strcmp(words[0], "ping") == 0;
  size_t size = (size_t)atol(words[4]);
  struct channel out = channel_open(words[1], words[2], size, atol(words[7]), SENDING);
  struct channel in = channel_open(words[1], words[3], size, atol(words[7]), RECEIVING);
  struct measured measured = (pings ? ping : pong)(&out, &in, atol(words[5]), atol(words[6]));
  channel_close(&out);
  channel_close(&in);
  tell(measured);
}

int main(void) {
  char line[LINE_BYTES];
  while (fgets(line, sizeof line, stdin) != NULL) {
    char *words[WORDS] = {NULL};
    int count = 0;
    char *word = strtok(line, " \n");
    for (; word != NULL && count < WORDS; word = strtok(NULL, " \n")) words[count++] = word;
    if (count == WORDS - 1) {
      one_way(words);
    } else {
      require(count == WORDS, "the number of words");
      both_ways(words);
    }
  }
}
