package ipc.engine.mailbox;

import ipc.model.ValueException;

/**
 * Names one delivery of one message; a delivery that was given back, or ran out, has another.
 *
 * @param slot where the message lies
 * @param generation of the slot
 * @param delivery which delivery of the message
 */
public record Token(int slot, int generation, int delivery) {

  /** The delivery that a held slot of that state is in. */
  static Token of(int slot, long state) {
    return new Token(slot, SlotState.generation(state), SlotState.deliveries(state));
  }

  /** Reads what {@link #toString} wrote: {@code 17-3-1}. */
  public static Token parse(String text) {
    if (!text.matches("[1-9]\\d{0,8}-\\d{1,7}-\\d{1,3}")) {
      throw new ValueException("token", text, "not of the form SLOT-GENERATION-DELIVERY", "17-3-1");
    }
    String[] parts = text.split("-");
    return new Token(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  @Override
  public String toString() {
    return slot + "-" + generation + "-" + delivery;
  }
}
