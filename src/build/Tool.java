import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that the build starts: quiet when it succeeds, told with its output when it fails. */
record Tool(List<String> command, Map<String, String> environment, Path log) {
  /** The variables from which a virtual machine takes options: none of ours is to take any. */
  private static final List<String> FOREIGN_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS");

  /** Whether a program can be started by this name. */
  static boolean isThere(String name) {
    if (name.contains("/")) {
      return Files.isExecutable(Path.of(name));
    }
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(directory, name))) {
        return true;
      }
    }
    return false;
  }

  /** Starts the program without standard input and waits for its end. */
  int status() throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(FOREIGN_OPTIONS);
    builder.environment().putAll(environment);
    return builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
  }

  /** Starts the program and takes any status but 0 as the end of the build. */
  void run() throws IOException, InterruptedException {
    int status = status();
    if (status != 0) {
      throw new BuildFailure(
          String.join(" ", command) + "\nfailed with status " + status + "\n" + output());
    }
  }

  /** What the program printed, on either output. */
  String output() throws IOException {
    return Files.readString(log);
  }
}
