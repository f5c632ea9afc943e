package ipc.cli;

import ipc.engine.Engine;
import ipc.engine.Machine;
import ipc.engine.Registry;
import ipc.engine.queue.Queues;
import ipc.engine.shm.SharedMemory;
import ipc.engine.sync.Semaphores;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs whole command lines within this process, and keeps what they say. */
final class Session {
  private final Machine machine;
  private final Map<String, String> variables = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private OutputStream outTo = out;
  private boolean terminal;

  Session(Machine machine) {
    this.machine = machine;
  }

  /** From now on a person reads both streams, 80 columns wide. */
  Session onTerminal() {
    terminal = true;
    return this;
  }

  Session with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** From now on standard output goes elsewhere. */
  Session writingTo(OutputStream other) {
    outTo = other;
    return this;
  }

  /** The exit status of one command; what the last one said is forgotten. */
  int run(String... words) {
    out.reset();
    error.reset();
    Engine engine = machine.engine();
    Registry registry =
        new Registry(List.of(new SharedMemory(engine), new Queues(engine), new Semaphores(engine)));
    Streams streams = new Streams(outTo, error, terminal, terminal, 80);
    Environment environment = new Environment(variables);
    return new Cli(engine, registry, streams, environment).run(List.of(words)).status();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String error() {
    return error.toString(StandardCharsets.UTF_8);
  }
}
