package ipc.model;

import java.util.OptionalLong;

/**
 * The addresses that begin with the same bits: a network, or one host.
 *
 * <p>An IPv4-mapped IPv6 address is an IPv4 address here, in a network's text and in what is asked
 * about: {@code ::ffff:10.0.0.0/104} is {@code 10.0.0.0/8}, and no IPv6 network holds it.
 *
 * @param network the lowest of them, without a zone
 * @param prefix how many bits are the same: 0 to 32 for IPv4, 0 to 128 for IPv6
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, 3.1</a>
 */
public record Cidr(IpAddress network, int prefix) {
  private static final String KIND = "network";

  /** How many bits of an IPv4-mapped address stand before the IPv4 one. */
  private static final int MAPPED_PREFIX = 96;

  /** Checks the bounds, and that no bit is set after the prefix. */
  public Cidr {
    if (prefix < 0 || prefix > network.bits()) {
      String family = network.isIpv4() ? "IPv4" : "IPv6";
      throw refusal(
          network + "/" + prefix, "the bits of " + family + " are 0 to " + network.bits());
    }
    if (!network.zone().isEmpty()) {
      throw refusal(network + "/" + prefix, "a network has no zone");
    }
    if (network.isMapped() && prefix >= MAPPED_PREFIX) {
      network = network.unmapped();
      prefix -= MAPPED_PREFIX;
    }
    IpAddress lowest = lowest(network, prefix);
    if (!network.equals(lowest)) {
      throw new ValueException(
          KIND,
          network + "/" + prefix,
          "bits are set after the first " + prefix,
          lowest + "/" + prefix,
          network.toString());
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or an address alone, which is one host.
   *
   * @throws ValueException if it is anything else, or has bits set after the prefix: whoever writes
   *     {@code 10.1.2.3/8} may have meant another number
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    IpAddress network =
        IpAddress.parse(address).orElseThrow(() -> refusal(text, "no address of IPv4 or IPv6"));
    if (slash < 0) {
      return new Cidr(network, network.bits());
    }
    String digits = text.substring(slash + 1);
    if (!WholeNumber.isDigits(digits, 10)) {
      throw refusal(text, "a slash is followed by a number of bits");
    }
    OptionalLong prefix = WholeNumber.parse(digits, 10, network.bits());
    if (prefix.isEmpty()) {
      String family = network.isIpv4() ? "IPv4" : "IPv6";
      throw refusal(text, "the bits of " + family + " are 0 to " + network.bits());
    }
    return new Cidr(network, (int) prefix.getAsLong());
  }

  /** Tells whether an address is one of these; a zone makes no difference. */
  public boolean contains(IpAddress address) {
    IpAddress host = address.unmapped();
    if (host.bits() != network.bits()) {
      return false;
    }
    for (int i = 0; i < prefix; i++) {
      if (host.bit(i) != network.bit(i)) {
        return false;
      }
    }
    return true;
  }

  private static IpAddress lowest(IpAddress address, int prefix) {
    byte[] bytes = address.bytes();
    for (int i = prefix; i < address.bits(); i++) {
      bytes[i / Byte.SIZE] &= (byte) ~(1 << Byte.SIZE - 1 - i % Byte.SIZE);
    }
    return new IpAddress(bytes, "");
  }

  private static ValueException refusal(String text, String reason) {
    return new ValueException(KIND, text, reason, "10.0.0.0/8", "192.0.2.1", "2001:db8::/32");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that && prefix == that.prefix && network.equals(that.network);
  }

  @Override
  public int hashCode() {
    return 31 * network.hashCode() + prefix;
  }

  /** Returns the text with a prefix always, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return network + "/" + prefix;
  }
}
