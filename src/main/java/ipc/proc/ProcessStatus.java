package ipc.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code /proc/PID/status} tells about whose a process is.
 *
 * @param state the kernel's letter, as in {@link ProcessStat}
 * @param parentPid 0 where the parent is outside of our pid namespace
 * @param realUid who started it
 * @param effectiveUid whose rights it has
 * @param realGid the group of who started it
 * @param effectiveGid the group whose rights it has
 * @param namespacePids its pid in our pid namespace, then in each one further in; empty where the
 *     kernel does not say
 */
public record ProcessStatus(
    char state,
    long parentPid,
    long realUid,
    long effectiveUid,
    long realGid,
    long effectiveGid,
    List<Long> namespacePids) {
  /** Copies the list. */
  public ProcessStatus {
    namespacePids = List.copyOf(namespacePids);
  }

  /**
   * Parses the whole of {@code /proc/PID/status}.
   *
   * @see <a
   *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
   */
  public static Parsed<ProcessStatus> parse(byte[] text) {
    TextScanner line = new TextScanner(text);
    List<Malformed> malformed = new ArrayList<>();
    List<Long> state = List.of();
    List<Long> parentPid = List.of();
    List<Long> uids = List.of();
    List<Long> gids = List.of();
    List<Long> namespacePids = List.of();
    while (line.nextLine()) {
      if (line.passes("State:")) {
        line.skipBlanks();
        state = List.of((long) line.octet());
      } else if (line.passes("PPid:")) {
        parentPid = numbers(line);
      } else if (line.passes("Uid:")) {
        uids = numbers(line);
      } else if (line.passes("Gid:")) {
        gids = numbers(line);
      } else if (line.passes("NSpid:")) {
        namespacePids = numbers(line);
      }
      if (line.failed()) {
        malformed.add(new Malformed(line.lineNumber(), "not what the line's name says"));
      }
    }
    if (!malformed.isEmpty()) {
      return new Parsed<>(List.of(), malformed);
    }
    if (state.isEmpty() || parentPid.isEmpty() || uids.size() < 2 || gids.size() < 2) {
      return Parsed.malformed(1, "no State, PPid, Uid or Gid");
    }
    return Parsed.of(
        new ProcessStatus(
            (char) state.getFirst().longValue(),
            parentPid.getFirst(),
            uids.get(0),
            uids.get(1),
            gids.get(0),
            gids.get(1),
            namespacePids));
  }

  private static List<Long> numbers(TextScanner line) {
    List<Long> numbers = new ArrayList<>();
    while (!line.onlyBlanksLeft() && !line.failed()) {
      numbers.add(line.decimal());
    }
    return numbers;
  }
}
