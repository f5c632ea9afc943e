package ipc.shell.language;

import java.util.List;

/**
 * Commands of which each reads what the one before writes.
 *
 * @param isNegated whether {@code !} stands before it: 0 becomes 1, and all else 0
 * @param commands at least one
 */
public record Pipeline(boolean isNegated, List<Command> commands) {
  /** A pipeline that nothing changes any more. */
  public Pipeline {
    commands = List.copyOf(commands);
  }

  /** Index of its first character in the text. */
  public int start() {
    return commands.getFirst().start();
  }
}
