package ipc.engine.tls;

import ipc.engine.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A peer that is not ours: {@code openssl s_server} or {@code s_client}, until it is closed. */
final class Openssl implements AutoCloseable {
  private final Process process;
  private final Path output;

  private Openssl(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Openssl start(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(directory, "openssl", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new Openssl(process, output);
    } catch (IOException missing) {
      Assumptions.abort("no openssl here to be the peer");
      throw new UncheckedIOException(missing);
    }
  }

  /** A server on a free port of the loopback; for one conversation. */
  static Openssl server(Path directory, String... arguments) {
    List<String> all = new ArrayList<>(List.of("s_server", "-accept", "127.0.0.1:0"));
    all.addAll(List.of("-naccept", "1"));
    all.addAll(List.of(arguments));
    return start(directory, all.toArray(String[]::new));
  }

  /** The port that a server says that it listens on. */
  int port() {
    Machine.await(() -> said().contains("ACCEPT 127.0.0.1:"), this::said);
    String behind = said().split("ACCEPT 127.0.0.1:", 2)[1];
    return Integer.parseInt(behind.lines().findFirst().orElseThrow().strip());
  }

  /** What it printed so far, its own words and data alike. */
  String said() {
    try {
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Types a line. */
  void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends its input. */
  void typeEnd() {
    try {
      process.getOutputStream().close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Kills it, as a crash would. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("openssl lives on: " + said());
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupt);
    }
  }

  @Override
  public void close() {
    kill();
    try {
      process.getOutputStream().close();
    } catch (IOException unread) {
      // It is gone, and what it was to read with it.
    }
  }
}
