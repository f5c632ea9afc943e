package ipc.engine.mailbox;

/**
 * Ends or stops this process before its k-th store to a mailbox, for the tests that try every death
 * there is.
 */
public final class CrashPoint {
  /** The environment variable that holds k, from 1; with {@code ,stop} the process is stopped. */
  public static final String VARIABLE = "IPC_CRASH_AT";

  private static final CrashPoint NEVER =
      new CrashPoint(Long.MAX_VALUE, () -> {}, Repetition.FOR_EVER);

  private static final String STOP = ",stop";
  private static final String FORM = "[1-9]\\d{0,9}(" + STOP + ")?";

  /** How often it happens: who is dead stays dead, who was stopped goes on. */
  private enum Repetition {
    ONCE,
    FOR_EVER
  }

  private final Runnable event;
  private final Repetition repetition;
  private long storesLeft;

  private CrashPoint(long storesLeft, Runnable event, Repetition repetition) {
    this.storesLeft = storesLeft;
    this.event = event;
    this.repetition = repetition;
  }

  /** Never; there is nothing to count then. */
  public static CrashPoint never() {
    return NEVER;
  }

  boolean isNever() {
    return this == NEVER;
  }

  /**
   * Before a store.
   *
   * @param store which, from 1
   * @param death does not return, or throws
   */
  public static CrashPoint before(long store, Runnable death) {
    return new CrashPoint(store, death, Repetition.FOR_EVER);
  }

  /**
   * What a text of the form {@code k} or {@code k,stop} asks for; any other asks for nothing.
   *
   * @param death does not return
   * @param stop returns when the process goes on
   */
  public static CrashPoint parse(String text, Runnable death, Runnable stop) {
    if (!text.matches(FORM)) {
      return never();
    }
    if (text.endsWith(STOP)) {
      long store = Long.parseLong(text.substring(0, text.length() - STOP.length()));
      return new CrashPoint(store, stop, Repetition.ONCE);
    }
    return before(Long.parseLong(text), death);
  }

  /** After its death nobody stores anything, whatever still unwinds. */
  void beforeStore() {
    if (storesLeft <= 1 && (storesLeft == 1 || repetition == Repetition.FOR_EVER)) {
      event.run();
    }
    storesLeft--;
  }
}
