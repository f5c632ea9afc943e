package ipc.engine;

import ipc.model.ByteText;
import ipc.sys.DirectoryEntries;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;

/** The names in a directory that go on what is typed of one, and what each leads to. */
public final class DirectoryNames {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int ANY_EXECUTE = 0111;

  private DirectoryNames() {}

  /** What a name leads to, links followed. */
  public enum Kind {
    /** A directory. */
    DIRECTORY,
    /** A file with bytes in it. */
    FILE,
    /** A named pipe. */
    FIFO,
    /** A Unix socket. */
    SOCKET,
    /** A device; a link that leads nowhere. */
    OTHER
  }

  /**
   * One of the names.
   *
   * @param name in its directory
   * @param kind what it leads to
   * @param sizeBytes of a file
   * @param isExecutable whether anybody may run it
   */
  public record Entry(String name, Kind kind, long sizeBytes, boolean isExecutable) {}

  /**
   * The names that begin so, sorted; none where the directory cannot be read. A name that begins
   * with a dot is told only if the dot is typed.
   *
   * @param directory empty for the one that this process works in
   * @param most how many at most
   */
  public static List<Entry> beginningWith(String typed, String directory, int most, Engine engine) {
    Kernel kernel = engine.kernel();
    String path = directory.isEmpty() ? "." : directory;
    int flags = FileCalls.O_RDONLY | FileCalls.O_DIRECTORY;
    int number = kernel.files().openat(FileCalls.AT_FDCWD, ByteText.encode(path), flags, 0);
    if (number < 0) {
      return List.of();
    }
    try (Descriptor opened = Descriptor.owned(kernel, number, path)) {
      List<Entry> found = new ArrayList<>();
      for (String name : names(kernel, opened, typed)) {
        if (found.size() < most) {
          found.add(look(kernel, opened, name));
        }
      }
      return found;
    }
  }

  private static List<String> names(Kernel kernel, Descriptor directory, String typed) {
    List<byte[]> all = new ArrayList<>();
    DirectoryEntries.readAll(kernel.files(), directory.number(), new byte[CHUNK_BYTES], all);
    List<String> names = new ArrayList<>();
    for (byte[] bytes : all) {
      String name = ByteText.decode(bytes);
      if (name.startsWith(typed) && (!name.startsWith(".") || typed.startsWith("."))) {
        names.add(name);
      }
    }
    names.sort(null);
    return names;
  }

  private static Entry look(Kernel kernel, Descriptor directory, String name) {
    FileStatus status = new FileStatus();
    // Nobody is to wait for a file server here, and to open a FIFO would release its peers.
    int flags = FileCalls.AT_STATX_DONT_SYNC;
    int result = kernel.files().statx(directory.number(), ByteText.encode(name), flags, status);
    if (result < 0) {
      return new Entry(name, Kind.OTHER, 0, false);
    }
    boolean isExecutable = status.isRegular() && (status.permissionBits() & ANY_EXECUTE) != 0;
    return new Entry(name, kind(status), status.sizeBytes(), isExecutable);
  }

  private static Kind kind(FileStatus status) {
    return switch (status.kind()) {
      case DIRECTORY -> Kind.DIRECTORY;
      case REGULAR -> Kind.FILE;
      case FIFO -> Kind.FIFO;
      case SOCKET -> Kind.SOCKET;
      case CHARACTER_DEVICE, BLOCK_DEVICE, SYMBOLIC_LINK, NONE -> Kind.OTHER;
    };
  }
}
