package ipc.shell;

import ipc.render.Palette;
import ipc.shell.edit.LineEditor;
import ipc.shell.language.LineException;

/** What stands before a line, and what marks the words below it. */
final class Prompt {
  private final Palette palette;

  Prompt(Palette palette) {
    this.palette = palette;
  }

  boolean isColoured() {
    return switch (palette) {
      case PLAIN -> false;
      case ANSI -> true;
    };
  }

  private static String plain(int status) {
    return status == 0 ? "ipc> " : "ipc [" + status + "]> ";
  }

  /** The prompt after a status. */
  String text(int status) {
    return status == 0
        ? palette.paint(Palette.Role.HEADER, "ipc>") + " "
        : palette.paint(Palette.Role.HEADER, "ipc ")
            + palette.paint(Palette.Role.ERROR, "[" + status + "]")
            + palette.paint(Palette.Role.HEADER, ">")
            + " ";
  }

  /**
   * A line that marks the word that is wrong, below the line as it was typed, or below a copy of it
   * where that is long.
   *
   * @param status that the prompt showed
   */
  String mark(String text, LineException wrong, int status, int columns) {
    int begin = text.lastIndexOf('\n', Math.max(0, Math.min(wrong.start(), text.length()) - 1)) + 1;
    int end = text.indexOf('\n', begin);
    String line = text.substring(begin, end < 0 ? text.length() : end);
    int start = Math.clamp(wrong.start() - begin, 0, line.length());
    int stop = Math.clamp(wrong.end() - begin, start, line.length());
    String before = plain(status);
    boolean isOneLine = text.indexOf('\n') < 0;
    boolean fits = isOneLine && before.length() + LineEditor.width(line) < columns;
    int indent = (fits ? before.length() : 2) + LineEditor.width(line.substring(0, start));
    int length = Math.max(1, LineEditor.width(line.substring(start, stop)));
    String mark =
        " ".repeat(indent) + palette.paint(Palette.Role.ERROR, "^" + "~".repeat(length - 1));
    return fits ? mark : "  " + line + "\n" + mark;
  }
}
