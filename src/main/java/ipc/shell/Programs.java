package ipc.shell;

import ipc.cli.Environment;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.job.WorkingDirectory;
import java.util.Optional;

/** Finds programs: those of others by the shell's own PATH, and ourselves. */
final class Programs {
  private static final String PATH = "PATH";

  private final WorkingDirectory directory;
  private final Variables variables;
  private final Optional<String> inherited;
  private final Engine engine;
  private String launcher;

  Programs(Engine engine, Environment environment, Variables variables) {
    this.engine = engine;
    this.directory = new WorkingDirectory(engine);
    this.variables = variables;
    this.inherited = environment.value(PATH);
  }

  /** The path of ourselves. */
  String launcher() {
    if (launcher == null) {
      launcher = engine.ownProcess().launcher();
    }
    return launcher;
  }

  /**
   * What to execute for a name.
   *
   * @throws IpcException.CommandNotFound if PATH has nothing of that name
   */
  String path(String name) {
    Optional<String> path = variables.get(PATH);
    // The C library looks in the PATH that this process was started with.
    if (name.contains("/") || path.equals(inherited)) {
      return name;
    }
    for (String each : path.orElse("").split(":", -1)) {
      String candidate = (each.isEmpty() ? "." : each) + "/" + name;
      if (directory.has(candidate)) {
        return candidate;
      }
    }
    throw new IpcException.CommandNotFound(
        "cannot run '" + name + "': PATH has nothing of that name", null);
  }
}
