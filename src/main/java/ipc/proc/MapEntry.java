package ipc.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One mapping of a process, as a line of {@code /proc/PID/maps} tells it.
 *
 * <p>The kernel's text is ambiguous in two places, so who must be certain compares {@link
 * #identity()}: a name that holds the four characters {@code \012} looks like one that holds a
 * newline, and a name that ends with {@code " (deleted)"} like one that was removed.
 *
 * @param start the first address, unsigned
 * @param end the address after the last, unsigned
 * @param readable may be read
 * @param writable may be written
 * @param executable may be executed
 * @param shared writes reach the file or the other processes; else it is a private copy
 * @param offset where in the file the mapping starts, in bytes
 * @param identity the mapped file; inode 0 for anonymous memory
 * @param path the file's path, a word in brackets such as {@code [heap]}, or empty
 * @param deleted the file has no name any more
 * @param segmentKey the key of the attached System V segment; empty for any other mapping
 */
public record MapEntry(
    long start,
    long end,
    boolean readable,
    boolean writable,
    boolean executable,
    boolean shared,
    long offset,
    FileIdentity identity,
    String path,
    boolean deleted,
    OptionalInt segmentKey) {
  /**
   * Parses the whole of {@code /proc/PID/maps}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html">proc_pid_maps(5)</a>
   */
  public static Parsed<MapEntry> parse(byte[] text) {
    MapsScanner line = new MapsScanner(text);
    List<MapEntry> entries = new ArrayList<>();
    while (line.next()) {
      entries.add(
          new MapEntry(
              line.start(),
              line.end(),
              line.readable(),
              line.writable(),
              line.executable(),
              line.shared(),
              line.offset(),
              new FileIdentity(line.major(), line.minor(), line.inode()),
              line.path(),
              line.deleted(),
              line.segmentKey()));
    }
    return new Parsed<>(entries, line.malformed());
  }

  /** Returns how many bytes of address space the mapping takes. */
  public long sizeBytes() {
    return end - start;
  }
}
