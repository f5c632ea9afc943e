import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses as {@code gzip -9n} does: as small as can be, and without a name or a time. */
final class Gzip {
  /** Where the header tells how much was tried, and "as much as possible". */
  private static final int EFFORT = 8;

  private static final byte MOST = 2;

  private Gzip() {}

  /** Writes {@code target}, the compressed {@code source}. */
  static void compress(Path source, Path target) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (OutputStream out = new Strong(compressed)) {
      Files.copy(source, out);
    }
    byte[] bytes = compressed.toByteArray();
    bytes[EFFORT] = MOST;
    Files.write(target, bytes);
  }

  private static final class Strong extends GZIPOutputStream {
    private static final int BUFFER = 1 << 16;

    Strong(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
