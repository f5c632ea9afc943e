package ipc.cli.stream;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.Engine;
import ipc.engine.stream.CopyFile;
import ipc.engine.stream.Tap;
import ipc.model.Timestamp;
import ipc.render.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What went both ways of conversations, as lines of JSON: each piece with its time, its direction
 * and its bytes, as text where they are UTF-8 and else in base 64; and a line for each end.
 */
public final class Recording implements AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Engine engine;
  private final CopyFile file;
  private final long begun;

  private Recording(Engine engine, CopyFile file) {
    this.engine = engine;
    this.file = file;
    this.begun = engine.monotonicNanos().getAsLong();
  }

  /** The option that names its place. */
  public static OptionSpec option() {
    return Arguments.text(
        "FILE|fd:N", "write what goes both ways there, with times, as lines of JSON", "--record");
  }

  /** Opens the place, so that one that cannot be written ends the command before it begins. */
  public static Optional<Recording> open(Invocation invocation, OptionSpec option) {
    return Arguments.<String>value(option)
        .map(place -> CopyFile.at(invocation.engine(), place))
        .map(file -> new Recording(invocation.engine(), file));
  }

  /**
   * Records one direction of one connection.
   *
   * @param connection its number, from 1
   */
  public Tap of(int connection, String from, String to) {
    return new Direction(connection, from, to);
  }

  private final class Direction implements Tap {
    private final int connection;
    private final String from;
    private final String to;

    Direction(int connection, String from, String to) {
      this.connection = connection;
      this.from = from;
      this.to = to;
    }

    @Override
    public void pass(byte[] bytes, int offset, int count) {
      write(Optional.of(Arrays.copyOfRange(bytes, offset, offset + count)));
    }

    @Override
    public void end() {
      write(Optional.empty());
    }

    @Override
    public boolean catchUp() {
      return file.catchUp();
    }

    private void write(Optional<byte[]> piece) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      JsonWriter json = new JsonWriter(line);
      try {
        json.beginObject();
        json.name("time").text(time());
        json.name("seconds").number(Verdict.seconds(engine.monotonicNanos().getAsLong() - begun));
        json.name("connection").number(connection);
        json.name("from").text(from);
        json.name("to").text(to);
        if (piece.isPresent()) {
          body(json, piece.get());
        } else {
          json.name("end").flag(true);
        }
        json.endObject().line().flush();
      } catch (IOException failure) {
        throw new IllegalStateException("memory raised an IOException", failure);
      }
      file.write(line.toByteArray(), 0, line.size());
    }
  }

  private String time() {
    long nanos = engine.wallNanos().getAsLong();
    return new Timestamp(nanos / NANOS_PER_SECOND, (int) (nanos % NANOS_PER_SECOND)).toString();
  }

  private static void body(JsonWriter json, byte[] bytes) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      json.name("body").text(text);
    } catch (CharacterCodingException notText) {
      json.name("bodyBase64").text(Base64.getEncoder().encodeToString(bytes));
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
