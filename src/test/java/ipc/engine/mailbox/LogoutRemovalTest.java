package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.engine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogoutRemovalTest {
  private static final int REGULAR = 54_321;

  @TempDir private Path root;

  @BeforeEach
  void systemd_runs() throws IOException {
    Files.createDirectories(root.resolve("run/systemd/system"));
  }

  private boolean concerns(int uid) {
    try (Machine machine = new Machine()) {
      return new LogoutRemoval(machine.engine(), root.toString()).concerns(uid);
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void a_regular_user_is_concerned() {
    assertEquals(true, concerns(REGULAR));
  }

  @Test
  void a_system_user_is_not() {
    assertEquals(false, concerns(999));
  }

  @Test
  void a_user_who_lingers_is_not() throws IOException {
    write("var/lib/systemd/linger/54321", "");

    assertEquals(false, concerns(REGULAR));
  }

  @Test
  void nobody_is_where_systemd_does_not_run() throws IOException {
    Files.delete(root.resolve("run/systemd/system"));

    assertEquals(false, concerns(REGULAR));
  }

  @Test
  void the_administrator_can_set_it() throws IOException {
    write("etc/systemd/logind.conf", "[Login]\n#RemoveIPC=yes\nRemoveIPC = no\n");

    assertEquals(false, concerns(REGULAR));
  }

  @Test
  void a_later_file_has_the_last_word() throws IOException {
    write("etc/systemd/logind.conf", "[Login]\nRemoveIPC=no\n");
    write("usr/lib/systemd/logind.conf.d/50-ours.conf", "[Login]\nRemoveIPC=yes\n");

    assertEquals(true, concerns(REGULAR));
  }
}
