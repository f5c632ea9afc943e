package ipc.engine.job;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.model.ByteText;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import java.util.ArrayList;
import java.util.List;

/** A file of lines that belongs to one user, to which any number of processes add. */
public final class PrivateLines {
  private static final int FILE_MODE = 0600;
  private static final int DIRECTORY_MODE = 0700;

  private final Engine engine;
  private final String path;

  /** The file of that absolute path, whether it is there or not. */
  public PrivateLines(Engine engine, String path) {
    this.engine = engine;
    this.path = path;
  }

  /** Its lines, the oldest first; none where it is not there. */
  public List<String> read() {
    FileStatus status = new FileStatus();
    byte[] name = ByteText.encode(path);
    if (engine.kernel().files().statx(FileCalls.AT_FDCWD, name, 0, status) < 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    try (Descriptor file = open(FileCalls.O_RDONLY)) {
      String all = ByteText.decode(file.readAll());
      int start = 0;
      for (int end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', start)) {
        lines.add(all.substring(start, end));
        start = end + 1;
      }
    }
    return lines;
  }

  /** Adds a line; the file and its directories are made if they are not there. */
  public void add(String line) {
    makeDirectories();
    try (Descriptor file = open(FileCalls.O_WRONLY | FileCalls.O_CREAT | FileCalls.O_APPEND)) {
      engine.kernel().files().fchmod(file.number(), FILE_MODE);
      write(file, line + "\n");
    }
  }

  /** Puts other lines in the place of all that there are. */
  public void replace(List<String> lines) {
    try (Descriptor file = open(FileCalls.O_WRONLY | FileCalls.O_CREAT | FileCalls.O_TRUNC)) {
      engine.kernel().files().fchmod(file.number(), FILE_MODE);
      write(file, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
    }
  }

  private void write(Descriptor file, String text) {
    byte[] bytes = ByteText.encode(text);
    int done = 0;
    while (done < bytes.length) {
      int count = engine.kernel().files().write(file.number(), bytes, done, bytes.length - done);
      if (count <= 0 && Errno.ofResult(count) != Errno.EINTR) {
        throw Failures.of("write to", path, count);
      }
      done += Math.max(0, count);
    }
  }

  private Descriptor open(int flags) {
    return Descriptor.open(
        engine.kernel(),
        path,
        flags | FileCalls.O_CLOEXEC | FileCalls.O_NOFOLLOW | FileCalls.O_NOCTTY,
        FILE_MODE,
        path);
  }

  private void makeDirectories() {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      byte[] directory = ByteText.encode(path.substring(0, slash));
      int result = engine.kernel().files().mkdirat(FileCalls.AT_FDCWD, directory, DIRECTORY_MODE);
      FileStatus there = new FileStatus();
      if (result < 0
          && engine.kernel().files().statx(FileCalls.AT_FDCWD, directory, 0, there) < 0) {
        throw Failures.of("make", path.substring(0, slash), result);
      }
    }
  }
}
