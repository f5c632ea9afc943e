package ipc.model;

/** What a raw socket takes and gives, raw(7). */
public enum RawProtocol {
  /** ICMP, over IPv4. */
  ICMP("icmp"),
  /** ICMPv6. */
  ICMP6("icmp6");

  private final String word;

  RawProtocol(String word) {
    this.word = word;
  }

  /** Returns it as it is written. */
  public String word() {
    return word;
  }
}
