package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Output;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.shm.Resized;
import ipc.engine.shm.SharedMemory;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Size;
import ipc.render.Column;
import ipc.render.RecordType;
import ipc.render.Shown;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc shm resize}: makes a segment larger or smaller, with what is in it. */
public final class ShmResize implements Verb {
  private static final RecordType<Resized> RESIZED =
      RecordType.of(
          "segment",
          "segments",
          List.of(
              Column.<Resized>address("address", "what names it", it -> it.address().toString()),
              Column.<Resized>size("before", "the size that it had", Resized::beforeBytes)
                  .shown(Shown.IN_DETAIL),
              Column.<Resized>size("size", "its size", Resized::sizeBytes).shown(Shown.IN_DETAIL)));

  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SHM), "what to resize; a bare word is posix-shm:/WORD");
  private final OptionSpec size =
      Arguments.required(
          Arguments.size("how large it is to be, at least one byte", "-s", "--size"));
  private final OptionSpec shrink =
      Arguments.flag("cut off what lies behind the new end", "--shrink");
  private final Output output = new Output();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(size);
    spec.addOption(shrink);
    output.addTo(spec, Output.Shape.RECORD);
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    Size bytes = size.getValue();
    if (bytes.bytes() == 0) {
      throw new IpcException.BadUsage(
          "cannot resize '" + wanted + "' to no bytes: nothing could be attached",
          "'ipc shm rm " + wanted + "' removes it");
    }
    output.check(invocation, RESIZED);
    Resized.Shrinking shrinking =
        Arguments.isSet(shrink) ? Resized.Shrinking.ALLOW : Resized.Shrinking.REFUSE;
    Resized resized =
        new SharedMemory(invocation.engine()).resize(wanted, bytes.bytes(), shrinking);
    output.one(invocation, RESIZED, resized, List::of);
    invocation.verdict(
        "'"
            + wanted
            + "' has "
            + new Size(resized.sizeBytes()).human()
            + ", and had "
            + new Size(resized.beforeBytes()).human());
    return Exit.OK.status();
  }

  @Override
  public List<Records> records() {
    return List.of(Records.printed("the segment", RESIZED));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc shm resize jobs -s 2M", "as large, with what is in it"),
        new Example("ipc shm resize jobs -s 4K --shrink", "the first 4 KiB of it"));
  }
}
