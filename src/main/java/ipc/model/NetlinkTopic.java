package ipc.model;

/** What the kernel tells over netlink(7). */
public enum NetlinkTopic {
  /** Devices that come, change and go. */
  KOBJECT_UEVENT("kobject-uevent"),
  /** Interfaces, their addresses, routes and neighbours. */
  ROUTE("route");

  private final String word;

  NetlinkTopic(String word) {
    this.word = word;
  }

  /** Returns it as it is written. */
  public String word() {
    return word;
  }
}
