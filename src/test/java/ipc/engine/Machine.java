package ipc.engine;

import ipc.model.Address;
import ipc.model.ByteText;
import ipc.sys.Door;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.ForeignDoor;
import ipc.sys.IpcPermission;
import ipc.sys.Kernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * This very machine, and the objects that a test makes on it: under names that no other test has,
 * and gone when it is closed, whatever became of the test.
 */
public final class Machine implements AutoCloseable {
  /** What every unique name begins with. */
  static final String NAMES = "ipc-test-" + ProcessHandle.current().pid() + "-";

  /** What every unique key has above its last byte. */
  static final int KEYS = 0x4900_0000 | (int) (ProcessHandle.current().pid() & 0xFFFF) << 8;

  private static final long PATIENCE_NANOS = 10_000_000_000L;

  /** Never given twice in one run, whatever the machine. */
  private static final AtomicInteger MADE = new AtomicInteger();

  private final Kernel kernel;
  private final Engine engine;
  private final Deque<Runnable> cleanups = new ArrayDeque<>();

  /** The machine through the door that is always there. */
  public Machine() {
    this(new ForeignDoor());
  }

  /** The machine through a door. */
  public Machine(Door door) {
    kernel = new Kernel(door);
    engine = new Engine(kernel, System::nanoTime, () -> System.currentTimeMillis() * 1_000_000);
  }

  public Kernel kernel() {
    return kernel;
  }

  public Engine engine() {
    return engine;
  }

  /** A word that no other test has. */
  public String uniqueName() {
    return NAMES + MADE.incrementAndGet();
  }

  /** A key that no other test has. */
  public int uniqueKey() {
    return KEYS | MADE.incrementAndGet() & 0xFF;
  }

  /** Makes a System V queue that goes with the machine. */
  public int queue(int key, int mode) {
    int flags = IpcPermission.IPC_CREAT | IpcPermission.IPC_EXCL;
    int id = made("a queue", kernel.msg().msgget(key, flags | mode));
    cleanups.push(() -> kernel.msg().remove(id));
    return id;
  }

  /** Makes a System V semaphore set that goes with the machine. */
  public int semaphores(int key, int count, int mode) {
    int flags = IpcPermission.IPC_CREAT | IpcPermission.IPC_EXCL;
    int id = made("a semaphore set", kernel.sem().semget(key, count, flags | mode));
    cleanups.push(() -> kernel.sem().remove(id));
    return id;
  }

  /** Makes a System V segment that goes with the machine. */
  public int segment(int key, long sizeBytes, int mode) {
    int flags = IpcPermission.IPC_CREAT | IpcPermission.IPC_EXCL;
    int id = made("a segment", kernel.shm().shmget(key, sizeBytes, flags | mode));
    cleanups.push(() -> kernel.shm().remove(id));
    return id;
  }

  private static int made(String what, int result) {
    if (result < 0) {
      throw new IllegalStateException("could not make " + what + ": " + Failures.reason(result));
    }
    return result;
  }

  /** Writes a file that goes with the machine. */
  public Path file(String path, byte[] content) {
    Path file = Path.of(path);
    cleanups.push(() -> delete(file));
    try {
      return Files.write(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Takes a file away when the machine goes, whoever made it. */
  public void deleteAtEnd(String path) {
    cleanups.push(() -> delete(Path.of(path)));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Runs another process that goes with the machine. */
  public Peer peer(String script, String... arguments) {
    Peer peer = Peer.start(script, arguments);
    cleanups.push(peer::close);
    return peer;
  }

  /** A POSIX queue that another process has open, with the messages "hello" and "xy" in it. */
  public Peer posixQueue(Address.PosixMq address) {
    cleanups.push(() -> kernel.mqueue().unlink(ByteText.encode(address.name().substring(1))));
    return peer(
        """
        queue = check(c.mq_open(sys.argv[1].encode(), os.O_CREAT | os.O_RDWR, 0o640, None))
        check(c.mq_send(queue, b"hello", 5, 1))
        check(c.mq_send(queue, b"xy", 2, 1))
        """,
        address.name());
  }

  public boolean isRoot() {
    return kernel.processes().geteuid() == 0;
  }

  /** Skips the test where we are not root. */
  public void assumeRoot() {
    Assumptions.assumeTrue(isRoot(), "needs root");
  }

  /**
   * Skips the test where a directory of PATH is closed to us: then no command is surely missing.
   */
  public void assumeSearchablePath() {
    for (String directory : System.getenv("PATH").split(":")) {
      FileStatus status = new FileStatus();
      byte[] inside = ByteText.encode(directory + "/.");
      int result = kernel.files().statx(FileCalls.AT_FDCWD, inside, 0, status);
      Assumptions.assumeFalse(
          Errno.ofResult(result) == Errno.EACCES, "needs a PATH that can be searched");
    }
  }

  /** Waits until something holds, 10 seconds at most. */
  public static void await(BooleanSupplier condition) {
    await(condition, () -> "it did not come to hold in 10 seconds");
  }

  /** {@link #await(BooleanSupplier)} that tells what did not come to hold. */
  public static void await(BooleanSupplier condition, Supplier<String> otherwise) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError(otherwise.get());
      }
      Thread.onSpinWait();
    }
  }

  /** The second column of {@code ipcs}: ids. Without ipcs the test is skipped. */
  public static Set<Integer> idsOfIpcs(String option) {
    Set<Integer> ids = new HashSet<>();
    try {
      Process process = new ProcessBuilder("ipcs", option).start();
      try (BufferedReader out = process.inputReader()) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          String[] words = line.strip().split("\\s+");
          if (words[0].startsWith("0x")) {
            ids.add(Integer.valueOf(words[1]));
          }
        }
      }
    } catch (IOException missing) {
      Assumptions.abort("no ipcs here to compare with");
    }
    return ids;
  }

  @Override
  public void close() {
    while (!cleanups.isEmpty()) {
      cleanups.pop().run();
    }
  }

  /** Where the C library has its segments and semaphores. */
  public static String sharedMemory(String name) {
    return "/dev/shm/" + name;
  }

  /** Whether a file can be had by its path. */
  public boolean exists(String path) {
    FileStatus file = new FileStatus();
    return kernel.files().statx(FileCalls.AT_FDCWD, ByteText.encode(path), 0, file) == 0;
  }
}
