import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Delivery;
import ipc.engine.mailbox.Mailbox;
import ipc.engine.mailbox.MailboxSettings;
import ipc.engine.mailbox.Mailboxes;
import ipc.engine.mailbox.Outgoing;
import ipc.engine.mailbox.Selector;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.sys.Door;
import ipc.sys.Kernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A peer on mailboxes: does what it reads, a line at a time, until the end of input. The words are
 * those of {@code peer.c}; and besides:
 *
 * <pre>
 *   fill NAME SIZE COUNT      sends until that many wait, or no more fit; says how many wait
 *   turn NAME SIZE COUNT      COUNT sends and as many receives, by turns; says the nanoseconds of both
 * </pre>
 *
 * With BATCH 1 each message has a call of its own, {@code send}, or {@code receive} and {@code
 * settle}; with more, that many share {@code sendAll}, or {@code receiveSome} and {@code
 * settleAll}.
 */
public final class Peer {
  private static final int FILL_BATCH = 256;
  private static final int GROUP = 50;

  private final SignalWatch signals;
  private final Mailboxes mailboxes;
  private final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
  private final Map<String, Mailbox> attached = new HashMap<>();

  private Peer(Engine engine, String home) {
    this.signals = engine.watchSignals();
    this.mailboxes = new Mailboxes(engine, MailboxSettings.in(home));
  }

  /** The directory of the mailboxes is the only argument. */
  public static void main(String[] args) throws IOException {
    Kernel kernel = new Kernel(Door.open());
    Engine engine = new Engine(kernel, System::nanoTime, () -> System.currentTimeMillis() / 1000);
    new Peer(engine, args[0]).obey();
  }

  private void obey() throws IOException {
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "send" ->
            send(mailbox(words[2]), number(words[3]), number(words[4]), number(words[5]));
        case "receive" -> receive(mailbox(words[2]), number(words[4]), number(words[5]));
        case "pace" ->
            pace(mailbox(words[2]), number(words[3]), number(words[4]), number(words[5]));
        case "delays" -> delays(mailbox(words[2]), number(words[4]));
        case "ping" ->
            ping(
                mailbox(words[2]),
                mailbox(words[3]),
                number(words[4]),
                number(words[5]),
                number(words[6]));
        case "pong" ->
            pong(
                mailbox(words[2]),
                mailbox(words[3]),
                number(words[4]),
                number(words[5]),
                number(words[6]));
        case "fill" -> fill(mailbox(words[1]), number(words[2]), number(words[3]));
        case "turn" -> turn(mailbox(words[1]), number(words[2]), number(words[3]));
        case "leave" -> leave();
        default -> throw new IllegalArgumentException(line);
      }
    }
    leave();
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private Mailbox mailbox(String name) {
    return attached.computeIfAbsent(
        name, absent -> mailboxes.attach(Address.parse("mbox:" + absent), signals));
  }

  private void leave() {
    attached.values().forEach(Mailbox::close);
    attached.clear();
  }

  private void begin() throws IOException {
    System.out.println("ready");
    orders.readLine();
  }

  private static void tell(long start, long... samples) {
    StringBuilder line = new StringBuilder().append(start).append(' ').append(System.nanoTime());
    for (long sample : samples) {
      line.append(' ').append(sample);
    }
    System.out.println(line);
  }

  private static Outgoing message(byte[] body) {
    return new Outgoing(body, 0, 0);
  }

  private static byte[] stamped(int size, long value) {
    byte[] body = new byte[size];
    ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()).putLong(0, value);
    return body;
  }

  private static long stamp(byte[] body) {
    return ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()).getLong(0);
  }

  private static void spinUntil(long time) {
    while (System.nanoTime() < time) {
      Thread.onSpinWait();
    }
  }

  private byte[] receiveOne(Mailbox mailbox) {
    Delivery one =
        mailbox.receive(Selector.ANY, Optional.empty(), Deadline.never(), signals).orElseThrow();
    mailbox.settle(one.token());
    return one.body();
  }

  private void send(Mailbox mailbox, int size, int count, int batch) throws IOException {
    byte[] body = new byte[size];
    begin();
    long start = System.nanoTime();
    if (batch == 1) {
      for (int i = 0; i < count; i++) {
        mailbox.send(message(body), Deadline.never(), signals);
      }
    } else {
      List<Outgoing> together = new ArrayList<>();
      for (int sent = 0; sent < count; sent += together.size()) {
        together.clear();
        for (int i = Math.min(batch, count - sent); i > 0; i--) {
          together.add(message(body));
        }
        mailbox.sendAll(together, Deadline.never(), signals, more -> {});
      }
    }
    tell(start);
  }

  private void receive(Mailbox mailbox, int count, int batch) throws IOException {
    begin();
    long start = System.nanoTime();
    int received = 0;
    if (batch == 1) {
      for (; received < count; received++) {
        receiveOne(mailbox);
      }
    }
    while (received < count) {
      List<Delivery> some =
          mailbox.receiveSome(
              Selector.ANY,
              Optional.empty(),
              Math.min(batch, count - received),
              Deadline.never(),
              signals);
      mailbox.settleAll(some);
      received += some.size();
    }
    tell(start);
  }

  private void pace(Mailbox mailbox, int size, int count, int nanos) throws IOException {
    begin();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + (long) i * nanos;
      spinUntil(due);
      mailbox.send(message(stamped(size, due)), Deadline.never(), signals);
    }
    tell(start);
  }

  private void delays(Mailbox mailbox, int count) throws IOException {
    long[] samples = new long[count];
    begin();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = stamp(receiveOne(mailbox));
      samples[i] = System.nanoTime() - due;
    }
    tell(start, samples);
  }

  private void ping(Mailbox out, Mailbox in, int size, int count, int gap) throws IOException {
    long[] samples = new long[count];
    begin();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long sent = System.nanoTime();
      if (gap > 0) {
        spinUntil(sent + gap);
        sent = System.nanoTime();
      }
      out.send(message(stamped(size, 0)), Deadline.never(), signals);
      long held = stamp(receiveOne(in));
      samples[i] = System.nanoTime() - sent - held;
    }
    tell(start, samples);
  }

  private void pong(Mailbox out, Mailbox in, int size, int count, int gap) throws IOException {
    begin();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      receiveOne(in);
      long held = 0;
      if (gap > 0) {
        long received = System.nanoTime();
        spinUntil(received + gap);
        held = System.nanoTime() - received;
      }
      out.send(message(stamped(size, held)), Deadline.never(), signals);
    }
    tell(start);
  }

  private void fill(Mailbox mailbox, int size, int count) {
    List<Outgoing> together = new ArrayList<>();
    try {
      for (int missing = count - mailbox.ready(); missing > 0; missing = count - mailbox.ready()) {
        together.clear();
        for (int i = Math.min(missing, FILL_BATCH); i > 0; i--) {
          together.add(message(new byte[size]));
        }
        mailbox.sendAll(together, Deadline.immediate(), signals, more -> {});
      }
    } catch (IpcException.LimitReached full) {
      // as full as it gets: what waits is told
    }
    System.out.println(mailbox.ready());
  }

  /** In groups, so that about as many wait all the time. */
  private void turn(Mailbox mailbox, int size, int count) {
    byte[] body = new byte[size];
    long sending = 0;
    long receiving = 0;
    for (int done = 0; done < count; done += GROUP) {
      int group = Math.min(GROUP, count - done);
      long start = System.nanoTime();
      for (int i = 0; i < group; i++) {
        mailbox.send(message(body), Deadline.immediate(), signals);
      }
      long half = System.nanoTime();
      for (int i = 0; i < group; i++) {
        receiveOne(mailbox);
      }
      sending += half - start;
      receiving += System.nanoTime() - half;
    }
    System.out.println(sending + " " + receiving);
  }
}
