package ipc.sys;

/**
 * The families of system calls, over one door.
 *
 * <p>Safe for use by several threads: memory for arguments is a thread's own.
 */
public final class Kernel {
  private final Door door;
  private final ThreadLocal<Scratch> scratch;

  /** The families over a given door. */
  public Kernel(Door door) {
    this.door = door;
    this.scratch = ThreadLocal.withInitial(() -> new Scratch(door));
  }

  /** Files, directories and descriptors. */
  public FileCalls files() {
    return new FileCalls(this);
  }

  /** Pipes and named pipes, and moving bytes through them without a copy. */
  public PipeCalls pipes() {
    return new PipeCalls(this);
  }

  /** Sockets. */
  public SocketCalls sockets() {
    return new SocketCalls(this);
  }

  /** Options of sockets. */
  public SocketOptionCalls socketOptions() {
    return new SocketOptionCalls(this);
  }

  /** Waiting for many descriptors at once. */
  public EpollCalls epoll() {
    return new EpollCalls(this);
  }

  /** Mappings of memory. */
  public MemoryCalls memory() {
    return new MemoryCalls(this);
  }

  /** Sleeping on a word of shared memory, and waking who sleeps there. */
  public FutexCalls futex() {
    return new FutexCalls(this);
  }

  /** Locks on ranges of a file that belong to the open file description. */
  public LockCalls locks() {
    return new LockCalls(this);
  }

  /** System V shared memory. */
  public ShmCalls shm() {
    return new ShmCalls(this);
  }

  /** System V message queues. */
  public MsgCalls msg() {
    return new MsgCalls(this);
  }

  /** System V semaphores. */
  public SemCalls sem() {
    return new SemCalls(this);
  }

  /** POSIX message queues, and the file system that lists them. */
  public MqueueCalls mqueue() {
    return new MqueueCalls(this);
  }

  /** Terminals and pseudo-terminals. */
  public TerminalCalls terminals() {
    return new TerminalCalls(this);
  }

  /** Processes and signals. */
  public ProcessCalls processes() {
    return new ProcessCalls(this);
  }

  /** Names of users and groups. */
  public AccountCalls accounts() {
    return new AccountCalls(this);
  }

  Door door() {
    return door;
  }

  Scratch.Frame frame() {
    return scratch.get().frame();
  }

  long call(long number) {
    return door.syscall(number, 0, 0, 0, 0, 0, 0);
  }

  long call(long number, long a1) {
    return door.syscall(number, a1, 0, 0, 0, 0, 0);
  }

  long call(long number, long a1, long a2) {
    return door.syscall(number, a1, a2, 0, 0, 0, 0);
  }

  long call(long number, long a1, long a2, long a3) {
    return door.syscall(number, a1, a2, a3, 0, 0, 0);
  }

  long call(long number, long a1, long a2, long a3, long a4) {
    return door.syscall(number, a1, a2, a3, a4, 0, 0);
  }

  long call(long number, long a1, long a2, long a3, long a4, long a5) {
    return door.syscall(number, a1, a2, a3, a4, a5, 0);
  }

  long call(long number, long a1, long a2, long a3, long a4, long a5, long a6) {
    return door.syscall(number, a1, a2, a3, a4, a5, a6);
  }
}
