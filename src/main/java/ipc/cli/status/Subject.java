package ipc.cli.status;

import ipc.engine.Coverage;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.engine.Use;
import ipc.model.Quantity;
import ipc.model.SocketState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object that a command shows or removes. Who uses it is looked for when it is first asked, for
 * that means to look into every process.
 */
final class Subject {
  private static final int NAMED_USERS = 5;

  private final ObjectStatus status;
  private final Mechanism mechanism;
  private final Scan scan;
  private List<Use> users;

  Subject(ObjectStatus status, Mechanism mechanism, Scan scan) {
    this.status = status;
    this.mechanism = mechanism;
    this.scan = scan;
  }

  ObjectStatus status() {
    return status;
  }

  /** The name of the owner, null where nobody knows. */
  String owner() {
    return status.uid().isPresent() ? scan.accounts().user(status.uid().getAsInt()) : null;
  }

  /** The name of the group, null where it has none. */
  String group() {
    return status.gid().isPresent() ? scan.accounts().group(status.gid().getAsInt()) : null;
  }

  /** The processes that are seen to use it; there may be more, see {@link #doubt}. */
  List<Use> users() {
    if (users == null) {
      OptionalLong expected = countedByKernel();
      users =
          expected.isPresent() && expected.getAsLong() == 0
              ? List.of()
              : List.copyOf(mechanism.uses(status, scan));
    }
    return users;
  }

  /** The users, empty if none is seen but somebody may be there. */
  Optional<List<Use>> knownUsers() {
    return users().isEmpty() && doubt().isPresent() ? Optional.empty() : Optional.of(users());
  }

  /** How many processes were looked into for users, and which could not be. */
  Coverage coverage() {
    OptionalLong expected = countedByKernel();
    if (expected.isPresent() && expected.getAsLong() == 0) {
      return new Coverage(0, 0, false); // nobody was looked for: the kernel counts none
    }
    return scan.usersCoverage(status);
  }

  /**
   * Why there may be users that are not seen, as the end of a sentence; empty if all are seen.
   *
   * <p>Where the kernel counts the uses itself, its number decides, whatever could not be read.
   */
  Optional<String> doubt() {
    OptionalLong expected = countedByKernel();
    if (isCounted()) {
      long seen = 0;
      for (Use use : users()) {
        seen += use.count();
      }
      return seen >= expected.getAsLong()
          ? Optional.empty()
          : Optional.of(
              "the kernel counts "
                  + Quantity.of(expected.getAsLong(), "use", "uses")
                  + ", "
                  + (seen == 0
                      ? "none is seen"
                      : Quantity.of(seen, "of them is", "of them are") + " seen"));
    }
    Coverage coverage = coverage();
    if (coverage.hidden()) {
      return Optional.of("'/proc' hides the processes of other users");
    }
    return coverage.isComplete()
        ? Optional.empty()
        : Optional.of(
            coverage.unread()
                + " of "
                + Quantity.of(coverage.looked(), "process", "processes")
                + " could not be looked into");
  }

  /** Whether the kernel counts its uses, so that no process can hide. */
  boolean isCounted() {
    return countedByKernel().isPresent();
  }

  /** How many uses there are, where the kernel keeps count. */
  private OptionalLong countedByKernel() {
    if (status.detail() instanceof ObjectStatus.Detail.Memory memory) {
      return memory.attachments();
    }
    // A socket goes with the last who has it, so where there is one, somebody has it.
    if (status.detail() instanceof ObjectStatus.Detail.Socket socket) {
      return socket.state() == SocketState.UNKNOWN
          ? OptionalLong.empty()
          : OptionalLong.of(socket.isHeld() ? 1 : 0);
    }
    // A named semaphore is used by who has it mapped, asleep or not.
    return status.detail() instanceof ObjectStatus.Detail.Semaphores semaphores
            && semaphores.id().isPresent()
        ? semaphores.waiters()
        : OptionalLong.empty();
  }

  /** The users by name, a few of them: {@code python3 (4711), sleep (4712) and 3 more}. */
  String nameUsers() {
    List<String> named = new ArrayList<>();
    for (Use use : users().subList(0, Math.min(NAMED_USERS, users().size()))) {
      named.add(use.command() + " (" + use.pid() + ")");
    }
    int more = users().size() - named.size();
    return String.join(", ", named) + (more == 0 ? "" : " and " + more + " more");
  }
}
