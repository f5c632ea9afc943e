package ipc.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.cli.Environment;
import ipc.engine.Engine;
import ipc.engine.Machine;
import ipc.engine.Registry;
import ipc.engine.fifo.Fifos;
import ipc.engine.mailbox.Mailboxes;
import ipc.engine.queue.Queues;
import ipc.engine.shm.SharedMemory;
import ipc.engine.socket.LocalSockets;
import ipc.engine.sync.Semaphores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is offered where; the words are those of a command line, the last one is being typed. */
class CompleterTest {
  private final Machine machine = new Machine();
  private final List<Path> made = new ArrayList<>();
  @TempDir private Path directory;

  @AfterEach
  void leave_nothing() throws IOException {
    machine.close();
    for (Path file : made) {
      Files.delete(file);
    }
  }

  private List<Candidate> candidates(String... line) {
    Engine engine = machine.engine();
    Environment environment =
        new Environment(
            Map.of("PATH", directory.toString(), "IPC_HOME", directory.resolve("home").toString()));
    Registry registry =
        new Registry(
            List.of(
                new SharedMemory(engine),
                new Queues(engine),
                new Semaphores(engine),
                new Fifos(engine),
                new LocalSockets(engine),
                new Mailboxes(engine, environment.mailboxes(engine.ownProcess()))));
    List<String> words = List.of(line);
    return new Completer(engine, registry, environment)
        .complete(words.subList(0, words.size() - 1), words.getLast());
  }

  private List<String> offered(String... line) {
    List<String> texts = new ArrayList<>();
    candidates(line).forEach(candidate -> texts.add(candidate.text()));
    return texts;
  }

  private Candidate only(String... line) {
    List<Candidate> found = candidates(line);
    assertEquals(1, found.size(), found.toString());
    return found.getFirst();
  }

  @Test
  void first_word_is_a_noun_or_a_verb_with_its_summary() {
    assertEquals(List.of("who", "wait"), offered("w"));
    assertEquals("list every object, and who uses it", only("ls").description());
    assertEquals(Candidate.Kind.NOUN, only("shm").kind());
  }

  @Test
  void question_of_the_shells_is_not_offered() {
    assertEquals(List.of("completion"), offered("comp"));
    assertEquals(List.of("completion"), offered("help", "comp"));
  }

  @Test
  void noun_is_followed_by_its_verbs() {
    assertEquals(List.of("attach"), offered("shm", "at"));
    assertEquals(List.of("--help"), offered("shm", "-"));
  }

  @Test
  void help_is_followed_by_commands() {
    assertEquals(List.of("fifo"), offered("help", "fi"));
    assertEquals(List.of("create"), offered("help", "shm", "cr"));
    assertEquals(List.of(), offered("help", "shm", "create", ""));
  }

  @Test
  void nothing_follows_what_is_no_command() {
    assertEquals(List.of(), offered("nonsense", ""));
    assertEquals(List.of(), offered("shm", "nonsense", ""));
  }

  @Test
  void option_comes_with_all_its_names_and_its_help() {
    assertEquals(List.of("--size"), offered("shm", "create", "--s"));
    assertTrue(offered("shm", "create", "-").containsAll(List.of("-s", "--size", "-m")));
    assertEquals(
        "SIZE: how large, at least one byte; all of it is allocated now",
        only("shm", "create", "--siz").description());
  }

  @Test
  void option_that_is_given_is_offered_no_more_by_any_name() {
    assertEquals(List.of(), offered("shm", "create", "-s", "4K", "--s"));
    assertEquals(List.of(), offered("shm", "create", "--size=4K", "-s"));
    assertEquals(List.of(), offered("shm", "rm", "-qf", "--forc"));
  }

  @Test
  void option_that_can_be_repeated_is_offered_again() {
    assertEquals(List.of("--where"), offered("ls", "--where", "size > 1", "--wh"));
  }

  @Test
  void options_come_where_no_operand_is_left() {
    assertTrue(offered("shm", "ls", "").contains("--columns"));
    assertFalse(offered("shm", "wait", "x", "").contains("--timeout"));
  }

  @Test
  void nothing_is_offered_for_a_time_or_a_size() {
    assertEquals(List.of(), offered("shm", "create", "-s", ""));
    assertEquals(List.of(), offered("shm", "wait", "-w", ""));
  }

  @Test
  void value_of_an_option_stands_after_it_or_in_its_word() {
    assertEquals(List.of("hex"), offered("shm", "read", "--format", "h"));
    assertEquals(List.of("--format=hex"), offered("shm", "read", "--format=h"));
    assertEquals(List.of("-oaddress"), offered("shm", "ls", "-oaddr"));
  }

  @Test
  void column_follows_others_once_and_keeps_its_sign() {
    assertEquals(List.of("address,size"), offered("shm", "ls", "-o", "address,si"));
    assertEquals(List.of("size,-users"), offered("shm", "ls", "--sort", "size,-us"));
    assertEquals(List.of(), offered("shm", "ls", "-o", "+size,siz"));
    assertEquals(List.of("all"), offered("shm", "ls", "-o", "al"));
    assertEquals(List.of(), offered("shm", "ls", "--sort", "al"));
  }

  @Test
  void condition_is_one_of_its_kind() {
    assertEquals(List.of("drained"), offered("mbox", "wait", "-w", "2s", "jobs", "d"));
    assertEquals(List.of(), offered("shm", "wait", "jobs", "d"));
  }

  @Test
  void segment_is_offered_by_its_bare_word_and_by_its_address() throws IOException {
    String name = segment();

    assertEquals(name, only("shm", "read", name.substring(0, name.length() - 1)).text());
    assertEquals("posix-shm:/" + name, only("shm", "read", "posix-shm:/" + name).text());
    Candidate full = only("stat", "posix-shm:/" + name);
    assertEquals("posix-shm:/" + name, full.text());
    assertTrue(full.description().startsWith("segment, 4K, of "), full.description());
    assertEquals(Candidate.Kind.ADDRESS, full.kind());
  }

  private String segment() throws IOException {
    return segment(machine.uniqueName() + "x");
  }

  private String segment(String name) throws IOException {
    made.add(Files.write(Path.of("/dev/shm", name), new byte[4096]));
    return name;
  }

  @Test
  void object_that_is_given_already_is_not_offered_again() throws IOException {
    String name = segment();

    assertEquals(List.of(), offered("shm", "rm", name, name));
  }

  @Test
  void object_to_be_made_is_not_one_that_is_there_unless_that_is_fine() throws IOException {
    String name = segment();

    assertEquals(List.of(), offered("shm", "create", name));
    assertEquals(List.of(name), offered("shm", "create", "--open", name));
  }

  @Test
  void word_that_would_be_read_otherwise_is_written_in_full() throws IOException {
    String number = segment("77" + ProcessHandle.current().pid());

    assertEquals(List.of("posix-shm:/" + number), offered("shm", "read", "posix-shm:/" + number));
    assertEquals(List.of(), offered("shm", "read", number));
  }

  @Test
  void beginning_of_an_address_is_offered_where_nothing_fits() {
    Candidate scheme = only("wait", "file");

    assertEquals("file:", scheme.text());
    assertFalse(scheme.endsWord());
    assertEquals(List.of(), offered("sock", "rm", "tc"));
  }

  @Test
  void port_is_told_with_who_listens() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "tcp:127.0.0.1:" + socket.getLocalPort();
      List<Candidate> found = candidates("sock", "connect", address);
      // Java listens by IPv6 where there is that.
      if (found.isEmpty() || found.getFirst().kind() != Candidate.Kind.ADDRESS) {
        address = "tcp6:::ffff:127.0.0.1:" + socket.getLocalPort();
        found = candidates("sock", "connect", address);
      }

      assertEquals(address, found.getFirst().text());
      assertTrue(
          found.getFirst().description().startsWith("listening, "), found.getFirst().description());
      assertEquals(List.of(), offered("sock", "rm", address));
    }
  }

  @Test
  void path_is_of_what_the_scheme_wants() throws Exception {
    Files.createFile(directory.resolve("file"));
    Files.createDirectory(directory.resolve("fold"));
    assertEquals(0, new ProcessBuilder("mkfifo", directory + "/fifo").start().waitFor());

    String f = directory + "/f";
    assertEquals(List.of("fifo:" + f + "ifo", "fifo:" + f + "old/"), offered("stat", "fifo:" + f));
    assertEquals(List.of("file:" + f + "ile", "file:" + f + "old/"), offered("stat", "file:" + f));
    assertEquals(List.of(f + "ifo", f + "old/"), offered("fifo", "read", f));
    assertEquals(List.of(f + "old/"), offered("fifo", "create", f));
    assertEquals(
        List.of(f + "old/"), offered("rm", "unix:" + f).stream().map(t -> t.substring(5)).toList());
    assertFalse(only("fifo", "create", f).endsWord());
  }

  @Test
  void pair_of_pipes_is_offered_by_what_both_are_called_after() throws Exception {
    for (String name : List.of("talk.in", "talk.out", "half.in", "full")) {
      assertEquals(0, new ProcessBuilder("mkfifo", directory + "/" + name).start().waitFor());
    }

    assertEquals(List.of(directory + "/talk"), offered("fifo", "listen", directory + "/"));
  }

  @Test
  void file_is_offered_for_an_option_that_takes_one() throws IOException {
    Files.createFile(directory.resolve("key.pem"));

    assertEquals(
        List.of("--tls-key=" + directory + "/key.pem"),
        offered("sock", "listen", "tls:localhost:0", "--tls-key=" + directory + "/k"));
  }

  @Test
  void user_and_interface_are_those_of_the_machine() {
    assertEquals(List.of("root"), offered("sock", "listen", "--user", "roo"));
    assertEquals(List.of("lo"), offered("sock", "listen", "--interface", "lo"));
  }

  @Test
  void program_and_then_files_follow_two_hyphens() throws IOException {
    Path program = Files.createFile(directory.resolve("prog"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(directory.resolve("profile"));

    assertEquals(List.of("prog"), offered("shm", "attach", "x", "--", "pro"));
    assertEquals(Candidate.Kind.COMMAND, only("shm", "attach", "x", "--", "pro").kind());
    assertEquals(
        List.of(directory + "/profile"),
        offered("shm", "attach", "x", "--", "prog", directory + "/prof"));
    assertEquals(List.of("prog"), offered("pipe", "run", "--", "prog", ":::", "pro"));
    assertEquals(List.of(), offered("shm", "read", "x", "--", "pro"));
  }

  @Test
  void command_of_ours_is_completed_within_a_command() {
    assertEquals(List.of("create"), offered("shm", "attach", "x", "--", "/opt/ipc", "shm", "cr"));
  }

  @Test
  void what_is_typed_in_a_name_no_locale_knows_is_kept() throws IOException, InterruptedException {
    String bytes = "\"" + directory + "/$(printf 'a\\377 b')\"";
    assertEquals(0, new ProcessBuilder("bash", "-c", "mkfifo " + bytes).start().waitFor());

    assertEquals(directory + "/a\udcff b", only("fifo", "read", directory + "/a\udcff").text());
  }
}
