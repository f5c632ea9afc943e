package ipc.cli.fifo;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.fifo.Fifos;
import ipc.engine.stream.Closer;
import ipc.engine.stream.Flow;
import ipc.engine.stream.Pump;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Noun;
import ipc.model.Quantity;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc fifo peek}: copies what waits in a named pipe and takes nothing. */
public final class FifoPeek implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.FIFO), "what to look into; a bare word is a path");

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
  }

  @Override
  public int run(Invocation invocation) {
    Address.Fifo wanted = address.getValue();
    try (SignalWatch signals = invocation.engine().watchSignals();
        Descriptor copy = new Fifos(invocation.engine()).peek(wanted);
        Pump pump = new Pump(invocation.engine(), copy, invocation.engine().standardOutput())) {
      Flow flow = pump.run(signals, Deadline.never());
      if (flow.first() == Closer.READER) {
        throw new IpcException.OutputClosed();
      }
      if (flow.signal().isPresent()) {
        throw new IpcException.EndedBySignal(flow.signal().getAsInt());
      }
      invocation.verdict(
          Quantity.of(flow.bytes(), "byte waits", "bytes wait") + " in '" + wanted + "'");
    }
    return Exit.OK.status();
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("ipc fifo peek jobs", "what the next reader will get"));
  }
}
