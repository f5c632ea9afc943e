/*
 * Lines to messages of a POSIX message queue, and back.
 *
 *   lines make NAME WAITING SIZE      a queue in which so many messages can wait
 *   lines send NAME                   standard input, a message a line, without its newline
 *   lines receive NAME                to standard output, a line a message, until an end
 *   lines end NAME COUNT              so many ends, each for one receiver
 *
 * Data has priority 1 and an end has 0, so that ends come last.
 */
#include "bench.h"

#include <string.h>

enum { END = 0, DATA = 1, BUFFER_BYTES = 1 << 16 };

static void send_lines(mqd_t queue) {
  char *line = NULL;
  size_t capacity = 0;
  ssize_t length;
  while ((length = getline(&line, &capacity, stdin)) > 0) {
    if (line[length - 1] == '\n') length--;
    require(mq_send(queue, line, (size_t)length, DATA) == 0, "mq_send");
  }
  free(line);
}

static void receive_lines(mqd_t queue) {
  struct mq_attr shape;
  require(mq_getattr(queue, &shape) == 0, "mq_getattr");
  char *body = malloc((size_t)shape.mq_msgsize);
  require(body != NULL, "malloc");
  for (unsigned priority;;) {
    ssize_t length = mq_receive(queue, body, (size_t)shape.mq_msgsize, &priority);
    require(length >= 0, "mq_receive");
    if (priority == END) break;
    fwrite_unlocked(body, 1, (size_t)length, stdout);
    putc_unlocked('\n', stdout);
  }
  require(fflush(stdout) == 0, "fflush");
  free(body);
}

int main(int argc, char **argv) {
  require(argc >= 3, "usage: lines make|send|receive|end NAME [...]");
  int makes = strcmp(argv[1], "make") == 0 && argc == 5;
  mqd_t queue = makes ? make_queue(argv[2], O_EXCL, atol(argv[3]), atol(argv[4]))
                      : mq_open(argv[2], O_RDWR);
  require(queue >= 0, "mq_open");
  setvbuf(stdin, NULL, _IOFBF, BUFFER_BYTES);
  setvbuf(stdout, NULL, _IOFBF, BUFFER_BYTES);
  if (strcmp(argv[1], "send") == 0) send_lines(queue);
  if (strcmp(argv[1], "receive") == 0) receive_lines(queue);
  if (strcmp(argv[1], "end") == 0 && argc == 4)
    for (int i = 0; i < atoi(argv[3]); i++) require(mq_send(queue, "", 0, END) == 0, "mq_send");
}
