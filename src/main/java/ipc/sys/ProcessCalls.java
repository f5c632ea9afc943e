package ipc.sys;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongToIntFunction;

/** Processes and signals. Each call gives the kernel's result or {@code -errno}. */
public final class ProcessCalls {
  // signal.h
  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGQUIT = 3;
  public static final int SIGKILL = 9;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;
  public static final int SIGPIPE = 13;
  public static final int SIGTERM = 15;
  public static final int SIGCHLD = 17;
  public static final int SIGTSTP = 20;
  public static final int SIGTTIN = 21;
  public static final int SIGTTOU = 22;
  public static final int SIGWINCH = 28;

  /** {@code si_code} of a signal from the kernel itself, as the terminal's own INT is. */
  public static final int SI_KERNEL = 128;

  // wait.h
  private static final int P_ALL = 0;
  private static final int WNOHANG = 1;
  private static final int WUNTRACED = 2;
  private static final int WCONTINUED = 8;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x01000000;

  // linux/prctl.h
  private static final int PR_SET_CHILD_SUBREAPER = 36;

  private static final int SIGSET_BYTES = 8;
  // The kernel's struct sigaction: handler, flags, restorer, mask.
  private static final int SIGACTION_BYTES = 32;
  private static final int SIG_BLOCK = 0;
  private static final int SIG_UNBLOCK = 1;
  private static final int SIG_IGN = 1;

  // linux/signalfd.h, struct signalfd_siginfo
  private static final int SIGINFO_BYTES = 128;
  private static final int SSI_SIGNO = 0;
  private static final int SSI_CODE = 8;
  private static final int SSI_PID = 12;

  // spawn.h of the GNU C library; the structures are opaque, these are their sizes with room to
  // spare
  private static final int SPAWN_STRUCTURE_BYTES = 512;
  private static final int POSIX_SPAWN_SETPGROUP = 2;
  private static final int POSIX_SPAWN_SETSIGDEF = 4;
  private static final int POSIX_SPAWN_SETSIGMASK = 8;
  private static final int POSIX_SPAWN_SETSID = 0x80;
  private static final int LIBC_SIGSET_BYTES = 128;
  // What a shell ignores while it has a terminal, and its commands do not.
  private static final List<Integer> OF_TERMINALS = List.of(SIGTSTP, SIGTTIN, SIGTTOU);

  private final Kernel kernel;

  ProcessCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code pid_t getpid(void)}. */
  public int getpid() {
    return (int) kernel.call(SyscallNumbers.GETPID);
  }

  /** {@code uid_t geteuid(void)}. */
  public int geteuid() {
    return (int) kernel.call(SyscallNumbers.GETEUID);
  }

  /** {@code pid_t getpgid(0)}: our own process group. */
  public int processGroup() {
    return (int) kernel.call(SyscallNumbers.GETPGID, 0);
  }

  /** {@code clock_gettime(CLOCK_BOOTTIME)}: nanoseconds since boot, sleep included. */
  public long bootNanos() {
    int clockBoottime = 7; // linux/time.h
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer timespec = frame.zeros(16);
      kernel.call(SyscallNumbers.CLOCK_GETTIME, clockBoottime, frame.address(timespec));
      return timespec.getLong(0) * 1_000_000_000L + timespec.getLong(8);
    }
  }

  /** {@code int kill(pid_t pid, int sig)}. */
  public int kill(int pid, int signal) {
    return (int) kernel.call(SyscallNumbers.KILL, pid, signal);
  }

  /**
   * {@code pid_t wait4(pid_t pid, int *status, 0, NULL)}; EINTR: may be.
   *
   * @param status receives the wait status as the kernel has it
   */
  public int wait4(int pid, int[] status) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(4);
      int result = (int) kernel.call(SyscallNumbers.WAIT4, pid, frame.address(piece), 0, 0);
      status[0] = piece.getInt(0);
      return result;
    }
  }

  /**
   * {@code pid_t wait4(pid_t pid, int *status, WNOHANG | WUNTRACED | WCONTINUED, NULL)}: what
   * became of a child since this was asked last.
   *
   * @param status receives the wait status as the kernel has it
   * @return the pid, or 0 where nothing has
   */
  public int pollChild(int pid, int[] status) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(4);
      int options = WNOHANG | WUNTRACED | WCONTINUED;
      int result = (int) kernel.call(SyscallNumbers.WAIT4, pid, frame.address(piece), options, 0);
      status[0] = piece.getInt(0);
      return result;
    }
  }

  /**
   * {@code wait4(-group, NULL, WNOHANG, NULL)}: takes leave of one child of a process group that
   * has ended.
   *
   * @return its pid; 0 where none has ended, {@code -ECHILD} where there is none
   */
  public int reapOfGroup(int group) {
    return (int) kernel.call(SyscallNumbers.WAIT4, -group, 0, WNOHANG, 0);
  }

  /**
   * {@code prctl(PR_SET_CHILD_SUBREAPER, adopt)}: whether what our children leave behind when they
   * end becomes a child of ours, and not of pid 1.
   */
  public int adoptOrphans(boolean adopt) {
    return (int) kernel.call(SyscallNumbers.PRCTL, PR_SET_CHILD_SUBREAPER, adopt ? 1 : 0, 0, 0, 0);
  }

  /**
   * {@code int waitid(P_ALL, 0, NULL, WEXITED | WNOWAIT, NULL)}: blocks until some child has ended,
   * and leaves it to be waited for; EINTR: may be.
   *
   * @return 0, or {@code -ECHILD} where there is no child
   */
  public int awaitAnyEnd() {
    return (int) kernel.call(SyscallNumbers.WAITID, P_ALL, 0, 0, WEXITED | WNOWAIT, 0);
  }

  /** Gives a signal its default action again: {@code rt_sigaction} with SIG_DFL. */
  public void restoreDefault(int signal) {
    setAction(signal, 0); // SIG_DFL is 0
  }

  /** Has a signal ignored: {@code rt_sigaction} with SIG_IGN. */
  public void ignore(int signal) {
    setAction(signal, SIG_IGN);
  }

  private void setAction(int signal, int handler) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer action = frame.zeros(SIGACTION_BYTES);
      action.putLong(0, handler);
      kernel.call(SyscallNumbers.RT_SIGACTION, signal, frame.address(action), 0, SIGSET_BYTES);
    }
  }

  /** Holds signals back from this thread: {@code rt_sigprocmask(SIG_BLOCK)}. */
  public void block(List<Integer> signals) {
    changeMask(SIG_BLOCK, signals);
  }

  /** Lets signals into this thread; one that is pending acts before the call returns. */
  public void unblock(List<Integer> signals) {
    changeMask(SIG_UNBLOCK, signals);
  }

  private void changeMask(int how, List<Integer> signals) {
    try (Scratch.Frame frame = kernel.frame()) {
      long set = frame.address(signalSet(frame, signals));
      kernel.call(SyscallNumbers.RT_SIGPROCMASK, how, set, 0, SIGSET_BYTES);
    }
  }

  private static ByteBuffer signalSet(Scratch.Frame frame, List<Integer> signals) {
    ByteBuffer set = frame.zeros(SIGSET_BYTES);
    for (int signal : signals) {
      set.putLong(0, set.getLong(0) | 1L << (signal - 1));
    }
    return set;
  }

  /**
   * {@code int signalfd4(-1, const sigset_t *mask, size_t, int flags)}: a descriptor that becomes
   * readable when one of these signals, blocked in every thread, is sent to the process.
   */
  public int signalfd(List<Integer> signals) {
    try (Scratch.Frame frame = kernel.frame()) {
      long set = frame.address(signalSet(frame, signals));
      return (int)
          kernel.call(SyscallNumbers.SIGNALFD4, -1, set, SIGSET_BYTES, FileCalls.O_CLOEXEC);
    }
  }

  /**
   * Reads one {@code struct signalfd_siginfo} (linux/signalfd.h); blocks until a signal came.
   *
   * @param into receives the signal's number, {@code si_code} and the sender's pid
   */
  public int readSignal(int signalfd, int[] into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer information = frame.zeros(SIGINFO_BYTES);
      int count = (int) kernel.files().read(signalfd, frame.address(information), SIGINFO_BYTES);
      into[0] = information.getInt(SSI_SIGNO);
      into[1] = information.getInt(SSI_CODE);
      into[2] = information.getInt(SSI_PID);
      return count;
    }
  }

  /** {@code int pidfd_open(pid_t pid, 0)}: readable when the process has ended. */
  public int pidfdOpen(int pid) {
    return (int) kernel.call(SyscallNumbers.PIDFD_OPEN, pid, 0);
  }

  /**
   * {@code int pidfd_getfd(int pidfd, int targetfd, 0)}: a descriptor of ours for what another
   * process has open; EPERM unless we may trace it.
   */
  public int pidfdGetfd(int pidfd, int descriptor) {
    return (int) kernel.call(SyscallNumbers.PIDFD_GETFD, pidfd, descriptor, 0);
  }

  /** Whether a signal is ignored, as nohup(1) and a shell's background jobs have it. */
  public boolean isIgnored(int signal) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer action = frame.zeros(SIGACTION_BYTES);
      kernel.call(SyscallNumbers.RT_SIGACTION, signal, 0, frame.address(action), SIGSET_BYTES);
      return action.getLong(0) == SIG_IGN;
    }
  }

  /** Sends this very thread a signal: it is delivered before the call returns. */
  public void raise(int signal) {
    long thread = kernel.call(SyscallNumbers.GETTID);
    kernel.call(SyscallNumbers.TGKILL, getpid(), thread, signal);
  }

  /**
   * {@code posix_spawnp(3)}: starts a command found by PATH, with the signal dispositions that we
   * were started with, an empty signal mask, the descriptors 0 to 2 and those named, and no others.
   *
   * @param arguments argv, the command's name first
   * @param environment NAME=value, bytes
   * @param inherited descriptors that the child keeps, by the same numbers
   * @return the child's pid, or {@code -errno}: ENOENT where there is no such command
   */
  public int spawn(List<byte[]> arguments, List<byte[]> environment, int[] inherited) {
    return spawn(arguments, environment, 0, 1, 2, inherited);
  }

  /**
   * {@link #spawn(List, List, int[])} with another standard input, output or error.
   *
   * @param input the descriptor of ours that becomes the child's standard input; 0 leaves it ours
   * @param output the one that becomes its standard output; 1 leaves it ours
   * @param error the one that becomes its standard error; 2 leaves it ours
   */
  public int spawn(
      List<byte[]> arguments,
      List<byte[]> environment,
      int input,
      int output,
      int error,
      int[] inherited) {
    return spawn(
        arguments,
        environment,
        new int[] {input, output, error},
        inherited,
        0,
        OptionalInt.empty());
  }

  /**
   * {@link #spawn(List, List, int, int, int, int[])} in a process group, as a shell with a terminal
   * starts its commands: with the default action of what stops a process.
   *
   * @param streams the descriptors of ours that become 0, 1 and 2
   * @param group the group to join; 0 is a new one that has the child's pid
   */
  public int spawnInGroup(
      List<byte[]> arguments, List<byte[]> environment, int[] streams, int group) {
    return spawn(arguments, environment, streams.clone(), new int[0], 0, OptionalInt.of(group));
  }

  /**
   * The same in a new session without a terminal, so in a process group of its own, whose number is
   * the child's pid.
   *
   * @param ends its standard input, output and error
   */
  public int spawnApart(
      List<byte[]> arguments, List<byte[]> environment, int[] ends, int[] inherited) {
    return spawn(
        arguments, environment, ends.clone(), inherited, POSIX_SPAWN_SETSID, OptionalInt.empty());
  }

  private int spawn(
      List<byte[]> arguments,
      List<byte[]> environment,
      int[] sources,
      int[] inherited,
      int flags,
      OptionalInt group) {
    int[] copies = {-1, -1, -1};
    try {
      for (int target = 0; target < sources.length; target++) {
        if (sources[target] < sources.length && sources[target] != target) {
          // An earlier dup2 would put another file under the number that a later one copies.
          copies[target] = kernel.files().fcntl(sources[target], FileCalls.F_DUPFD_CLOEXEC, 3);
          if (copies[target] < 0) {
            return copies[target];
          }
          sources[target] = copies[target];
        }
      }
      return start(
          arguments, environment, inherited, flags, group, actions -> dup2(actions, sources));
    } finally {
      for (int copy : copies) {
        if (copy >= 0) {
          kernel.files().close(copy);
        }
      }
    }
  }

  private int dup2(long actions, int[] sources) {
    int failure = 0;
    for (int target = 0; target < sources.length && failure == 0; target++) {
      if (sources[target] != target) {
        failure = dup2(actions, sources[target], target);
      }
    }
    return failure;
  }

  private int dup2(long actions, int from, int to) {
    long add = function("posix_spawn_file_actions_adddup2");
    return (int) kernel.door().call(add, actions, from, to, 0, 0, 0);
  }

  /**
   * {@link #spawn(List, List, int[])} in a new session, whose controlling terminal is the child's
   * standard input, output and error.
   *
   * @param terminal the path of a terminal that no session has: the child opens it as the leader of
   *     its session, which is what makes it the controlling one; tty_ioctl(4)
   */
  public int spawnInSession(
      List<byte[]> arguments, List<byte[]> environment, byte[] terminal, int[] inherited) {
    return start(
        arguments,
        environment,
        inherited,
        POSIX_SPAWN_SETSID,
        OptionalInt.empty(),
        actions -> open(actions, terminal));
  }

  private int open(long actions, byte[] terminal) {
    try (Scratch.Frame frame = kernel.frame()) {
      long add = function("posix_spawn_file_actions_addopen");
      long path = frame.text(terminal); // the C library copies it
      int failure = (int) kernel.door().call(add, actions, 0, path, FileCalls.O_RDWR, 0, 0);
      if (failure == 0) {
        failure = dup2(actions, 0, 1);
      }
      return failure != 0 ? failure : dup2(actions, 0, 2);
    }
  }

  private int start(
      List<byte[]> arguments,
      List<byte[]> environment,
      int[] inherited,
      int flags,
      OptionalInt group,
      LongToIntFunction addActions) {
    kernel.files().closeOnExecFrom(3);
    try (Scratch.Frame frame = kernel.frame()) {
      long actions = frame.address(frame.zeros(SPAWN_STRUCTURE_BYTES));
      long attributes = frame.address(frame.zeros(SPAWN_STRUCTURE_BYTES));
      library("posix_spawn_file_actions_init", actions, 0);
      library("posix_spawnattr_init", attributes, 0);
      int failure = addActions.applyAsInt(actions);
      if (failure == 0) {
        failure = keep(inherited, actions);
      }
      // Handlers become the default action by themselves; what was ignored when we started stays
      // so.
      library(
          "posix_spawnattr_setsigmask", attributes, frame.address(frame.zeros(LIBC_SIGSET_BYTES)));
      int grouping = 0;
      if (group.isPresent()) {
        grouping = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF;
        library("posix_spawnattr_setpgroup", attributes, group.getAsInt());
        ByteBuffer stops = frame.zeros(LIBC_SIGSET_BYTES);
        for (int signal : OF_TERMINALS) {
          stops.putLong(0, stops.getLong(0) | 1L << (signal - 1));
        }
        library("posix_spawnattr_setsigdefault", attributes, frame.address(stops));
      }
      library("posix_spawnattr_setflags", attributes, POSIX_SPAWN_SETSIGMASK | flags | grouping);
      ByteBuffer pid = frame.zeros(4);
      if (failure == 0) {
        failure =
            (int)
                kernel
                    .door()
                    .call(
                        function("posix_spawnp"),
                        frame.address(pid),
                        frame.text(arguments.get(0)),
                        actions,
                        attributes,
                        frame.texts(arguments),
                        frame.texts(environment));
      }
      library("posix_spawnattr_destroy", attributes, 0);
      library("posix_spawn_file_actions_destroy", actions, 0);
      return failure != 0 ? -failure : pid.getInt(0);
    }
  }

  /** Lets a child keep descriptors; 0, or the errno of one that can be no descriptor. */
  private int keep(int[] inherited, long actions) {
    for (int descriptor : inherited) {
      // dup2 onto itself clears close-on-exec in the child alone (POSIX.1-2024, glibc 2.29).
      int failure = dup2(actions, descriptor, descriptor);
      if (failure != 0) {
        return failure;
      }
    }
    return 0;
  }

  private void library(String function, long a1, long a2) {
    kernel.door().call(function(function), a1, a2, 0, 0, 0, 0);
  }

  private long function(String name) {
    long address = kernel.door().function(name);
    if (address == 0) {
      throw new IllegalStateException("the C library has no '" + name + "'");
    }
    return address;
  }
}
