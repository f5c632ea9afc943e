package ipc.engine.mailbox;

/**
 * Ends this process before its k-th store to a mailbox, for the tests that try every death there
 * is.
 */
public final class CrashPoint {
  /** The environment variable that holds k, from 1. */
  public static final String VARIABLE = "IPC_CRASH_AT";

  private static final CrashPoint NEVER = new CrashPoint(Long.MAX_VALUE, () -> {});

  private final Runnable death;
  private long storesLeft;

  private CrashPoint(long storesLeft, Runnable death) {
    this.storesLeft = storesLeft;
    this.death = death;
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
    return new CrashPoint(store, death);
  }

  /** After its death nobody stores anything, whatever still unwinds. */
  void beforeStore() {
    if (storesLeft <= 1) {
      death.run();
    }
    storesLeft--;
  }
}
