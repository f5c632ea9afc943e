package ipc.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.ForeignDoor;
import ipc.sys.Kernel;
import ipc.sys.ProcessCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeft.class)
class OwnProcessTest {
  private final OwnProcess process = new Machine().engine().ownProcess();
  @TempDir private Path directory;

  /** Writes what it knows of itself into a file: its first argument. */
  static final class Probe {
    public static void main(String[] arguments) throws Exception {
      OwnProcess process = new OwnProcess(new Kernel(new ForeignDoor()));
      List<String> lines = new ArrayList<>(process.lastArguments(arguments.length - 1));
      process
          .environment()
          .forEach((name, value) -> {
            if (name.startsWith("IPC_") || name.startsWith("JDK_")) {
              lines.add(name + "=" + value);
            }
          });
      Files.write(Path.of(arguments[0]), ByteText.encode(String.join("\n", lines)));
    }
  }

  @Test
  void pid_is_that_of_the_virtual_machine() {
    assertEquals(ProcessHandle.current().pid(), process.pid());
  }

  @Test
  void no_arguments_are_none() {
    assertEquals(List.of(), process.lastArguments(0));
  }

  @Test
  void environment_is_the_one_the_process_was_started_with() {
    assertEquals(System.getenv("PATH"), process.environment().get("PATH"));
  }

  @Test
  void arguments_given_as_bytes_are_text_that_keeps_them() {
    byte[][] arguments = {{'a'}, {(byte) 0xFF}, {}};

    assertEquals(List.of("a", "\uDCFF", ""), process.texts(arguments));
  }

  /** Does at its start what the launcher in shell leaves to it, tells it, and dies of TERM. */
  static final class Successor {
    public static void main(String[] arguments) throws Exception {
      Kernel kernel = new Kernel(new ForeignDoor());
      OwnProcess process = new OwnProcess(kernel);
      process.takeOverFromShellLauncher();
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(Path.of("/proc/thread-self/status"))) {
        if (line.startsWith("SigBlk:")) {
          lines.add(line);
        }
      }
      lines.add("7: " + kernel.files().fcntl(7, FileCalls.F_GETFD, 0));
      lines.add("8: " + kernel.files().fcntl(8, FileCalls.F_GETFD, 0));
      Files.write(Path.of(arguments[0]), lines);
      process.dieOf(ProcessCalls.SIGTERM);
    }
  }

  @Test
  void launchers_work_is_finished_and_the_end_is_that_of_a_c_program() throws Exception {
    Path out = directory.resolve("out");
    String script =
        """
        import os, signal, sys
        signal.pthread_sigmask(signal.SIG_BLOCK, [1, 2, 3, 15])
        for number in (7, 8):
            os.dup2(os.open("/dev/null", os.O_RDWR), number)
        os.execv(sys.argv[1], sys.argv[1:])
        """;
    ProcessBuilder builder =
        new ProcessBuilder(
                "python3",
                "-c",
                script,
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Successor.class.getName(),
                out.toString())
            .inheritIO();
    builder.environment().put("IPC_LAUNCHER_BLOCKED", "1");
    builder.environment().put("IPC_LAUNCHER_CLOSED", "7");
    Process child;
    try {
      child = builder.start();
    } catch (IOException missing) {
      Assumptions.abort("no python3 here to start it");
      throw missing;
    }

    assertEquals(143, child.waitFor());
    assertEquals(List.of("SigBlk:\t0000000000000000", "7: 1", "8: 0"), Files.readAllLines(out));
  }

  @Test
  void bytes_survive_the_locale_and_the_launchers_variables_are_undone() throws Exception {
    Path out = directory.resolve("out");
    String script =
        """
        export IPC_TEST="$(printf '\\377 =')"
        exec "$JAVA" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 \
          -cp "$CLASSES" "$PROBE" "$OUT" "$(printf '\\200\\303\\274')" '' 'two words'
        """;
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).inheritIO();
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("JAVA", System.getProperty("java.home") + "/bin/java");
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    builder.environment().put("PROBE", Probe.class.getName());
    builder.environment().put("OUT", out.toString());
    builder.environment().put("IPC_LAUNCHER_SAVED_JDK_JAVA_OPTIONS", "-Xmx1g");
    builder.environment().put("IPC_LAUNCHER_CLOSED", "0");
    builder.environment().put("IPC_LAUNCHER_BLOCKED", "1");

    assertEquals(0, builder.start().waitFor());

    List<String> lines = List.of(Files.readString(out, ISO_8859_1).split("\n"));
    assertEquals(List.of("\u0080\u00C3\u00BC", "", "two words"), lines.subList(0, 3));
    assertEquals(
        List.of("IPC_TEST=\u00FF =", "JDK_JAVA_OPTIONS=-Xmx1g"),
        lines.subList(3, lines.size()).stream().sorted().toList());
  }
}
