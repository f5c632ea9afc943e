package ipc.shell.edit;

/**
 * The types of terminals that jline knows by itself; for others it would start infocmp(1), which
 * few machines need and some do not have.
 */
final class TerminalType {
  private TerminalType() {}

  /** The known type that is most like one. */
  static String of(String type) {
    if (type.isEmpty() || type.equals("dumb") || type.equals("unknown")) {
      return "dumb";
    }
    if (type.startsWith("screen") || type.startsWith("tmux")) {
      return "screen-256color";
    }
    if (type.startsWith("rxvt")) {
      return "rxvt-unicode-256color";
    }
    if (type.startsWith("vt") || type.startsWith("ansi")) {
      return "ansi";
    }
    return type.equals("linux") ? "xterm" : "xterm-256color";
  }
}
