/*
 * Makes one queue and one semaphore of each family, as C programs do:
 *
 *   posix-mq:/jobs      at most 4 messages of 32 bytes; it holds "first" and "second!"
 *   sysv-msg:0x51       holds one message of 5 bytes
 *   posix-sem:/slots    value 3
 *   sysv-sem:0x52       three semaphores, values 7, 0 and 2
 */
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>

static void require(int holds, const char *what) {
  if (holds) return;
  perror(what);
  exit(1);
}

int main(void) {
  struct mq_attr shape = {.mq_maxmsg = 4, .mq_msgsize = 32};
  mqd_t jobs = mq_open("/jobs", O_CREAT | O_EXCL | O_RDWR, 0640, &shape);
  require(jobs != (mqd_t)-1, "mq_open");
  require(mq_send(jobs, "first", 5, 1) == 0, "mq_send");
  require(mq_send(jobs, "second!", 7, 2) == 0, "mq_send");

  int queue = msgget(0x51, IPC_CREAT | IPC_EXCL | 0640);
  require(queue >= 0, "msgget");
  struct {
    long type;
    char text[5];
  } message = {1, "hello"};
  require(msgsnd(queue, &message, sizeof message.text, 0) == 0, "msgsnd");

  sem_t *slots = sem_open("/slots", O_CREAT | O_EXCL, 0640, 3);
  require(slots != SEM_FAILED, "sem_open");

  int set = semget(0x52, 3, IPC_CREAT | IPC_EXCL | 0640);
  require(set >= 0, "semget");
  unsigned short values[] = {7, 0, 2};
  union {
    int value;
    unsigned short *values;
  } argument = {.values = values};
  require(semctl(set, 0, SETALL, argument) == 0, "semctl");
  return 0;
}
