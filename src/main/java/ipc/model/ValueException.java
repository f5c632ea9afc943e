package ipc.model;

import java.util.List;

/**
 * A word that is not the value it should be: a size, a time span, a mode. Nothing was done.
 *
 * <p>The message is one line, ready to follow {@code ipc: }.
 */
public final class ValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final String reason;
  private final String[] accepted;

  /**
   * Creates the refusal of one word.
   *
   * @param kind what it should have been, such as {@code size}
   * @param text the word as it was given
   * @param reason why it is refused, lower case, no full stop
   * @param accepted examples of what is accepted instead; none if there is nothing to say
   */
  public ValueException(String kind, String text, String reason, String... accepted) {
    super("bad " + kind + " " + ByteText.quote(text) + ": " + reason);
    this.text = text;
    this.reason = reason;
    this.accepted = accepted.clone();
  }

  /** Returns the word as it was given. */
  public String text() {
    return text;
  }

  /** Returns why it was refused. */
  public String reason() {
    return reason;
  }

  /** Returns examples of what is accepted; may be empty. */
  public List<String> accepted() {
    return List.of(accepted);
  }

  /** Returns one line that the user can act on, without {@code hint: }; empty if there is none. */
  public String hint() {
    return accepted.length == 0
        ? ""
        : "accepted: " + ByteText.printable(String.join(", ", accepted));
  }
}
