package ipc.history;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.CrashPoint;
import ipc.engine.mailbox.Delivery;
import ipc.engine.mailbox.Mailbox;
import ipc.engine.mailbox.MailboxFile;
import ipc.engine.mailbox.Outgoing;
import ipc.engine.mailbox.Selector;
import ipc.model.Deadline;
import ipc.sys.Door;
import ipc.sys.Kernel;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that sends to a mailbox or receives from it as fast as it can, and writes down what it
 * knows: a line is in the file's pages when the call returns, so that it outlives kill -9.
 *
 * <pre>
 *   A COUNT                                      so many more messages are acknowledged
 *   G SENDER INDEX DELIVERY PRIORITY SEQUENCE    got; E: will be settled; S: is settled;
 *                                                N: given back; B: damaged
 * </pre>
 *
 * It ends with 0 when the mailbox is sealed and, for a receiver, empty.
 */
public final class Party {
  /** How many messages a sender hands over at once, and a receiver holds. */
  public static final int BATCH = 16;

  /** Work on what was received: without it hardly anybody would be killed in the middle of it. */
  private static final long WORK_NANOS = 200_000;

  private static final Duration LEASE = Duration.ofMillis(500);

  private final Mailbox mailbox;
  private final SignalWatch signals;
  private final FileOutputStream record;

  private Party(Mailbox mailbox, SignalWatch signals, FileOutputStream record) {
    this.mailbox = mailbox;
    this.signals = signals;
    this.record = record;
  }

  /** What it does: a number is a sender's, else the name of a {@link History.Hold}. */
  public static void main(String[] args) throws IOException {
    Engine engine =
        new Engine(
            new Kernel(Door.open()), System::nanoTime, () -> System.currentTimeMillis() / 1000);
    try (SignalWatch signals = engine.watchSignals();
        FileOutputStream record = new FileOutputStream(args[1], true);
        Mailbox mailbox =
            MailboxFile.open(engine, args[0], args[0]).attach(engine, CrashPoint.never())) {
      Party party = new Party(mailbox, signals, record);
      if (args[2].matches("\\d+")) {
        party.send(Integer.parseInt(args[2]));
      } else {
        party.receive(History.Hold.valueOf(args[2]));
      }
    }
  }

  private void write(String lines) {
    try {
      record.write(lines.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void send(int sender) {
    int next = 0;
    try {
      while (true) {
        List<Outgoing> messages = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          messages.add(message(sender, next++));
        }
        mailbox.sendAll(messages, Deadline.never(), signals, more -> write("A " + more + "\n"));
      }
    } catch (IpcException.Unsupported sealed) {
      // the end that everybody waits for
    }
  }

  /** Most are short and of no priority; some are urgent, some need a lane's page or blocks. */
  private static Outgoing message(int sender, int index) {
    int priority = index % 1000 == 999 ? 7000 : index % 10 == 9 ? 5 : 0;
    return new Outgoing(body(sender, index).getBytes(StandardCharsets.ISO_8859_1), 0, priority);
  }

  private static String body(int sender, int index) {
    int padding = index % 100 == 50 ? 100 + index % 3000 : 0;
    return sender + ":" + index + ":" + "x".repeat(padding);
  }

  private void receive(History.Hold hold) {
    while (true) {
      List<Delivery> got =
          switch (hold) {
            case AT_MOST_ONCE ->
                mailbox.receiveSome(
                    Selector.ANY, Optional.empty(), BATCH, Deadline.never(), signals);
            case FOR_A_TIME ->
                mailbox.receiveSome(
                    Selector.ANY, Optional.of(LEASE), BATCH, Deadline.never(), signals);
            case TO_WORK ->
                mailbox.receiveToWork(Selector.ANY, Deadline.never(), signals).stream().toList();
          };
      if (got.isEmpty()) {
        return;
      }
      List<Delivery> damaged = got.stream().filter(each -> !isWhole(each)).toList();
      write(lines("B", damaged) + lines("G", got));
      LockSupport.parkNanos(WORK_NANOS);
      boolean together = hold == History.Hold.AT_MOST_ONCE && got.getFirst().sequence() % 4 == 0;
      if (together) {
        write(lines("E", got));
        mailbox.settleAll(got);
        write(lines("S", got));
      } else {
        got.forEach(delivery -> settle(delivery, hold));
      }
    }
  }

  private static boolean isWhole(Delivery delivery) {
    String text = new String(delivery.body(), StandardCharsets.ISO_8859_1);
    String[] parts = text.split(":");
    int sender = Integer.parseInt(parts[0]);
    int index = Integer.parseInt(parts[1]);
    return text.equals(body(sender, index)) || text.equals(sender + ":" + index);
  }

  /** A few are given back, once. */
  private void settle(Delivery delivery, History.Hold hold) {
    boolean givesBack =
        hold != History.Hold.AT_MOST_ONCE
            && delivery.deliveries() == 1
            && delivery.sequence() % 64 == 0;
    if (givesBack && mailbox.giveBack(delivery.token())) {
      write(line("N", delivery));
    } else if (!givesBack) {
      write(line("E", delivery));
      if (mailbox.settle(delivery.token())) {
        write(line("S", delivery));
      }
    }
  }

  private static String lines(String what, List<Delivery> deliveries) {
    StringBuilder lines = new StringBuilder();
    deliveries.forEach(delivery -> lines.append(line(what, delivery)));
    return lines.toString();
  }

  private static String line(String what, Delivery delivery) {
    String[] parts = new String(delivery.body(), StandardCharsets.ISO_8859_1).split(":");
    return what
        + ' '
        + parts[0]
        + ' '
        + parts[1]
        + ' '
        + delivery.deliveries()
        + ' '
        + delivery.priority()
        + ' '
        + delivery.sequence()
        + '\n';
  }
}
