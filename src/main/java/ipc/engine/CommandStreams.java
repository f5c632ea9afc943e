package ipc.engine;

/** What a command's descriptors 0, 1 and 2 are. */
public sealed interface CommandStreams {

  /**
   * Three descriptors of ours, of which it gets copies.
   *
   * @param input its standard input
   * @param output its standard output
   * @param error its standard error
   */
  record Descriptors(Descriptor input, Descriptor output, Descriptor error)
      implements CommandStreams {}

  /**
   * A terminal that becomes the controlling one of a new session, which the command leads. What our
   * own terminal sends does not reach it, and it gets HUP when the master is closed.
   *
   * @param path of the slave of a pseudo-terminal, which no session has yet
   */
  record Terminal(String path) implements CommandStreams {}

  /**
   * Descriptors of ours, in a session of its own without a terminal: what our terminal sends does
   * not reach it, and it can be ended with all that it started ({@link CommandRun#stopAll}).
   *
   * @param ends what it reads and writes
   */
  record Apart(Descriptors ends) implements CommandStreams {}

  /** Our own three. */
  static CommandStreams ours(Engine engine) {
    return new Descriptors(engine.standardInput(), engine.standardOutput(), engine.standardError());
  }
}
