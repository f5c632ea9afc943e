package ipc.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One mount, as a line of {@code /proc/PID/mountinfo} tells it.
 *
 * @param id the mount
 * @param parentId the mount that it lies on; its own id at the root of the tree
 * @param major the device's major number, as stat(2) gives it for files there
 * @param minor the device's minor number
 * @param root which directory of the file system is mounted
 * @param mountPoint where, seen from the process's root
 * @param options of this mount: {@code rw}, {@code noexec} …
 * @param type the file system's type: {@code tmpfs}, {@code mqueue} …
 * @param source the device, or a word without meaning
 * @param superOptions of the file system: {@code size=65536k} …
 */
public record MountEntry(
    long id,
    long parentId,
    long major,
    long minor,
    String root,
    String mountPoint,
    List<String> options,
    String type,
    String source,
    List<String> superOptions) {
  /** Copies the lists. */
  public MountEntry {
    options = List.copyOf(options);
    superOptions = List.copyOf(superOptions);
  }

  /**
   * Parses the whole of {@code /proc/PID/mountinfo}, in the order of mounting.
   *
   * @see <a
   *     href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
   */
  public static Parsed<MountEntry> parse(byte[] text) {
    TextScanner line = new TextScanner(text);
    List<MountEntry> entries = new ArrayList<>();
    List<Malformed> malformed = new ArrayList<>();
    while (line.nextLine()) {
      Optional<MountEntry> entry = entry(line);
      if (entry.isPresent()) {
        entries.add(entry.get());
      } else {
        malformed.add(new Malformed(line.lineNumber(), "not a mount"));
      }
    }
    return new Parsed<>(entries, malformed);
  }

  private static Optional<MountEntry> entry(TextScanner line) {
    long id = number(line);
    long parentId = number(line);
    long major = number(line);
    line.expect(':');
    long minor = line.decimal();
    String root = word(line);
    String mountPoint = word(line);
    String options = word(line);
    // Optional fields such as "shared:2", as many as the kernel likes, end with a lone hyphen.
    String field = word(line);
    while (!field.equals("-") && !line.failed()) {
      field = word(line);
    }
    String type = word(line);
    String source = word(line);
    String superOptions = word(line);
    if (line.failed()) {
      return Optional.empty();
    }
    return Optional.of(
        new MountEntry(
            id,
            parentId,
            major,
            minor,
            unescaped(root),
            unescaped(mountPoint),
            split(options),
            unescaped(type),
            unescaped(source),
            split(superOptions)));
  }

  /**
   * Returns the mount that a path leads to when it is a mount point: of several on one directory,
   * the last covers the others.
   */
  public static Optional<MountEntry> at(List<MountEntry> mounts, String mountPoint) {
    Optional<MountEntry> covering = Optional.empty();
    for (MountEntry mount : mounts) {
      if (mount.mountPoint.equals(mountPoint)) {
        covering = Optional.of(mount);
      }
    }
    return covering;
  }

  /** Returns the mounts of a type, in the order of mounting. */
  public static List<MountEntry> ofType(List<MountEntry> mounts, String type) {
    return mounts.stream().filter(mount -> mount.type.equals(type)).toList();
  }

  private static long number(TextScanner line) {
    line.skipBlanks();
    return line.decimal();
  }

  private static String word(TextScanner line) {
    line.skipBlanks();
    int from = line.position();
    line.skipWord();
    if (line.position() == from) {
      line.fail();
    }
    return line.text(from, line.position());
  }

  private static List<String> split(String options) {
    List<String> split = new ArrayList<>();
    int from = 0;
    for (int comma = options.indexOf(','); comma >= 0; comma = options.indexOf(',', from)) {
      split.add(unescaped(options.substring(from, comma)));
      from = comma + 1;
    }
    split.add(unescaped(options.substring(from)));
    return split;
  }

  /** Gives back the blanks, newlines and backslashes that the kernel writes as \ooo. */
  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (isEscape(text, at)) {
        plain.append((char) Integer.parseInt(text, at + 1, at + 4, 8));
        at += 4;
      } else {
        plain.append(text.charAt(at));
        at++;
      }
    }
    return plain.toString();
  }

  private static boolean isEscape(String text, int at) {
    return text.charAt(at) == '\\'
        && at + 3 < text.length()
        && isOctal(text.charAt(at + 1), '1')
        && isOctal(text.charAt(at + 2), '7')
        && isOctal(text.charAt(at + 3), '7');
  }

  private static boolean isOctal(char digit, char most) {
    return digit >= '0' && digit <= most;
  }
}
