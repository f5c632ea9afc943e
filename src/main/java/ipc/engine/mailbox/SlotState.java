package ipc.engine.mailbox;

/**
 * The word that says what became of a slot's message: the only truth there is.
 *
 * <pre>
 *  bits  0–3   kind
 *        4–11  deliveries begun, at most 255
 *       12–27  owner: participant number + 1, 0 for nobody, 65535 where it was given back and is
 *              not due yet
 *       28–43  owner's generation, its low 16 bits
 *       44–63  the slot's generation, raised each time it becomes free
 * </pre>
 *
 * A message's way: FREE → WRITING (a body that takes long) → READY: <em>that store is the
 * send</em>. READY → LEASED or TAKEN: it is delivered to the owner. TAKEN → FREE: its bytes were
 * written out. LEASED → FREE: acknowledged; → READY: given back; → DEAD: delivered too often.
 */
final class SlotState {
  static final int FREE = 0;
  static final int WRITING = 1;
  static final int READY = 2;
  static final int LEASED = 3;
  static final int TAKEN = 4;
  static final int DEAD = 5;

  static final int MOST_DELIVERIES = 255;

  /** No participant has this number. */
  private static final int POSTPONED = 0xFFFF;

  private static final int DELIVERIES_SHIFT = 4;
  private static final int OWNER_SHIFT = 12;
  private static final int OWNER_GENERATION_SHIFT = 28;
  private static final int GENERATION_SHIFT = 44;
  private static final int KIND_MASK = 0xF;
  private static final int DELIVERIES_MASK = 0xFF;
  private static final int SHORT_MASK = 0xFFFF;
  private static final int GENERATION_MASK = 0xFFFFF;

  private SlotState() {}

  static long of(int kind, int deliveries, int owner, int ownerGeneration, int generation) {
    return kind
        | (long) Math.min(deliveries, MOST_DELIVERIES) << DELIVERIES_SHIFT
        | (long) (owner & SHORT_MASK) << OWNER_SHIFT
        | (long) (ownerGeneration & SHORT_MASK) << OWNER_GENERATION_SHIFT
        | (long) (generation & GENERATION_MASK) << GENERATION_SHIFT;
  }

  static int kind(long state) {
    return (int) state & KIND_MASK;
  }

  static int deliveries(long state) {
    return (int) (state >>> DELIVERIES_SHIFT) & DELIVERIES_MASK;
  }

  /** The owner's participant number + 1; 0 for nobody. */
  static int owner(long state) {
    return (int) (state >>> OWNER_SHIFT) & SHORT_MASK;
  }

  static int ownerGeneration(long state) {
    return (int) (state >>> OWNER_GENERATION_SHIFT) & SHORT_MASK;
  }

  static int generation(long state) {
    return (int) (state >>> GENERATION_SHIFT) & GENERATION_MASK;
  }

  /** The same slot, free again. */
  static long freed(long state) {
    return of(FREE, 0, 0, 0, generation(state) + 1);
  }

  /** The same message without an owner. */
  static long unowned(long state, int kind) {
    return of(kind, deliveries(state), 0, 0, generation(state));
  }

  /** The same message given back, and held for nobody until it is due. */
  static long postponed(long state) {
    return of(LEASED, deliveries(state), POSTPONED, 0, generation(state));
  }

  /** Whether it was given back and is not due yet: no token stands for it. */
  static boolean isPostponed(long state) {
    return kind(state) == LEASED && owner(state) == POSTPONED;
  }

  /** Whether it is held until a time, and not as long as somebody lives. */
  static boolean isUnderTerm(long state) {
    return kind(state) == LEASED && (owner(state) == 0 || owner(state) == POSTPONED);
  }

  /** Whether a participant of that generation owns the slot. */
  static boolean isOwnedBy(long state, int participant, int generation) {
    return owner(state) == participant + 1 && ownerGeneration(state) == (generation & SHORT_MASK);
  }
}
