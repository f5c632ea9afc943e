package ipc.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A host's address of IPv4 or IPv6.
 *
 * @param bytes 4 or 16 in network order; copied in and out
 * @param zone the interface of a link-local IPv6 address, by name or number, without the {@code %};
 *     empty if there is none
 */
public record IpAddress(byte[] bytes, String zone) {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  /** Where an IPv4-mapped address, {@code ::ffff:192.0.2.1}, has its IPv4 one. */
  private static final int MAPPED_AT = 12;

  /** Checks the length, and that only IPv6 has a zone. */
  public IpAddress {
    if (bytes.length != IPV6_BYTES && (bytes.length != IPV4_BYTES || !zone.isEmpty())) {
      throw new IllegalArgumentException(bytes.length + " bytes and zone '" + zone + "'");
    }
    bytes = bytes.clone();
  }

  /**
   * Reads {@code 192.0.2.1}, {@code 2001:db8::1} or {@code fe80::1%eth0}: all four numbers of IPv4,
   * none with a leading zero, which other tools read as octal.
   *
   * @return empty if it is anything else, such as a host's name
   */
  public static Optional<IpAddress> parse(String text) {
    if (text.indexOf(':') < 0) {
      return ipv4(text).map(bytes -> new IpAddress(bytes, ""));
    }
    int percent = text.indexOf('%');
    String zone = percent < 0 ? "" : text.substring(percent);
    String literal = percent < 0 ? text : text.substring(0, percent);
    if (!Ipv6Text.isZone(zone)) {
      return Optional.empty();
    }
    String name = zone.isEmpty() ? "" : zone.substring(1);
    return Ipv6Text.groups(literal).map(groups -> new IpAddress(ipv6(groups), name));
  }

  /** Reads four numbers with dots between them. */
  static Optional<byte[]> ipv4(String text) {
    byte[] bytes = new byte[IPV4_BYTES];
    int from = 0;
    for (int i = 0; i < IPV4_BYTES; i++) {
      int dot = text.indexOf('.', from);
      boolean last = i == IPV4_BYTES - 1;
      if (last != dot < 0) {
        return Optional.empty();
      }
      String part = text.substring(from, last ? text.length() : dot);
      OptionalLong value = WholeNumber.parse(part, 10, 255);
      if (value.isEmpty() || part.length() > 1 && part.charAt(0) == '0') {
        return Optional.empty();
      }
      bytes[i] = (byte) value.getAsLong();
      from = dot + 1;
    }
    return Optional.of(bytes);
  }

  private static byte[] ipv6(int[] groups) {
    byte[] bytes = new byte[IPV6_BYTES];
    for (int i = 0; i < groups.length; i++) {
      bytes[2 * i] = (byte) (groups[i] >> 8);
      bytes[2 * i + 1] = (byte) groups[i];
    }
    return bytes;
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Tells whether it is an address of IPv4. */
  public boolean isIpv4() {
    return bytes.length == IPV4_BYTES;
  }

  /** Returns 32 or 128. */
  public int bits() {
    return bytes.length * Byte.SIZE;
  }

  /**
   * Returns the IPv4 address that an IPv4-mapped one stands for, as a socket of both families has
   * it ({@code ::ffff:192.0.2.1}, RFC 4291, 2.5.5.2); every other one as it is.
   */
  public IpAddress unmapped() {
    return isMapped() ? new IpAddress(Arrays.copyOfRange(bytes, MAPPED_AT, IPV6_BYTES), "") : this;
  }

  /** Tells whether it is an IPv6 address that stands for one of IPv4. */
  public boolean isMapped() {
    if (isIpv4() || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bit that stands {@code index} bits from the left, 0 or 1. */
  int bit(int index) {
    return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
  }

  /** Two are equal if they have the same bytes and the same zone, as it is spelled. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that
        && zone.equals(that.zone)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + zone.hashCode();
  }

  /** Returns the canonical text, IPv6 as RFC 5952 has it, which {@link #parse} reads back. */
  @Override
  public String toString() {
    if (isIpv4()) {
      return (bytes[0] & 0xFF)
          + "."
          + (bytes[1] & 0xFF)
          + "."
          + (bytes[2] & 0xFF)
          + "."
          + (bytes[3] & 0xFF);
    }
    int[] groups = new int[IPV6_BYTES / 2];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
    }
    return Ipv6Text.write(groups) + (zone.isEmpty() ? "" : "%" + zone);
  }
}
