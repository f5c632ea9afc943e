package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.Descriptor;
import ipc.engine.shm.SharedMemory;
import ipc.engine.shm.SharedSegment;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Quantity;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc shm read}: copies a segment, or a part of it, to standard output. */
public final class ShmRead implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SHM), "what to read; a bare word is posix-shm:/WORD");
  private final CopyOptions options =
      new CopyOptions("raw bytes (the default), hex as hexdump -C, or text up to the first NUL");

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    options.addTo(spec);
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    Region region = options.region();
    try (SharedSegment segment =
        new SharedMemory(invocation.engine()).open(wanted, SharedSegment.Access.READ)) {
      long offset = region.offset(segment);
      long length = region.length(segment);
      switch (options.format()) {
        case RAW -> copy(invocation, segment, offset, length);
        case HEX -> print(invocation, new HexDump(segment, offset, length));
        case TEXT -> print(invocation, new CText(segment, offset, length));
      }
      invocation.verdict("read " + Quantity.bytes(length) + " of '" + segment.address() + "'");
    }
    return Exit.OK.status();
  }

  private void copy(Invocation invocation, SharedSegment segment, long offset, long length) {
    Descriptor output = invocation.engine().standardOutput();
    options.copy(
        invocation,
        length,
        progress -> {
          segment.copyTo(output, offset, length, progress);
          return length;
        });
  }

  private static void print(Invocation invocation, Rounds rounds) {
    try {
      boolean more = true;
      while (more) {
        more = rounds.writeNext(invocation.streams().out());
      }
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }

  /** Something that is printed piece by piece. */
  interface Rounds {
    /** Writes the next piece; false when all is written. */
    boolean writeNext(OutputStream out) throws IOException;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc shm read jobs > jobs.bin", "all of it into a file"),
        new Example("ipc shm read jobs --format hex --length 64", "the first 64 bytes to look at"),
        new Example("ipc shm read jobs --format text", "the C string at its beginning"));
  }
}
