package ipc.engine.fifo;

import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.proc.AccessMode;
import ipc.proc.Opener;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The descriptors that other processes have on a named pipe, borrowed: pidfd_getfd(2). To open the
 * name instead would let go whoever waits there for a peer, and end a reader when we leave.
 */
final class PipeEnds {
  private final Kernel kernel;
  private final Address.Fifo address;
  private final ObjectStatus.Identity.FileNode node;
  private final Scan scan;
  private int opened; // descriptors that were seen
  private ObjectStatus.PipeContent content;
  private long refusal; // why one could not be borrowed, -errno

  PipeEnds(Kernel kernel, Address.Fifo address, ObjectStatus.Identity.FileNode node, Scan scan) {
    this.kernel = kernel;
    this.address = address;
    this.node = node;
    this.scan = scan;
  }

  /** What the pipe holds, as far as we may ask. */
  ObjectStatus.PipeContent content() {
    if (content == null) {
      content = look();
    }
    return content;
  }

  private ObjectStatus.PipeContent look() {
    Optional<Descriptor> end = borrow(PipeEnds::moves);
    if (end.isEmpty()) {
      if (refusal != 0) {
        scan.unread("what waits", address, Failures.reason(refusal));
      }
      boolean nobody = opened == 0 && scan.proc().descriptorCoverage().complete();
      return new ObjectStatus.PipeContent(
          nobody ? OptionalLong.of(0) : OptionalLong.empty(), OptionalLong.empty());
    }
    try (Descriptor pipe = end.get()) {
      return new ObjectStatus.PipeContent(
          known(kernel.pipes().waitingBytes(pipe.number())),
          known(kernel.pipes().capacity(pipe.number())));
    }
  }

  private static OptionalLong known(long result) {
    return result < 0 ? OptionalLong.empty() : OptionalLong.of(result);
  }

  /**
   * One of its ends.
   *
   * @throws IpcException.Unsupported if nobody has one
   */
  Descriptor any() {
    return borrow(PipeEnds::moves).orElseThrow(() -> nobody("no process has it open"));
  }

  /**
   * A reading end.
   *
   * @throws IpcException.Unsupported if nobody has one
   */
  Descriptor reading() {
    return borrow(opener -> moves(opener) && opener.access() != AccessMode.WRITE)
        .orElseThrow(() -> nobody("no process has its reading end open"));
  }

  private IpcException nobody(String why) {
    if (refusal != 0) {
      return new IpcException.NotPermitted(
          "cannot borrow an end of '" + address + "': " + Failures.reason(refusal),
          "it takes the right to trace a process that has it open; run as root");
    }
    return new IpcException.Unsupported(
        "there is no pipe behind '" + address + "' to work on: " + why,
        "'ipc fifo write " + address + " --hold' keeps both ends open");
  }

  private static boolean moves(Opener opener) {
    return switch (opener.access()) {
      case READ, WRITE, READ_WRITE -> true;
      case NONE, UNKNOWN -> false;
    };
  }

  private Optional<Descriptor> borrow(Predicate<Opener> wanted) {
    for (Opener opener : scan.openers(node)) {
      if (wanted.test(opener)) {
        opened++;
        int pidfd = kernel.processes().pidfdOpen((int) opener.pid());
        if (pidfd >= 0) {
          int number = kernel.processes().pidfdGetfd(pidfd, opener.descriptor());
          kernel.files().close(pidfd);
          if (number < 0) {
            refusal = number;
          } else {
            Descriptor end = Descriptor.owned(kernel, number, address.toString());
            if (isOurs(end)) {
              return Optional.of(end);
            }
            end.close();
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The number may lead elsewhere by now: the process goes on while we look. */
  private boolean isOurs(Descriptor end) {
    FileStatus status = end.status();
    return status.inode() == node.inode()
        && status.deviceMajor() == node.deviceMajor()
        && status.deviceMinor() == node.deviceMinor();
  }
}
