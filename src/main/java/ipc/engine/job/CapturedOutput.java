package ipc.engine.job;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.model.ByteText;
import ipc.sys.FileCalls;
import java.nio.charset.StandardCharsets;

/** A file in memory that takes what a command prints, for another to read. */
public final class CapturedOutput implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 26;

  private final Engine engine;
  private final Descriptor file;

  private CapturedOutput(Engine engine, Descriptor file) {
    this.engine = engine;
    this.file = file;
  }

  /** An empty one. */
  public static CapturedOutput open(Engine engine) {
    String name = "what a command prints";
    int number =
        engine.kernel().files().memfdCreate("ipc-output".getBytes(StandardCharsets.US_ASCII));
    if (number < 0) {
      throw Failures.of("keep", name, number);
    }
    return new CapturedOutput(engine, Descriptor.owned(engine.kernel(), number, name));
  }

  /** Where it is written. */
  public Descriptor descriptor() {
    return file;
  }

  /** The same from its beginning, to be read; whoever asks closes it. */
  public Descriptor reopen() {
    String path = "/proc/self/fd/" + file.number();
    int flags = FileCalls.O_RDONLY | FileCalls.O_CLOEXEC;
    return Descriptor.open(engine.kernel(), path, flags, 0, file.name());
  }

  /** All of it as text. */
  public String text() {
    try (Descriptor input = reopen()) {
      return ByteText.decode(input.readAll(MOST_BYTES));
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
