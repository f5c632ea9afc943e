package ipc.shell;

/**
 * What a job has written, so that it moves no cursor: colours stay, all else that controls goes.
 */
final class Shown {
  private static final char ESCAPE = '\033';

  private Shown() {}

  /** A line as it can be shown above another. */
  static String line(String text) {
    // What overwrites a line, as progress does, leaves the last of it.
    String visible = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    visible = visible.substring(visible.lastIndexOf('\r') + 1);
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < visible.length(); i++) {
      char character = visible.charAt(i);
      if (character == ESCAPE) {
        int end = endOfSequence(visible, i);
        if (visible.charAt(end) == 'm') {
          shown.append(visible, i, end + 1);
        }
        i = end;
      } else if (character == '\t' || character >= ' ' && character != '\177') {
        shown.append(character);
      }
    }
    return shown.toString();
  }

  /** The index of its last character: ESC [ parameters letter, or ESC and one more. */
  private static int endOfSequence(String text, int start) {
    int at = start + 1;
    if (at < text.length() && text.charAt(at) == '[') {
      at++;
      while (at < text.length() && text.charAt(at) < '@') {
        at++;
      }
    }
    return Math.min(at, text.length() - 1);
  }
}
