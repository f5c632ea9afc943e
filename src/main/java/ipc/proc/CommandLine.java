package ipc.proc;

import ipc.model.ByteText;
import java.util.ArrayList;
import java.util.List;

/**
 * The words that a process was started with.
 *
 * @param words the program's name and its arguments; empty for kernel threads and for processes
 *     that have ended
 */
public record CommandLine(List<String> words) {
  /** Copies the list. */
  public CommandLine {
    words = List.copyOf(words);
  }

  /**
   * Parses the whole of {@code /proc/PID/cmdline}: words that end with a NUL each. A process may
   * have written something else there; then the last word ends with the text.
   *
   * @see <a
   *     href="https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html">proc_pid_cmdline(5)</a>
   */
  public static CommandLine parse(byte[] text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == 0) {
        words.add(ByteText.decode(text, from, i));
        from = i + 1;
      }
    }
    if (from < text.length) {
      words.add(ByteText.decode(text, from, text.length));
    }
    return new CommandLine(words);
  }
}
