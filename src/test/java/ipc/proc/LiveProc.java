package ipc.proc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * This machine's {@code /proc}, as far as the JDK can read it (names that are no text it cannot).
 */
final class LiveProc implements ProcSource {
  @Override
  public ProcAnswer<byte[]> read(String path) {
    return answer(() -> {
      // Files.readAllBytes begins with one byte, and /proc/sys gives nothing after the first
      // read.
      try (InputStream in = Files.newInputStream(Path.of(path))) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
          text.write(piece, 0, n);
        }
        return text.toByteArray();
      }
    });
  }

  @Override
  public ProcAnswer<List<String>> list(String directory) {
    return answer(() -> {
      try (Stream<Path> names = Files.list(Path.of(directory))) {
        return names.map(name -> name.getFileName().toString()).toList();
      }
    });
  }

  @Override
  public ProcAnswer<String> link(String path) {
    return answer(() -> Files.readSymbolicLink(Path.of(path)).toString());
  }

  @Override
  public ProcAnswer<FileStatus> identity(String path) {
    return answer(() -> {
      long device = (Long) Files.getAttribute(Path.of(path), "unix:dev");
      long inode = (Long) Files.getAttribute(Path.of(path), "unix:ino");
      int mode = (Integer) Files.getAttribute(Path.of(path), "unix:mode");
      // glibc's makedev: twelve bits of the minor number lie around those of the major.
      long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
      long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
      FileType type = Files.isRegularFile(Path.of(path)) ? FileType.REGULAR : FileType.NONE;
      return new FileStatus(new FileIdentity(major, minor, inode), type, mode & 0_7777);
    });
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private static <T> ProcAnswer<T> answer(Question<T> question) {
    try {
      return new ProcAnswer.Content<>(question.ask());
    } catch (NoSuchFileException e) {
      return new ProcAnswer.Gone<>();
    } catch (AccessDeniedException e) {
      return new ProcAnswer.Denied<>();
    } catch (IOException | UncheckedIOException e) {
      String message = String.valueOf(e.getMessage());
      return message.contains("No such process")
          ? new ProcAnswer.Gone<>()
          : new ProcAnswer.Failed<>(message);
    }
  }
}
