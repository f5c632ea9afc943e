import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses as gzip(1) does with {@code -n}: without a name or a time, the same bytes each time.
 */
final class Gzip {
  private static final int BUFFER = 1 << 16;

  /** Where the header tells how much was tried, and "as much as possible". */
  private static final int EFFORT = 8;

  private static final byte MOST = 2;

  private Gzip() {}

  /** Writes {@code target}, the {@code source} made as small as can be ({@code -9}). */
  static void compressWell(Path source, Path target) throws IOException {
    byte[] bytes = compressed(source, Deflater.BEST_COMPRESSION);
    bytes[EFFORT] = MOST;
    Files.write(target, bytes);
  }

  /** Writes {@code target}, the {@code source} compressed: level 1 is quick, 9 takes its time. */
  static void compress(Path source, Path target, int level) throws IOException {
    Files.write(target, compressed(source, level));
  }

  private static byte[] compressed(Path source, int level) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (OutputStream out = new AtLevel(compressed, level)) {
      Files.copy(source, out);
    }
    return compressed.toByteArray();
  }

  private static final class AtLevel extends GZIPOutputStream {
    AtLevel(OutputStream out, int level) throws IOException {
      super(out, BUFFER);
      def.setLevel(level);
    }
  }
}
