package ipc.proc;

/**
 * Which file a path leads to, and of what type it is.
 *
 * @param identity device and inode
 * @param type what kind of file
 * @param permissions the lower twelve bits of the mode
 */
public record FileStatus(FileIdentity identity, FileType type, int permissions) {}
