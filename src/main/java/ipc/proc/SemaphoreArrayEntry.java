package ipc.proc;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A System V semaphore array, as a line of {@code /proc/sysvipc/sem} tells it; the values are not
 * there and need semctl(2).
 *
 * <p>Times are seconds since 1970, empty for what never happened.
 *
 * @param key the key as key_t, negative from 0x80000000 on; 0 for a private array
 * @param id the array's id
 * @param permissions the lower nine bits of the mode
 * @param semaphores how many semaphores the array has
 * @param uid the owner
 * @param gid the owner's group
 * @param creatorUid the creator
 * @param creatorGid the creator's group
 * @param lastOperation when semop(2) last succeeded
 * @param lastChange when it was made or last changed by semctl(2)
 */
public record SemaphoreArrayEntry(
    int key,
    int id,
    int permissions,
    int semaphores,
    long uid,
    long gid,
    long creatorUid,
    long creatorGid,
    OptionalLong lastOperation,
    OptionalLong lastChange) {
  private static final Set<SysvColumn> NEEDED =
      EnumSet.of(
          SysvColumn.KEY,
          SysvColumn.SEMID,
          SysvColumn.PERMS,
          SysvColumn.NSEMS,
          SysvColumn.UID,
          SysvColumn.GID,
          SysvColumn.CUID,
          SysvColumn.CGID,
          SysvColumn.OTIME,
          SysvColumn.CTIME);

  /**
   * Parses the whole of {@code /proc/sysvipc/sem}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/sysvipc.5.html">sysvipc(5)</a>
   */
  public static Parsed<SemaphoreArrayEntry> parse(byte[] text) {
    return SysvTable.parse(text, NEEDED, SemaphoreArrayEntry::of);
  }

  private static SemaphoreArrayEntry of(SysvTable.Row row) {
    return new SemaphoreArrayEntry(
        row.intValue(SysvColumn.KEY),
        row.intValue(SysvColumn.SEMID),
        row.intValue(SysvColumn.PERMS) & 0_777,
        row.intValue(SysvColumn.NSEMS),
        row.value(SysvColumn.UID),
        row.value(SysvColumn.GID),
        row.value(SysvColumn.CUID),
        row.value(SysvColumn.CGID),
        row.unlessZero(SysvColumn.OTIME),
        row.unlessZero(SysvColumn.CTIME));
  }
}
