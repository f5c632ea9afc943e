package ipc.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A word with {@code *}, {@code ?} and {@code […]} in it, which stands for the paths that are
 * there, as in sh: none of these means a '/', nor a '.' at the beginning of a name.
 */
final class PathPattern {
  /** Before a character that stands for itself. */
  private static final char QUOTE = '\\';

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder pattern = new StringBuilder();
  private boolean isPattern;

  /** Where the names come from. */
  interface Directories {
    /** The names in a directory, without "." and ".."; none where it cannot be read. */
    List<String> names(String directory);

    /** Whether there is something of that path. */
    boolean has(String path);
  }

  void addQuoted(String part) {
    text.append(part);
    for (int i = 0; i < part.length(); i++) {
      pattern.append(QUOTE).append(part.charAt(i));
    }
  }

  void addUnquoted(String part) {
    text.append(part);
    for (int i = 0; i < part.length(); i++) {
      char character = part.charAt(i);
      if (character == '*' || character == '?' || character == '[') {
        isPattern = true;
      }
      if (character == QUOTE) {
        pattern.append(QUOTE);
      }
      pattern.append(character);
    }
  }

  boolean isPattern() {
    return isPattern;
  }

  /** The word as it is where no path is meant. */
  String text() {
    return text.toString();
  }

  /** The paths that it stands for, sorted; none where there is none. */
  List<String> paths(Directories directories) {
    List<String> names = split();
    List<String> found = new ArrayList<>();
    boolean isAbsolute = names.getFirst().isEmpty() && names.size() > 1;
    walk(directories, isAbsolute ? "/" : "", names, isAbsolute ? 1 : 0, found);
    found.sort(null);
    return found;
  }

  /** The pattern of each name between slashes. */
  private List<String> split() {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char character = pattern.charAt(i);
      if (character == QUOTE && pattern.charAt(i + 1) != '/') {
        name.append(QUOTE).append(pattern.charAt(++i));
      } else if (character == '/' || character == QUOTE) {
        i += character == QUOTE ? 1 : 0;
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(character);
      }
    }
    names.add(name.toString());
    return names;
  }

  private static void walk(
      Directories directories, String before, List<String> names, int index, List<String> found) {
    String wanted = names.get(index);
    boolean isLast = index == names.size() - 1;
    List<String> candidates;
    if (hasWildcard(wanted)) {
      candidates = new ArrayList<>();
      boolean showsHidden = wanted.startsWith(".") || wanted.startsWith("\\.");
      for (String name : directories.names(before.isEmpty() ? "." : before)) {
        if ((showsHidden || !name.startsWith(".")) && matches(wanted, 0, name, 0)) {
          candidates.add(name);
        }
      }
    } else {
      candidates = List.of(plain(wanted));
    }
    for (String name : candidates) {
      String path = before + name;
      if (!isLast) {
        walk(directories, path + "/", names, index + 1, found);
      } else if (directories.has(path.isEmpty() ? "." : path)) {
        found.add(path);
      }
    }
  }

  private static boolean hasWildcard(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case QUOTE -> i++;
        case '*', '?', '[' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private static String plain(String pattern) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == QUOTE) {
        i++;
      }
      plain.append(pattern.charAt(i));
    }
    return plain.toString();
  }

  private static boolean matches(String pattern, int at, String name, int index) {
    if (at == pattern.length()) {
      return index == name.length();
    }
    char character = pattern.charAt(at);
    if (character == '*') {
      for (int next = index; next <= name.length(); next++) {
        if (matches(pattern, at + 1, name, next)) {
          return true;
        }
      }
      return false;
    }
    if (index == name.length()) {
      return false;
    }
    if (character == '?') {
      return matches(pattern, at + 1, name, index + 1);
    }
    int close = character == '[' ? closing(pattern, at) : -1;
    if (close > 0) {
      return isOneOf(pattern, at + 1, close, name.charAt(index))
          && matches(pattern, close + 1, name, index + 1);
    }
    int own = character == QUOTE ? at + 1 : at;
    return pattern.charAt(own) == name.charAt(index) && matches(pattern, own + 1, name, index + 1);
  }

  /** The ']' of a set; the first character in it may be one itself. */
  private static int closing(String pattern, int open) {
    int at = open + 1;
    if (at < pattern.length() && pattern.charAt(at) == '!') {
      at++;
    }
    for (int i = at + 1; i < pattern.length(); i++) {
      if (pattern.charAt(i) == ']') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOneOf(String pattern, int from, int to, char wanted) {
    boolean isNegated = pattern.charAt(from) == '!';
    boolean found = false;
    for (int i = isNegated ? from + 1 : from; i < to; i++) {
      char low = pattern.charAt(i);
      if (low == QUOTE && i + 1 < to) {
        low = pattern.charAt(++i);
      }
      char high = low;
      if (i + 2 < to && pattern.charAt(i + 1) == '-') {
        high = pattern.charAt(i + 2);
        i += 2;
      }
      found |= low <= wanted && wanted <= high;
    }
    return found != isNegated;
  }
}
