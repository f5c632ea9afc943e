package ipc.engine.mailbox;

import ipc.engine.IpcException;

/**
 * Where everything lies in the file. Native byte order; hot words have a 128-byte line of their
 * own.
 *
 * <pre>
 *     0  never changes    magic 8, byte order 4, version 4, file length 8, participants 4, slots 4,
 *                         blocks 4, block size 4, capacity in bytes 8, CRC32C
 *   128  state            u32 INIT | OPEN | SEALED | REMOVED, u64 epoch, boot id 16
 *   192  settings         u64 each: {@link Setting}
 *   256  lock             u64 owner, u32 event (a futex): {@link OwnerLock}
 *   384  change           the list change in progress: {@link Change}
 *   640  counters         u64 each, under the lock, for people
 *   768  heads            free slots and blocks, held and dead lists, counts: under the lock
 *   896  waiting          one bit a participant: receivers 32 bytes, senders 32 bytes
 *  1024  lane summary     one bit for each word of the lane bits, 64 bytes
 *  1152  terms            what is under way for leases, under the lock: {@link Leases}
 *  4096  lane bits        one bit for each priority that has messages, 4 KiB
 *  8192  participants     128 bytes each: {@link Participants}
 *     …  slots            160 bytes each: {@link Slots}
 *     …  block links      u32 each: the next block of the same body, or of the free list
 *     …  blocks
 *     …  lanes            u32 first, u32 last for each priority; pages are allocated on demand
 * </pre>
 *
 * Slots and blocks are numbered from 1, so that 0 is none.
 *
 * @param participants how many processes can be attached at once
 * @param slots how many messages fit
 * @param blocks how many blocks of {@link #BLOCK_BYTES} the bodies share
 */
record Layout(int participants, int slots, int blocks) {
  static final long MAGIC = 0x31786f626d637069L; // "ipcmbox1" read in little-endian order
  static final int BYTE_ORDER_TAG = 0x01020304;
  static final int VERSION = 2;

  static final long MAGIC_AT = 0;
  static final long BYTE_ORDER_AT = 8;
  static final long VERSION_AT = 12;
  static final long LENGTH_AT = 16;
  static final long PARTICIPANTS_AT = 24;
  static final long SLOTS_AT = 28;
  static final long BLOCKS_AT = 32;
  static final long BLOCK_BYTES_AT = 36;
  static final long CAPACITY_BYTES_AT = 64;
  static final long FIXED_CRC_AT = 124;

  static final long STATE_AT = 128;
  static final long EPOCH_AT = 136;
  static final long BOOT_ID_AT = 144;

  static final long SETTINGS_AT = 192;

  static final long LOCK_AT = 256;
  static final long LOCK_EVENT_AT = 264;

  static final long CHANGE_AT = 384;

  static final long COUNTERS_AT = 640;

  static final long FREE_SLOT_AT = 768;
  static final long FREE_SLOTS_AT = 772;
  static final long FREE_BLOCK_AT = 776;
  static final long FREE_BLOCKS_AT = 780;
  static final long HELD_AT = 784; // first, last
  static final long DEAD_AT = 792; // first, last
  static final long READY_COUNT_AT = 800;
  static final long HELD_COUNT_AT = 804;
  static final long DEAD_COUNT_AT = 808;
  static final long PROMISED_BLOCKS_AT = 812; // what long bodies still lack that are being written
  static final long USED_BYTES_AT = 816;
  static final long SEQUENCE_AT = 824;
  static final long NEXT_EXPIRY_AT = 832; // a hint: no lease ends before; 0 where there is none

  static final long WAITING_RECEIVERS_AT = 896;
  static final long WAITING_SENDERS_AT = 928;

  static final long LANE_SUMMARY_AT = 1024;
  static final long SWEEP_EARLIEST_AT = 1152;
  static final long SWEEP_SLOT_AT = 1160;
  static final long HELD_BY_PROCESSES_AT = 1176; // see Holders
  static final long FENCE_AT = 1168; // of the last delivery that is held to work on it
  static final long LANE_BITS_AT = 4096;
  static final int LANES = 1 << 15;
  static final int LANE_BYTES = 8;
  static final int PAGE_BYTES = 4096;

  static final long PARTICIPANT_TABLE_AT = 8192;
  static final int PARTICIPANT_BYTES = 128;
  static final int SLOT_BYTES = 160;
  static final int BLOCK_BYTES = 512;

  /** The OFD lock on this byte and the participant's number is the proof of its life. */
  static final long LIFE_BYTE = 1L << 62;

  /** Held by whoever recovers a mailbox after a reboot. */
  static final long RECOVERY_BYTE = LIFE_BYTE - 1;

  private static final int MOST_PARTICIPANTS = 256;
  private static final int MOST_SLOTS = 1 << 26;
  private static final int MOST_BLOCKS = 1 << 30;

  /** An array of Java's is no longer. */
  private static final int MOST_BODY_BYTES = Integer.MAX_VALUE - 8;

  Layout {
    if (participants < 1 || participants > MOST_PARTICIPANTS) {
      throw new IllegalArgumentException("participants: " + participants);
    }
    if (slots < 1 || slots > MOST_SLOTS) {
      throw new IllegalArgumentException("slots: " + slots);
    }
    if (blocks < 0 || blocks > MOST_BLOCKS) {
      throw new IllegalArgumentException("blocks: " + blocks);
    }
  }

  long participantAt(int number) {
    return PARTICIPANT_TABLE_AT + (long) number * PARTICIPANT_BYTES;
  }

  private long slotTableAt() {
    return aligned(PARTICIPANT_TABLE_AT + (long) participants * PARTICIPANT_BYTES);
  }

  /**
   * Where a slot lies; {@code slot} from 1.
   *
   * @throws IpcException.Corrupt if there is no such slot: a damaged file has named it
   */
  long slotAt(int slot) {
    requireNamed("slot", slot, slots);
    return slotTableAt() + (long) (slot - 1) * SLOT_BYTES;
  }

  private long linkTableAt() {
    return aligned(slotTableAt() + (long) slots * SLOT_BYTES);
  }

  /** Where the link of a block lies; {@code block} from 1. */
  long linkAt(int block) {
    requireNamed("block", block, blocks);
    return linkTableAt() + (long) (block - 1) * Integer.BYTES;
  }

  private long blockAreaAt() {
    return aligned(linkTableAt() + (long) blocks * Integer.BYTES);
  }

  /** Where a block lies; {@code block} from 1. */
  long blockAt(int block) {
    requireNamed("block", block, blocks);
    return blockAreaAt() + (long) (block - 1) * BLOCK_BYTES;
  }

  /** Where the lanes begin: a page of its own, for each is allocated when it is first needed. */
  long lanesAt() {
    return aligned(blockAreaAt() + (long) blocks * BLOCK_BYTES);
  }

  /** Where the first and last slot of a lane stand. */
  long laneAt(int priority) {
    return lanesAt() + (long) priority * LANE_BYTES;
  }

  /** What a file says is not believed: beyond its table there is something else. */
  private static void requireNamed(String what, int number, int count) {
    if (number < 1 || number > count) {
      throw damaged("it names " + what + " " + number + " of " + count);
    }
  }

  /** What to throw where what a file says cannot be. */
  static IpcException damaged(String why) {
    return new IpcException.Corrupt("the mailbox is damaged: " + why, null);
  }

  /** The length of the file, lanes included. */
  long lengthBytes() {
    return lanesAt() + (long) LANES * LANE_BYTES;
  }

  /** What is allocated when the mailbox is made: everything, and the first page of lanes. */
  long initialBytes() {
    return lanesAt() + PAGE_BYTES;
  }

  /** Whether a body can be so long at all. */
  boolean holds(long bodyBytes) {
    return bodyBytes >= 0
        && bodyBytes <= (long) blocks * BLOCK_BYTES + Slots.INLINE_BYTES
        && bodyBytes <= MOST_BODY_BYTES;
  }

  /** How many blocks a body needs: none if it fits into its slot. */
  static int blocksFor(long bodyBytes) {
    if (bodyBytes < 0 || bodyBytes > (long) MOST_BLOCKS * BLOCK_BYTES) {
      throw damaged("a message of " + bodyBytes + " bytes");
    }
    return bodyBytes <= Slots.INLINE_BYTES
        ? 0
        : Math.toIntExact((bodyBytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
  }

  private static long aligned(long offset) {
    return (offset + PAGE_BYTES - 1) & -PAGE_BYTES;
  }
}
