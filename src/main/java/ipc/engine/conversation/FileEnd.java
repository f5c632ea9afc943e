package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import java.util.Optional;
import java.util.OptionalInt;

/** Opens a regular file as an end of a conversation: to be read, or to be written. */
public final class FileEnd {
  private static final int DEFAULT_MODE = 0666;

  private FileEnd() {}

  /** What becomes of a file that is there already. */
  public enum Existing {
    /** What is in it is replaced. */
    REPLACE,
    /** What is written comes after it. */
    APPEND
  }

  /**
   * A file to be read from its beginning.
   *
   * @throws IpcException.NoSuchObject if there is none
   * @throws IpcException.Unsupported if it is no regular file
   */
  public static StreamEnd reading(Engine engine, String path) {
    return DescriptorEnd.reading(engine, open(engine, path, FileCalls.O_RDONLY, 0));
  }

  /**
   * A file to be written; it is made where there is none.
   *
   * @param mode of a new file; 666 less the umask where it is empty
   * @param other the other end: the same file cannot be both
   * @throws IpcException.Unsupported if it is no regular file; nothing is changed
   */
  public static StreamEnd writing(
      Engine engine, String path, OptionalInt mode, Existing existing, StreamEnd other) {
    int append = existing == Existing.APPEND ? FileCalls.O_APPEND : 0;
    int flags = FileCalls.O_WRONLY | FileCalls.O_CREAT | append;
    FileCalls files = engine.kernel().files();
    boolean isNew = files.statx(FileCalls.AT_FDCWD, ByteText.encode(path), 0, new FileStatus()) < 0;
    Descriptor file = open(engine, path, flags, mode.orElse(DEFAULT_MODE));
    try {
      requireAnother(file, other.plainInput(), path);
      if (isNew && mode.isPresent()) {
        require(files.fchmod(file.number(), mode.getAsInt()), "set the mode of", path);
      }
      if (existing == Existing.REPLACE) {
        require(files.ftruncate(file.number(), 0), "empty", path);
      }
      return DescriptorEnd.writing(engine, file);
    } catch (IpcException failure) {
      file.close();
      throw failure;
    }
  }

  private static void require(int result, String action, String path) {
    if (result < 0) {
      throw Failures.of(action, "file:" + path, result);
    }
  }

  /** O_NONBLOCK: what is no regular file, and refused, must not keep us waiting. */
  private static Descriptor open(Engine engine, String path, int flags, int mode) {
    String name = "file:" + path;
    Descriptor file =
        Descriptor.open(engine.kernel(), path, flags | FileCalls.O_NONBLOCK, mode, name);
    FileStatus status = file.status();
    if (!status.isRegular()) {
      file.close();
      throw new IpcException.Unsupported(
          "'" + name + "' is no regular file: it is a " + status.kind().word(),
          "a named pipe is fifo:PATH; other things are opened by the shell and given as fd:N");
    }
    return file;
  }

  private static void requireAnother(Descriptor file, Optional<Descriptor> other, String path) {
    if (other.isEmpty()) {
      return;
    }
    FileStatus one = file.status();
    FileStatus two = other.get().status();
    boolean isSame =
        one.inode() == two.inode()
            && one.deviceMajor() == two.deviceMajor()
            && one.deviceMinor() == two.deviceMinor();
    if (isSame) {
      throw new IpcException.BadUsage(
          "'file:" + path + "' is at both ends: it would be read and written at once", null);
    }
  }
}
