package ipc.proc;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A System V message queue, as a line of {@code /proc/sysvipc/msg} tells it; its limit, qbytes, is
 * not there and needs msgctl(2).
 *
 * <p>Pids are those of our pid namespace; a process outside of it shows as none. Times are seconds
 * since 1970, empty for what never happened.
 *
 * @param key the key as key_t, negative from 0x80000000 on; 0 for a private queue
 * @param id the queue's id
 * @param permissions the lower nine bits of the mode
 * @param queuedBytes the bodies of all messages in the queue
 * @param messages how many messages are in the queue
 * @param lastSendPid who sent last
 * @param lastReceivePid who received last
 * @param uid the owner
 * @param gid the owner's group
 * @param creatorUid the creator
 * @param creatorGid the creator's group
 * @param lastSend when a message was last sent
 * @param lastReceive when a message was last received
 * @param lastChange when it was made or last changed by msgctl(2)
 */
public record MessageQueueEntry(
    int key,
    int id,
    int permissions,
    long queuedBytes,
    long messages,
    OptionalLong lastSendPid,
    OptionalLong lastReceivePid,
    long uid,
    long gid,
    long creatorUid,
    long creatorGid,
    OptionalLong lastSend,
    OptionalLong lastReceive,
    OptionalLong lastChange) {
  private static final Set<SysvColumn> NEEDED =
      EnumSet.of(
          SysvColumn.KEY,
          SysvColumn.MSQID,
          SysvColumn.PERMS,
          SysvColumn.CBYTES,
          SysvColumn.QNUM,
          SysvColumn.LSPID,
          SysvColumn.LRPID,
          SysvColumn.UID,
          SysvColumn.GID,
          SysvColumn.CUID,
          SysvColumn.CGID,
          SysvColumn.STIME,
          SysvColumn.RTIME,
          SysvColumn.CTIME);

  /**
   * Parses the whole of {@code /proc/sysvipc/msg}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/sysvipc.5.html">sysvipc(5)</a>
   */
  public static Parsed<MessageQueueEntry> parse(byte[] text) {
    return SysvTable.parse(text, NEEDED, MessageQueueEntry::of);
  }

  private static MessageQueueEntry of(SysvTable.Row row) {
    return new MessageQueueEntry(
        row.intValue(SysvColumn.KEY),
        row.intValue(SysvColumn.MSQID),
        row.intValue(SysvColumn.PERMS) & 0_777,
        row.value(SysvColumn.CBYTES),
        row.value(SysvColumn.QNUM),
        row.unlessZero(SysvColumn.LSPID),
        row.unlessZero(SysvColumn.LRPID),
        row.value(SysvColumn.UID),
        row.value(SysvColumn.GID),
        row.value(SysvColumn.CUID),
        row.value(SysvColumn.CGID),
        row.unlessZero(SysvColumn.STIME),
        row.unlessZero(SysvColumn.RTIME),
        row.unlessZero(SysvColumn.CTIME));
  }
}
