package ipc.cli.status;

import ipc.engine.ObjectStatus.Detail;
import ipc.model.Permissions;
import ipc.model.Quantity;
import ipc.model.SocketState;
import ipc.render.Column;
import ipc.render.RecordType;
import ipc.render.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

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
                "messages in a queue, semaphores or their value, connections of a socket",
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
            detail(DetailColumns.messages()),
            detail(DetailColumns.count()),
            detail(DetailColumns.values()),
            scheme()));
  }

  /** Memory segments in one listing. */
  static RecordType<Subject> segments() {
    return RecordType.of(
        "segment",
        "segments",
        List.of(
            address(),
            DetailColumns.size(),
            DetailColumns.resident(),
            DetailColumns.attached(),
            owner(),
            mode(),
            users(),
            state(),
            plain(DetailColumns.swapped()),
            plain(changed()),
            plain(key()),
            plain(id()),
            plain(DetailColumns.creator()),
            detail(group()),
            detail(uid()),
            detail(gid()),
            detail(DetailColumns.lastUser()),
            detail(DetailColumns.lastAttach()),
            detail(DetailColumns.lastDetach()),
            detail(persistence())));
  }

  /** Mailboxes in one listing. */
  static RecordType<Subject> mailboxes() {
    return RecordType.of(
        "mailbox",
        "mailboxes",
        List.of(
            address(),
            DetailColumns.messages(),
            DetailColumns.held(),
            DetailColumns.dead(),
            DetailColumns.used(),
            DetailColumns.capacity(),
            owner(),
            persistence(),
            users(),
            state(),
            plain(DetailColumns.capacityMessages()),
            plain(DetailColumns.sent()),
            detail(mode()),
            detail(group()),
            detail(uid()),
            detail(gid()),
            detail(DetailColumns.maxDeliveries()),
            detail(DetailColumns.attachedNow()),
            detail(changed()),
            detail(DetailColumns.backoff()),
            detail(DetailColumns.lost()),
            detail(DetailColumns.torn()),
            detail(DetailColumns.taken()),
            detail(DetailColumns.acknowledged()),
            detail(DetailColumns.givenBack()),
            detail(DetailColumns.redelivered()),
            detail(DetailColumns.expired()),
            detail(DetailColumns.buried()),
            detail(DetailColumns.purged())));
  }

  /** Named pipes in one listing. */
  static RecordType<Subject> fifos() {
    return RecordType.of(
        "fifo",
        "fifos",
        List.of(
            address(),
            DetailColumns.waiting(),
            DetailColumns.pipeCapacity(),
            owner(),
            mode(),
            DetailColumns.readers(),
            DetailColumns.writers(),
            users(),
            detail(group()),
            detail(uid()),
            detail(gid()),
            detail(changed()),
            detail(persistence())));
  }

  /** Sockets that peers can come to, in one listing. */
  static RecordType<Subject> sockets() {
    return sockets(detail(DetailColumns.peer()));
  }

  /** The same with those that are connected. */
  static RecordType<Subject> connections() {
    return sockets(DetailColumns.peer());
  }

  private static RecordType<Subject> sockets(Column<Subject> peer) {
    return RecordType.of(
        "socket",
        "sockets",
        List.of(
            address(),
            state(),
            peer,
            DetailColumns.pending(),
            DetailColumns.connections(),
            DetailColumns.received(),
            owner(),
            mode(),
            users(),
            plain(DetailColumns.socketCount()),
            plain(DetailColumns.dropped()),
            detail(kind()),
            detail(group()),
            detail(uid()),
            detail(gid()),
            detail(changed()),
            detail(persistence()),
            scheme()));
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
    if (detail instanceof Detail.Socket) {
      return socket();
    }
    return inFull(
        List.of(Column.text("content", "what it is instead", ObjectColumns::content)), List.of());
  }

  /** A memory segment in full. */
  static RecordType<Subject> segment() {
    return inFull(
        List.of(
            DetailColumns.size(),
            DetailColumns.resident(),
            DetailColumns.swapped(),
            DetailColumns.attached()),
        List.of(
            DetailColumns.creator(),
            DetailColumns.lastUser(),
            DetailColumns.lastAttach(),
            DetailColumns.lastDetach(),
            DetailColumns.removed(),
            DetailColumns.locked()));
  }

  /** A named pipe in full. */
  static RecordType<Subject> fifo() {
    return inFull(
        List.of(
            DetailColumns.waiting(),
            DetailColumns.pipeCapacity(),
            DetailColumns.readers(),
            DetailColumns.writers()),
        List.of());
  }

  /** A socket in full. */
  static RecordType<Subject> socket() {
    return inFull(
        List.of(
            state(),
            DetailColumns.peer(),
            DetailColumns.socketCount(),
            DetailColumns.pending(),
            DetailColumns.connections(),
            DetailColumns.received(),
            DetailColumns.dropped()),
        List.of());
  }

  /** A message queue in full. */
  static RecordType<Subject> queue() {
    return inFull(
        List.of(
            DetailColumns.messages(),
            DetailColumns.used(),
            DetailColumns.capacity(),
            DetailColumns.capacityMessages(),
            DetailColumns.messageSize()),
        List.of(
            DetailColumns.lastSender(),
            DetailColumns.lastReceiver(),
            DetailColumns.lastSend(),
            DetailColumns.lastReceive()));
  }

  /** A mailbox in full. */
  static RecordType<Subject> mailbox() {
    return inFull(
        List.of(
            DetailColumns.messages(),
            DetailColumns.held(),
            DetailColumns.writing(),
            DetailColumns.dead(),
            DetailColumns.used(),
            DetailColumns.capacity(),
            DetailColumns.capacityMessages(),
            DetailColumns.maxDeliveries(),
            DetailColumns.sent(),
            state()),
        List.of(
            DetailColumns.attachedNow(),
            DetailColumns.places(),
            DetailColumns.backoff(),
            DetailColumns.lost(),
            DetailColumns.torn(),
            DetailColumns.taken(),
            DetailColumns.acknowledged(),
            DetailColumns.givenBack(),
            DetailColumns.redelivered(),
            DetailColumns.expired(),
            DetailColumns.buried(),
            DetailColumns.purged()));
  }

  /** A semaphore or a set of them in full. */
  static RecordType<Subject> semaphores() {
    return inFull(
        List.of(DetailColumns.count(), DetailColumns.values(), DetailColumns.waiters()),
        List.of(DetailColumns.lastOperation()));
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

  private static Column<Subject> scheme() {
    return Column.<Subject>text(
            "scheme",
            "what the address begins with",
            subject -> scheme(subject.status().address().toString()))
        .shown(Shown.ON_REQUEST);
  }

  private static String scheme(String address) {
    return address.substring(0, address.indexOf(':'));
  }

  private static Column<Subject> kind() {
    return Column.text(
        "kind",
        "shm, mq, sem, mbox, fifo, sock or other",
        subject -> subject.status().detail().kind());
  }

  private static Column<Subject> owner() {
    return Column.text("owner", "the user whose it is", Subject::owner);
  }

  private static Column<Subject> group() {
    return Column.text("group", "the group whose it is", Subject::group);
  }

  private static Column<Subject> uid() {
    return Column.id("uid", "the number of the owner", subject -> unsigned(subject.status().uid()));
  }

  private static Column<Subject> gid() {
    return Column.id("gid", "the number of the group", subject -> unsigned(subject.status().gid()));
  }

  private static Long unsigned(OptionalInt number) {
    return number.isPresent() ? Integer.toUnsignedLong(number.getAsInt()) : null;
  }

  private static Column<Subject> mode() {
    return Column.mode(
        "mode", "permissions", subject -> subject.status().mode().map(Permissions::bits));
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
    return Column.list(
        "state",
        "removed, locked, sealed, or nothing; of sockets what they are at",
        ObjectColumns::states);
  }

  private static List<String> states(Subject subject) {
    List<String> states = new ArrayList<>();
    if (subject.status().detail() instanceof Detail.Socket socket) {
      if (socket.state() == SocketState.UNKNOWN) {
        return null;
      }
      states.add(socket.state().word());
      if (!socket.hasPath()) {
        states.add("removed");
      }
    }
    if (subject.status().detail() instanceof Detail.Mailbox mailbox && mailbox.sealed()) {
      states.add("sealed");
    }
    DetailColumns.memory(subject)
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
    if (detail instanceof Detail.Socket socket) {
      return socket.waitingBytes();
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
    if (detail instanceof Detail.Socket socket && socket.connections().isPresent()) {
      return Quantity.of(socket.connections().getAsLong(), "connection", "connections");
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
}
