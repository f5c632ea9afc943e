package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Output;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.shm.Created;
import ipc.engine.shm.Existing;
import ipc.engine.shm.Shape;
import ipc.engine.shm.SharedMemory;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Permissions;
import ipc.model.Size;
import ipc.render.Column;
import ipc.render.RecordType;
import ipc.render.Shown;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc shm create}: makes a segment, whole or not at all, and prints its address. */
public final class ShmCreate implements Verb {
  /** What it prints; the address alone where a script reads it. */
  public static final RecordType<Created> CREATED =
      RecordType.of(
          "segment",
          "segments",
          List.of(
              Column.<Created>address("address", "what names it", it -> it.address().toString()),
              Column.<Created>id("id", "of a System V segment", Created::id).shown(Shown.IN_DETAIL),
              Column.<Created>text("key", "of a System V segment", ShmCreate::key)
                  .shown(Shown.IN_DETAIL),
              Column.<Created>size("size", "its size", Created::sizeBytes).shown(Shown.IN_DETAIL),
              Column.<Created>flag("new", "made now, not found", Created::isNew)
                  .shown(Shown.IN_DETAIL)));

  private final PositionalParamSpec address =
      Arguments.address(
          Optional.of(Noun.SHM),
          "what to create; a bare word is posix-shm:/WORD, sysv-shm:private has no key");
  private final OptionSpec size =
      Arguments.required(
          Arguments.size(
              "how large, at least one byte; all of it is allocated now", "-s", "--size"));
  private final OptionSpec mode = Arguments.mode(Shape.DEFAULT_MODE);
  private final OptionSpec group = Arguments.group();
  private final OptionSpec open =
      Arguments.flag("accept an existing segment of the same shape", "--open");
  private final Output output = new Output();

  private static String key(Created created) {
    return created.key().isPresent() ? "0x" + Integer.toHexString(created.key().getAsInt()) : null;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(size);
    spec.addOption(mode);
    spec.addOption(group);
    spec.addOption(open);
    output.addTo(spec, Output.Shape.RECORD);
  }

  @Override
  public Names names() {
    return Names.NEW;
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    Size bytes = size.getValue();
    if (bytes.bytes() == 0) {
      throw new IpcException.BadUsage(
          "cannot create '" + wanted + "' of no bytes: nothing could be attached", null);
    }
    Shape shape =
        new Shape(
            bytes.bytes(),
            Arguments.<Permissions>value(mode),
            Arguments.groupId(invocation, group));
    output.check(invocation, CREATED);
    Existing existing = Arguments.isSet(open) ? Existing.OPEN : Existing.REFUSE;
    Created created = new SharedMemory(invocation.engine()).create(wanted, shape, existing);
    output.one(invocation, CREATED, created, List::of);
    invocation.verdict(
        (created.isNew() ? "created '" : "opened '")
            + created.address()
            + "', "
            + new Size(created.sizeBytes()).human());
    return Exit.OK.status();
  }

  @Override
  public List<Records> records() {
    return List.of(Records.printed("the segment", CREATED));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "ipc shm create jobs -s 1M", "a POSIX segment, /dev/shm/jobs to other programs"),
        new Example(
            "ipc shm create sysv-shm:0x1234 -s 64K -m 660", "a System V segment with a key"),
        new Example("ipc shm create sysv-shm:private -s 4K", "one without a key; prints its id"),
        new Example("ipc shm create jobs -s 1M --open", "the one that is there, if it is alike"));
  }
}
