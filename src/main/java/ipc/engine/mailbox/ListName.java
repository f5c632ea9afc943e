package ipc.engine.mailbox;

/**
 * The lists that slots are in, as one number: none, the lane of a priority, those that are held
 * (leased, in hand, taken, done with), those that are dead.
 */
final class ListName {
  static final int NONE = 0;
  static final int HELD = Layout.LANES + 1;
  static final int DEAD = Layout.LANES + 2;

  private ListName() {}

  static int ofLane(int priority) {
    return priority + 1;
  }

  /** The priority of a lane's list, -1 for every other. */
  static int priority(int list) {
    return list >= 1 && list <= Layout.LANES ? list - 1 : -1;
  }
}
