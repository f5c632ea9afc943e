package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import java.util.Optional;

/** Our standard input and output as one end of a conversation. */
public final class StandardStreams implements StreamEnd {
  private final Engine engine;
  private final Descriptor input;
  private final Descriptor output;

  /** Both of them. */
  public StandardStreams(Engine engine) {
    this.engine = engine;
    this.input = engine.standardInput();
    this.output = engine.standardOutput();
  }

  @Override
  public String name() {
    return "standard input and output";
  }

  @Override
  public Optional<Descriptor> plainInput() {
    return Optional.of(input);
  }

  @Override
  public Optional<Descriptor> plainOutput() {
    return Optional.of(output);
  }

  @Override
  public boolean canBeRead() {
    return true;
  }

  @Override
  public boolean canBeWritten() {
    return true;
  }

  @Override
  public Mover receiving(Descriptor to) {
    return new Pump(engine, input, to);
  }

  @Override
  public Mover sending(Descriptor from) {
    return new Pump(engine, from, output);
  }

  /** Our output's reader sees its end when we end. */
  @Override
  public Mover.Step finishWriting() {
    return Mover.Step.INPUT_ENDED;
  }

  @Override
  public boolean isStandard() {
    return true;
  }

  @Override
  public boolean isTyped() {
    return engine.kernel().terminals().isTerminal(input.number());
  }

  @Override
  public void close() {
    // They are the process's own.
  }
}
