package ipc.proc;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A System V shared memory segment, as a line of {@code /proc/sysvipc/shm} tells it.
 *
 * <p>Pids are those of our pid namespace; a process outside of it shows as none. Times are seconds
 * since 1970, empty for what never happened.
 *
 * @param key the key as key_t, negative from 0x80000000 on; 0 for a private segment and for a
 *     destroyed one
 * @param id the segment's id
 * @param permissions the lower nine bits of the mode
 * @param destroyed removed already; the memory goes at the last detach
 * @param locked kept from being swapped (SHM_LOCK)
 * @param hugePages made of huge pages (SHM_HUGETLB)
 * @param noReserve no swap space was reserved for it (SHM_NORESERVE)
 * @param sizeBytes as asked for at creation; the memory is whole pages
 * @param creatorPid who made it; the process may have ended long ago
 * @param lastPid who attached or detached last
 * @param attachments how many attachments there are; a process may have several
 * @param uid the owner
 * @param gid the owner's group
 * @param creatorUid the creator
 * @param creatorGid the creator's group
 * @param lastAttach when it was last attached
 * @param lastDetach when it was last detached
 * @param lastChange when it was made or last changed by shmctl(2)
 * @param residentBytes in memory; empty where the kernel does not say
 * @param swappedBytes in swap; empty where the kernel does not say
 */
public record SharedMemoryEntry(
    int key,
    int id,
    int permissions,
    boolean destroyed,
    boolean locked,
    boolean hugePages,
    boolean noReserve,
    long sizeBytes,
    OptionalLong creatorPid,
    OptionalLong lastPid,
    long attachments,
    long uid,
    long gid,
    long creatorUid,
    long creatorGid,
    OptionalLong lastAttach,
    OptionalLong lastDetach,
    OptionalLong lastChange,
    OptionalLong residentBytes,
    OptionalLong swappedBytes) {
  // The bits above the permissions in column perms: include/linux/shm.h, uapi/linux/shm.h.
  private static final int SHM_DEST = 0_1000;
  private static final int SHM_LOCKED = 0_2000;
  private static final int SHM_HUGETLB = 0_4000;
  private static final int SHM_NORESERVE = 0_10000;

  private static final Set<SysvColumn> NEEDED =
      EnumSet.of(
          SysvColumn.KEY,
          SysvColumn.SHMID,
          SysvColumn.PERMS,
          SysvColumn.SIZE,
          SysvColumn.CPID,
          SysvColumn.LPID,
          SysvColumn.NATTCH,
          SysvColumn.UID,
          SysvColumn.GID,
          SysvColumn.CUID,
          SysvColumn.CGID,
          SysvColumn.ATIME,
          SysvColumn.DTIME,
          SysvColumn.CTIME);

  /**
   * Parses the whole of {@code /proc/sysvipc/shm}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/sysvipc.5.html">sysvipc(5)</a>
   */
  public static Parsed<SharedMemoryEntry> parse(byte[] text) {
    return SysvTable.parse(text, NEEDED, SharedMemoryEntry::of);
  }

  private static SharedMemoryEntry of(SysvTable.Row row) {
    int mode = row.intValue(SysvColumn.PERMS);
    return new SharedMemoryEntry(
        row.intValue(SysvColumn.KEY),
        row.intValue(SysvColumn.SHMID),
        mode & 0_777,
        (mode & SHM_DEST) != 0,
        (mode & SHM_LOCKED) != 0,
        (mode & SHM_HUGETLB) != 0,
        (mode & SHM_NORESERVE) != 0,
        row.value(SysvColumn.SIZE),
        row.unlessZero(SysvColumn.CPID),
        row.unlessZero(SysvColumn.LPID),
        row.value(SysvColumn.NATTCH),
        row.value(SysvColumn.UID),
        row.value(SysvColumn.GID),
        row.value(SysvColumn.CUID),
        row.value(SysvColumn.CGID),
        row.unlessZero(SysvColumn.ATIME),
        row.unlessZero(SysvColumn.DTIME),
        row.unlessZero(SysvColumn.CTIME),
        row.ifPresent(SysvColumn.RSS),
        row.ifPresent(SysvColumn.SWAP));
  }
}
