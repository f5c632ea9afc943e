package ipc.model;

import java.util.OptionalLong;

/**
 * Who may read, write and execute: the nine permission bits of a mode. What else a mode holds (set
 * user id, sticky, the kind of file) is not here, as no IPC object is made with it.
 *
 * @param bits 0 to 0777
 */
public record Permissions(int bits) {
  private static final String KIND = "mode";
  private static final int ALL = 0777;
  private static final int READ = 0444;
  private static final int WRITE = 0222;
  private static final int EXECUTE = 0111;

  /** Checks the range. */
  public Permissions {
    if (bits < 0 || bits > ALL) {
      throw refusal(Integer.toOctalString(bits), "only the nine permission bits can be set");
    }
  }

  /** Returns the permissions in a mode of stat(2) or of {@code ipc_perm}; its other bits go. */
  public static Permissions ofMode(int mode) {
    return new Permissions(mode & ALL);
  }

  /**
   * Reads octal ({@code 600}, {@code 0640}) or symbolic permissions ({@code u=rw,g=r,o=}, {@code
   * a+r}, {@code g-w,o=g}) as chmod(1) does. Each clause names its users: without them chmod would
   * ask the umask, which a text does not know.
   *
   * @param base what symbolic clauses change
   * @throws ValueException if it is anything else, or sets another bit than the nine
   */
  public static Permissions parse(String text, Permissions base) {
    if (WholeNumber.isDigits(text, 10)) {
      return octal(text);
    }
    int bits = base.bits;
    for (String clause : text.split(",", -1)) {
      bits = apply(clause, bits, text);
    }
    return new Permissions(bits);
  }

  /** Returns four octal digits, such as {@code 0640}. */
  public String octal() {
    return "0" + (bits >> 6) + (bits >> 3 & 7) + (bits & 7);
  }

  /** Returns nine letters, such as {@code rw-r-----}. */
  public String symbolic() {
    char[] letters = new char[9];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (bits & 0400 >> i) == 0 ? '-' : "rwx".charAt(i % 3);
    }
    return new String(letters);
  }

  /** Returns {@link #octal}. */
  @Override
  public String toString() {
    return octal();
  }

  private static Permissions octal(String text) {
    if (!WholeNumber.isDigits(text, 8)) {
      throw refusal(text, "an octal digit is 0 to 7");
    }
    OptionalLong bits = WholeNumber.parse(text, 8, ALL);
    if (bits.isEmpty()) {
      throw refusal(text, "only the nine permission bits can be set");
    }
    return new Permissions((int) bits.getAsLong());
  }

  /** Applies one clause: users, then one or more of an operator and what it sets. */
  private static int apply(String clause, int before, String text) {
    int users = 0;
    int at = 0;
    while (at < clause.length() && "ugoa".indexOf(clause.charAt(at)) >= 0) {
      users |= userBits(clause.charAt(at));
      at++;
    }
    if (users == 0) {
      throw refusal(text, "a clause begins with u, g, o or a");
    }
    if (at == clause.length()) {
      throw refusal(text, "an operator (+ - =) is missing");
    }
    int bits = before;
    while (at < clause.length()) {
      char operator = clause.charAt(at);
      int end = at + 1;
      while (end < clause.length() && "+-=".indexOf(clause.charAt(end)) < 0) {
        end++;
      }
      int set = permissionBits(clause.substring(at + 1, end), bits, text) & users;
      bits =
          switch (operator) {
            case '+' -> bits | set;
            case '-' -> bits & ~set;
            case '=' -> bits & ~users | set;
            default -> throw refusal(text, "an operator is + - or =");
          };
      at = end;
    }
    return bits;
  }

  private static int userBits(char user) {
    return switch (user) {
      case 'u' -> 0700;
      case 'g' -> 0070;
      case 'o' -> 0007;
      default -> ALL;
    };
  }

  /** Returns the bits for all three kinds of users, of which the caller keeps those it names. */
  private static int permissionBits(String letters, int before, String text) {
    // A single u, g or o copies what those users have.
    return switch (letters) {
      case "u" -> (before >> 6 & 7) * EXECUTE;
      case "g" -> (before >> 3 & 7) * EXECUTE;
      case "o" -> (before & 7) * EXECUTE;
      default -> letterBits(letters, before, text);
    };
  }

  private static int letterBits(String letters, int before, String text) {
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      bits |=
          switch (letters.charAt(i)) {
            case 'r' -> READ;
            case 'w' -> WRITE;
            case 'x' -> EXECUTE;
            case 'X' -> (before & EXECUTE) == 0 ? 0 : EXECUTE;
            case 's', 't' -> throw refusal(text, "only the nine permission bits can be set");
            default ->
                throw refusal(text, "no permission " + ByteText.quote(letters.substring(i, i + 1)));
          };
    }
    return bits;
  }

  private static ValueException refusal(String text, String reason) {
    return new ValueException(KIND, text, reason, "600", "0640", "u=rw,g=r,o=", "a+r", "g-w");
  }
}
