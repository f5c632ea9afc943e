package ipc.render;

/**
 * The colours of a terminal, or none. Whether there are any (a terminal, {@code NO_COLOR}, {@code
 * TERM=dumb}, {@code --color}) is the caller's to decide.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/console_codes.4.html">console_codes(4)</a>
 */
public enum Palette {
  /** No colour; texts stay as they are. */
  PLAIN,
  /** Select Graphic Rendition, the eight colours that every terminal has. */
  ANSI;

  /** What a text is for. */
  public enum Role {
    /** The names of columns. */
    HEADER("1"),
    /** An address, which can be pasted into the next command. */
    ADDRESS("36"),
    /** What failed. */
    ERROR("1;31"),
    /** What the user can do about it. */
    HINT("32"),
    /** What was done nevertheless, or may surprise. */
    WARNING("33");

    private final String parameters;

    Role(String parameters) {
      this.parameters = parameters;
    }
  }

  /** The text in the colour of its role; it takes as many places on the screen as before. */
  public String paint(Role role, String text) {
    return switch (this) {
      case PLAIN -> text;
      case ANSI -> "\033[" + role.parameters + "m" + text + "\033[0m";
    };
  }
}
