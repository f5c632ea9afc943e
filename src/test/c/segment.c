/*
 * A program that shares memory as C programs do, for tests of what it and ipc see of each other.
 *
 *   segment KIND make NAME SIZE TEXT   creates a segment and writes a text at its beginning
 *   segment KIND show NAME             prints the text at its beginning
 *   segment KIND hold NAME             attaches it, says "ready", detaches at the end of input
 *
 * KIND is posix, with names as shm_open(3) has them, or sysv, with keys.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

static void require(int holds, const char *what) {
  if (holds) return;
  perror(what);
  exit(1);
}

static char *posix_segment(const char *name, size_t size) {
  int flags = size > 0 ? O_CREAT | O_EXCL | O_RDWR : O_RDWR;
  int fd = shm_open(name, flags, 0640);
  require(fd >= 0, "shm_open");
  if (size > 0) require(ftruncate(fd, (off_t)size) == 0, "ftruncate");
  struct stat status;
  require(fstat(fd, &status) == 0, "fstat");
  void *base = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  require(base != MAP_FAILED, "mmap");
  close(fd);
  return base;
}

static char *sysv_segment(const char *name, size_t size) {
  int flags = size > 0 ? IPC_CREAT | IPC_EXCL | 0640 : 0;
  int id = shmget((key_t)strtol(name, NULL, 0), size, flags);
  require(id >= 0, "shmget");
  void *base = shmat(id, NULL, 0);
  require(base != (void *)-1, "shmat");
  return base;
}

int main(int argc, char **argv) {
  require(argc >= 4, "segment KIND ACTION NAME");
  size_t size = argc == 6 ? strtoul(argv[4], NULL, 0) : 0;
  int posix = strcmp(argv[1], "posix") == 0;
  char *base = posix ? posix_segment(argv[3], size) : sysv_segment(argv[3], size);
  if (strcmp(argv[2], "make") == 0) {
    strcpy(base, argv[5]);
  } else if (strcmp(argv[2], "show") == 0) {
    puts(base);
  } else {
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF) continue;
  }
  return 0;
}
