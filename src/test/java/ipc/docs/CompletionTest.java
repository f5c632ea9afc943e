package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shells themselves complete a line, with the completions that are committed. */
class CompletionTest {
  private final String name = "completion-test-" + ProcessHandle.current().pid();
  private final Path segment = Path.of("/dev/shm", name);
  @TempDir private Path mailboxes;
  private final Path semaphore = Path.of("/dev/shm", "sem." + name);

  /** A shell, and a script that prints what it offers for the line in its first argument. */
  enum Shell {
    BASH("--norc", "-c", "src/test/completions/complete.bash"),
    ZSH("-f", "-c", "src/test/completions/complete.zsh"),
    FISH("--no-config", "-c", "src/test/completions/complete.fish");

    private final String option;
    private final String command;
    private final String script;

    Shell(String option, String command, String script) {
      this.option = option;
      this.command = command;
      this.script = script;
    }

    /** What it offers: words that go on the last word of the line. */
    Set<String> offers(String line) throws IOException, InterruptedException {
      return offers(line, Map.of());
    }

    /** The same, with more in the environment. */
    Set<String> offers(String line, Map<String, String> more)
        throws IOException, InterruptedException {
      Map<String, String> environment = new HashMap<>(more);
      environment.put("LINE", line);
      Program shell = Program.orSkip(name().toLowerCase(Locale.ROOT));
      Program.Ran ran = shell.run(environment, List.of(option, command, "source " + script));
      assertEquals(0, ran.status(), ran.output());
      return ran.output().lines().map(String::strip).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @BeforeEach
  void make_objects_that_can_be_listed() throws IOException {
    Files.createFile(segment);
    Files.createFile(semaphore);
  }

  @AfterEach
  void remove_them() throws IOException {
    Files.delete(segment);
    Files.delete(semaphore);
  }

  @ParameterizedTest
  @EnumSource
  void a_verb(Shell shell) throws Exception {
    assertEquals(Set.of("create"), shell.offers("ipc shm cr"));
  }

  @ParameterizedTest
  @EnumSource
  void the_first_word(Shell shell) throws Exception {
    assertEquals(Set.of("wait", "who"), shell.offers("ipc w"));
  }

  @ParameterizedTest
  @EnumSource
  void an_option_of_the_verb(Shell shell) throws Exception {
    assertEquals(Set.of("--size"), shell.offers("ipc shm create --si"));
  }

  @ParameterizedTest
  @EnumSource
  void an_option_of_every_command(Shell shell) throws Exception {
    assertEquals(Set.of("--verbose", "--version"), shell.offers("ipc shm ls --ver"));
  }

  @ParameterizedTest
  @EnumSource
  void the_value_of_an_option(Shell shell) throws Exception {
    assertEquals(Set.of("hex", "raw", "text"), shell.offers("ipc shm read --format "));
  }

  @ParameterizedTest
  @EnumSource
  void a_column_after_another(Shell shell) throws Exception {
    assertEquals(Set.of("address,size"), shell.offers("ipc shm create -o address,si"));
  }

  @ParameterizedTest
  @EnumSource
  void a_segment_by_its_bare_word(Shell shell) throws Exception {
    assertEquals(
        Set.of(name), shell.offers("ipc shm read " + name.substring(0, name.length() - 1)));
  }

  @ParameterizedTest
  @EnumSource
  void a_segment_by_its_address(Shell shell) throws Exception {
    assertEquals(
        Set.of("posix-shm:/" + name), shell.offers("ipc stat posix-shm:/completion-test-"));
  }

  @ParameterizedTest
  @EnumSource
  void a_semaphore_by_its_address(Shell shell) throws Exception {
    assertEquals(Set.of("posix-sem:/" + name), shell.offers("ipc rm posix-sem:/completion-test-"));
  }

  @ParameterizedTest
  @EnumSource
  void the_second_of_several_addresses(Shell shell) throws Exception {
    assertEquals(
        Set.of("posix-shm:/" + name), shell.offers("ipc rm -f x:/y posix-shm:/completion-test-"));
  }

  @ParameterizedTest
  @EnumSource
  void a_mailbox_by_its_bare_word(Shell shell) throws Exception {
    assertEquals(Set.of("jobs", "joblog"), offersWithMailboxes(shell, "ipc mbox recv jo"));
  }

  @ParameterizedTest
  @EnumSource
  void a_mailbox_by_its_address(Shell shell) throws Exception {
    assertEquals(
        Set.of("mbox:jobs", "mbox:joblog"), offersWithMailboxes(shell, "ipc recv mbox:jo"));
  }

  @ParameterizedTest
  @EnumSource
  void a_mailbox_where_a_user_keeps_it(Shell shell) throws Exception {
    Path state = Files.createDirectories(mailboxes.resolve("state/ipc"));
    Files.createFile(state.resolve("kept-completion-test.mbox"));

    assertEquals(
        Set.of("kept-completion-test"),
        shell.offers(
            "ipc mbox send kept-c",
            Map.of("IPC_HOME", "", "XDG_STATE_HOME", state.getParent().toString())));
  }

  @ParameterizedTest
  @EnumSource
  void a_mailbox_at_a_path(Shell shell) throws Exception {
    for (String line : List.of("ipc mbox recv ./pom", "ipc send mbox:./pom")) {
      Set<String> offered = shell.offers(line);

      // zsh tells what comes after the directory alone.
      assertEquals(1, offered.size(), offered.toString());
      assertTrue(offered.iterator().next().endsWith("pom.xml"), offered.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_segment_where_a_mailbox_is_wanted(Shell shell) throws Exception {
    assertEquals(Set.of("mbox:"), shell.offers("ipc mbox recv m", Map.of("IPC_HOME", "/none")));
  }

  @ParameterizedTest
  @EnumSource
  void mailboxes_alone_where_a_full_address_must_be_one(Shell shell) throws Exception {
    assertEquals(
        Set.of("mbox:jobs", "mbox:joblog", "mbox:other", "mbox:"),
        offersWithMailboxes(shell, "ipc send "));
  }

  private Set<String> offersWithMailboxes(Shell shell, String line) throws Exception {
    for (String each : List.of("jobs", "joblog", "other")) {
      Files.createFile(mailboxes.resolve(each + ".mbox"));
    }
    return shell.offers(line, Map.of("IPC_HOME", mailboxes.toString()));
  }

  @ParameterizedTest
  @EnumSource
  void a_unix_socket_that_somebody_listens_at(Shell shell) throws Exception {
    Path path = mailboxes.resolve("listening.sock");
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(path));

      for (String line : List.of("ipc sock connect unix:", "ipc stat unix:")) {
        assertEquals(
            Set.of("unix:" + path),
            shell.offers(line + path.toString().substring(0, path.toString().length() - 1)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_segment_where_a_socket_is_wanted(Shell shell) throws Exception {
    assertEquals(Set.of("tcp:", "tcp6:", "tls:"), shell.offers("ipc sock stat t"));
  }

  @ParameterizedTest
  @EnumSource
  void a_file(Shell shell) throws Exception {
    assertEquals(Set.of("file:pom.xml"), shell.offers("ipc stat file:pom"));
  }

  @ParameterizedTest
  @EnumSource
  void the_beginning_of_an_address(Shell shell) throws Exception {
    assertEquals(Set.of("sysv-msg:", "sysv-sem:", "sysv-shm:"), shell.offers("ipc stat sys"));
  }

  @ParameterizedTest
  @EnumSource
  void a_second_operand(Shell shell) throws Exception {
    assertEquals(Set.of("present"), shell.offers("ipc shm wait -w 2s jobs pre"));
  }

  @ParameterizedTest
  @EnumSource
  void a_command_after_two_hyphens(Shell shell) throws Exception {
    Set<String> offered = shell.offers("ipc shm attach jobs -- chgr");

    assertTrue(offered.contains("chgrp"), offered.toString());
  }
}
