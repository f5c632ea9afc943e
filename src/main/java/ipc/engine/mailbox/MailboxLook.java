package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.MailboxTotals;
import ipc.engine.ObjectStatus;
import ipc.engine.ObjectStatus.Persistence;
import ipc.model.Address;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * A mailbox as a looker sees it: copies made by pread(2), each number checked before it is used. It
 * never maps, attaches or locks, needs no right to write, and what it says may be old at once.
 *
 * <p>A message is believed if its slot says the same before and after its body was copied, and its
 * sum is right.
 */
public final class MailboxLook implements AutoCloseable {
  private static final int CHUNK_SLOTS = 256;

  private final Kernel kernel;
  private final String name;
  private final Descriptor file;
  private final ByteBuffer header;
  private final Layout layout;

  private MailboxLook(
      Kernel kernel, String name, Descriptor file, Layout layout, ByteBuffer header) {
    this.kernel = kernel;
    this.name = name;
    this.file = file;
    this.layout = layout;
    this.header = header;
  }

  /**
   * Looks at a mailbox.
   *
   * @throws IpcException.NoSuchObject if there is none, or it is removed
   * @throws IpcException.Corrupt if it is no mailbox, or a damaged one
   */
  static MailboxLook open(Engine engine, String name, String path) {
    Kernel kernel = engine.kernel();
    Descriptor file = MailboxFile.openOnce(kernel, name, path, FileCalls.O_RDONLY);
    try {
      Layout layout = MailboxFile.layout(name, MailboxFile.check(kernel, name, file));
      ByteBuffer header = read(kernel, name, file, 0, Layout.PAGE_BYTES);
      if (header.getInt((int) Layout.STATE_AT) == MailboxFile.REMOVED) {
        throw new IpcException.NoSuchObject("'" + name + "' was removed", null);
      }
      return new MailboxLook(kernel, name, file, layout, header);
    } catch (IpcException failure) {
      file.close();
      throw failure;
    }
  }

  private static ByteBuffer read(
      Kernel kernel, String name, Descriptor file, long offset, int count) {
    byte[] bytes = new byte[count];
    int got = kernel.files().pread(file.number(), bytes, offset);
    if (got < count) {
      throw new IpcException.Corrupt("'" + name + "' was cut short", null);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private ByteBuffer read(long offset, int count) {
    return read(kernel, name, file, offset, count);
  }

  private long count(long at) {
    return Math.clamp(header.getInt((int) at), 0, layout.slots());
  }

  /** All that is told of it. */
  ObjectStatus status(Address address, Persistence persistence) {
    FileStatus status = file.status();
    return ObjectStatus.ofFile(
        address,
        status,
        persistence,
        new ObjectStatus.Detail.Mailbox(
            header.getInt((int) Layout.STATE_AT) == MailboxFile.SEALED,
            count(Layout.READY_COUNT_AT),
            count(Layout.HELD_COUNT_AT),
            writing(),
            count(Layout.DEAD_COUNT_AT),
            header.getLong((int) Layout.USED_BYTES_AT),
            layout.slots(),
            header.getLong((int) Layout.CAPACITY_BYTES_AT),
            Setting.MAX_DELIVERIES.get(header),
            Duration.ofMillis(Setting.BACKOFF_MILLIS.get(header)),
            totals(),
            participants().size(),
            layout.participants()));
  }

  private MailboxTotals totals() {
    return new MailboxTotals(
        header.getLong((int) Layout.SEQUENCE_AT),
        Counter.TAKEN.value(header),
        Counter.ACKNOWLEDGED.value(header),
        Counter.GIVEN_BACK.value(header),
        Counter.REDELIVERED.value(header),
        Counter.EXPIRED.value(header),
        Counter.BURIED.value(header),
        Counter.PURGED.value(header),
        Counter.LOST.value(header),
        Counter.TORN.value(header));
  }

  /** What it outlives: that is a matter of its file system. */
  Persistence persistence() {
    return LocalFileSystem.require(kernel, file, name).persistence();
  }

  /** Messages that a sender has begun; a dead one's are told until somebody asks for the room. */
  private long writing() {
    long listed =
        count(Layout.FREE_SLOTS_AT)
            + count(Layout.READY_COUNT_AT)
            + count(Layout.HELD_COUNT_AT)
            + count(Layout.DEAD_COUNT_AT);
    return Math.max(0, layout.slots() - listed);
  }

  /** The pids of those who are attached and live, as they numbered themselves. */
  List<Integer> participants() {
    ByteBuffer table =
        read(layout.participantAt(0), layout.participants() * Layout.PARTICIPANT_BYTES);
    List<Integer> pids = new ArrayList<>();
    for (int number = 0; number < layout.participants(); number++) {
      int at = number * Layout.PARTICIPANT_BYTES;
      boolean attached = (int) table.getLong(at) == Participants.ATTACHED;
      if (attached && kernel.locks().isHeld(file.number(), Layout.LIFE_BYTE + number) == 1) {
        pids.add(table.getInt(at + (int) Participants.PID));
      }
    }
    return pids;
  }

  /** What is looked at. */
  public enum Kind {
    /** Messages that wait to be received. */
    READY(SlotState.READY),
    /** Messages that were delivered too often. */
    DEAD(SlotState.DEAD),
    /** Messages that were received and not settled, or given back and not due. */
    HELD(SlotState.LEASED, SlotState.TAKEN);

    private final int[] states;

    Kind(int... states) {
      this.states = states;
    }

    private boolean has(long state) {
      for (int each : states) {
        if (each == SlotState.kind(state)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * How a message is held.
   *
   * @param message what is held
   * @param how {@code taken} to be written out, {@code leased}, or {@code delayed}: given back and
   *     not due
   * @param holder the pid of who holds it, as that numbered itself; empty where a token does
   * @param left until the lease ends, or until it is due; empty where it is held as long as the
   *     holder lives
   */
  public record Held(Delivery message, String how, OptionalLong holder, Optional<Duration> left) {}

  /** How a message is held that {@link #first} found; empty if that is over. */
  public Optional<Held> held(Delivery message) {
    ByteBuffer slot = read(layout.slotAt(message.token().slot()), Layout.SLOT_BYTES);
    long state = slot.getLong(0);
    Token token = message.token();
    if (!Kind.HELD.has(state)
        || SlotState.generation(state) != token.generation()
        || SlotState.deliveries(state) != token.delivery()) {
      return Optional.empty();
    }
    int owner = SlotState.owner(state);
    boolean underTerm = SlotState.isUnderTerm(state);
    OptionalLong holder =
        underTerm
            ? pid(SlotState.isPostponed(state) ? 0 : slot.getInt((int) Slots.HOLDER_PID))
            : pid(participant(owner - 1));
    Optional<Duration> left =
        underTerm
            ? Optional.of(
                Duration.ofNanos(
                    Math.max(
                        0, slot.getLong((int) Slots.LEASE_ENDS) - kernel.processes().bootNanos())))
            : Optional.empty();
    String how =
        SlotState.isPostponed(state)
            ? "delayed"
            : SlotState.kind(state) == SlotState.LEASED ? "leased" : "taken";
    return Optional.of(new Held(message, how, holder, left));
  }

  private static OptionalLong pid(int pid) {
    return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
  }

  private int participant(int number) {
    return number < 0 || number >= layout.participants()
        ? 0
        : read(layout.participantAt(number) + Participants.PID, Integer.BYTES).getInt(0);
  }

  /** Ordered from the one that is received last. */
  private record Found(int slot, int priority, long sequence) implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      return priority == other.priority
          ? Long.compare(other.sequence, sequence)
          : Integer.compare(priority, other.priority);
    }
  }

  /**
   * The first messages in the order in which they would be received, dead letters likewise. The
   * slot table is searched for them, not the lists, which change meanwhile.
   *
   * @param most how many at most
   */
  public List<Delivery> first(Kind kind, int most) {
    PriorityQueue<Found> found = new PriorityQueue<>();
    for (int slot = 1; slot <= layout.slots(); slot += CHUNK_SLOTS) {
      int count = Math.min(CHUNK_SLOTS, layout.slots() - slot + 1);
      ByteBuffer chunk = read(layout.slotAt(slot), count * Layout.SLOT_BYTES);
      for (int i = 0; i < count; i++) {
        int at = i * Layout.SLOT_BYTES;
        if (kind.has(chunk.getLong(at))) {
          found.add(
              new Found(
                  slot + i,
                  chunk.getInt(at + (int) Slots.PRIORITY),
                  chunk.getLong(at + (int) Slots.SEQUENCE)));
          if (found.size() > most) {
            found.remove();
          }
        }
      }
    }
    List<Found> ordered = new ArrayList<>(found.size());
    while (!found.isEmpty()) {
      ordered.add(found.remove());
    }
    List<Delivery> messages = new ArrayList<>(ordered.size());
    for (Found each : ordered.reversed()) {
      Optional<Delivery> message = read(each.slot(), kind);
      if (message.isPresent()) {
        messages.add(message.get());
      }
    }
    return messages;
  }

  private Optional<Delivery> read(int slot, Kind kind) {
    ByteBuffer bytes = read(layout.slotAt(slot), Layout.SLOT_BYTES);
    long state = bytes.getLong(0);
    if (!kind.has(state)) {
      return Optional.empty();
    }
    byte[] body = body(bytes);
    if (read(layout.slotAt(slot), Long.BYTES).getLong(0) != state) {
      return Optional.empty(); // somebody took it while we looked
    }
    long sequence = bytes.getLong((int) Slots.SEQUENCE);
    if (body == null || Slots.crc(body) != bytes.getInt((int) Slots.CRC)) {
      throw new IpcException.Corrupt("message " + sequence + " of '" + name + "' is damaged", null);
    }
    int deliveries = SlotState.deliveries(state);
    return Optional.of(
        new Delivery(
            new Token(slot, SlotState.generation(state), deliveries),
            sequence,
            body,
            bytes.getLong((int) Slots.TYPE),
            bytes.getInt((int) Slots.PRIORITY),
            deliveries,
            bytes.getInt((int) Slots.SENDER_PID),
            bytes.getInt((int) Slots.SENDER_UID),
            bytes.getLong((int) Slots.SENT_AT),
            0));
  }

  /** A body, or null where its length or its chain cannot be. */
  private byte[] body(ByteBuffer slot) {
    long length = slot.getLong((int) Slots.LENGTH);
    if (!layout.holds(length)) {
      return null;
    }
    byte[] body = new byte[(int) length];
    if (length <= Slots.INLINE_BYTES) {
      slot.get((int) Slots.INLINE, body);
      return body;
    }
    int block = slot.getInt((int) Slots.FIRST_BLOCK);
    for (int done = 0; done < body.length; done += Layout.BLOCK_BYTES) {
      if (block < 1 || block > layout.blocks()) {
        return null;
      }
      int part = Math.min(Layout.BLOCK_BYTES, body.length - done);
      read(layout.blockAt(block), part).get(body, done, part);
      block = read(layout.linkAt(block), Integer.BYTES).getInt(0);
    }
    return body;
  }

  @Override
  public void close() {
    file.close();
  }
}
