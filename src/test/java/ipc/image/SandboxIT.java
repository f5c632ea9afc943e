package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The place in which the other tests run shows what is left in it, and keeps it to itself. */
class SandboxIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  @Test
  void what_is_left_is_shown() throws Exception {
    Ran ran =
        sandbox.run(
            "ipc shm create jobs -s 4K; sleep 98761 & await grep sleep /proc/$!/comm; left");

    assertEquals(new Ran(0, "posix-shm:/jobs\njobs\nsleep 98761 ", ""), ran);
  }

  @Test
  void nothing_comes_out_of_it() throws Exception {
    Ran ran =
        sandbox.run(
            "touch /dev/shm/ipc-sandbox-98762 here; sleep 98762 & ipc shm create sysv-shm:0x98762"
                + " -s 4K >/dev/null; pwd; exit 3");

    assertEquals(3, ran.status());
    assertTrue(Files.notExists(Path.of("/dev/shm/ipc-sandbox-98762")));
    assertTrue(Files.notExists(Path.of(ran.out().strip())));
    assertTrue(
        ProcessHandle.allProcesses()
            .noneMatch(process -> process.info().commandLine().orElse("").contains("98762")));
    assertTrue(
        Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
            .noneMatch(line -> line.strip().startsWith(Integer.toString(0x98762) + " ")));
  }
}
