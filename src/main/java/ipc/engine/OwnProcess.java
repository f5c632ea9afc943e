package ipc.engine;

import ipc.model.ByteText;
import ipc.proc.ProcAnswer;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import ipc.sys.ProcessCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel gave this process at its start, as the bytes that it was given, and its end.
 *
 * <p>The launcher in C leaves everything as it was. The one in shell tells in variables of its own
 * what it had to change; they are taken out of the environment here.
 */
public final class OwnProcess {
  private static final String SAVED = "IPC_LAUNCHER_SAVED_";
  private static final String ADDED = "IPC_LAUNCHER_ADDED";
  private static final String CLOSED = "IPC_LAUNCHER_CLOSED";
  private static final String BLOCKED = "IPC_LAUNCHER_BLOCKED";
  private static final List<Integer> HELD_BACK =
      List.of(
          ProcessCalls.SIGHUP,
          ProcessCalls.SIGINT,
          ProcessCalls.SIGQUIT,
          ProcessCalls.SIGTERM,
          ProcessCalls.SIGCHLD,
          ProcessCalls.SIGWINCH);

  private final Kernel kernel;

  /** The process that runs this. */
  public OwnProcess(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Its pid. */
  public int pid() {
    return kernel.processes().getpid();
  }

  /** Arguments as text. */
  public List<String> texts(byte[][] arguments) {
    List<String> texts = new ArrayList<>(arguments.length);
    for (byte[] argument : arguments) {
      texts.add(ByteText.decode(argument));
    }
    return texts;
  }

  /** The last words of the command line. */
  public List<String> lastArguments(int count) {
    List<String> all = strings("/proc/self/cmdline");
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /** The environment as it was before a launcher changed it. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    Map<String, String> saved = new LinkedHashMap<>();
    String added = "";
    for (String entry : strings("/proc/self/environ")) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        String name = entry.substring(0, equals);
        String value = entry.substring(equals + 1);
        if (name.startsWith(SAVED)) {
          saved.put(name.substring(SAVED.length()), value);
        } else if (name.equals(ADDED)) {
          added = value;
        } else if (!name.equals(CLOSED) && !name.equals(BLOCKED)) {
          variables.put(name, value);
        }
      }
    }
    variables.remove(added);
    variables.putAll(saved);
    return variables;
  }

  /**
   * Finishes what a launcher in shell cannot: signals let in, reserved descriptors kept from CMD.
   */
  public void takeOverFromShellLauncher() {
    for (String entry : strings("/proc/self/environ")) {
      if (entry.startsWith(BLOCKED + "=")) {
        kernel.processes().unblock(HELD_BACK);
      } else if (entry.startsWith(CLOSED + "=")) {
        for (String number : entry.substring(CLOSED.length() + 1).split(" ")) {
          kernel.files().fcntl(Integer.parseInt(number), FileCalls.F_SETFD, FileCalls.FD_CLOEXEC);
        }
      }
    }
  }

  /** NUL-ended strings of a file of /proc. */
  private List<String> strings(String path) {
    Optional<byte[]> bytes = read(path);
    List<String> strings = new ArrayList<>();
    byte[] all = bytes.orElse(new byte[0]);
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == 0) {
        strings.add(ByteText.decode(all, start, i));
        start = i + 1;
      }
    }
    return strings;
  }

  private Optional<byte[]> read(String path) {
    ProcAnswer<byte[]> answer = new KernelProcSource(kernel).read(path);
    return answer.content();
  }

  /** The path by which this very program is started once more. */
  public String launcher() {
    String self = "/proc/self/exe";
    String path = new KernelProcSource(kernel).link(self).content().orElse(self);
    String machine = "/bin/java";
    if (path.endsWith(machine)) {
      return path.substring(0, path.length() - machine.length()) + "/lib/ipc.sh";
    }
    FileStatus status = new FileStatus();
    int there = kernel.files().statx(FileCalls.AT_FDCWD, ByteText.encode(path), 0, status);
    return there < 0 ? self : path; // it was moved
  }

  /** Ends the process as kill -9 does: nothing is put in order. */
  public void killSelf() {
    kernel.processes().raise(ProcessCalls.SIGKILL);
  }

  /** Stops the process as kill -STOP does; returns when somebody lets it go on. */
  public void stopSelf() {
    kernel.processes().raise(ProcessCalls.SIGSTOP);
  }

  /** Ends the process by a signal's default action, as it ends a C program. */
  public void dieOf(int signal) {
    kernel.processes().restoreDefault(signal);
    kernel.processes().unblock(List.of(signal));
    kernel.processes().raise(signal);
  }
}
