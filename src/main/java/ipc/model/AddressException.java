package ipc.model;

import java.util.List;

/**
 * Text that is no address, or could be several. Nothing was touched.
 *
 * <p>The message is one line, ready to follow {@code ipc: }; {@link #hint} is the line below it.
 */
public final class AddressException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 8;

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

  /**
   * Returns one line that the user can act on, without {@code hint: }; empty if there is none. It
   * shows the first eight of {@link #accepted}, and how many more there are.
   */
  public String hint() {
    if (accepted.length == 0) {
      return "";
    }
    int shown = Math.min(accepted.length, MOST_SHOWN);
    String list = String.join(", ", List.of(accepted).subList(0, shown));
    String more = shown == accepted.length ? "" : " and " + (accepted.length - shown) + " more";
    return "accepted: " + ByteText.printable(list) + more;
  }

  /** Returns the same refusal seen from {@code whole}, in which our text begins at {@code from}. */
  AddressException within(String whole, int from) {
    AddressException moved = new AddressException(whole, from + position, reason, accepted());
    moved.setStackTrace(getStackTrace());
    return moved;
  }
}
