package ipc.cli.status;

import ipc.engine.MailboxTotals;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.ObjectStatus.PipeContent;
import ipc.engine.ObjectStatus.SysvSegment;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.render.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** The columns of what only some kinds of object have; of others they are unknown. */
final class DetailColumns {
  private DetailColumns() {}

  static Optional<Detail.Memory> memory(Subject subject) {
    return subject.status().detail() instanceof Detail.Memory memory
        ? Optional.of(memory)
        : Optional.empty();
  }

  private static Function<Subject, Object> ofMemory(Function<Detail.Memory, Object> value) {
    return subject -> memory(subject).map(memory -> unwrapped(value.apply(memory)));
  }

  private static Function<Subject, Object> ofSegment(Function<SysvSegment, Object> value) {
    return subject ->
        memory(subject)
            .flatMap(Detail.Memory::sysv)
            .map(segment -> unwrapped(value.apply(segment)));
  }

  private static Function<Subject, Object> ofQueue(Function<Detail.Queue, Object> value) {
    return subject ->
        subject.status().detail() instanceof Detail.Queue queue ? value.apply(queue) : null;
  }

  private static Function<Subject, Object> ofMailbox(Function<Detail.Mailbox, Object> value) {
    return subject ->
        subject.status().detail() instanceof Detail.Mailbox mailbox ? value.apply(mailbox) : null;
  }

  private static Function<Subject, Object> ofTotals(Function<MailboxTotals, Object> value) {
    return ofMailbox(mailbox -> value.apply(mailbox.totals()));
  }

  /** Of what holds messages: a kernel's queue or a mailbox. */
  private static Function<Subject, Object> ofEither(
      Function<Detail.Queue, Object> ofQueue, Function<Detail.Mailbox, Object> ofMailbox) {
    return subject ->
        subject.status().detail() instanceof Detail.Mailbox mailbox
            ? ofMailbox.apply(mailbox)
            : ofQueue(ofQueue).apply(subject);
  }

  private static Function<Subject, Object> ofFifo(Function<PipeContent, Object> value) {
    return subject ->
        subject.status().detail() instanceof Detail.Fifo fifo
            ? value.apply(fifo.content().get())
            : null;
  }

  static Column<Subject> waiting() {
    return Column.size(
        "waiting", "what was written and not read yet", ofFifo(PipeContent::waitingBytes));
  }

  static Column<Subject> pipeCapacity() {
    return Column.size(
        "capacity", "how much it holds while it is open", ofFifo(PipeContent::capacityBytes));
  }

  static Column<Subject> readers() {
    return Column.list(
        "readers",
        "the pids of those who have its reading end",
        subject -> pids(subject, Use.How.READING));
  }

  static Column<Subject> writers() {
    return Column.list(
        "writers",
        "the pids of those who have its writing end",
        subject -> pids(subject, Use.How.WRITING));
  }

  private static List<String> pids(Subject subject, Use.How end) {
    List<String> pids = new ArrayList<>();
    for (Use use : subject.users()) {
      if (use.how() == end || use.how() == Use.How.BOTH_ENDS) {
        pids.add(Integer.toString(use.pid()));
      }
    }
    return pids;
  }

  private static Function<Subject, Object> ofSocket(Function<Detail.Socket, Object> value) {
    return subject ->
        subject.status().detail() instanceof Detail.Socket socket ? value.apply(socket) : null;
  }

  static Column<Subject> pending() {
    return Column.count(
        "pending",
        "how many connections nobody has accepted yet",
        ofSocket(Detail.Socket::pending));
  }

  static Column<Subject> connections() {
    return Column.count(
        "connections",
        "how many were accepted from it and are open",
        ofSocket(Detail.Socket::connections));
  }

  static Column<Subject> received() {
    return Column.size(
        "waiting",
        "what was received and not read yet; of UDP the memory that it takes",
        ofSocket(Detail.Socket::waitingBytes));
  }

  static Column<Subject> dropped() {
    return Column.count(
        "dropped", "how many datagrams found no room", ofSocket(Detail.Socket::dropped));
  }

  static Column<Subject> socketCount() {
    return Column.count(
        "sockets", "how many sockets have this address", ofSocket(Detail.Socket::sockets));
  }

  static Column<Subject> peer() {
    return Column.text(
        "peer",
        "whom it is connected to",
        ofSocket(socket -> socket.peer().map(Address::toString)));
  }

  private static Function<Subject, Object> ofSemaphores(Function<Detail.Semaphores, Object> value) {
    return subject ->
        subject.status().detail() instanceof Detail.Semaphores semaphores
            ? value.apply(semaphores)
            : null;
  }

  /** A number, or null for an empty optional: optionals do not nest in a column. */
  private static Object unwrapped(Object value) {
    if (value instanceof OptionalLong number) {
      return number.isPresent() ? number.getAsLong() : null;
    }
    if (value instanceof OptionalInt number) {
      return number.isPresent() ? number.getAsInt() : null;
    }
    return value;
  }

  static Column<Subject> size() {
    return Column.size("size", "its length", ofMemory(Detail.Memory::sizeBytes));
  }

  static Column<Subject> resident() {
    return Column.size("resident", "what is in memory", ofMemory(Detail.Memory::residentBytes));
  }

  static Column<Subject> swapped() {
    return Column.size("swapped", "what is in swap", ofMemory(Detail.Memory::swappedBytes));
  }

  static Column<Subject> attached() {
    return Column.count(
        "attached",
        "how many times a System V segment is attached",
        ofMemory(Detail.Memory::attachments));
  }

  static Column<Subject> creator() {
    return Column.id(
        "creator",
        "the process that made it, if it is of our pid namespace",
        ofSegment(segment -> segment.creator() == 0 ? null : segment.creator()));
  }

  static Column<Subject> lastUser() {
    return Column.id(
        "last-user",
        "the process that last attached or detached it",
        ofSegment(SysvSegment::lastUser));
  }

  static Column<Subject> lastAttach() {
    return Column.time(
        "last-attach", "when it was last attached", ofSegment(SysvSegment::attachedSeconds));
  }

  static Column<Subject> lastDetach() {
    return Column.time(
        "last-detach", "when it was last detached", ofSegment(SysvSegment::detachedSeconds));
  }

  static Column<Subject> removed() {
    return Column.flag(
        "removed",
        "it has lost its key and goes at the last detach",
        ofMemory(Detail.Memory::markedForDestruction));
  }

  static Column<Subject> locked() {
    return Column.flag("locked", "it is kept out of swap", ofMemory(Detail.Memory::locked));
  }

  static Column<Subject> messages() {
    return Column.count(
        "messages",
        "how many wait in the queue",
        ofEither(Detail.Queue::messages, Detail.Mailbox::ready));
  }

  static Column<Subject> used() {
    return Column.size(
        "used",
        "the bytes of all messages together",
        ofEither(Detail.Queue::usedBytes, Detail.Mailbox::usedBytes));
  }

  static Column<Subject> capacity() {
    return Column.size(
        "capacity",
        "the most bytes that fit",
        ofEither(Detail.Queue::capacityBytes, Detail.Mailbox::capacityBytes));
  }

  static Column<Subject> capacityMessages() {
    return Column.count(
        "capacity-messages",
        "the most messages that fit, where there is such a limit",
        ofEither(Detail.Queue::capacityMessages, Detail.Mailbox::capacityMessages));
  }

  static Column<Subject> held() {
    return Column.count(
        "held", "how many are received and not settled", ofMailbox(Detail.Mailbox::held));
  }

  static Column<Subject> writing() {
    return Column.count(
        "writing",
        "how many are being written by their senders",
        ofMailbox(Detail.Mailbox::writing));
  }

  static Column<Subject> dead() {
    return Column.count(
        "dead", "how many were delivered too often", ofMailbox(Detail.Mailbox::dead));
  }

  static Column<Subject> lost() {
    return Column.count(
        "lost",
        "how many went with who had taken them at most once, as far as that was noticed",
        ofTotals(MailboxTotals::lost));
  }

  static Column<Subject> torn() {
    return Column.count(
        "torn",
        "how many were found damaged after a start of the machine, and dropped",
        ofTotals(MailboxTotals::torn));
  }

  static Column<Subject> maxDeliveries() {
    return Column.count(
        "max-deliver",
        "how often a message is delivered before it is dead",
        ofMailbox(Detail.Mailbox::maxDeliveries));
  }

  static Column<Subject> backoff() {
    return Column.duration(
        "backoff",
        "how long a message stays away when it is first given back",
        ofMailbox(Detail.Mailbox::backoff));
  }

  static Column<Subject> sent() {
    return Column.count(
        "sent", "how many were sent since it was made", ofTotals(MailboxTotals::sent));
  }

  static Column<Subject> taken() {
    return Column.count(
        "taken",
        "how many were taken at most once, and written out",
        ofTotals(MailboxTotals::taken));
  }

  static Column<Subject> acknowledged() {
    return Column.count(
        "acknowledged",
        "how many were leased, and acknowledged",
        ofTotals(MailboxTotals::acknowledged));
  }

  static Column<Subject> givenBack() {
    return Column.count(
        "given-back",
        "how often one was given back by who had leased it",
        ofTotals(MailboxTotals::givenBack));
  }

  static Column<Subject> redelivered() {
    return Column.count(
        "redelivered",
        "how many deliveries were not the first of their message",
        ofTotals(MailboxTotals::redelivered));
  }

  static Column<Subject> expired() {
    return Column.count(
        "expired",
        "how many leases ended because their time was over",
        ofTotals(MailboxTotals::expired));
  }

  static Column<Subject> buried() {
    return Column.count(
        "buried", "how many went to the dead letters", ofTotals(MailboxTotals::buried));
  }

  static Column<Subject> purged() {
    return Column.count("purged", "how many a purge removed", ofTotals(MailboxTotals::purged));
  }

  static Column<Subject> attachedNow() {
    return Column.count(
        "attached", "how many processes take part now", ofMailbox(Detail.Mailbox::attached));
  }

  static Column<Subject> places() {
    return Column.count(
        "places", "how many processes can take part", ofMailbox(Detail.Mailbox::places));
  }

  static Column<Subject> messageSize() {
    return Column.size(
        "message-size",
        "the longest message that a POSIX queue takes",
        ofQueue(Detail.Queue::messageBytes));
  }

  static Column<Subject> lastSender() {
    return Column.id(
        "last-sender", "the process that last sent", ofQueue(Detail.Queue::lastSender));
  }

  static Column<Subject> lastReceiver() {
    return Column.id(
        "last-receiver", "the process that last received", ofQueue(Detail.Queue::lastReceiver));
  }

  static Column<Subject> lastSend() {
    return Column.time(
        "last-send", "when a message was last sent", ofQueue(Detail.Queue::sentSeconds));
  }

  static Column<Subject> lastReceive() {
    return Column.time(
        "last-receive", "when one was last received", ofQueue(Detail.Queue::receivedSeconds));
  }

  static Column<Subject> count() {
    return Column.count(
        "semaphores", "how many are in the set", ofSemaphores(Detail.Semaphores::count));
  }

  static Column<Subject> values() {
    return Column.list(
        "values",
        "the value of each semaphore, in order",
        subject ->
            subject.status().detail() instanceof Detail.Semaphores semaphores
                ? semaphores.values().map(DetailColumns::texts).orElse(null)
                : null);
  }

  private static List<String> texts(List<Long> values) {
    return values.stream().map(value -> Long.toString(value)).toList();
  }

  static Column<Subject> waiters() {
    return Column.count(
        "waiters", "how many threads sleep on them", ofSemaphores(Detail.Semaphores::waiters));
  }

  static Column<Subject> lastOperation() {
    return Column.time(
        "last-operation",
        "when a System V semaphore was last raised or lowered",
        ofSemaphores(Detail.Semaphores::lastOperationSeconds));
  }
}
