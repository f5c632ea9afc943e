package ipc.image;

/** What several examples need before they can run, as lines of a shell. */
final class Preparations {
  static final String JOBS = "ipc shm create jobs -s 1M";

  static final String KEY = "ipc shm create sysv-shm:0x1234 -s 64K";

  static final String HELD = "ipc shm attach %s --hold >held & holder=$!; await test -s held";

  /** A set of one semaphore of value 0 and that key. */
  static final String SET =
      "python3 -c 'import ctypes; ctypes.CDLL(None).semget(0x1234, 1, 0o1640)'";

  static final String MAILBOX = "ipc mbox create jobs >/dev/null";

  static final String SENT = MAILBOX + "; ipc send mbox:jobs one two";

  static final String COUNT = "ipc mbox stat jobs -o messages";

  static final String FIFO = "ipc fifo create jobs";

  /** Queues with messages and semaphores, made by a program in C. */
  static final String QUEUE = "$program";

  /** Somebody who listens at an address until the place goes. */
  static final String LISTENER =
      "ipc sock listen %s -c 9 --ready ready -- cat >/dev/null & listener=$!; await test -s ready";

  static final String PORT = LISTENER.formatted("tcp:127.0.0.1:9000");

  /** The tool that some of them need. */
  static final String PYTHON = "python3";

  private Preparations() {}
}
