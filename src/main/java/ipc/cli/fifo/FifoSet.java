package ipc.cli.fifo;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.fifo.Fifos;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Size;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc fifo set}: changes how much a named pipe holds, while somebody has it open. */
public final class FifoSet implements Verb {
  private static final long MOST_BYTES = 1L << 30;

  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.FIFO), "what to change; a bare word is a path");
  private final OptionSpec size =
      Arguments.required(Arguments.size("how much it holds; the kernel rounds up", "-s", "--size"));

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(size);
  }

  @Override
  public int run(Invocation invocation) {
    Address.Fifo wanted = address.getValue();
    long bytes = size.<Size>getValue().bytes();
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IpcException.BadUsage("a pipe holds at least a byte and at most 1 GiB", null);
    }
    int capacity = new Fifos(invocation.engine()).setCapacity(wanted, (int) bytes);
    invocation.verdict("'" + wanted + "' holds " + capacity + " bytes");
    return Exit.OK.status();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc fifo set jobs -s 1M", "room for slow readers, while it is open"));
  }
}
