package ipc.cli.status;

import ipc.engine.ObjectStatus.Detail;
import ipc.engine.ObjectStatus.PipeContent;
import ipc.engine.ObjectStatus.SysvSegment;
import ipc.engine.Use;
import ipc.model.Quantity;
import ipc.render.Column;
import ipc.render.RecordType;
import ipc.render.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The columns in which objects are shown: one record type for each listing, and one for each kind
 * of object where a single one is told in full.
 */
final class ObjectColumns {
  private static final String ONE = "object";
  private static final String MANY = "objects";

  private ObjectColumns() {}

  /** Objects of every kind in one listing. */
  static RecordType<Subject> everything() {
    return RecordType.of(
        ONE,
        MANY,
        List.of(
            address(),
            kind(),
            owner(),
            mode(),
            Column.size(
                "size", "the length of memory, the used bytes of a queue", ObjectColumns::bytes),
            Column.text(
                "content",
                "messages in a queue, semaphores or their value",
                ObjectColumns::content),
            users(),
            state(),
            detail(key()),
            detail(id()),
            detail(group()),
            detail(uid()),
            detail(gid()),
            detail(changed()),
            detail(persistence()),
            detail(messages()),
            detail(count()),
            detail(values()),
            Column.<Subject>text(
                    "scheme",
                    "what the address begins with",
                    subject -> scheme(subject.status().address().toString()))
                .shown(Shown.ON_REQUEST)));
  }

  /** Memory segments in one listing. */
  static RecordType<Subject> segments() {
    return RecordType.of(
        "segment",
        "segments",
        List.of(
            address(),
            size(),
            resident(),
            attached(),
            owner(),
            mode(),
            users(),
            state(),
            plain(swapped()),
            plain(changed()),
            plain(key()),
            plain(id()),
            plain(creator()),
            detail(group()),
            detail(uid()),
            detail(gid()),
            detail(lastUser()),
            detail(lastAttach()),
            detail(lastDetach()),
            detail(persistence())));
  }

  /** Mailboxes in one listing. */
  static RecordType<Subject> mailboxes() {
    return RecordType.of(
        "mailbox",
        "mailboxes",
        List.of(
            address(),
            messages(),
            held(),
            dead(),
            used(),
            capacity(),
            owner(),
            persistence(),
            users(),
            state(),
            plain(capacityMessages()),
            plain(sent()),
            detail(mode()),
            detail(group()),
            detail(uid()),
            detail(gid()),
            detail(maxDeliveries()),
            detail(attachedNow()),
            detail(changed()),
            detail(backoff()),
            detail(lost()),
            detail(torn())));
  }

  /** Named pipes in one listing. */
  static RecordType<Subject> fifos() {
    return RecordType.of(
        "fifo",
        "fifos",
        List.of(
            address(),
            waiting(),
            pipeCapacity(),
            owner(),
            mode(),
            readers(),
            writers(),
            users(),
            detail(group()),
            detail(uid()),
            detail(gid()),
            detail(changed()),
            detail(persistence())));
  }

  /** One object in full, by its kind. */
  static RecordType<Subject> of(Detail detail) {
    if (detail instanceof Detail.Memory) {
      return segment();
    }
    if (detail instanceof Detail.Queue) {
      return queue();
    }
    if (detail instanceof Detail.Semaphores) {
      return semaphores();
    }
    if (detail instanceof Detail.Mailbox) {
      return mailbox();
    }
    if (detail instanceof Detail.Fifo) {
      return fifo();
    }
    return inFull(
        List.of(Column.text("content", "what it is instead", ObjectColumns::content)), List.of());
  }

  /** A memory segment in full. */
  static RecordType<Subject> segment() {
    return inFull(
        List.of(size(), resident(), swapped(), attached()),
        List.of(creator(), lastUser(), lastAttach(), lastDetach(), removed(), locked()));
  }

  /** A named pipe in full. */
  static RecordType<Subject> fifo() {
    return inFull(List.of(waiting(), pipeCapacity(), readers(), writers()), List.of());
  }

  /** A message queue in full. */
  static RecordType<Subject> queue() {
    return inFull(
        List.of(messages(), used(), capacity(), capacityMessages(), messageSize()),
        List.of(lastSender(), lastReceiver(), lastSend(), lastReceive()));
  }

  /** A mailbox in full. */
  static RecordType<Subject> mailbox() {
    return inFull(
        List.of(
            messages(),
            held(),
            writing(),
            dead(),
            used(),
            capacity(),
            capacityMessages(),
            maxDeliveries(),
            sent(),
            state()),
        List.of(attachedNow(), places(), backoff(), lost(), torn()));
  }

  /** A semaphore or a set of them in full. */
  static RecordType<Subject> semaphores() {
    return inFull(List.of(count(), values(), waiters()), List.of(lastOperation()));
  }

  private static RecordType<Subject> inFull(
      List<Column<Subject>> first, List<Column<Subject>> last) {
    List<Column<Subject>> columns = new ArrayList<>(List.of(address(), kind()));
    columns.addAll(first);
    columns.addAll(
        List.of(mode(), owner(), group(), uid(), gid(), key(), id(), changed(), persistence()));
    columns.addAll(last);
    columns.addAll(List.of(users(), processes(), unread()));
    return RecordType.of(ONE, MANY, columns);
  }

  private static Column<Subject> plain(Column<Subject> column) {
    return column.shown(Shown.IN_PLAIN);
  }

  private static Column<Subject> detail(Column<Subject> column) {
    return column.shown(Shown.IN_DETAIL);
  }

  private static Column<Subject> address() {
    return Column.address(
        "address", "names the object", subject -> subject.status().address().toString());
  }

  private static String scheme(String address) {
    return address.substring(0, address.indexOf(':'));
  }

  private static Column<Subject> kind() {
    return Column.text(
        "kind", "shm, mq, sem, mbox, fifo or other", subject -> subject.status().detail().kind());
  }

  private static Column<Subject> owner() {
    return Column.text("owner", "the user whose it is", Subject::owner);
  }

  private static Column<Subject> group() {
    return Column.text("group", "the group whose it is", Subject::group);
  }

  private static Column<Subject> uid() {
    return Column.id(
        "uid",
        "the number of the owner",
        subject -> Integer.toUnsignedLong(subject.status().uid()));
  }

  private static Column<Subject> gid() {
    return Column.id(
        "gid",
        "the number of the group",
        subject -> Integer.toUnsignedLong(subject.status().gid()));
  }

  private static Column<Subject> mode() {
    return Column.mode("mode", "permissions", subject -> subject.status().mode().bits());
  }

  private static Column<Subject> changed() {
    return Column.time(
        "changed",
        "when it was made, or its owner or mode changed",
        subject -> subject.status().changedSeconds());
  }

  private static Column<Subject> persistence() {
    return Column.text(
        "persistence",
        "what it outlives: process, kernel or file",
        subject -> subject.status().persistence().word());
  }

  private static Column<Subject> users() {
    return Column.records(
        "users",
        "the processes that use it; unknown if none is seen and some may not be seen",
        UserColumns.nested(),
        subject -> subject.knownUsers().orElse(null));
  }

  private static Column<Subject> processes() {
    return Column.count(
        "processes",
        "how many processes were looked into for users",
        subject -> subject.coverage().looked() - subject.coverage().unread());
  }

  private static Column<Subject> unread() {
    return Column.count(
        "unread",
        "how many more processes could not be looked into",
        subject -> subject.coverage().unread());
  }

  private static Column<Subject> state() {
    return Column.list("state", "removed, locked, sealed, or nothing", ObjectColumns::states);
  }

  private static List<String> states(Subject subject) {
    List<String> states = new ArrayList<>();
    if (subject.status().detail() instanceof Detail.Mailbox mailbox && mailbox.sealed()) {
      states.add("sealed");
    }
    memory(subject)
        .ifPresent(memory -> {
          if (memory.markedForDestruction()) {
            states.add("removed");
          }
          if (memory.locked()) {
            states.add("locked");
          }
        });
    return states;
  }

  private static OptionalLong bytes(Subject subject) {
    Detail detail = subject.status().detail();
    if (detail instanceof Detail.Memory memory) {
      return OptionalLong.of(memory.sizeBytes());
    }
    if (detail instanceof Detail.Mailbox mailbox) {
      return OptionalLong.of(mailbox.usedBytes());
    }
    return detail instanceof Detail.Queue queue ? queue.usedBytes() : OptionalLong.empty();
  }

  private static String content(Subject subject) {
    Detail detail = subject.status().detail();
    if (detail instanceof Detail.Queue queue && queue.messages().isPresent()) {
      return Quantity.messages(queue.messages().getAsLong());
    }
    if (detail instanceof Detail.Mailbox mailbox) {
      return Quantity.messages(mailbox.ready());
    }
    if (detail instanceof Detail.Semaphores semaphores) {
      return content(semaphores);
    }
    return detail instanceof Detail.Other other ? other.what() : null;
  }

  private static String content(Detail.Semaphores semaphores) {
    return semaphores.count() == 1 && semaphores.values().isPresent()
        ? "value " + semaphores.values().get().get(0)
        : Quantity.of(semaphores.count(), "semaphore", "semaphores");
  }

  private static Column<Subject> key() {
    return Column.text(
        "key",
        "the key of a System V object; 0 if it is private or removed",
        subject -> hex(subject.status().detail().key()));
  }

  private static Optional<String> hex(OptionalInt key) {
    return key.isPresent() ? Optional.of(hex(key.getAsInt())) : Optional.empty();
  }

  private static String hex(int key) {
    String digits = Integer.toHexString(key);
    return "0x" + "0".repeat(8 - digits.length()) + digits;
  }

  private static Column<Subject> id() {
    return Column.id(
        "id", "the id of a System V object", subject -> subject.status().detail().id());
  }

  private static Optional<Detail.Memory> memory(Subject subject) {
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

  private static Column<Subject> waiting() {
    return Column.size(
        "waiting", "what was written and not read yet", ofFifo(PipeContent::waitingBytes));
  }

  private static Column<Subject> pipeCapacity() {
    return Column.size(
        "capacity", "how much it holds while it is open", ofFifo(PipeContent::capacityBytes));
  }

  private static Column<Subject> readers() {
    return Column.list(
        "readers",
        "the pids of those who have its reading end",
        subject -> pids(subject, Use.How.READING));
  }

  private static Column<Subject> writers() {
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

  private static Column<Subject> size() {
    return Column.size("size", "its length", ofMemory(Detail.Memory::sizeBytes));
  }

  private static Column<Subject> resident() {
    return Column.size("resident", "what is in memory", ofMemory(Detail.Memory::residentBytes));
  }

  private static Column<Subject> swapped() {
    return Column.size("swapped", "what is in swap", ofMemory(Detail.Memory::swappedBytes));
  }

  private static Column<Subject> attached() {
    return Column.count(
        "attached",
        "how many times a System V segment is attached",
        ofMemory(Detail.Memory::attachments));
  }

  private static Column<Subject> creator() {
    return Column.id(
        "creator",
        "the process that made it, if it is of our pid namespace",
        ofSegment(segment -> segment.creator() == 0 ? null : segment.creator()));
  }

  private static Column<Subject> lastUser() {
    return Column.id(
        "last-user",
        "the process that last attached or detached it",
        ofSegment(SysvSegment::lastUser));
  }

  private static Column<Subject> lastAttach() {
    return Column.time(
        "last-attach", "when it was last attached", ofSegment(SysvSegment::attachedSeconds));
  }

  private static Column<Subject> lastDetach() {
    return Column.time(
        "last-detach", "when it was last detached", ofSegment(SysvSegment::detachedSeconds));
  }

  private static Column<Subject> removed() {
    return Column.flag(
        "removed",
        "it has lost its key and goes at the last detach",
        ofMemory(Detail.Memory::markedForDestruction));
  }

  private static Column<Subject> locked() {
    return Column.flag("locked", "it is kept out of swap", ofMemory(Detail.Memory::locked));
  }

  private static Column<Subject> messages() {
    return Column.count(
        "messages",
        "how many wait in the queue",
        ofEither(Detail.Queue::messages, Detail.Mailbox::ready));
  }

  private static Column<Subject> used() {
    return Column.size(
        "used",
        "the bytes of all messages together",
        ofEither(Detail.Queue::usedBytes, Detail.Mailbox::usedBytes));
  }

  private static Column<Subject> capacity() {
    return Column.size(
        "capacity",
        "the most bytes that fit",
        ofEither(Detail.Queue::capacityBytes, Detail.Mailbox::capacityBytes));
  }

  private static Column<Subject> capacityMessages() {
    return Column.count(
        "capacity-messages",
        "the most messages that fit, where there is such a limit",
        ofEither(Detail.Queue::capacityMessages, Detail.Mailbox::capacityMessages));
  }

  private static Column<Subject> held() {
    return Column.count(
        "held", "how many are received and not settled", ofMailbox(Detail.Mailbox::held));
  }

  private static Column<Subject> writing() {
    return Column.count(
        "writing",
        "how many are being written by their senders",
        ofMailbox(Detail.Mailbox::writing));
  }

  private static Column<Subject> dead() {
    return Column.count(
        "dead", "how many were delivered too often", ofMailbox(Detail.Mailbox::dead));
  }

  private static Column<Subject> lost() {
    return Column.count(
        "lost",
        "how many went with who had taken them at most once, as far as that was noticed",
        ofMailbox(Detail.Mailbox::lost));
  }

  private static Column<Subject> torn() {
    return Column.count(
        "torn",
        "how many were found damaged after a start of the machine, and dropped",
        ofMailbox(Detail.Mailbox::torn));
  }

  private static Column<Subject> maxDeliveries() {
    return Column.count(
        "max-deliver",
        "how often a message is delivered before it is dead",
        ofMailbox(Detail.Mailbox::maxDeliveries));
  }

  private static Column<Subject> backoff() {
    return Column.duration(
        "backoff",
        "how long a message stays away when it is first given back",
        ofMailbox(Detail.Mailbox::backoff));
  }

  private static Column<Subject> sent() {
    return Column.count(
        "sent", "how many were sent since it was made", ofMailbox(Detail.Mailbox::sent));
  }

  private static Column<Subject> attachedNow() {
    return Column.count(
        "attached", "how many processes take part now", ofMailbox(Detail.Mailbox::attached));
  }

  private static Column<Subject> places() {
    return Column.count(
        "places", "how many processes can take part", ofMailbox(Detail.Mailbox::places));
  }

  private static Column<Subject> messageSize() {
    return Column.size(
        "message-size",
        "the longest message that a POSIX queue takes",
        ofQueue(Detail.Queue::messageBytes));
  }

  private static Column<Subject> lastSender() {
    return Column.id(
        "last-sender", "the process that last sent", ofQueue(Detail.Queue::lastSender));
  }

  private static Column<Subject> lastReceiver() {
    return Column.id(
        "last-receiver", "the process that last received", ofQueue(Detail.Queue::lastReceiver));
  }

  private static Column<Subject> lastSend() {
    return Column.time(
        "last-send", "when a message was last sent", ofQueue(Detail.Queue::sentSeconds));
  }

  private static Column<Subject> lastReceive() {
    return Column.time(
        "last-receive", "when one was last received", ofQueue(Detail.Queue::receivedSeconds));
  }

  private static Column<Subject> count() {
    return Column.count(
        "semaphores", "how many are in the set", ofSemaphores(Detail.Semaphores::count));
  }

  private static Column<Subject> values() {
    return Column.list(
        "values",
        "the value of each semaphore, in order",
        subject ->
            subject.status().detail() instanceof Detail.Semaphores semaphores
                ? semaphores.values().map(ObjectColumns::texts).orElse(null)
                : null);
  }

  private static List<String> texts(List<Long> values) {
    return values.stream().map(value -> Long.toString(value)).toList();
  }

  private static Column<Subject> waiters() {
    return Column.count(
        "waiters", "how many threads sleep on them", ofSemaphores(Detail.Semaphores::waiters));
  }

  private static Column<Subject> lastOperation() {
    return Column.time(
        "last-operation",
        "when a System V semaphore was last raised or lowered",
        ofSemaphores(Detail.Semaphores::lastOperationSeconds));
  }
}
