package ipc.proc;

/** The kind of a file, as {@code st_mode} tells it. */
public enum FileType {
  REGULAR,
  DIRECTORY,
  FIFO,
  SOCKET,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  SYMBOLIC_LINK,
  /** A file without a type: the kernel's anonymous inodes, as an epoll or a timer descriptor. */
  NONE
}
