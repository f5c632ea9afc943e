package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus.Persistence;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Place;
import ipc.model.Scheme;
import ipc.sys.ForeignDoor;
import ipc.sys.Kernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Uses damaged mailboxes, one after another: a process of its own, for a defect may take its
 * process with it, or never end.
 *
 * <p>Each line of standard input is {@code FILE POSITION MASK LENGTH}: a whole mailbox, which byte
 * of it is changed by exclusive or, and how much of it is kept. The answer is a line {@code done
 * N}, N of the uses ended with a diagnosis, with a line {@code finding …} before it for each use
 * that ended as none may. A use that does not end is told by the line {@code hangs …}, and ends the
 * process.
 */
final class CorruptionWorker {
  private static final long LONGEST_NANOS = Long.getLong("ipc.longest.ms", 10_000) * 1_000_000;

  /** The status of a process that ended itself because a use did not end. */
  static final int HANGS = 3;

  private static final int MOST = 100;
  private static final byte[] LONG_BODY = new byte[1500];

  private final Engine engine;
  private final SignalWatch signals;
  private final Path scratch;
  private volatile long began;
  private volatile String using = "";
  private int told;

  private CorruptionWorker(Engine engine, SignalWatch signals, Path scratch) {
    this.engine = engine;
    this.signals = signals;
    this.scratch = scratch;
  }

  /** Works on a copy at the path that is given. */
  public static void main(String[] args) throws IOException {
    Engine engine =
        new Engine(
            new Kernel(new ForeignDoor()),
            System::nanoTime,
            () -> System.currentTimeMillis() / 1000);
    try (SignalWatch signals = engine.watchSignals();
        BufferedReader tasks = new BufferedReader(new InputStreamReader(System.in))) {
      CorruptionWorker worker = new CorruptionWorker(engine, signals, Path.of(args[0]));
      worker.watch(Thread.currentThread());
      worker.work(tasks);
    }
  }

  private void work(BufferedReader tasks) throws IOException {
    String source = "";
    byte[] whole = {};
    for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
      String[] words = line.split(" ");
      if (!words[0].equals(source)) {
        source = words[0];
        whole = Files.readAllBytes(Path.of(source));
      }
      int position = Integer.parseInt(words[1]);
      byte before = whole[position];
      whole[position] ^= (byte) Integer.parseInt(words[2]);
      try (RandomAccessFile copy = new RandomAccessFile(scratch.toFile(), "rw")) {
        copy.setLength(Integer.parseInt(words[3]));
        copy.write(whole, 0, Integer.parseInt(words[3]));
      }
      whole[position] = before;
      told = 0;
      useAll();
      System.out.println("done " + told);
    }
  }

  /** Tells of a use that does not end, by the place where it is, and ends the process. */
  private void watch(Thread worker) {
    Thread watch =
        new Thread(
            () -> {
              while (true) {
                long start = began;
                if (start != 0 && System.nanoTime() - start > LONGEST_NANOS) {
                  System.out.println("hangs " + using + frames(worker.getStackTrace()));
                  System.out.flush();
                  Runtime.getRuntime().halt(HANGS);
                }
                LockSupport.parkNanos(LONGEST_NANOS / 20);
              }
            },
            "watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static String frames(StackTraceElement[] trace) {
    return Stream.of(trace)
        .filter(frame -> frame.getClassName().startsWith("ipc."))
        .limit(5)
        .map(frame ->
            frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1)
                + '.'
                + frame.getMethodName()
                + ':'
                + frame.getLineNumber())
        .collect(Collectors.joining(" < ", " ", ""));
  }

  /** What all the commands do, each in turn, on one damaged mailbox. */
  private void useAll() {
    use("look", this::look);
    use("send", () -> attached(this::send));
    use("receive", () -> attached(this::receive));
    use("lease", () -> attached(this::lease));
    use("work", () -> attached(this::work));
    use("check", () -> attached(Mailbox::check));
    use("look again", this::look);
    use("purge", () -> attached(this::purge));
    use("seal", this::seal);
    use("end", () -> attached(this::receive));
  }

  private void use(String what, Runnable task) {
    using = what;
    began = System.nanoTime();
    try {
      task.run();
    } catch (IpcException diagnosis) {
      told++;
    } catch (RuntimeException | Error defect) {
      String name = defect.getClass().getSimpleName();
      System.out.println("finding " + what + ": " + name + frames(defect.getStackTrace()));
    } finally {
      began = 0;
    }
  }

  private void look() {
    String name = scratch.toString();
    Address address = new Address.Named(Scheme.MBOX, new Place.AtPath(name));
    try (MailboxLook look = MailboxLook.open(engine, name, name)) {
      look.status(address, Persistence.KERNEL);
      look.first(MailboxLook.Kind.DEAD, MOST);
      look.first(MailboxLook.Kind.READY, MOST);
    }
  }

  /** What a command does in an attached mailbox. */
  private interface Task {
    void in(Mailbox mailbox);
  }

  private void attached(Task task) {
    String name = scratch.toString();
    MailboxFile file = MailboxFile.open(engine, name, name);
    Mailbox mailbox;
    try {
      mailbox = file.attach(engine, CrashPoint.never());
    } catch (RuntimeException | Error failure) {
      file.close();
      throw failure;
    }
    try (mailbox) {
      task.in(mailbox);
    }
  }

  private void send(Mailbox mailbox) {
    byte[] body = "new".getBytes(StandardCharsets.UTF_8);
    mailbox.send(new Outgoing(body, 3, 0), Deadline.immediate(), signals);
    mailbox.send(new Outgoing(body, 3, 9), Deadline.immediate(), signals);
    mailbox.send(new Outgoing(LONG_BODY, 3, 0), Deadline.immediate(), signals);
  }

  private Optional<Delivery> next(Mailbox mailbox, Selector selector, Optional<Duration> lease) {
    return mailbox.receive(selector, lease, Deadline.immediate(), signals);
  }

  private void receive(Mailbox mailbox) {
    Selector lowest = new Selector(Selector.Kind.LOWEST_UP_TO, 5);
    next(mailbox, new Selector(Selector.Kind.EXACTLY, 99), Optional.empty());
    next(mailbox, lowest, Optional.empty()).ifPresent(got -> mailbox.settle(got.token()));
    next(mailbox, Selector.ANY, Optional.empty()).ifPresent(got -> mailbox.settle(got.token()));
    next(mailbox, Selector.ANY, Optional.empty()).ifPresent(got -> mailbox.putBack(got.token()));
  }

  private void lease(Mailbox mailbox) {
    next(mailbox, Selector.ANY, Optional.of(Duration.ZERO))
        .ifPresent(got -> mailbox.extend(got.token(), Duration.ofDays(1)));
    next(mailbox, Selector.ANY, Optional.of(Duration.ofDays(1)))
        .ifPresent(got -> mailbox.giveBack(got.token()));
  }

  private void work(Mailbox mailbox) {
    mailbox
        .receiveToWork(Selector.ANY, Deadline.immediate(), signals)
        .ifPresent(got -> mailbox.bury(got.token()));
    mailbox.receiveToWork(Selector.ANY, Deadline.immediate(), signals);
  }

  private void purge(Mailbox mailbox) {
    mailbox.purge(Mailbox.Purge.READY, signals);
    mailbox.purge(Mailbox.Purge.DEAD, signals);
  }

  private void seal() {
    String name = scratch.toString();
    try (MailboxFile file = MailboxFile.open(engine, name, name)) {
      file.seal(engine, CrashPoint.never());
    }
  }
}
