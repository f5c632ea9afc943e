package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus.Persistence;
import ipc.engine.ProcessIdentity;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.ProcessCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;

/**
 * An attached mailbox: sending, receiving, settling.
 *
 * <p>For one thread: two senders of one process attach twice. Closing detaches; what was received
 * and not settled comes back to those who wait, unless it was leased.
 */
public final class Mailbox implements AutoCloseable {
  private final Attachment attachment;
  private final MailboxFile file;
  private final Memory memory;
  private final Settling settling;
  private final Holders holders;
  private final Leases leases;
  private final Reclaiming reclaiming;
  private final Sending sending;
  private final Receiving receiving;
  private final Purging purging;

  private Mailbox(Attachment attachment) {
    this.attachment = attachment;
    this.file = attachment.file();
    this.memory = attachment.memory();
    this.settling = new Settling(attachment);
    this.holders = new Holders(attachment, settling);
    this.leases = new Leases(attachment, settling, holders);
    this.reclaiming = new Reclaiming(attachment, settling, holders);
    ProcessCalls processes = attachment.engine().kernel().processes();
    int pid = processes.getpid();
    int uid = processes.geteuid();
    this.sending = new Sending(attachment, settling, reclaiming, pid, uid);
    this.receiving = new Receiving(attachment, settling, leases, reclaiming);
    this.purging = new Purging(attachment, settling);
    begin(pid, uid);
  }

  /** Attaches to a mailbox that is open as a file. */
  static Mailbox attach(
      Engine engine, MailboxFile file, Optional<SignalWatch> signals, CrashPoint crashPoint) {
    Attachment attachment = Attachment.to(file, engine, crashPoint);
    if (signals.isPresent()) {
      attachment.lock().heed(signals.get());
    }
    try {
      return new Mailbox(attachment);
    } catch (RuntimeException | Error failure) {
      attachment.memory().close();
      throw failure;
    }
  }

  /** First settles what the last one of our number left, then begins to be somebody. */
  private void begin(int pid, int uid) {
    reclaiming.settlePredecessor();
    attachment.participants().begin(attachment.number(), attachment.generation(), pid, uid);
  }

  /**
   * Sends a message: when this returns, it is there for whoever receives, whatever happens to us.
   *
   * @param until when to give up waiting for room
   * @return its sequence number
   * @throws IpcException.LimitReached if it is larger than the mailbox, or there is no room in time
   *     and {@code until} is {@link Deadline#immediate}
   * @throws IpcException.TimedOut if there is no room until then
   * @throws IpcException.Unsupported if the mailbox was sealed
   * @throws IpcException.NoSuchObject if it was removed
   */
  public long send(Outgoing message, Deadline until, SignalWatch signals) {
    return sending.send(message, until, signals);
  }

  /**
   * {@link #send} where somebody else waits for room.
   *
   * @return its sequence number; empty if there is no room now
   * @throws IpcException.LimitReached if it is larger than the mailbox
   */
  public OptionalLong sendNow(Outgoing message, SignalWatch signals) {
    return sending.sendNow(message, signals);
  }

  /**
   * Sends short messages in the order given, several under one lock; each is sent by a store of its
   * own. Long ones are sent one by one.
   *
   * @param acknowledged is told how many more are sent, as they are
   * @throws IpcException as {@link #send} does; those before the one that failed are sent
   */
  public void sendAll(
      List<Outgoing> messages, Deadline until, SignalWatch signals, IntConsumer acknowledged) {
    sending.sendAll(messages, until, signals, acknowledged);
  }

  /**
   * Receives a message; see {@link #receiveSome}.
   *
   * @return empty if none came until then, or the mailbox is sealed and empty
   */
  public Optional<Delivery> receive(
      Selector selector, Optional<Duration> lease, Deadline until, SignalWatch signals) {
    List<Delivery> one = receiveSome(selector, lease, 1, until, signals);
    return one.isEmpty() ? Optional.empty() : Optional.of(one.get(0));
  }

  /**
   * Receives a message to work on it: it is ours, without an end, until it is {@linkplain #settle
   * settled}, {@linkplain #giveBack given back} or {@linkplain #bury buried}; and it comes back
   * when we, and whoever inherited {@link #lifeDescriptor}, are gone.
   */
  public Optional<Delivery> receiveToWork(Selector selector, Deadline until, SignalWatch signals) {
    List<Delivery> one =
        receiving.receiveSome(
            selector, Receiving.Hold.TO_WORK, Optional.empty(), 1, until, signals);
    return one.isEmpty() ? Optional.empty() : Optional.of(one.get(0));
  }

  /**
   * After a receive that never waits has found nothing: sleeps until a message may be there, or
   * somebody {@linkplain #call calls}, a quarter of a second at most. It does not look for signals.
   */
  public void awaitCall(Deadline until) {
    reclaiming.sleep(until);
  }

  /** Ends an {@link #awaitCall} of the thread that has the mailbox, now or next; for any thread. */
  public void call() {
    attachment.waiting().call(attachment.number());
  }

  /**
   * Waits for a message, and takes with it others that are there already.
   *
   * @param lease how long they are ours before they come back; empty takes them at most once, and
   *     they come back only if they are not {@linkplain #settle settled} when we end
   * @param most how many at most
   * @param until when to give up
   * @return empty if none came until then, or the mailbox is sealed and empty
   */
  public List<Delivery> receiveSome(
      Selector selector, Optional<Duration> lease, int most, Deadline until, SignalWatch signals) {
    Receiving.Hold hold =
        lease.isPresent() ? Receiving.Hold.FOR_A_TIME : Receiving.Hold.TO_WRITE_OUT;
    return receiving.receiveSome(selector, hold, lease, most, until, signals);
  }

  /**
   * Waits for a message, and has it in hand with others that are there already: nobody else gets
   * them, and each is delivered only when it is {@linkplain #take taken}. So many share a lock, and
   * yet who is killed loses no more than the one that it has taken.
   *
   * @param most how many at most
   * @return empty if none came until then, or the mailbox is sealed and empty
   */
  public List<Delivery> reserveSome(
      Selector selector, int most, Deadline until, SignalWatch signals) {
    return receiving.receiveSome(
        selector, Receiving.Hold.TO_TAKE, Optional.empty(), most, until, signals);
  }

  /**
   * Delivers what we have in hand, at most once: from now on it is lost if we are killed, until it
   * is {@linkplain #settle settled}.
   */
  public void take(Token token) {
    settling.take(token);
  }

  /**
   * Lets go of what we have in hand and have not taken: it waits again, as if nobody had had it.
   */
  public void release(List<Delivery> inHand) {
    settling.release(inHand);
  }

  /**
   * Ends a delivery: the message is gone for good.
   *
   * @return false if the token is stale: the message was given back or settled before
   */
  public boolean settle(Token token) {
    return settling.settle(token);
  }

  /** {@link #settle} of several deliveries; stale tokens are passed over. */
  public void settleAll(List<Delivery> deliveries) {
    settling.settleAll(deliveries);
  }

  /**
   * Gives a delivery back: the message returns to its place, at once or when the mailbox's back-off
   * is over, or goes to the dead letters.
   */
  public boolean giveBack(Token token) {
    return settling.giveBack(token);
  }

  /** {@link #giveBack(Token)} with a back-off of its own. */
  public boolean giveBack(Token token, Duration delay) {
    return settling.giveBack(token, OptionalLong.of(Leases.nanos(delay)));
  }

  /** Gives a delivery back as if it had never been: it does not count. */
  public boolean putBack(Token token) {
    return settling.putBack(token);
  }

  /** Ends a delivery: the message goes to the dead letters. */
  public boolean bury(Token token) {
    return settling.bury(token);
  }

  /** Lets a lease end later, counted from now. */
  public boolean extend(Token token, Duration lease) {
    return leases.extend(token, lease);
  }

  /** From now on what we receive under a lease comes back too when that process is gone. */
  public void holdFor(ProcessIdentity process) {
    holders.set(process);
  }

  /**
   * Asks the kernel who is dead, and settles what they left.
   *
   * @return how much of that was found
   */
  public int reclaim() {
    return reclaiming.reclaim();
  }

  /**
   * Compares lists, counts and slots with each other, under the lock.
   *
   * @return what does not agree, in words; empty where all is well
   */
  public List<String> check() {
    OwnerLock lock = attachment.lock();
    lock.lock();
    try {
      return new Consistency(memory, attachment.layout(), attachment.slots(), attachment.lists())
          .findings();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes the messages that wait, or the dead letters; not those that come meanwhile.
   *
   * @return how many
   */
  public long purge(Purge which, SignalWatch signals) {
    return purging.purge(which, signals);
  }

  /** Which messages a purge removes. */
  public enum Purge {
    /** Those that wait to be received. */
    READY,
    /** Those that were delivered too often. */
    DEAD
  }

  /** Whether it is sealed and nothing is left that could still come. */
  public boolean hasEnded() {
    return receiving.hasEnded();
  }

  /**
   * The descriptor whose open file proves that we live. A command that inherits it keeps what we
   * hold for it, should we die first.
   */
  public int lifeDescriptor() {
    return file.life().number();
  }

  /** What a message in it outlives. */
  public Persistence persistence() {
    return LocalFileSystem.require(attachment.engine().kernel(), file.probe(), file.name())
        .persistence();
  }

  /** How many bytes of bodies fit: no message is longer. */
  public long capacityBytes() {
    return file.capacityBytes();
  }

  /** How many messages wait to be received. */
  public int ready() {
    return memory.getInt(Layout.READY_COUNT_AT);
  }

  /** How many are received and not settled. */
  public int held() {
    return memory.getInt(Layout.HELD_COUNT_AT);
  }

  /** How many were delivered too often. */
  public int dead() {
    return memory.getInt(Layout.DEAD_COUNT_AT);
  }

  private void waitNoLonger() {
    if (attachment.waiting().isAnnounced()) {
      attachment.lock().lock();
      try {
        attachment.waiting().withdraw(attachment.number());
      } finally {
        attachment.unlock();
      }
    }
  }

  @Override
  public void close() {
    attachment.lock().loseThePatience();
    try {
      settling.abandonAll();
      sending.abandonUnfinished();
      waitNoLonger();
      // Only who owns nothing says that it left: what is still ours is settled as the dead's is.
      attachment.participants().end(attachment.number());
    } catch (IpcException.LimitReached stopped) {
      // Who has the lock does not go on; whoever comes after it settles what is still ours.
    } catch (IpcException failure) {
      letGo();
      throw failure;
    }
    letGo();
  }

  /** Leaves as the dead do: what is still ours, others settle. */
  void letGo() {
    memory.close();
    file.close();
  }
}
