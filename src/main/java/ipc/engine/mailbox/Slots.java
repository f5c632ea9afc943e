package ipc.engine.mailbox;

import ipc.engine.IpcException;
import java.util.zip.CRC32C;

/**
 * The slot table: one message each.
 *
 * <pre>
 *   0  u64  state: {@link SlotState}
 *   8  u64  sequence, rising: the order of sending
 *  16  i64  type, as msgsnd(2) has it
 *  24  u32  priority, 0 to 32767
 *  28  u32  CRC32C of the body
 *  32  u64  length of the body in bytes
 *  40  u32  first block, u32 last block; 0 where the body lies in the slot
 *  48  u32  next, u32 previous in the list that the slot is in
 *  56  u32  sender's pid, u32 sender's uid: what the sender says of itself
 *  64  i64  sent at, nanoseconds since the epoch
 *  72  i64  lease ends, nanoseconds of CLOCK_BOOTTIME; 0 without a lease
 *  80  u32  pid of the process that a lease ends with, u32 its pid namespace; 0: {@link Holders}
 *  88  i64  when that process started, clock ticks since boot
 *  96  64 bytes: a short body
 * </pre>
 *
 * Everything but state and links is written before the message is READY and never changes after.
 */
final class Slots {
  static final int INLINE_BYTES = 64;

  static final long SEQUENCE = 8;
  static final long TYPE = 16;
  static final long PRIORITY = 24;
  static final long CRC = 28;
  static final long LENGTH = 32;
  static final long FIRST_BLOCK = 40;
  private static final long LAST_BLOCK = 44;
  private static final long NEXT = 48;
  private static final long PREVIOUS = 52;
  static final long SENDER_PID = 56;
  static final long SENDER_UID = 60;
  static final long SENT_AT = 64;
  static final long LEASE_ENDS = 72;
  static final long HOLDER_PID = 80;
  private static final long HOLDER_NAMESPACE = 84;
  private static final long HOLDER_START = 88;
  static final long INLINE = 96;

  private final Memory memory;
  private final Layout layout;

  Slots(Memory memory, Layout layout) {
    this.memory = memory;
    this.layout = layout;
  }

  long stateAt(int slot) {
    return layout.slotAt(slot);
  }

  long state(int slot) {
    return memory.getLongAcquire(layout.slotAt(slot));
  }

  int next(int slot) {
    return memory.getInt(layout.slotAt(slot) + NEXT);
  }

  int previous(int slot) {
    return memory.getInt(layout.slotAt(slot) + PREVIOUS);
  }

  void setNext(int slot, int next) {
    memory.put(layout.slotAt(slot) + NEXT, next);
  }

  void setPrevious(int slot, int previous) {
    memory.put(layout.slotAt(slot) + PREVIOUS, previous);
  }

  long sequence(int slot) {
    return memory.getLong(layout.slotAt(slot) + SEQUENCE);
  }

  /**
   * The sequence of a slot that follows another one in a lane.
   *
   * @param before the sequence of that one
   * @throws IpcException.Corrupt if it is no larger: then the lane goes in a circle
   */
  long risingSequence(int slot, long before) {
    long sequence = sequence(slot);
    if (sequence <= before) {
      throw Layout.damaged("message " + sequence + " follows message " + before + " in a list");
    }
    return sequence;
  }

  /** Both links at once. */
  void setLinks(int slot, int next, int previous) {
    memory.put(layout.slotAt(slot) + NEXT, Change.pair(next, previous));
  }

  void setSequence(int slot, long sequence) {
    memory.put(layout.slotAt(slot) + SEQUENCE, sequence);
  }

  long type(int slot) {
    return memory.getLong(layout.slotAt(slot) + TYPE);
  }

  int priority(int slot) {
    return memory.getInt(layout.slotAt(slot) + PRIORITY);
  }

  long length(int slot) {
    return memory.getLong(layout.slotAt(slot) + LENGTH);
  }

  int firstBlock(int slot) {
    return memory.getInt(layout.slotAt(slot) + FIRST_BLOCK);
  }

  int lastBlock(int slot) {
    return memory.getInt(layout.slotAt(slot) + LAST_BLOCK);
  }

  int senderPid(int slot) {
    return memory.getInt(layout.slotAt(slot) + SENDER_PID);
  }

  int senderUid(int slot) {
    return memory.getInt(layout.slotAt(slot) + SENDER_UID);
  }

  long sentAtNanos(int slot) {
    return memory.getLong(layout.slotAt(slot) + SENT_AT);
  }

  long leaseEndsNanos(int slot) {
    return memory.getLong(layout.slotAt(slot) + LEASE_ENDS);
  }

  void setLeaseEnds(int slot, long bootNanos) {
    memory.put(layout.slotAt(slot) + LEASE_ENDS, bootNanos);
  }

  int holderPid(int slot) {
    return memory.getInt(layout.slotAt(slot) + HOLDER_PID);
  }

  int holderNamespace(int slot) {
    return memory.getInt(layout.slotAt(slot) + HOLDER_NAMESPACE);
  }

  long holderStart(int slot) {
    return memory.getLong(layout.slotAt(slot) + HOLDER_START);
  }

  void setHolder(int slot, int pid, int namespace, long startTicks) {
    memory.put(layout.slotAt(slot) + HOLDER_PID, Change.pair(pid, namespace));
    memory.put(layout.slotAt(slot) + HOLDER_START, startTicks);
  }

  void setBlocks(int slot, int first, int last) {
    memory.put(layout.slotAt(slot) + FIRST_BLOCK, Change.pair(first, last));
  }

  /** Everything of a message that its sender says, but the body; the slot is not READY yet. */
  void describe(int slot, Outgoing message, int crc, int pid, int uid, long nowNanos) {
    long at = layout.slotAt(slot);
    memory.put(at + TYPE, message.type());
    memory.put(at + PRIORITY, Change.pair(message.priority(), crc));
    memory.put(at + LENGTH, (long) message.body().length);
    memory.put(at + SENDER_PID, Change.pair(pid, uid));
    memory.put(at + SENT_AT, nowNanos);
    memory.put(at + LEASE_ENDS, 0L);
  }

  /** Copies a body into the slot, or into the chain of blocks that it has. */
  void writeBody(int slot, byte[] body) {
    if (body.length <= INLINE_BYTES) {
      memory.write(layout.slotAt(slot) + INLINE, body, 0, body.length);
      return;
    }
    int block = firstBlock(slot);
    for (int done = 0; done < body.length; done += Layout.BLOCK_BYTES) {
      int part = Math.min(Layout.BLOCK_BYTES, body.length - done);
      memory.write(layout.blockAt(block), body, done, part);
      block = memory.getInt(layout.linkAt(block));
    }
  }

  /**
   * Copies a body out and checks it.
   *
   * @return the body, or null where it is not what was sent: the chain or the sum is wrong
   */
  byte[] readBody(int slot) {
    long at = layout.slotAt(slot);
    long length = memory.getLong(at + LENGTH);
    if (!layout.holds(length)) {
      return null;
    }
    byte[] body = new byte[(int) length];
    if (length <= INLINE_BYTES) {
      memory.read(at + INLINE, body, 0, body.length);
    } else {
      int block = memory.getInt(at + FIRST_BLOCK);
      for (int done = 0; done < body.length; done += Layout.BLOCK_BYTES) {
        if (block < 1 || block > layout.blocks()) {
          return null;
        }
        int part = Math.min(Layout.BLOCK_BYTES, body.length - done);
        memory.read(layout.blockAt(block), body, done, part);
        block = memory.getInt(layout.linkAt(block));
      }
    }
    return crc(body) == memory.getInt(at + CRC) ? body : null;
  }

  static int crc(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body, 0, body.length);
    return (int) crc.getValue();
  }
}
