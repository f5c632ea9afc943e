package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pump;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import java.util.Optional;

/**
 * An end of a conversation that is a descriptor and no connection: a file, a pipe's or a named
 * pipe's end, a device. Nobody is behind it whose connection could be reset, so what is left in it
 * stays there.
 */
public final class DescriptorEnd implements StreamEnd {
  private final Engine engine;
  private final Optional<Descriptor> input;
  private final Optional<Descriptor> output;
  private boolean isOutputClosed;

  private DescriptorEnd(Engine engine, Optional<Descriptor> input, Optional<Descriptor> output) {
    this.engine = engine;
    this.input = input;
    this.output = output;
  }

  /** Which way the bytes of something go that can be read and written, and has one content. */
  public enum Role {
    /** It is read. */
    SOURCE,
    /** It is written. */
    SINK
  }

  /** An end that is read alone, and closed with this. */
  public static DescriptorEnd reading(Engine engine, Descriptor input) {
    return new DescriptorEnd(engine, Optional.of(input), Optional.empty());
  }

  /** An end that is written alone, and closed with this. */
  public static DescriptorEnd writing(Engine engine, Descriptor output) {
    return new DescriptorEnd(engine, Optional.empty(), Optional.of(output));
  }

  /**
   * A descriptor that we were started with: it can be read and written as it was opened.
   *
   * @param role of a file or a pipe that was opened for both: what is written there would be read
   * @throws IpcException if it is not open
   */
  public static StreamEnd given(Engine engine, int number, Role role) {
    String name = "fd:" + number;
    int flags = engine.kernel().files().fcntl(number, FileCalls.F_GETFL, 0);
    if (flags < 0) {
      throw Failures.of("use", name, flags);
    }
    Descriptor descriptor =
        switch (number) {
          case 0 -> engine.standardInput();
          case 1 -> engine.standardOutput();
          case 2 -> engine.standardError();
          default -> Descriptor.owned(engine.kernel(), number, name);
        };
    return switch (flags & FileCalls.O_ACCMODE) {
      case FileCalls.O_RDONLY -> reading(engine, descriptor);
      case FileCalls.O_WRONLY -> writing(engine, descriptor);
      default -> ofBoth(engine, descriptor, role);
    };
  }

  private static DescriptorEnd ofBoth(Engine engine, Descriptor descriptor, Role role) {
    FileStatus.Kind kind = descriptor.status().kind();
    if (kind != FileStatus.Kind.FIFO && kind != FileStatus.Kind.REGULAR) {
      return new DescriptorEnd(engine, Optional.of(descriptor), Optional.of(descriptor));
    }
    return switch (role) {
      case SOURCE -> reading(engine, descriptor);
      case SINK -> writing(engine, descriptor);
    };
  }

  @Override
  public String name() {
    return input.or(() -> output).orElseThrow().name();
  }

  @Override
  public Optional<Descriptor> plainInput() {
    return input;
  }

  @Override
  public Optional<Descriptor> plainOutput() {
    return output;
  }

  @Override
  public boolean canBeRead() {
    return input.isPresent();
  }

  @Override
  public boolean canBeWritten() {
    return output.isPresent();
  }

  @Override
  public Mover receiving(Descriptor to) {
    return new Pump(engine, input.orElseThrow(), to);
  }

  @Override
  public Mover sending(Descriptor from) {
    return new Pump(engine, from, output.orElseThrow());
  }

  /** Whoever reads a pipe sees its end when it is closed; what is read too stays open. */
  @Override
  public Mover.Step finishWriting() {
    if (input.isEmpty()) {
      closeOutput();
    }
    return Mover.Step.INPUT_ENDED;
  }

  private void closeOutput() {
    if (!isOutputClosed) {
      isOutputClosed = true;
      output.ifPresent(Descriptor::close);
    }
  }

  @Override
  public boolean isStandard() {
    return input.isEmpty() && output.orElseThrow().number() == 1;
  }

  @Override
  public boolean isDrained() {
    return false;
  }

  @Override
  public boolean isTyped() {
    return input.isPresent()
        && engine.kernel().terminals().isTerminal(input.orElseThrow().number());
  }

  @Override
  public void close() {
    if (input.isPresent()) {
      input.get().close();
    } else {
      closeOutput();
    }
  }
}
