package ipc.engine.shm;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.FileSpace;
import ipc.engine.IpcException;
import ipc.engine.Progress;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Quantity;
import ipc.model.Size;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import ipc.sys.MemoryCalls;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** A POSIX segment or a mapped file: pread(2) and pwrite(2) on its descriptor. */
final class FileSegment implements SharedSegment {
  private final Kernel kernel;
  private final Address address;
  private final Descriptor descriptor;
  private final Access access;
  private final long sizeBytes;
  private long mapped;

  FileSegment(Kernel kernel, Address address, Descriptor descriptor, Access access) {
    this.kernel = kernel;
    this.address = address;
    this.descriptor = descriptor;
    this.access = access;
    this.sizeBytes = descriptor.status().sizeBytes();
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public OptionalInt id() {
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt descriptor() {
    return OptionalInt.of(descriptor.number());
  }

  /**
   * Makes it larger or smaller.
   *
   * @throws IpcException.BadUsage if bytes would be cut off that may not be
   */
  Resized resize(Engine engine, String path, long wantedBytes, Resized.Shrinking shrinking) {
    if (wantedBytes < sizeBytes && shrinking == Resized.Shrinking.REFUSE) {
      throw new IpcException.BadUsage(
          "cannot resize '"
              + address
              + "' to "
              + new Size(wantedBytes).human()
              + ": it has "
              + new Size(sizeBytes).human()
              + ", and the rest would be lost",
          "--shrink cuts it off; who has it mapped and touches it there is ended by SIGBUS");
    }
    if (wantedBytes > sizeBytes) {
      try {
        new FileSpace(engine, descriptor, path, FileSpace.Purpose.RESIZE)
            .allocate(sizeBytes, wantedBytes);
      } catch (IpcException failure) {
        // A disk may have given a part of it.
        kernel.files().ftruncate(descriptor.number(), sizeBytes);
        throw failure;
      }
    } else if (wantedBytes < sizeBytes) {
      int result = kernel.files().ftruncate(descriptor.number(), wantedBytes);
      if (result < 0) {
        throw Failures.of("resize", address.toString(), result);
      }
    }
    return new Resized(address, sizeBytes, wantedBytes);
  }

  @Override
  public void attach() {
    int protection =
        access == Access.READ
            ? MemoryCalls.PROT_READ
            : MemoryCalls.PROT_READ | MemoryCalls.PROT_WRITE;
    if (sizeBytes == 0) {
      throw new IpcException.Corrupt(
          "cannot attach '" + address + "': it is empty, and nothing can be mapped of it", null);
    }
    long result = kernel.memory().mapShared(descriptor.number(), sizeBytes, protection, 0);
    if (result < 0 && result > -4096) {
      throw Failures.of("attach", address.toString(), result);
    }
    mapped = result;
  }

  @Override
  public long copyFrom(Descriptor input, long offset, long limitBytes, Progress progress) {
    Transfer transfer = new Transfer(kernel);
    transfer.widen(input);
    return withBuffer(buffer -> {
      long done = 0;
      while (done < limitBytes) {
        long wanted = Math.min(Transfer.ROUND_BYTES, limitBytes - done);
        long count = transfer.readSome(input, buffer, wanted, done);
        if (count == 0) {
          break;
        }
        put(buffer, count, offset + done, done);
        done += count;
        progress.moved(done);
      }
      return done;
    });
  }

  @Override
  public void copyTo(Descriptor output, long offset, long lengthBytes, Progress progress) {
    Transfer transfer = new Transfer(kernel);
    transfer.widen(output);
    withBuffer(buffer -> {
      long done = 0;
      while (done < lengthBytes) {
        long wanted = Math.min(Transfer.ROUND_BYTES, lengthBytes - done);
        long count = take(buffer, wanted, offset + done, done);
        if (count == 0) {
          throw new IpcException.TransferFailed(
              "'"
                  + address
                  + "' was cut short while it was read: "
                  + Quantity.of(done, "byte was", "bytes were")
                  + " moved",
              null);
        }
        transfer.writeAll(output, buffer, count, done);
        done += count;
        progress.moved(done);
      }
      return done;
    });
  }

  @Override
  public int read(long offset, byte[] into) {
    return (int)
        withBuffer(buffer -> {
          ByteBuffer view = kernel.memory().view(buffer, Transfer.ROUND_BYTES);
          int done = 0;
          while (done < into.length) {
            long wanted = Math.min(Transfer.ROUND_BYTES, into.length - done);
            int count = (int) take(buffer, wanted, offset + done, done);
            if (count == 0) {
              break;
            }
            view.get(0, into, done, count);
            done += count;
          }
          return done;
        });
  }

  @Override
  public void write(long offset, byte[] from) {
    withBuffer(buffer -> {
      ByteBuffer view = kernel.memory().view(buffer, Transfer.ROUND_BYTES);
      int done = 0;
      while (done < from.length) {
        int count = Math.min(Transfer.ROUND_BYTES, from.length - done);
        view.put(0, from, done, count);
        put(buffer, count, offset + done, done);
        done += count;
      }
      return done;
    });
  }

  private void put(long buffer, long count, long offset, long doneBytes) {
    long written = 0;
    while (written < count) {
      long result =
          kernel
              .files()
              .pwrite(descriptor.number(), buffer + written, count - written, offset + written);
      if (result >= 0) {
        written += result;
      } else if (Errno.ofResult(result) != Errno.EINTR) {
        String action = "write beyond " + (doneBytes + written) + " bytes of";
        throw Failures.of(action, address.toString(), result);
      }
    }
  }

  private long take(long buffer, long count, long offset, long doneBytes) {
    while (true) {
      long result = kernel.files().pread(descriptor.number(), buffer, count, offset);
      if (result >= 0) {
        return result;
      }
      if (Errno.ofResult(result) != Errno.EINTR) {
        throw Failures.of("read beyond " + doneBytes + " bytes of", address.toString(), result);
      }
    }
  }

  private interface BufferUse {
    long with(long buffer);
  }

  private long withBuffer(BufferUse use) {
    long buffer = kernel.memory().mapAnonymous(Transfer.ROUND_BYTES);
    if (buffer < 0 && buffer > -4096) {
      throw Failures.of("get memory for", address.toString(), buffer);
    }
    try {
      return use.with(buffer);
    } finally {
      kernel.memory().munmap(buffer, Transfer.ROUND_BYTES);
    }
  }

  @Override
  public void close() {
    if (mapped != 0) {
      kernel.memory().munmap(mapped, sizeBytes);
    }
    descriptor.close();
  }

  /** What an error number means for the file of a segment: a missing one can be made. */
  static IpcException failure(String action, Address address, int result) {
    return switch (Errno.ofResult(result)) {
      case ENOENT ->
          new IpcException.NoSuchObject(
              "there is no '" + address + "' (ENOENT)",
              "'ipc shm create " + address + " -s SIZE' makes it");
      case EISDIR ->
          new IpcException.Corrupt(
              "'" + address + "' is no segment: it is a directory (EISDIR)", null);
      case ELOOP ->
          new IpcException.Corrupt(
              "'" + address + "' is no segment: it is a symbolic link (ELOOP)", null);
      default -> Failures.ofOpening(action, address, result);
    };
  }

  /** Opens the file of a segment, refusing what is none; symbolic links only for a plain file. */
  static FileSegment open(Kernel kernel, Address address, String path, Access access) {
    int flags =
        (access == Access.READ ? FileCalls.O_RDONLY : FileCalls.O_RDWR) | FileCalls.O_NONBLOCK;
    if (address instanceof Address.PosixShm) {
      flags |= FileCalls.O_NOFOLLOW; // as shm_open(3)
    }
    int number = kernel.files().openat(FileCalls.AT_FDCWD, ByteText.encode(path), flags, 0);
    if (number < 0) {
      throw failure("open", address, number);
    }
    Descriptor descriptor = Descriptor.owned(kernel, number, address.toString());
    try {
      if (!descriptor.status().isRegular()) {
        throw new IpcException.Corrupt(
            "cannot open '" + address + "': it is no regular file, and cannot be mapped", null);
      }
      return new FileSegment(kernel, address, descriptor, access);
    } catch (IpcException failure) {
      descriptor.close();
      throw failure;
    }
  }
}
