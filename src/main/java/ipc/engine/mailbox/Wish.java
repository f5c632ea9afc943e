package ipc.engine.mailbox;

import ipc.engine.ObjectStatus;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.ObjectStatus.Persistence;
import ipc.model.Permissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is said of a mailbox that is to be created; the rest is as {@link Shape#DEFAULT} has it, or
 * as it is where an existing one is accepted.
 *
 * @param messages how many are to fit, at least 1
 * @param bytes how many bytes of bodies are to fit, at least 1
 * @param maxDeliveries how often a message is to be delivered, 1 to 255
 * @param backoff how long a message is to stay away when it is given back
 * @param mode permissions, of a path alone
 * @param persistence what it is to outlive
 */
public record Wish(
    OptionalInt messages,
    OptionalLong bytes,
    OptionalInt maxDeliveries,
    Optional<Duration> backoff,
    Optional<Permissions> mode,
    Optional<Persistence> persistence) {

  Shape shape() {
    return new Shape(
        messages.orElse(Shape.DEFAULT.messages()),
        bytes.orElse(Shape.DEFAULT.bytes()),
        maxDeliveries.orElse(Shape.DEFAULT.maxDeliveries()),
        backoff.orElse(Shape.DEFAULT.backoff()),
        mode.orElse(Shape.DEFAULT.mode()));
  }

  /** In what a mailbox that is there is not as wished, in words; empty if it is. */
  List<String> differences(Detail.Mailbox there, ObjectStatus status) {
    List<String> differences = new ArrayList<>();
    compare(
        "messages",
        messages.orElse((int) there.capacityMessages()),
        there.capacityMessages(),
        differences);
    compare("bytes", bytes.orElse(there.capacityBytes()), there.capacityBytes(), differences);
    compare(
        "deliveries",
        maxDeliveries.orElse(there.maxDeliveries()),
        there.maxDeliveries(),
        differences);
    compare(
        "ms of back-off",
        backoff.orElse(there.backoff()).toMillis(),
        there.backoff().toMillis(),
        differences);
    Permissions modeThere = status.mode().orElseThrow();
    Permissions wishedMode = mode.orElse(modeThere);
    if (wishedMode.bits() != modeThere.bits()) {
      differences.add("mode " + modeThere.octal() + ", not " + wishedMode.octal());
    }
    Persistence wishedPersistence = persistence.orElse(status.persistence());
    if (wishedPersistence != status.persistence()) {
      differences.add(
          "durability " + status.persistence().word() + ", not " + wishedPersistence.word());
    }
    return differences;
  }

  private static void compare(String what, long wished, long there, List<String> differences) {
    if (wished != there) {
      differences.add(there + " " + what + ", not " + wished);
    }
  }
}
