package ipc.engine.job;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.model.ValueException;
import java.util.List;

/** Signals by their names, as kill(1) has them. */
public final class Signals {
  /** By number from 1 on; the same on x86-64 and aarch64, signal(7). */
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private static final String PREFIX = "SIG";

  private Signals() {}

  /** The number of a signal that is given by its name, with SIG or without, or by its number. */
  public static int parse(String text) {
    String name = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    int index = NAMES.indexOf(name);
    if (index >= 0) {
      return index + 1;
    }
    for (int number = 1; number <= NAMES.size(); number++) {
      if (text.equals(Integer.toString(number))) {
        return number;
      }
    }
    throw new ValueException("signal", text, "there is none of that name", "TERM", "15");
  }

  /** The name of a signal, or its number where it has none. */
  public static String name(int number) {
    return number >= 1 && number <= NAMES.size() ? NAMES.get(number - 1) : Integer.toString(number);
  }

  /** Sends a process a signal. */
  public static void send(Engine engine, int pid, int number) {
    int result = engine.kernel().processes().kill(pid, number);
    if (result < 0) {
      throw Failures.of("send SIG" + name(number) + " to", Integer.toString(pid), result);
    }
  }
}
