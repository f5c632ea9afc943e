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
 * send</em>. READY → LEASED or TAKEN: it is delivered to the owner. READY → RESERVED → TAKEN: the
 * owner has it in hand, and takes it by one store that needs no lock; READY again if it does not.
 * TAKEN → RESERVED: the owner leaves and could not write it out; this needs no lock either. TAKEN →
 * DONE: its bytes were written out; this one store needs no lock, and DONE → FREE follows with the
 * next change that has one. LEASED → FREE: acknowledged; → READY: given back; → DEAD: delivered too
 * often.
 */
final class SlotState {
  static final int FREE = 0;
  static final int WRITING = 1;
  static final int READY = 2;
  static final int LEASED = 3;
  static final int TAKEN = 4;
  static final int DEAD = 5;
  static final int DONE = 6;
  static final int RESERVED = 7;

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

  /** The bits that say what a slot is and whose: kind, owner, owner's generation. */
  static final long KIND_AND_OWNER =
      KIND_MASK | (long) SHORT_MASK << OWNER_SHIFT | (long) SHORT_MASK << OWNER_GENERATION_SHIFT;

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

  /** The same message, delivered once more to whom {@code kindAndOwner} names. */
  static long delivered(long state, long kindAndOwner) {
    int deliveries = Math.min(deliveries(state) + 1, MOST_DELIVERIES);
    return kindAndOwner
        | (long) deliveries << DELIVERIES_SHIFT
        | (long) generation(state) << GENERATION_SHIFT;
  }

  /** The same message in the hand of whom {@code kindAndOwner} names, not delivered yet. */
  static long reserved(long state, long kindAndOwner) {
    return kindAndOwner
        | (long) deliveries(state) << DELIVERIES_SHIFT
        | (long) generation(state) << GENERATION_SHIFT;
  }

  /** A reserved message, delivered to who has it in hand. */
  static long taken(long state) {
    return of(
        TAKEN, deliveries(state) + 1, owner(state), ownerGeneration(state), generation(state));
  }

  /** A taken message in its owner's hand again: it was not delivered. */
  static long notTaken(long state) {
    return of(
        RESERVED, deliveries(state) - 1, owner(state), ownerGeneration(state), generation(state));
  }

  /** The same delivery with another kind. */
  static long withKind(long state, int kind) {
    return state & ~(long) KIND_MASK | kind;
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
