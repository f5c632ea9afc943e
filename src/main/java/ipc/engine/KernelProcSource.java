package ipc.engine;

import ipc.model.ByteText;
import ipc.proc.FileIdentity;
import ipc.proc.FileType;
import ipc.proc.ProcAnswer;
import ipc.proc.ProcSource;
import ipc.sys.DirectoryEntries;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads /proc through the kernel door: the JDK's own paths lose bytes that are not characters. */
public final class KernelProcSource implements ProcSource {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int LINK_BYTES = 4096; // PATH_MAX

  private final FileCalls files;
  private final byte[] chunk = new byte[CHUNK_BYTES];

  /** Reads through a kernel. */
  public KernelProcSource(Kernel kernel) {
    this.files = kernel.files();
  }

  @Override
  public ProcAnswer<byte[]> read(String path) {
    return open(path, FileCalls.O_RDONLY, this::readAll);
  }

  private ProcAnswer<byte[]> readAll(int descriptor) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int count = files.read(descriptor, chunk);
      if (count < 0) {
        return failure(count);
      }
      if (count == 0) {
        return new ProcAnswer.Content<>(all.toByteArray());
      }
      all.write(chunk, 0, count);
    }
  }

  @Override
  public ProcAnswer<List<String>> list(String directory) {
    return open(directory, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, this::names);
  }

  private ProcAnswer<List<String>> names(int descriptor) {
    List<byte[]> names = new ArrayList<>();
    int result = DirectoryEntries.readAll(files, descriptor, chunk, names);
    return result < 0 ? failure(result) : new ProcAnswer.Content<>(decode(names));
  }

  private static List<String> decode(List<byte[]> names) {
    List<String> decoded = new ArrayList<>(names.size());
    for (byte[] name : names) {
      decoded.add(ByteText.decode(name));
    }
    return decoded;
  }

  @Override
  public ProcAnswer<String> link(String path) {
    byte[] target = new byte[LINK_BYTES];
    int count = files.readlinkat(FileCalls.AT_FDCWD, ByteText.encode(path), target);
    return count < 0 ? failure(count) : new ProcAnswer.Content<>(ByteText.decode(target, 0, count));
  }

  @Override
  public ProcAnswer<ipc.proc.FileStatus> identity(String path) {
    FileStatus status = new FileStatus();
    int result =
        files.statx(
            FileCalls.AT_FDCWD, ByteText.encode(path), FileCalls.AT_STATX_DONT_SYNC, status);
    if (result < 0) {
      return failure(result);
    }
    return new ProcAnswer.Content<>(
        new ipc.proc.FileStatus(
            new FileIdentity(status.deviceMajor(), status.deviceMinor(), status.inode()),
            type(status),
            status.permissionBits()));
  }

  private static FileType type(FileStatus status) {
    return switch (status.kind()) {
      case REGULAR -> FileType.REGULAR;
      case DIRECTORY -> FileType.DIRECTORY;
      case FIFO -> FileType.FIFO;
      case SOCKET -> FileType.SOCKET;
      case CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
      case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
      case SYMBOLIC_LINK -> FileType.SYMBOLIC_LINK;
      case NONE -> FileType.NONE;
    };
  }

  private <T> ProcAnswer<T> open(String path, int flags, IntFunction<ProcAnswer<T>> reader) {
    int descriptor = files.openat(FileCalls.AT_FDCWD, ByteText.encode(path), flags, 0);
    if (descriptor < 0) {
      return failure(descriptor);
    }
    try {
      return reader.apply(descriptor);
    } finally {
      files.close(descriptor);
    }
  }

  private static <T> ProcAnswer<T> failure(int result) {
    Errno errno = Errno.ofResult(result);
    if (errno == Errno.ENOENT || errno == Errno.ESRCH) {
      return new ProcAnswer.Gone<>();
    }
    if (errno == Errno.EACCES || errno == Errno.EPERM) {
      return new ProcAnswer.Denied<>();
    }
    return new ProcAnswer.Failed<>(Failures.reason(result));
  }
}
