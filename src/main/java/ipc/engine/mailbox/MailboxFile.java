package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.NamelessFile;
import ipc.engine.SignalWatch;
import ipc.model.ByteText;
import ipc.model.Permissions;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * A mailbox as an open file: its fixed part checked, with a description of its own for the lock
 * that proves life, and another for questions and the mapping.
 */
public final class MailboxFile implements AutoCloseable {
  static final int INIT = 0;
  static final int OPEN = 1;
  static final int SEALED = 2;
  static final int REMOVED = 3;

  private static final int HEADER_BYTES = 256;
  private static final int LOOKS = 3;

  private final Kernel kernel;
  private final String name;
  private final Descriptor life;
  private final Descriptor probe;
  private final Layout layout;
  private final long capacityBytes;

  private MailboxFile(
      Kernel kernel, String name, Descriptor life, Descriptor probe, ByteBuffer fixed) {
    this.kernel = kernel;
    this.name = name;
    this.life = life;
    this.probe = probe;
    this.layout = layout(name, fixed);
    this.capacityBytes = fixed.getLong((int) Layout.CAPACITY_BYTES_AT);
  }

  /**
   * Makes a mailbox, whole or not at all.
   *
   * @param path where; its directory is there
   * @return false if the name is taken
   * @throws IpcException.LimitReached if there is not so much room
   */
  public static boolean create(Engine engine, String name, String path, Shape shape) {
    return create(engine, name, path, shape, CrashPoint.never());
  }

  static boolean create(
      Engine engine, String name, String path, Shape shape, CrashPoint crashPoint) {
    Layout layout = shape.layout();
    try (NamelessFile file = NamelessFile.in(engine, name, path)) {
      LocalFileSystem.require(engine.kernel(), file.descriptor(), name);
      file.allocate(layout.initialBytes());
      int result =
          engine.kernel().files().ftruncate(file.descriptor().number(), layout.lengthBytes());
      if (result < 0) {
        throw Failures.of("create", name, result);
      }
      try (Memory memory =
          Memory.map(engine.kernel(), file.descriptor(), layout.lengthBytes(), crashPoint)) {
        fill(memory, layout, shape, BootId.current(engine.kernel()));
      }
      file.give(shape.mode().bits(), OptionalInt.empty());
      return file.link();
    }
  }

  private static void fill(Memory memory, Layout layout, Shape shape, BootId bootId) {
    memory.put(Layout.MAGIC_AT, Layout.MAGIC);
    memory.put(Layout.BYTE_ORDER_AT, Layout.BYTE_ORDER_TAG);
    memory.put(Layout.VERSION_AT, Layout.VERSION);
    memory.put(Layout.LENGTH_AT, layout.lengthBytes());
    memory.put(Layout.PARTICIPANTS_AT, layout.participants());
    memory.put(Layout.SLOTS_AT, layout.slots());
    memory.put(Layout.BLOCKS_AT, layout.blocks());
    memory.put(Layout.BLOCK_BYTES_AT, Layout.BLOCK_BYTES);
    memory.put(Layout.CAPACITY_BYTES_AT, shape.bytes());
    byte[] fixed = new byte[(int) Layout.FIXED_CRC_AT];
    memory.read(0, fixed, 0, fixed.length);
    memory.put(Layout.FIXED_CRC_AT, crc(fixed, fixed.length));

    Setting.MAX_DELIVERIES.put(memory, shape.maxDeliveries());
    Setting.BACKOFF_MILLIS.put(memory, (int) shape.backoff().toMillis());
    Slots slots = new Slots(memory, layout);
    for (int slot = 1; slot <= layout.slots(); slot++) {
      slots.setNext(slot, slot < layout.slots() ? slot + 1 : 0);
    }
    for (int block = 1; block <= layout.blocks(); block++) {
      memory.put(layout.linkAt(block), block < layout.blocks() ? block + 1 : 0);
    }
    memory.put(Layout.FREE_SLOT_AT, 1);
    memory.put(Layout.FREE_SLOTS_AT, layout.slots());
    memory.put(Layout.FREE_BLOCK_AT, layout.blocks() == 0 ? 0 : 1);
    memory.put(Layout.FREE_BLOCKS_AT, layout.blocks());
    memory.put(Layout.BOOT_ID_AT, bootId.high());
    memory.put(Layout.BOOT_ID_AT + Long.BYTES, bootId.low());
    memory.put(Layout.STATE_AT, OPEN);
  }

  private static int crc(byte[] bytes, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, count);
    return (int) crc.getValue();
  }

  /**
   * Opens a mailbox that is there, and checks that it is one.
   *
   * @throws IpcException.NoSuchObject if there is none
   * @throws IpcException.Corrupt if the file is no mailbox, or a damaged one
   * @throws IpcException.Unsupported if it is of another byte order or a newer version
   */
  public static MailboxFile open(Engine engine, String name, String path) {
    Kernel kernel = engine.kernel();
    int readWrite = FileCalls.O_RDWR;
    Descriptor life = openOnce(kernel, name, path, readWrite);
    try {
      Descriptor probe = openOnce(kernel, name, path, readWrite);
      try {
        LocalFileSystem.require(kernel, probe, name);
        ByteBuffer fixed = check(kernel, name, probe);
        return new MailboxFile(kernel, name, life, probe, fixed);
      } catch (IpcException failure) {
        probe.close();
        throw failure;
      }
    } catch (IpcException failure) {
      life.close();
      throw failure;
    }
  }

  static Descriptor openOnce(Kernel kernel, String name, String path, int access) {
    int flags = access | FileCalls.O_NOFOLLOW | FileCalls.O_NONBLOCK;
    int number = kernel.files().openat(FileCalls.AT_FDCWD, ByteText.encode(path), flags, 0);
    if (number < 0) {
      throw Errno.ofResult(number) == Errno.ENOENT
          ? new IpcException.NoSuchObject(
              "there is no '" + name + "' (ENOENT)", "'ipc mbox create " + name + "' makes it")
          : Failures.of("open", name, number);
    }
    return Descriptor.owned(kernel, number, name);
  }

  /** The fixed part of a file, if it is a mailbox that this program can use. */
  static ByteBuffer check(Kernel kernel, String name, Descriptor file) {
    byte[] bytes = new byte[HEADER_BYTES];
    int count = kernel.files().pread(file.number(), bytes, 0);
    ByteBuffer fixed = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    if (count < HEADER_BYTES) {
      throw new IpcException.Corrupt("'" + name + "' is no mailbox: it is too short", null);
    }
    if (fixed.getLong((int) Layout.MAGIC_AT) == Long.reverseBytes(Layout.MAGIC)) {
      throw new IpcException.Unsupported(
          "'" + name + "' was made on a machine of the other byte order", null);
    }
    if (fixed.getLong((int) Layout.MAGIC_AT) != Layout.MAGIC) {
      throw new IpcException.Corrupt("'" + name + "' is no mailbox", null);
    }
    if (fixed.getInt((int) Layout.VERSION_AT) != Layout.VERSION) {
      throw new IpcException.Unsupported(
          "'"
              + name
              + "' has format version "
              + fixed.getInt((int) Layout.VERSION_AT)
              + ", and this program knows "
              + Layout.VERSION,
          null);
    }
    if (!hasWholeSettings(kernel, file, fixed)) {
      throw new IpcException.Corrupt("'" + name + "' is damaged: its settings are none", null);
    }
    if (crc(bytes, (int) Layout.FIXED_CRC_AT) != fixed.getInt((int) Layout.FIXED_CRC_AT)
        || fixed.getInt((int) Layout.BYTE_ORDER_AT) != Layout.BYTE_ORDER_TAG
        || fixed.getLong((int) Layout.LENGTH_AT) != file.status().sizeBytes()) {
      throw new IpcException.Corrupt(
          "'" + name + "' is damaged: its header or its length is not what it was", null);
    }
    return fixed;
  }

  /** A copy may have been made in the middle of a store: another look tells. */
  private static boolean hasWholeSettings(Kernel kernel, Descriptor file, ByteBuffer header) {
    for (int look = 1; look <= LOOKS; look++) {
      boolean whole = true;
      for (Setting setting : Setting.values()) {
        whole &= setting.isWhole(header);
      }
      if (whole) {
        return true;
      }
      kernel.files().pread(file.number(), header.array(), 0);
    }
    return false;
  }

  /** The geometry that a checked fixed part tells; its sum does not make it true. */
  static Layout layout(String name, ByteBuffer fixed) {
    try {
      Layout layout =
          new Layout(
              fixed.getInt((int) Layout.PARTICIPANTS_AT),
              fixed.getInt((int) Layout.SLOTS_AT),
              fixed.getInt((int) Layout.BLOCKS_AT));
      if (layout.lengthBytes() == fixed.getLong((int) Layout.LENGTH_AT)) {
        return layout;
      }
    } catch (IllegalArgumentException impossible) {
      // told below
    }
    throw new IpcException.Corrupt(
        "'" + name + "' is damaged: its tables do not fit into its length", null);
  }

  /** What the state word says now. */
  int state() {
    byte[] bytes = new byte[Integer.BYTES];
    int count = kernel.files().pread(probe.number(), bytes, Layout.STATE_AT);
    return count < bytes.length
        ? INIT
        : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt(0);
  }

  /**
   * Lets nobody send any more: those who receive get what is left, then the end. Needs no place
   * among the participants.
   *
   * @return false if it was sealed before
   */
  boolean seal(Engine engine, CrashPoint crashPoint) {
    try (Memory memory = map(engine, crashPoint)) {
      boolean sealed = memory.compareAndSet(Layout.STATE_AT, OPEN, SEALED);
      wakeAll(engine.kernel(), memory);
      return sealed;
    }
  }

  /**
   * Changes what can be changed in use; for what is delivered and given back from now on. Needs no
   * place among the participants.
   */
  void adjust(Engine engine, Adjustment adjustment, CrashPoint crashPoint) {
    if (adjustment.mode().isPresent()) {
      Permissions mode = adjustment.mode().get().apply(Permissions.ofMode(probe.status().mode()));
      int result = engine.kernel().files().fchmod(probe.number(), mode.bits());
      if (result < 0) {
        throw Failures.of("change the mode of", name, result);
      }
    }
    try (Memory memory = map(engine, crashPoint)) {
      adjustment.maxDeliveries().ifPresent(most -> Setting.MAX_DELIVERIES.put(memory, most));
      adjustment
          .backoff()
          .ifPresent(span -> Setting.BACKOFF_MILLIS.put(memory, (int) span.toMillis()));
    }
  }

  /** Ends it for all who take part: whoever waits, and whoever comes, is told that it is gone. */
  void end(Engine engine, CrashPoint crashPoint) {
    try (Memory memory = map(engine, crashPoint)) {
      memory.put(Layout.STATE_AT, REMOVED);
      wakeAll(engine.kernel(), memory);
    }
  }

  private Memory map(Engine engine, CrashPoint crashPoint) {
    return Memory.map(engine.kernel(), probe, layout.lengthBytes(), crashPoint);
  }

  /** A wake-up too many is harmless: who is woken looks again. */
  private void wakeAll(Kernel kernel, Memory memory) {
    for (int number = 0; number < layout.participants(); number++) {
      long at = layout.participantAt(number) + Participants.FUTEX;
      memory.put(at, Waiting.CALLED);
      kernel.futex().wake(memory.address(at), 1);
    }
  }

  String name() {
    return name;
  }

  Layout layout() {
    return layout;
  }

  long capacityBytes() {
    return capacityBytes;
  }

  Descriptor life() {
    return life;
  }

  Descriptor probe() {
    return probe;
  }

  /** Attaches: from now on this process takes part. It waits for whoever has the lock, always. */
  public Mailbox attach(Engine engine, CrashPoint crashPoint) {
    return Mailbox.attach(engine, this, Optional.empty(), crashPoint);
  }

  /**
   * {@link #attach(Engine, CrashPoint)} that a signal ends, now and in all that follows, where it
   * waits behind a process that has the mailbox locked and is stopped.
   */
  Mailbox attach(Engine engine, SignalWatch signals, CrashPoint crashPoint) {
    return Mailbox.attach(engine, this, Optional.of(signals), crashPoint);
  }

  @Override
  public void close() {
    probe.close();
    life.close();
  }
}
