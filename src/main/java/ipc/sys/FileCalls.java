package ipc.sys;

import java.nio.ByteBuffer;

/**
 * Files, directories and descriptors. Paths are bytes as the kernel has them, without the final
 * NUL. Each call gives the kernel's result or {@code -errno}; none is repeated on {@code EINTR}.
 */
public final class FileCalls {
  private static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));

  // fcntl.h; O_DIRECTORY and O_NOFOLLOW differ between the architectures.
  public static final int AT_FDCWD = -100;
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_ACCMODE = 3;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_DIRECTORY = AARCH64 ? 0x4000 : 0x10000;
  public static final int O_NOFOLLOW = AARCH64 ? 0x8000 : 0x20000;
  public static final int O_CLOEXEC = 0x80000;
  public static final int O_PATH = 0x200000;
  public static final int O_TMPFILE = 0x400000 | O_DIRECTORY;
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_SYMLINK_FOLLOW = 0x400;
  public static final int AT_EMPTY_PATH = 0x1000;
  public static final int AT_STATX_DONT_SYNC = 0x4000;
  public static final int F_GETFD = 1;
  public static final int F_SETFD = 2;
  public static final int F_GETFL = 3;
  public static final int FD_CLOEXEC = 1;
  public static final int F_SETFL = 4;
  public static final int F_SETPIPE_SZ = 1031;
  public static final int F_GETPIPE_SZ = 1032;
  public static final int F_DUPFD_CLOEXEC = 1030;
  private static final int SEEK_CUR = 1;
  // poll.h
  public static final int POLLIN = 1;
  public static final int POLLOUT = 4;
  public static final int POLLERR = 8;
  public static final int POLLHUP = 16;
  public static final int POLLNVAL = 32;
  // linux/close_range.h
  static final int CLOSE_RANGE_CLOEXEC = 4;
  // struct pollfd: int fd, short events, short revents
  static final int POLLFD_BYTES = 8;
  static final int POLLFD_EVENTS = 4;
  static final int POLLFD_REVENTS = 6;

  private final Kernel kernel;

  FileCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int openat(int dirfd, const char *path, int flags, mode_t mode)}; EINTR: may be. */
  public int openat(int directory, byte[] path, int flags, int mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int)
          kernel.call(SyscallNumbers.OPENAT, directory, frame.text(path), flags | O_CLOEXEC, mode);
    }
  }

  /** {@code int close(int fd)}: the descriptor is gone whatever the answer; never repeat it. */
  public int close(int descriptor) {
    return (int) kernel.call(SyscallNumbers.CLOSE, descriptor);
  }

  /** {@code ssize_t read(int fd, void *buf, size_t count)}; EINTR: before the first byte. */
  public long read(int descriptor, long address, long count) {
    return kernel.call(SyscallNumbers.READ, descriptor, address, count);
  }

  /** {@code ssize_t write(int fd, const void *buf, size_t count)}; EINTR: before the first byte. */
  public long write(int descriptor, long address, long count) {
    return kernel.call(SyscallNumbers.WRITE, descriptor, address, count);
  }

  /** {@code ssize_t pread64(int fd, void *buf, size_t count, off_t offset)}. */
  public long pread(int descriptor, long address, long count, long offset) {
    return kernel.call(SyscallNumbers.PREAD64, descriptor, address, count, offset);
  }

  /** {@code ssize_t pwrite64(int fd, const void *buf, size_t count, off_t offset)}. */
  public long pwrite(int descriptor, long address, long count, long offset) {
    return kernel.call(SyscallNumbers.PWRITE64, descriptor, address, count, offset);
  }

  /** {@link #read(int, long, long)} into a heap array of at most 64 KiB. */
  public int read(int descriptor, byte[] into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer room = frame.room(Math.min(into.length, 1 << 16));
      int count = (int) read(descriptor, frame.address(room), room.capacity());
      if (count > 0) {
        room.get(0, into, 0, count);
      }
      return count;
    }
  }

  /** {@link #pread(int, long, long, long)} into a heap array of at most 64 KiB. */
  public int pread(int descriptor, byte[] into, long offset) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer room = frame.room(Math.min(into.length, 1 << 16));
      int count = (int) pread(descriptor, frame.address(room), room.capacity(), offset);
      if (count > 0) {
        room.get(0, into, 0, count);
      }
      return count;
    }
  }

  /** {@link #pwrite(int, long, long, long)} from a heap array, at most 64 KiB of it. */
  public int pwrite(int descriptor, byte[] from, int start, long offset) {
    try (Scratch.Frame frame = kernel.frame()) {
      int most = Math.min(from.length - start, 1 << 16);
      return (int) pwrite(descriptor, frame.bytes(from, start, most), most, offset);
    }
  }

  /** {@link #write(int, long, long)} from a heap array, at most 64 KiB of it. */
  public int write(int descriptor, byte[] from, int offset, int count) {
    try (Scratch.Frame frame = kernel.frame()) {
      int most = Math.min(count, 1 << 16);
      return (int) write(descriptor, frame.bytes(from, offset, most), most);
    }
  }

  /**
   * {@code int statx(int dirfd, const char *path, int flags, unsigned mask, struct statx *)}.
   *
   * @return 0 and the answer in {@code into}, or {@code -errno}
   */
  public int statx(int directory, byte[] path, int flags, FileStatus into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(FileStatus.SIZE_BYTES);
      int result =
          (int)
              kernel.call(
                  SyscallNumbers.STATX,
                  directory,
                  frame.text(path),
                  flags,
                  FileStatus.STATX_BASIC_STATS | FileStatus.STATX_BTIME,
                  frame.address(piece));
      if (result == 0) {
        into.take(piece);
      }
      return result;
    }
  }

  /** {@link #statx} of an open descriptor. */
  public int fstat(int descriptor, FileStatus into) {
    return statx(descriptor, new byte[0], AT_EMPTY_PATH, into);
  }

  /**
   * {@code int fstatfs(int fd, struct statfs *buf)}.
   *
   * @return 0 and the answer in {@code into}, or {@code -errno}
   */
  public int fstatfs(int descriptor, FileSystemStatus into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(FileSystemStatus.SIZE_BYTES);
      int result = (int) kernel.call(SyscallNumbers.FSTATFS, descriptor, frame.address(piece));
      if (result == 0) {
        into.take(piece);
      }
      return result;
    }
  }

  /** {@code off_t lseek(fd, 0, SEEK_CUR)}: where the next read begins. */
  public long position(int descriptor) {
    return kernel.call(SyscallNumbers.LSEEK, descriptor, 0, SEEK_CUR);
  }

  /** {@code int ftruncate(int fd, off_t length)}; EINTR: may be. */
  public int ftruncate(int descriptor, long sizeBytes) {
    return (int) kernel.call(SyscallNumbers.FTRUNCATE, descriptor, sizeBytes);
  }

  /** {@code int fallocate(int fd, int mode, off_t offset, off_t len)}, mode 0; EINTR: may be. */
  public int fallocate(int descriptor, long offset, long sizeBytes) {
    return (int) kernel.call(SyscallNumbers.FALLOCATE, descriptor, 0, offset, sizeBytes);
  }

  /** {@code int fchmod(int fd, mode_t mode)}. */
  public int fchmod(int descriptor, int mode) {
    return (int) kernel.call(SyscallNumbers.FCHMOD, descriptor, mode);
  }

  /** {@code int fchown(int fd, uid_t owner, gid_t group)}; -1 leaves one as it is. */
  public int fchown(int descriptor, int owner, int group) {
    return (int) kernel.call(SyscallNumbers.FCHOWN, descriptor, owner, group);
  }

  /** {@code int fchownat(int dirfd, const char *path, uid_t, gid_t, AT_SYMLINK_NOFOLLOW)}. */
  public int fchownat(int directory, byte[] path, int owner, int group) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int)
          kernel.call(
              SyscallNumbers.FCHOWNAT,
              directory,
              frame.text(path),
              owner,
              group,
              AT_SYMLINK_NOFOLLOW);
    }
  }

  /** {@code int renameat2(AT_FDCWD, const char *old, AT_FDCWD, const char *new, 0)}: replaces. */
  public int rename(byte[] from, byte[] to) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int)
          kernel.call(
              SyscallNumbers.RENAMEAT2, AT_FDCWD, frame.text(from), AT_FDCWD, frame.text(to), 0);
    }
  }

  /** {@code int mkdirat(int dirfd, const char *path, mode_t mode)}. */
  public int mkdirat(int directory, byte[] path, int mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int) kernel.call(SyscallNumbers.MKDIRAT, directory, frame.text(path), mode);
    }
  }

  /** {@code int unlinkat(int dirfd, const char *path, int flags)}. */
  public int unlinkat(int directory, byte[] path, int flags) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int) kernel.call(SyscallNumbers.UNLINKAT, directory, frame.text(path), flags);
    }
  }

  /**
   * {@code int linkat(int olddirfd, const char *old, int newdirfd, const char *new, int flags)}.
   */
  public int linkat(int oldDirectory, byte[] oldPath, int newDirectory, byte[] newPath, int flags) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int)
          kernel.call(
              SyscallNumbers.LINKAT,
              oldDirectory,
              frame.text(oldPath),
              newDirectory,
              frame.text(newPath),
              flags);
    }
  }

  /** {@code ssize_t readlinkat(int dirfd, const char *path, char *buf, size_t size)}. */
  public int readlinkat(int directory, byte[] path, byte[] into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer room = frame.room(into.length);
      int count =
          (int)
              kernel.call(
                  SyscallNumbers.READLINKAT,
                  directory,
                  frame.text(path),
                  frame.address(room),
                  into.length);
      if (count > 0) {
        room.get(0, into, 0, count);
      }
      return count;
    }
  }

  /**
   * {@code ssize_t getdents64(int fd, void *dirp, size_t count)}: the next entries of a directory,
   * each a {@code struct linux_dirent64}, see {@link DirectoryEntries}.
   *
   * @param into at most 64 KiB
   * @return how many bytes of {@code into} are filled, 0 at the end, or {@code -errno}
   */
  public int getdents64(int descriptor, byte[] into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer room = frame.room(into.length);
      int count =
          (int)
              kernel.call(
                  SyscallNumbers.GETDENTS64, descriptor, frame.address(room), room.capacity());
      if (count > 0) {
        room.get(0, into, 0, count);
      }
      return count;
    }
  }

  /** {@code int memfd_create(const char *name, MFD_CLOEXEC)}: a file in memory without a name. */
  public int memfdCreate(byte[] name) {
    int mfdCloexec = 1; // linux/memfd.h
    try (Scratch.Frame frame = kernel.frame()) {
      return (int) kernel.call(SyscallNumbers.MEMFD_CREATE, frame.text(name), mfdCloexec);
    }
  }

  /** {@code int fcntl(int fd, int cmd, long arg)}. */
  public int fcntl(int descriptor, int command, long argument) {
    return (int) kernel.call(SyscallNumbers.FCNTL, descriptor, command, argument);
  }

  /** {@code fcntl(fd, F_SETFL, flags | O_NONBLOCK)}: of the open file, whoever shares it. */
  public int setNonBlocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL, 0);
    return flags < 0 ? flags : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  }

  /** {@code int chdir(const char *path)}: the working directory of the whole process. */
  public int chdir(byte[] path) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int) kernel.call(SyscallNumbers.CHDIR, frame.text(path));
    }
  }

  /** {@code int dup3(int from, int to, 0)}: another descriptor, whose file children keep. */
  public int dup3(int from, int to) {
    return (int) kernel.call(SyscallNumbers.DUP3, from, to, 0);
  }

  /** {@code mode_t umask(mode_t mask)}: sets it for the whole process, gives the one before. */
  public int umask(int mask) {
    return (int) kernel.call(SyscallNumbers.UMASK, mask);
  }

  /**
   * {@code int close_range(unsigned first, unsigned last, unsigned flags)}: marks, never closes.
   */
  public int closeOnExecFrom(int first) {
    return (int) kernel.call(SyscallNumbers.CLOSE_RANGE, first, 0xFFFF_FFFFL, CLOSE_RANGE_CLOEXEC);
  }

  /**
   * {@code int ppoll(struct pollfd *fds, nfds_t nfds, const struct timespec *, NULL, 0)}; EINTR:
   * may be.
   *
   * @param descriptors a negative one is passed over
   * @param events what to wait for, a value each
   * @param timeoutNanos how long at most; negative waits for ever
   * @param returned receives what is ready, a value each
   * @return how many are ready, 0 at the time-out, or {@code -errno}
   */
  public int poll(int[] descriptors, int[] events, long timeoutNanos, int[] returned) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer entries = frame.zeros(Math.max(1, descriptors.length) * POLLFD_BYTES);
      for (int i = 0; i < descriptors.length; i++) {
        entries.putInt(i * POLLFD_BYTES, descriptors[i]);
        entries.putShort(i * POLLFD_BYTES + POLLFD_EVENTS, (short) events[i]);
      }
      ByteBuffer timespec = frame.zeros(16);
      timespec.putLong(0, Math.max(0, timeoutNanos) / 1_000_000_000L);
      timespec.putLong(8, Math.max(0, timeoutNanos) % 1_000_000_000L);
      int result =
          (int)
              kernel.call(
                  SyscallNumbers.PPOLL,
                  frame.address(entries),
                  descriptors.length,
                  timeoutNanos < 0 ? 0 : frame.address(timespec));
      for (int i = 0; i < descriptors.length; i++) {
        returned[i] = entries.getShort(i * POLLFD_BYTES + POLLFD_REVENTS);
      }
      return result;
    }
  }
}
