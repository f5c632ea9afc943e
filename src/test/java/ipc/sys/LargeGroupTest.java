package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group of a whole company, in a mount namespace where it is all of /etc/group. */
class LargeGroupTest {
  @TempDir private Path directory;

  /** Prints the group's name by its id, and its id by its name. */
  static final class Probe {
    public static void main(String[] arguments) {
      AccountCalls accounts = new Kernel(new ForeignDoor()).accounts();
      System.out.println(new String(accounts.groupName(54321), US_ASCII));
      System.out.println(accounts.groupId("everybody".getBytes(US_ASCII)).orElse(-1));
    }
  }

  @Test
  void group_is_found_however_many_members_it_has() throws Exception {
    Assumptions.assumeTrue(new Kernel(new ForeignDoor()).processes().geteuid() == 0, "needs root");
    String members = "member,".repeat(100_000);
    Path groups = Files.writeString(directory.resolve("group"), "everybody:x:54321:" + members);
    String script = "mount --bind \"$1\" /etc/group && shift && exec \"$@\"";

    String said =
        CCompiler.run(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                script,
                "sh",
                groups.toString(),
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName()),
            "no unshare here");

    assertEquals("everybody\n54321\n", said);
  }
}
