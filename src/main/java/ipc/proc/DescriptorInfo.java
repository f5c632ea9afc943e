package ipc.proc;

import java.util.OptionalLong;

/**
 * What {@code /proc/PID/fdinfo/N} tells about an open descriptor.
 *
 * @param position the file offset, in bytes
 * @param flags what open(2) was called with and fcntl(2) set since, and O_CLOEXEC
 * @param mountId which mount it was opened on, as in {@link MountEntry#id()}
 */
public record DescriptorInfo(long position, long flags, OptionalLong mountId) {
  /**
   * Parses the whole of {@code /proc/PID/fdinfo/N}; lines that depend on the kind of descriptor are
   * passed over.
   *
   * @see <a
   *     href="https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html">proc_pid_fdinfo(5)</a>
   */
  public static Parsed<DescriptorInfo> parse(byte[] text) {
    TextScanner line = new TextScanner(text);
    OptionalLong position = OptionalLong.empty();
    OptionalLong flags = OptionalLong.empty();
    OptionalLong mountId = OptionalLong.empty();
    while (line.nextLine()) {
      if (line.passes("pos:")) {
        line.skipBlanks();
        position = OptionalLong.of(line.decimal());
      } else if (line.passes("flags:")) {
        line.skipBlanks();
        flags = OptionalLong.of(line.unsigned(8));
      } else if (line.passes("mnt_id:")) {
        line.skipBlanks();
        mountId = OptionalLong.of(line.decimal());
      }
      if (line.failed()) {
        return Parsed.malformed(line.lineNumber(), "not what the line's name says");
      }
    }
    if (position.isEmpty() || flags.isEmpty()) {
      return Parsed.malformed(1, "no pos or flags");
    }
    return Parsed.of(new DescriptorInfo(position.getAsLong(), flags.getAsLong(), mountId));
  }

  /** Returns what the descriptor may do with its file. */
  public AccessMode access() {
    return AccessMode.ofFlags(flags);
  }
}
