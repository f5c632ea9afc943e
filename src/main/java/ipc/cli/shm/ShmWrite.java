package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.shm.SharedMemory;
import ipc.engine.shm.SharedSegment;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Quantity;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc shm write}: copies standard input into a segment, or into a part of it. */
public final class ShmWrite implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SHM), "where to write; a bare word is posix-shm:/WORD");
  private final CopyOptions options =
      new CopyOptions("raw bytes (the default), hex digits, or text that is ended by a NUL");

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    options.addTo(spec);
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    Region region = options.region();
    Descriptor input = invocation.engine().standardInput();
    try (SharedSegment segment =
        new SharedMemory(invocation.engine()).open(wanted, SharedSegment.Access.READ_WRITE)) {
      long offset = region.offset(segment);
      long length = region.length(segment);
      long written =
          switch (options.format()) {
            case RAW -> copy(invocation, segment, input);
            case HEX -> put(segment, offset, length, TypedBytes.hex(input));
            case TEXT -> put(segment, offset, length, TypedBytes.text(input, length));
          };
      invocation.verdict(
          "wrote "
              + Quantity.bytes(written)
              + " to '"
              + segment.address()
              + "' from offset "
              + offset);
    }
    return Exit.OK.status();
  }

  private long copy(Invocation invocation, SharedSegment segment, Descriptor input) {
    Region region = options.region();
    long offset = region.offset(segment);
    long length = region.length(segment);
    refuseKnownExcess(segment, input, length);
    long written =
        options.copy(
            invocation, length, progress -> segment.copyFrom(input, offset, length, progress));
    if (region.requestedLength().isPresent()) {
      if (written < length) {
        throw new IpcException.Corrupt(
            "standard input ended after " + written + " of " + Quantity.bytes(length), null);
      }
    } else if (written == length && input.hasMore()) {
      throw tooMuch(
          segment,
          Quantity.of(written, "byte is", "bytes are") + " written and it is full",
          length);
    }
    return written;
  }

  /** A file's size is known before anything is written: then nothing is. */
  private void refuseKnownExcess(SharedSegment segment, Descriptor input, long length) {
    long waiting = input.remainingBytes().orElse(0);
    if (options.region().requestedLength().isEmpty() && waiting > length) {
      throw tooMuch(
          segment, "the input has " + Quantity.bytes(waiting) + "; nothing is written", length);
    }
  }

  private static IpcException tooMuch(SharedSegment segment, String what, long length) {
    return new IpcException.LimitReached(
        "input does not fit into '" + segment.address() + "': " + what,
        "--length " + length + " writes the first " + Quantity.bytes(length) + " alone");
  }

  private static long put(SharedSegment segment, long offset, long length, byte[] bytes) {
    if (bytes.length > length) {
      throw new IpcException.LimitReached(
          Quantity.of(bytes.length, "byte does", "bytes do")
              + " not fit into '"
              + segment.address()
              + "' from offset "
              + offset
              + ": nothing is written",
          null);
    }
    segment.write(offset, bytes);
    return bytes.length;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc shm write jobs < jobs.bin", "a file into the segment"),
        new Example("echo hello | ipc shm write jobs --format text", "a C string at its beginning"),
        new Example(
            "echo 'de ad be ef' | ipc shm write jobs --format hex --offset 64", "four bytes"));
  }
}
