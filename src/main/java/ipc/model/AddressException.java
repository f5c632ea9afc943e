package ipc.model;

import java.util.List;

/**
 * Text that is no address, or could be several. Nothing was touched.
 *
 * <p>The message is one line, ready to follow {@code ipc: }; {@link #hint} is the line below it.
 */
public final class AddressException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final int position;
  private final String reason;
  private final String[] accepted;

  /**
   * Creates the refusal of one text.
   *
   * @param text what was given
   * @param position where the trouble begins: the index of a character, or the length where
   *     something is missing at the end; brought within 0 to the length
   * @param reason why it is refused, lower case, no full stop
   * @param accepted the forms or the candidates to choose from
   */
  public AddressException(String text, int position, String reason, List<String> accepted) {
    super("bad address " + ByteText.quote(text) + ": " + reason);
    this.text = text;
    this.position = Math.clamp(position, 0, text.length());
    this.reason = reason;
    this.accepted = accepted.toArray(String[]::new);
  }

  /** Returns what was given. */
  public String text() {
    return text;
  }

  /** Returns the index in {@link #text} where the trouble begins, 0 to its length. */
  public int position() {
    return position;
  }

  /** Returns why it was refused. */
  public String reason() {
    return reason;
  }

  /** Returns the forms that are accepted, or the candidates that the text could have meant. */
  public List<String> accepted() {
    return List.of(accepted);
  }

  /** Returns one line that the user can act on, without {@code hint: }; empty if there is none. */
  public String hint() {
    return accepted.length == 0
        ? ""
        : "accepted: " + ByteText.printable(String.join(", ", accepted));
  }

  /** Returns the same refusal seen from {@code whole}, in which our text begins at {@code from}. */
  AddressException within(String whole, int from) {
    AddressException moved = new AddressException(whole, from + position, reason, accepted());
    moved.setStackTrace(getStackTrace());
    return moved;
  }
}
