package ipc.engine.shm;

import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.model.Permissions;
import java.util.ArrayList;
import java.util.List;

/** What keeps an existing segment from being the one that was asked for. */
final class ShapeDifference {
  private ShapeDifference() {}

  /**
   * Compares what was said of the shape with what is there; the mode and the group only where they
   * were asked for.
   *
   * @throws IpcException.AlreadyExists if they differ, naming each difference
   */
  static void check(Address address, Shape shape, long sizeBytes, Permissions mode, int gid) {
    List<String> differences = new ArrayList<>();
    if (sizeBytes != shape.sizeBytes()) {
      differences.add("its size is " + sizeBytes + " bytes, not " + shape.sizeBytes());
    }
    if (shape.mode().isPresent() && shape.mode().get().bits() != mode.bits()) {
      differences.add("its mode is " + mode.octal() + ", not " + shape.mode().get().octal());
    }
    if (shape.group().isPresent() && shape.group().getAsInt() != gid) {
      differences.add("its group is " + gid + ", not " + shape.group().getAsInt());
    }
    if (!differences.isEmpty()) {
      throw new IpcException.AlreadyExists(
          "'" + address + "' exists with another shape: " + String.join("; ", differences),
          "'ipc stat " + address + "' shows it in full");
    }
  }
}
