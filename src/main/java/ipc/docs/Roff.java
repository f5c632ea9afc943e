package ipc.docs;

import ipc.cli.Cli;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in the language of man(7), each request on a line of its own.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/groff_man.7.html">groff_man(7)</a>
 */
final class Roff {
  /** A literal, then a placeholder, then a reference to a page. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "`([^`]+)`|(?<![A-Za-z0-9_])_([A-Z][A-Z0-9]*)_(?![A-Za-z0-9_])"
              + "|(?<![A-Za-z0-9/])([A-Za-z_][A-Za-z0-9_.+-]*)(\\([1-8]\\))");

  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?<![A-Za-z0-9_])_([A-Z][A-Z0-9]*)_(?![A-Za-z0-9_])");

  private static final int LINE = 76;

  private final StringBuilder text = new StringBuilder();
  private boolean afterHeading;

  /** The head of a page, up to its name and what it is about. */
  static Roff page(Sources sources, String name, int section, String summary) {
    Roff roff = new Roff();
    roff.comment("Made by .ci/generate from the program and from src/main/man.");
    roff.request(
        "TH",
        name.toUpperCase(Locale.ROOT),
        Integer.toString(section),
        sources.date(),
        "ipc " + Cli.VERSION,
        "ipc manual");
    // Neither broken words nor stretched lines: much of it is to be typed.
    // The register is for groff, whose macros hyphenate anew with each paragraph.
    roff.control("nh").control("nr HY 0").control("ad l");
    roff.request("SH", "NAME");
    return roff.line(literal(name) + " \\- " + words(summary));
  }

  /** A request of roff itself, which takes no quotes. */
  Roff control(String words) {
    text.append('.').append(words).append('\n');
    return this;
  }

  /** A macro of man(7) with its arguments, which are ready for roff. */
  Roff request(String name, String... arguments) {
    if (name.equals("PP") && afterHeading) {
      return this; // a heading begins a paragraph by itself
    }
    afterHeading = name.equals("SH") || name.equals("SS");
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(argument).append('"');
    }
    text.append('\n');
    return this;
  }

  /** A line of text that is ready for roff but for its beginning. */
  Roff line(String ready) {
    afterHeading = false;
    // A control character at the beginning would make a request of it.
    text.append(ready.startsWith(".") || ready.startsWith("'") ? "\\&" : "").append(ready);
    text.append('\n');
    return this;
  }

  /** Text that roff fills, on lines of a length that people can read. */
  Roff filled(String ready) {
    StringBuilder line = new StringBuilder();
    // A space after a backslash is one that is not to be broken.
    for (String word : ready.split("(?<!\\\\) ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > LINE) {
        line(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return line(line.toString());
  }

  /** A comment. */
  Roff comment(String words) {
    text.append(".\\\" ").append(words).append('\n');
    return this;
  }

  /** All of it. */
  String text() {
    return text.toString();
  }

  /** Escapes what is printed or typed just so: each hyphen is a minus, as a shell wants it. */
  static String literal(String plain) {
    StringBuilder escaped = new StringBuilder();
    plain.chars().forEach(c -> escaped.append(c == '-' ? "\\-" : escape((char) c)));
    return escaped.toString();
  }

  /** Escapes words: a hyphen within one stays a hyphen. */
  static String words(String plain) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean inside =
          c == '-'
              && i > 0
              && i + 1 < plain.length()
              && Character.isLetterOrDigit(plain.charAt(i - 1))
              && Character.isLetterOrDigit(plain.charAt(i + 1));
      escaped.append(c == '-' && !inside ? "\\-" : escape(c));
    }
    return escaped.toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '\\' -> "\\e";
      case '\'' -> "\\(aq";
      case '"' -> "\\(dq";
      case '`' -> "\\(ga";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      default -> {
        if (c != '\t' && (c < ' ' || c > '~')) {
          throw new IllegalArgumentException("not printable ASCII: " + (int) c);
        }
        yield String.valueOf(c);
      }
    };
  }

  /**
   * A line of help, which has neither a capital nor a full stop, as a sentence. One that begins
   * with values to be typed, {@code lines, nul or length}, keeps their letters.
   */
  static String sentence(String... description) {
    String words = String.join(" ", description);
    String first = words.split(" ", 2)[0];
    boolean isValue = first.endsWith(",") || first.endsWith(":");
    String begin = words.substring(0, 1);
    return words((isValue ? begin : begin.toUpperCase(Locale.ROOT)) + words.substring(1) + ".");
  }

  /** A literal in bold. */
  static String bold(String plain) {
    return "\\fB" + literal(plain) + "\\fR";
  }

  /** A placeholder in italics. */
  static String italic(String plain) {
    return "\\fI" + literal(plain) + "\\fR";
  }

  /** Words with the markup that the package's description tells. */
  static String marked(String line) {
    if (line.chars().filter(c -> c == '`').count() % 2 != 0) {
      throw new IllegalArgumentException("a literal does not end in its line: " + line);
    }
    StringBuilder ready = new StringBuilder();
    Matcher found = MARKUP.matcher(line);
    int from = 0;
    while (found.find()) {
      ready.append(words(line.substring(from, found.start())));
      if (found.group(1) != null) {
        ready.append(markedLiteral(found.group(1)));
      } else if (found.group(2) != null) {
        ready.append(italic(found.group(2)));
      } else {
        ready.append(bold(found.group(3))).append(found.group(4));
      }
      from = found.end();
    }
    return ready.append(words(line.substring(from))).toString();
  }

  private static String markedLiteral(String literal) {
    StringBuilder ready = new StringBuilder();
    Matcher found = PLACEHOLDER.matcher(literal);
    int from = 0;
    while (found.find()) {
      if (found.start() > from) {
        // What runs a command is not parted from its two hyphens.
        ready.append(bold(literal.substring(from, found.start())).replace("\\-\\- ", "\\-\\-\\ "));
      }
      ready.append(italic(found.group(1)));
      from = found.end();
    }
    if (from < literal.length()) {
      ready.append(bold(literal.substring(from)));
    }
    return ready.toString();
  }
}
