package ipc.cli.status;

import ipc.cli.Cli;
import ipc.cli.Environment;
import ipc.cli.Streams;
import ipc.engine.Engine;
import ipc.engine.Registry;
import ipc.engine.queue.Queues;
import ipc.engine.shm.SharedMemory;
import ipc.engine.sync.Semaphores;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs whole command lines, not on a terminal, and keeps what they say. */
final class Console {
  private final Engine engine;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  Console(Engine engine) {
    this.engine = engine;
  }

  /** The exit status of one command; what the last one said is forgotten. */
  int run(String... words) {
    out.reset();
    error.reset();
    Registry registry =
        new Registry(List.of(new SharedMemory(engine), new Queues(engine), new Semaphores(engine)));
    Streams streams = new Streams(out, error, false, false, 80);
    return new Cli(engine, registry, streams, new Environment(Map.of()))
        .run(List.of(words))
        .status();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String error() {
    return error.toString(StandardCharsets.UTF_8);
  }
}
