package ipc.proc;

import ipc.model.Quantity;
import java.util.List;

/**
 * Something that a scan could not read, told once: an answer built on the scan is incomplete, and
 * this says by how much.
 */
public sealed interface ProcWarning {
  /** Returns the warning as a message without a full stop. */
  String text();

  /**
   * A file could not be read at all.
   *
   * @param path the file
   * @param reason why, in a few words
   */
  record UnreadFile(String path, String reason) implements ProcWarning {
    @Override
    public String text() {
      return "could not read '" + path + "' (" + reason + ")";
    }
  }

  /**
   * A part of some processes could not be read.
   *
   * @param what the part, as in "the maps"
   * @param unread how many processes could not be looked into for this reason
   * @param looked how many processes were looked into or should have been
   * @param reason why, in a few words
   * @param rootWouldSee we lack the rights and are not root, so root has a better chance
   * @param examplePids some of the processes, at most {@value #EXAMPLES}
   */
  record UnreadProcesses(
      String what,
      int unread,
      int looked,
      String reason,
      boolean rootWouldSee,
      List<Long> examplePids)
      implements ProcWarning {
    static final int EXAMPLES = 5;

    /** Copies the list. */
    public UnreadProcesses {
      examplePids = List.copyOf(examplePids);
    }

    @Override
    public String text() {
      String text =
          "could not read "
              + what
              + " of "
              + unread
              + " of "
              + Quantity.of(looked, "process", "processes")
              + " ("
              + reason
              + ")";
      return rootWouldSee ? text + ": run as root to see them" : text;
    }
  }

  /**
   * Lines of a file could not be understood and were left out.
   *
   * @param path the file
   * @param firstLine the first such line, from 1
   * @param lines how many lines there were
   * @param why what was wrong with the first
   */
  record NotUnderstood(String path, int firstLine, int lines, String why) implements ProcWarning {
    @Override
    public String text() {
      String text = "could not understand line " + firstLine + " of '" + path + "' (" + why + ")";
      return lines == 1 ? text : text + " and " + (lines - 1) + " more of its lines";
    }
  }

  /** {@code /proc} lists no process at all, so none was seen. */
  record NoProcesses() implements ProcWarning {
    @Override
    public String text() {
      return "'/proc' shows no process: it is not mounted here";
    }
  }

  /** The mount of {@code /proc} does not list all processes (hidepid), so some were not seen. */
  record ProcessesHidden() implements ProcWarning {
    @Override
    public String text() {
      return "'/proc' does not list process 1: processes of other users are hidden (hidepid)";
    }
  }
}
