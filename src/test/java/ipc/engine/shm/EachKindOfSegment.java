package ipc.engine.shm;

import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.ObjectStatus;
import ipc.model.Address;
import ipc.model.Address.SysvFamily;
import ipc.model.Permissions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of a segment of each kind, with a name that nobody has; it goes when the test ends. */
abstract class EachKindOfSegment {
  /** Where a segment comes from. */
  enum Kind {
    SYSV,
    POSIX,
    FILE
  }

  final Machine machine = new Machine();
  final SharedMemory memory = new SharedMemory(machine.engine());
  final Kind kind;
  Address address;
  @TempDir Path directory;

  EachKindOfSegment(Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void name() {
    String name = machine.uniqueName();
    address =
        switch (kind) {
          case SYSV -> new Address.SysvKey(SysvFamily.SHM, machine.uniqueKey());
          case POSIX -> new Address.PosixShm("/" + name);
          case FILE -> new Address.MappedFile(directory + "/" + name);
        };
  }

  @AfterEach
  void remove() {
    try {
      memory.remove(status());
    } catch (IpcException.NoSuchObject gone) {
      // The test removed it, or never made it.
    }
    machine.close();
  }

  ObjectStatus status() {
    return memory.status(address, machine.engine().scan());
  }

  ObjectStatus.Detail.Memory detail() {
    return (ObjectStatus.Detail.Memory) status().detail();
  }

  static Shape shape(long sizeBytes) {
    return new Shape(sizeBytes, Optional.empty(), OptionalInt.empty());
  }

  static Shape shape(long sizeBytes, int mode) {
    return new Shape(sizeBytes, Optional.of(new Permissions(mode)), OptionalInt.empty());
  }

  Created create(long sizeBytes) {
    return memory.create(address, shape(sizeBytes), Existing.REFUSE);
  }

  SharedSegment open() {
    return memory.open(address, SharedSegment.Access.READ_WRITE);
  }
}
