package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.engine.IpcException;
import ipc.engine.shm.SharedSegment;
import ipc.model.Quantity;
import ipc.model.Size;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The part of a segment that {@code --offset} and {@code --length} name. */
final class Region {
  private final OptionSpec offset = Arguments.size("begin this far into the segment", "--offset");
  private final OptionSpec length =
      Arguments.size("move this many bytes, not all up to the segment's end", "--length");

  void addTo(CommandSpec spec) {
    spec.addOption(offset);
    spec.addOption(length);
  }

  /** Where it begins, in bytes; within the segment or at its end. */
  long offset(SharedSegment segment) {
    long begin = Arguments.<Size>value(offset).map(Size::bytes).orElse(0L);
    if (begin > segment.sizeBytes()) {
      throw new IpcException.BadUsage(
          "offset "
              + begin
              + " is beyond the end of '"
              + segment.address()
              + "', which has "
              + Quantity.bytes(segment.sizeBytes()),
          null);
    }
    return begin;
  }

  /** How long it is, in bytes: what was asked for, else all up to the end. */
  long length(SharedSegment segment) {
    long room = segment.sizeBytes() - offset(segment);
    long wanted = requestedLength().orElse(room);
    if (wanted > room) {
      throw new IpcException.BadUsage(
          Quantity.bytes(wanted)
              + " from offset "
              + offset(segment)
              + (wanted == 1 ? " goes" : " go")
              + " beyond the end of '"
              + segment.address()
              + "', which has "
              + Quantity.bytes(segment.sizeBytes()),
          "without --length it goes up to the end");
    }
    return wanted;
  }

  /** The length that was asked for. */
  Optional<Long> requestedLength() {
    return Arguments.<Size>value(length).map(Size::bytes);
  }
}
