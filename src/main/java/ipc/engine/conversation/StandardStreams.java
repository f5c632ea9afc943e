package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pump;
import java.util.Optional;

/** Our standard input and output, or one of the two, as an end of a conversation. */
public final class StandardStreams implements StreamEnd {
  private final Engine engine;
  private final Descriptor input;
  private final Descriptor output;
  private final Part part;

  /** What of them there is. */
  public enum Part {
    /** Both. */
    BOTH,
    /** Standard input alone. */
    INPUT,
    /** Standard output alone. */
    OUTPUT
  }

  /** Both of them. */
  public StandardStreams(Engine engine) {
    this(engine, Part.BOTH);
  }

  /** What of them is asked for. */
  public StandardStreams(Engine engine, Part part) {
    this.engine = engine;
    this.part = part;
    this.input = engine.standardInput();
    this.output = engine.standardOutput();
  }

  @Override
  public String name() {
    return switch (part) {
      case BOTH -> "standard input and output";
      case INPUT -> input.name();
      case OUTPUT -> output.name();
    };
  }

  @Override
  public Optional<Descriptor> plainInput() {
    return canBeRead() ? Optional.of(input) : Optional.empty();
  }

  @Override
  public Optional<Descriptor> plainOutput() {
    return canBeWritten() ? Optional.of(output) : Optional.empty();
  }

  @Override
  public boolean canBeRead() {
    return part != Part.OUTPUT;
  }

  @Override
  public boolean canBeWritten() {
    return part != Part.INPUT;
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
    return canBeRead() && engine.kernel().terminals().isTerminal(input.number());
  }

  @Override
  public void close() {
    // They are the process's own.
  }
}
