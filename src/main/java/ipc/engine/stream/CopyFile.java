package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import java.util.Arrays;

/**
 * Where copies of bytes go that are on their way elsewhere: a file, or a descriptor, whose reader
 * may be slow. What it does not take at once is held in memory; see {@link #catchUp}.
 */
public final class CopyFile implements AutoCloseable {
  private static final int MODE = 0666;

  private final Engine engine;
  private final Descriptor file;
  private final boolean isOurs;
  private final PromptDescriptor prompt;
  private byte[] held = new byte[0];
  private int heldStart;

  private CopyFile(Engine engine, Descriptor file, boolean isOurs) {
    this.engine = engine;
    this.file = file;
    this.isOurs = isOurs;
    this.prompt = new PromptDescriptor(engine, file);
  }

  /**
   * What a text names.
   *
   * @param place a path, or {@code fd:N}
   */
  public static CopyFile at(Engine engine, String place) {
    if (place.startsWith("fd:")) {
      return given(engine, ((Address.Descriptor) Address.parse(place)).number());
    }
    return open(engine, place);
  }

  /** A file, which is made or emptied. */
  public static CopyFile open(Engine engine, String path) {
    int flags = FileCalls.O_WRONLY | FileCalls.O_CREAT;
    Descriptor file = Descriptor.open(engine.kernel(), path, flags, MODE, path);
    if (file.status().isRegular()) {
      engine.kernel().files().ftruncate(file.number(), 0);
    }
    return new CopyFile(engine, file, true);
  }

  /**
   * A descriptor that we were started with.
   *
   * @throws IpcException if it is not open to be written
   */
  public static CopyFile given(Engine engine, int number) {
    String name = "fd:" + number;
    int flags = engine.kernel().files().fcntl(number, FileCalls.F_GETFL, 0);
    if (flags < 0) {
      throw Failures.of("copy to", name, flags);
    }
    if ((flags & FileCalls.O_ACCMODE) == FileCalls.O_RDONLY) {
      throw new IpcException.BadUsage("cannot copy to '" + name + "': it is open to be read", null);
    }
    return new CopyFile(engine, Descriptor.owned(engine.kernel(), number, name), false);
  }

  /** Writes some bytes, or holds what is not taken now. */
  public void write(byte[] bytes, int offset, int count) {
    int kept = held.length - heldStart;
    byte[] all = Arrays.copyOfRange(held, heldStart, held.length + count);
    System.arraycopy(bytes, offset, all, kept, count);
    held = all;
    heldStart = 0;
    catchUp();
  }

  /**
   * Writes what is held, without waiting.
   *
   * @return whether nothing is held any more
   * @throws IpcException.TransferFailed if it cannot be written: a full disk, a reader that is gone
   */
  public boolean catchUp() {
    FileCalls files = engine.kernel().files();
    while (heldStart < held.length) {
      if (!prompt.canWriteNow()) {
        return false;
      }
      int count = Math.min(prompt.mostAtOnce(), held.length - heldStart);
      int written = files.write(file.number(), held, heldStart, count);
      if (written > 0) {
        heldStart += written;
      } else if (Errno.ofResult(written) == Errno.EAGAIN) {
        return false;
      } else if (Errno.ofResult(written) != Errno.EINTR) {
        throw new IpcException.TransferFailed(
            "cannot copy to " + file.name() + ": " + Failures.reason(written), null);
      }
    }
    return true;
  }

  @Override
  public void close() {
    if (isOurs) {
      file.close();
    }
  }
}
