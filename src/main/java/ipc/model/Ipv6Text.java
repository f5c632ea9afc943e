package ipc.model;

import java.util.Optional;
import java.util.OptionalLong;

/** An IPv6 address as text: many spellings in, the one of RFC 5952 out. */
final class Ipv6Text {
  private static final int GROUPS = 8;

  private Ipv6Text() {}

  /**
   * Returns the canonical text of an address, its zone (such as {@code %eth0}) kept.
   *
   * @return empty if it is no IPv6 address
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.2">RFC 4291, 2.2</a>
   */
  static Optional<String> canonical(String text) {
    int percent = text.indexOf('%');
    String zone = percent < 0 ? "" : text.substring(percent);
    if (!isZone(zone)) {
      return Optional.empty();
    }
    String literal = percent < 0 ? text : text.substring(0, percent);
    return groups(literal).map(groups -> write(groups) + zone);
  }

  /** Returns the eight groups of 16 bits of an address without a zone; empty if it is none. */
  static Optional<int[]> groups(String literal) {
    int[] groups = new int[GROUPS];
    int gap = literal.indexOf("::");
    if (gap < 0) {
      return read(literal, groups) == GROUPS ? Optional.of(groups) : Optional.empty();
    }
    int head = read(literal.substring(0, gap), groups);
    int[] end = new int[GROUPS];
    int tail = read(literal.substring(gap + 2), end);
    boolean dottedHead = literal.lastIndexOf('.', gap) >= 0;
    // The gap stands for at least one group, and only the last groups may be dotted.
    if (head < 0 || tail < 0 || dottedHead || head + tail >= GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(end, 0, groups, GROUPS - tail, tail);
    return Optional.of(groups);
  }

  /** Tells whether a text is empty, or {@code %} and what can be the name of an interface. */
  static boolean isZone(String zone) {
    for (int i = 1; i < zone.length(); i++) {
      char c = zone.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '%' || c == ':' || c == '/' || c == '[' || c == ']') {
        return false;
      }
    }
    return zone.length() != 1;
  }

  /** Reads groups from the start of {@code into}; returns how many, or -1 if one is none. */
  private static int read(String text, int[] into) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = 0;
    int from = 0;
    while (from <= text.length()) {
      int colon = text.indexOf(':', from);
      int to = colon < 0 ? text.length() : colon;
      String group = text.substring(from, to);
      boolean last = colon < 0;
      if (last && group.indexOf('.') >= 0 && count + 2 <= GROUPS) {
        return readDotted(group, into, count) ? count + 2 : -1;
      }
      OptionalLong value = WholeNumber.parse(group, 16, 0xffff);
      if (value.isEmpty() || group.length() > 4 || count == GROUPS) {
        return -1;
      }
      into[count++] = (int) value.getAsLong();
      from = to + 1;
    }
    return count;
  }

  private static boolean readDotted(String text, int[] into, int at) {
    Optional<byte[]> bytes = IpAddress.ipv4(text);
    if (bytes.isPresent()) {
      byte[] four = bytes.get();
      into[at] = (four[0] & 0xFF) << 8 | four[1] & 0xFF;
      into[at + 1] = (four[2] & 0xFF) << 8 | four[3] & 0xFF;
    }
    return bytes.isPresent();
  }

  /** Returns eight groups as RFC 5952 has them. */
  static String write(int[] groups) {
    int gap = -1;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && groups[i + run] == 0) {
        run++;
      }
      if (run > gapLength) {
        gap = i;
        gapLength = run;
      }
    }
    boolean mapped = gap == 0 && gapLength == 5 && groups[5] == 0xffff;
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < GROUPS) {
      if (i == gap) {
        text.append("::");
        i += gapLength;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      if (mapped && i == 6) {
        text.append(groups[6] >> 8).append('.').append(groups[6] & 0xff).append('.');
        text.append(groups[7] >> 8).append('.').append(groups[7] & 0xff);
        break;
      }
      text.append(Integer.toHexString(groups[i]));
      i++;
    }
    return text.toString();
  }
}
