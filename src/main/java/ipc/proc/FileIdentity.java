package ipc.proc;

/**
 * The one thing that names an open or mapped file for certain: its file system's device number and
 * its inode number.
 *
 * <p>For tmpfs, which carries POSIX shared memory, the device that {@code /proc/PID/maps} shows is
 * the {@code st_dev} of stat(2). On btrfs it is not: stat(2) gives a subvolume's own number, and a
 * mapping cannot be found by it.
 *
 * @param major the device's major number
 * @param minor the device's minor number
 * @param inode the inode number, an unsigned 64-bit value
 */
public record FileIdentity(long major, long minor, long inode) {
  // By hand: the generated ones cost 12 ms on their first use, and every scan hashes these.
  @Override
  public boolean equals(Object other) {
    return other instanceof FileIdentity that
        && major == that.major
        && minor == that.minor
        && inode == that.inode;
  }

  @Override
  public int hashCode() {
    long mixed = (inode * 31 + minor) * 31 + major;
    return (int) (mixed ^ (mixed >>> 32));
  }

  @Override
  public String toString() {
    return major + ":" + minor + " inode " + Long.toUnsignedString(inode);
  }
}
