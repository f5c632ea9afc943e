package ipc.engine;

import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Quantity;
import ipc.model.Scheme;
import ipc.model.SocketState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Waits for a condition of an object. The kernel wakes nobody for these, so it looks again and
 * again: often where a look is one call, four times a second where it reads all of /proc.
 */
public final class ObjectWait {
  private static final Duration CHEAP_SLICE = Duration.ofMillis(20);
  private static final Duration TABLE_SLICE = Duration.ofMillis(100);
  private static final Duration COSTLY_SLICE = Duration.ofMillis(250);

  private final Engine engine;
  private final Mechanism mechanism;
  private final Address address;

  /** A wait for an object that this mechanism answers for. */
  public ObjectWait(Engine engine, Mechanism mechanism, Address address) {
    this.engine = engine;
    this.mechanism = mechanism;
    this.address = address;
  }

  /**
   * Waits until the condition holds.
   *
   * @throws IpcException.TimedOut if {@code until} passed first
   * @throws IpcException.NoSuchObject if use or messages are waited for and there is no such object
   *     (any more)
   * @throws IpcException.NotPermitted if "unused" cannot be proved, for processes are hidden
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public void await(Condition condition, Deadline until) {
    try (SignalWatch signals = engine.watchSignals()) {
      boolean seen = false;
      while (true) {
        Scan scan = engine.scan();
        Optional<ObjectStatus> object = look(scan);
        if (holds(condition, object, scan, seen)) {
          return;
        }
        seen = seen || object.isPresent();
        if (until.expired()) {
          throw new IpcException.TimedOut(
              "the time given ran out: '" + address + "' is not " + condition.word(), null);
        }
        signals.pause(slice(condition, object), until);
      }
    }
  }

  private Optional<ObjectStatus> look(Scan scan) {
    try {
      ObjectStatus object = mechanism.status(address, scan);
      return isThere(object) ? Optional.of(object) : Optional.empty();
    } catch (IpcException.NoSuchObject gone) {
      return Optional.empty();
    }
  }

  /** What is left of a connection is no socket to come to, nor is one whose path is gone. */
  private boolean isThere(ObjectStatus object) {
    if (object.detail() instanceof ObjectStatus.Detail.Socket socket) {
      boolean isOpenToAll =
          socket.state() == SocketState.LISTENING || socket.state() == SocketState.BOUND;
      return address instanceof Address.Internet ? isOpenToAll : socket.hasPath();
    }
    return true;
  }

  private boolean holds(
      Condition condition, Optional<ObjectStatus> object, Scan scan, boolean seen) {
    return switch (condition) {
      case PRESENT -> object.isPresent();
      case REMOVED -> object.isEmpty();
      case USED -> isUsed(object.orElseThrow(() -> missing(seen)), scan);
      case UNUSED ->
          seen && object.isEmpty()
              || !isUsed(object.orElseThrow(() -> missing(seen)), scan) && isCertain(object, scan);
      case EMPTY -> messages(object.orElseThrow(() -> missing(seen)), 0) == 0;
      case DRAINED -> messages(object.orElseThrow(() -> missing(seen)), 1) == 0;
      case READY -> messages(object.orElseThrow(() -> missing(seen)), 0) > 0;
      case FULL -> isFull(object.orElseThrow(() -> missing(seen)));
      case SEALED -> isSealed(object.orElseThrow(() -> missing(seen)));
      case CLOSED -> isClosed(object);
      case OPEN -> throw new IllegalArgumentException("only an attempt tells whether it is open");
    };
  }

  private boolean isClosed(Optional<ObjectStatus> object) {
    if (object.isEmpty()) {
      return true;
    }
    if (object.get().detail() instanceof ObjectStatus.Detail.Socket socket) {
      return switch (socket.state()) {
        case LISTENING -> false;
        case BOUND -> address.scheme() == Scheme.UNIX || address.scheme() == Scheme.UNIX_SEQPACKET;
        case UNKNOWN ->
            throw new IpcException.NotPermitted(
                "cannot tell whether anybody listens at '" + address + "'", "run as root");
        case STALE, ESTABLISHED, CONNECTING, SYN_SENT, SYN_RECEIVED -> true;
        case FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT, CLOSED, CLOSE_WAIT, LAST_ACK, CLOSING -> true;
      };
    }
    throw new IpcException.BadUsage("nobody listens at '" + address + "': it is no socket", null);
  }

  private boolean isFull(ObjectStatus object) {
    if (object.detail() instanceof ObjectStatus.Detail.Mailbox mailbox) {
      return mailbox.messages() >= mailbox.capacityMessages()
          || mailbox.usedBytes() >= mailbox.capacityBytes();
    }
    long messages = messages(object, 0);
    ObjectStatus.Detail.Queue queue = (ObjectStatus.Detail.Queue) object.detail();
    return reaches(OptionalLong.of(messages), queue.capacityMessages())
        || reaches(queue.usedBytes(), queue.capacityBytes());
  }

  private static boolean reaches(OptionalLong used, OptionalLong capacity) {
    return used.isPresent() && capacity.isPresent() && used.getAsLong() >= capacity.getAsLong();
  }

  private boolean isSealed(ObjectStatus object) {
    if (object.detail() instanceof ObjectStatus.Detail.Mailbox mailbox) {
      return mailbox.sealed();
    }
    throw new IpcException.BadUsage(
        "'" + address + "' cannot be sealed", "mailboxes can: 'ipc mbox seal'");
  }

  /**
   * How many messages an object holds.
   *
   * @param unsettled 1 if those count that somebody has received, or begun to send
   */
  private long messages(ObjectStatus object, int unsettled) {
    if (object.detail() instanceof ObjectStatus.Detail.Mailbox mailbox) {
      return mailbox.ready() + unsettled * (mailbox.held() + mailbox.writing());
    }
    if (object.detail() instanceof ObjectStatus.Detail.Queue queue) {
      return queue
          .messages()
          .orElseThrow(() ->
              new IpcException.NotPermitted(
                  "cannot tell how many messages '" + address + "' holds", "run as root"));
    }
    throw new IpcException.BadUsage("'" + address + "' holds no messages", null);
  }

  private IpcException missing(boolean seen) {
    return new IpcException.NoSuchObject(
        seen
            ? "'" + address + "' was removed while it was waited for"
            : "there is no '" + address + "'",
        "'ipc wait " + address + " present' waits until there is one");
  }

  /** The kernel counts the attachments of System V segments: exact, and no scan is needed. */
  private static OptionalLong attachments(ObjectStatus object) {
    return object.detail() instanceof ObjectStatus.Detail.Memory memory
        ? memory.attachments()
        : OptionalLong.empty();
  }

  private boolean isUsed(ObjectStatus object, Scan scan) {
    if (object.detail() instanceof ObjectStatus.Detail.Socket socket) {
      return socket.isHeld() || mechanism.hiddenUse(object).isPresent();
    }
    OptionalLong attachments = attachments(object);
    return attachments.isPresent()
        ? attachments.getAsLong() > 0
        : !mechanism.uses(object, scan).isEmpty();
  }

  private boolean isCertain(Optional<ObjectStatus> object, Scan scan) {
    boolean counted =
        object.isPresent()
            && (attachments(object.get()).isPresent()
                || object.get().detail() instanceof ObjectStatus.Detail.Socket);
    boolean isPipe =
        object.isPresent() && object.get().detail() instanceof ObjectStatus.Detail.Fifo;
    ipc.proc.Coverage coverage = isPipe ? scan.proc().descriptorCoverage() : scan.mapsCoverage();
    if (counted || coverage.complete()) {
      return true;
    }
    throw new IpcException.NotPermitted(
        "cannot tell whether '"
            + address
            + "' is unused: "
            + Quantity.of(coverage.unreadable().size(), "process", "processes")
            + " cannot be looked into",
        "run it as root");
  }

  private Duration slice(Condition condition, Optional<ObjectStatus> object) {
    if (address instanceof Address.Internet || address instanceof Address.UnixSocket) {
      return TABLE_SLICE;
    }
    return switch (condition) {
      case PRESENT, REMOVED, EMPTY, DRAINED, READY, FULL, SEALED, OPEN, CLOSED -> CHEAP_SLICE;
      case USED, UNUSED ->
          object.isPresent() && attachments(object.get()).isPresent() ? CHEAP_SLICE : COSTLY_SLICE;
    };
  }
}
