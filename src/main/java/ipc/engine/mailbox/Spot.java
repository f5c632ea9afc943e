package ipc.engine.mailbox;

import ipc.model.Address;

/**
 * Where a mailbox is: a path that leads to it while this is open.
 *
 * @param home the directory of a name; null for a path
 */
record Spot(Address.Named address, Home home, String name, String path) implements AutoCloseable {
  boolean isNamed() {
    return home != null;
  }

  @Override
  public void close() {
    if (home != null) {
      home.close();
    }
  }
}
