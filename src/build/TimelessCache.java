import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Takes the clock out of a cache, so that the same classes give the same bytes.
 *
 * <p>Dumped twice from one list, two caches differ in this alone: each soft reference among their
 * objects holds the time at which it was last used, in milliseconds since the machine started, and
 * the checksums over that. At another machine's start-up the time means nothing. So a second cache
 * is dumped beside the first, each difference is proved to be a time of its dump and cleared, and
 * the checksums are made right again.
 *
 * <p>Where they lie is the virtual machine's own affair (JDK 25, cdsFileMap.hpp). So each is found
 * by what it holds, and a cache that does not look as expected stays as it is: {@link #clear} says
 * so, and it works as well as any.
 */
final class TimelessCache {
  /** The checksum of what follows the header's size, and that size. */
  private static final int HEADER_CHECKSUM = 4;

  private static final int HEADER_SIZE = 12;
  private static final int HEADER_CONTENT = 16;

  /** The header's entries for the parts of the file, and in each: checksum, offset, length. */
  private static final int PARTS = 24;

  private static final int PART_SIZE = 96;
  private static final int PART_COUNT = 4;
  private static final int PART_OFFSET = 24;
  private static final int PART_LENGTH = 40;

  /** A cache that was just dumped, and when its dump began and ended. */
  record Dump(Path file, long begin, long end) {
    private boolean holds(long time) {
      return begin <= time && time <= end;
    }
  }

  private final Dump dump;
  private final ByteBuffer bytes;
  private final int header;

  private TimelessCache(Dump dump, byte[] bytes) {
    this.dump = dump;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    this.header = this.bytes.getInt(HEADER_SIZE);
  }

  /** The clock that the virtual machine notes: milliseconds of CLOCK_MONOTONIC. */
  static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /**
   * Clears the times in a cache.
   *
   * @param twin dumped from the same list, at another time
   * @return whether they could be; if not, the file is as it was
   */
  static boolean clear(Dump dump, Dump twin) throws IOException {
    byte[] content = Files.readAllBytes(dump.file());
    byte[] other = Files.readAllBytes(twin.file());
    var cache = new TimelessCache(dump, content);
    if (content.length != other.length || !cache.isUnderstood()) {
      return false;
    }
    ByteBuffer twinBytes = ByteBuffer.wrap(other).order(ByteOrder.nativeOrder());
    if (!cache.clearTimes(twinBytes, twin)) {
      return false;
    }
    cache.writeChecksums();
    Files.write(dump.file(), content);
    return true;
  }

  /** Whether all checksums are those that this class would write. */
  private boolean isUnderstood() {
    if (header < PARTS + PART_COUNT * PART_SIZE || header > bytes.capacity()) {
      return false;
    }
    for (int part = 0; part < PART_COUNT; part++) {
      int entry = PARTS + part * PART_SIZE;
      long end = bytes.getLong(entry + PART_OFFSET) + bytes.getLong(entry + PART_LENGTH);
      if (end < 0 || end > bytes.capacity() || bytes.getInt(entry) != partChecksum(entry)) {
        return false;
      }
    }
    return bytes.getInt(HEADER_CHECKSUM) == headerChecksum();
  }

  /** Clears each word behind the header that differs, if all of them are times. */
  private boolean clearTimes(ByteBuffer twinBytes, Dump twin) {
    for (int word = header & -Long.BYTES; word + Long.BYTES <= bytes.capacity(); word += 8) {
      long time = bytes.getLong(word);
      long twinTime = twinBytes.getLong(word);
      if (time != twinTime) {
        if (word < header || !dump.holds(time) || !twin.holds(twinTime)) {
          return false;
        }
        bytes.putLong(word, 0);
      }
    }
    return true;
  }

  private void writeChecksums() {
    for (int part = 0; part < PART_COUNT; part++) {
      int entry = PARTS + part * PART_SIZE;
      bytes.putInt(entry, partChecksum(entry));
    }
    bytes.putInt(HEADER_CHECKSUM, headerChecksum());
  }

  private int partChecksum(int entry) {
    int offset = (int) bytes.getLong(entry + PART_OFFSET);
    return checksum(offset, (int) bytes.getLong(entry + PART_LENGTH));
  }

  private int headerChecksum() {
    return checksum(HEADER_CONTENT, header - HEADER_CONTENT);
  }

  private int checksum(int offset, int length) {
    var sum = new CRC32();
    sum.update(bytes.array(), offset, length);
    return (int) sum.getValue();
  }
}
