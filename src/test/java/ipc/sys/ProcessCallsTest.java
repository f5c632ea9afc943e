package ipc.sys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.PseudoTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class ProcessCallsTest {
  private static final int ENOENT = 2;
  private static final int ESRCH = 3;
  private static final int ENOEXEC = 8;
  private static final int EBADF = 9;
  private static final int ECHILD = 10;
  private static final int EACCES = 13;

  /** Its default action is to do nothing, so a test that fails ends no virtual machine. */
  private static final int SIGWINCH = 28;

  /** A real-time signal that neither the virtual machine nor the C library uses. */
  private static final int UNUSED_SIGNAL = 43;

  private final Kernel kernel;
  private final ProcessCalls processes;
  private final RawCalls raw;
  @TempDir private Path directory;

  ProcessCallsTest(DoorKind kind) {
    kernel = new Kernel(kind.open());
    processes = kernel.processes();
    raw = new RawCalls(kernel);
  }

  private static List<byte[]> texts(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(US_ASCII)).toList();
  }

  private int spawn(String... arguments) {
    return processes.spawn(texts(arguments), texts("PATH=/usr/bin:/bin"), new int[0]);
  }

  private int status(int pid) {
    int[] status = new int[1];
    assertEquals(pid, processes.wait4(pid, status));
    return status[0];
  }

  /** A child that stays until it is killed, looked at meanwhile. */
  private String statusLine(int pid, String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    throw new AssertionError("no " + name);
  }

  private void kill(int pid) {
    assertEquals(0, processes.kill(pid, ProcessCalls.SIGKILL));
    assertEquals(ProcessCalls.SIGKILL, status(pid));
  }

  @Test
  void process_knows_itself() throws IOException {
    String[] stat = Files.readString(Path.of("/proc/self/stat")).split("\\) ")[1].split(" ");

    assertEquals(ProcessHandle.current().pid(), processes.getpid());
    assertEquals(Integer.parseInt(stat[2]), processes.processGroup());
    assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), processes.geteuid());
  }

  @Test
  void child_is_waited_for_with_its_status() {
    assertEquals(3 << 8, status(spawn("sh", "-c", "exit 3")));
  }

  @Test
  void child_that_a_signal_ended_tells_the_signal() {
    assertEquals(ProcessCalls.SIGTERM, status(spawn("sh", "-c", "kill -TERM $$")) & 0x7F);
  }

  @Test
  void wait_for_no_child_of_ours_is_an_error() {
    assertEquals(-ECHILD, processes.wait4(1, new int[1]));
  }

  @Test
  void arguments_keep_every_byte() throws IOException {
    byte[] bytes = new byte[255];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    Path out = directory.resolve("out");
    List<byte[]> arguments =
        new ArrayList<>(texts("sh", "-c", "printf '%s.' \"$@\" > " + out, "name", "", "two words"));
    arguments.add(bytes);

    int pid = processes.spawn(arguments, texts("PATH=/bin"), new int[0]);

    assertEquals(0, status(pid));
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.writeBytes(".two words.".getBytes(US_ASCII));
    expected.writeBytes(bytes);
    expected.write('.');
    assertArrayEquals(expected.toByteArray(), Files.readAllBytes(out));
  }

  @Test
  void environment_is_the_one_given_and_no_other() throws IOException {
    Path out = directory.resolve("out");
    List<byte[]> environment =
        List.of("A=1".getBytes(US_ASCII), "B=\u0080\u00ff \n".getBytes(ISO_8859_1));

    int pid =
        processes.spawn(texts("cp", "/proc/self/environ", out.toString()), environment, new int[0]);

    assertEquals(0, status(pid));
    assertEquals("A=1\0B=\u0080\u00ff \n\0", Files.readString(out, ISO_8859_1));
  }

  @Test
  void child_inherits_the_descriptors_that_are_named_and_no_others() throws IOException {
    int[] kept = raw.pipe(0);
    int[] closed = raw.pipe(0);
    kernel.files().fcntl(closed[0], FileCalls.F_SETFD, 0);

    int pid =
        processes.spawn(
            texts("sleep", "60"), texts("PATH=/usr/bin:/bin"), new int[] {kept[0], kept[1]});

    // execve(2) lets its caller go on a moment before it closes what is to be closed.
    Set<Integer> expected = new TreeSet<>(Set.of(0, 1, 2, kept[0], kept[1]));
    Machine.await(
        () -> descriptors(pid).equals(expected), () -> "the child has " + descriptors(pid));
    kill(pid);
    assertEquals(
        FileCalls.FD_CLOEXEC, kernel.files().fcntl(kept[0], FileCalls.F_GETFD, 0), "here it stays");
    for (int descriptor : new int[] {kept[0], kept[1], closed[0], closed[1]}) {
      kernel.files().close(descriptor);
    }
  }

  @Test
  void child_has_the_descriptors_that_are_given_as_its_own() {
    int[] in = raw.pipe(0);
    int[] out = raw.pipe(0);
    int[] error = raw.pipe(0);
    kernel.files().write(in[1], "text".getBytes(US_ASCII), 0, 4);
    kernel.files().close(in[1]);

    int pid =
        processes.spawn(
            texts("sh", "-c", "cat; echo bad >&2"),
            texts("PATH=/usr/bin:/bin"),
            in[0],
            out[1],
            error[1],
            new int[0]);

    assertEquals(0, status(pid));
    assertEquals("text", read(out[0]));
    assertEquals("bad\n", read(error[0]));
    for (int descriptor : new int[] {in[0], out[0], out[1], error[0], error[1]}) {
      kernel.files().close(descriptor);
    }
  }

  @Test
  void child_has_the_descriptors_that_were_ours_before_any_changed() throws IOException {
    int[] out = raw.pipe(0);
    Path ours = Path.of("/proc/self/fd");
    Path input = Files.readSymbolicLink(ours.resolve("0"));

    int pid =
        processes.spawn(
            texts("sh", "-c", "readlink /proc/self/fd/2"),
            texts("PATH=/usr/bin:/bin"),
            out[0],
            out[1],
            0,
            new int[0]);

    assertEquals(0, status(pid));
    assertEquals(input + "\n", read(out[0]));
    kernel.files().close(out[0]);
    kernel.files().close(out[1]);
  }

  @Test
  void descriptor_that_is_closed_becomes_no_childs() {
    assertEquals(
        -EBADF, processes.spawn(texts("true"), texts("PATH=/usr/bin:/bin"), 0, 1, 999, new int[0]));
  }

  private String read(int descriptor) {
    byte[] chunk = new byte[1000];
    return new String(chunk, 0, kernel.files().read(descriptor, chunk), US_ASCII);
  }

  @Test
  void child_leads_a_session_with_a_terminal() {
    try (PseudoTerminal pty = new PseudoTerminal(kernel)) {
      String script =
          "tty; read -r line < /dev/tty; echo \"got $line\" > /dev/tty;"
              + " cut -d' ' -f1,5,6,7,8 /proc/$$/stat; echo end >&2";
      int pid =
          processes.spawnInSession(
              texts("sh", "-c", script),
              texts("PATH=/usr/bin:/bin"),
              pty.path().getBytes(US_ASCII),
              new int[0]);
      pty.closeSlave();
      pty.type("hello\r");
      pty.awaitHeard("end\r\n");
      int terminal = 136 << 8 | Integer.parseInt(pty.path().substring("/dev/pts/".length()));

      // Its process group, its session, its terminal and the group in front.
      String ids = pid + " " + pid + " " + pid + " " + terminal + " " + pid + "\r\n";
      String heard = pty.heard();
      assertTrue(heard.contains(pty.path() + "\r\n"), heard);
      assertTrue(heard.contains("got hello\r\n"), heard);
      assertTrue(heard.contains(ids), heard);
      assertEquals(0, status(pid));
    }
  }

  @Test
  void terminals_interrupt_reaches_the_session() {
    try (PseudoTerminal pty = new PseudoTerminal(kernel)) {
      int pid =
          processes.spawnInSession(
              texts("sh", "-c", "echo ready; exec sleep 60"),
              texts("PATH=/usr/bin:/bin"),
              pty.path().getBytes(US_ASCII),
              new int[0]);
      pty.awaitHeard("ready");

      pty.type("\u0003");

      assertEquals(ProcessCalls.SIGINT, status(pid) & 0x7F);
    }
  }

  @Test
  void child_without_its_terminal_is_not_started() {
    assertEquals(
        -ENOENT,
        processes.spawnInSession(
            texts("true"),
            texts("PATH=/usr/bin:/bin"),
            "/dev/pts/no-such".getBytes(US_ASCII),
            new int[0]));
  }

  private static Set<Integer> descriptors(int pid) {
    Set<Integer> descriptors = new TreeSet<>();
    for (String name : Path.of("/proc/" + pid + "/fd").toFile().list()) {
      descriptors.add(Integer.valueOf(name));
    }
    return descriptors;
  }

  @Test
  void child_that_is_to_inherit_a_closed_descriptor_is_not_started() {
    for (int closed : new int[] {999, Integer.MAX_VALUE, -1}) {
      assertEquals(
          -EBADF, processes.spawn(texts("true"), texts("PATH=/usr/bin:/bin"), new int[] {closed}));
    }
  }

  @Test
  void child_has_an_empty_mask_and_ignores_what_we_ignore() throws IOException {
    processes.block(List.of(SIGWINCH));
    raw.ignore(UNUSED_SIGNAL);
    int pid;
    try {
      pid = spawn("sleep", "60");
    } finally {
      processes.unblock(List.of(SIGWINCH));
      processes.restoreDefault(UNUSED_SIGNAL);
    }

    long blocked = Long.parseUnsignedLong(statusLine(pid, "SigBlk"), 16);
    long ignored = Long.parseUnsignedLong(statusLine(pid, "SigIgn"), 16);
    kill(pid);

    assertEquals(0, blocked);
    assertEquals(1, ignored >>> (UNUSED_SIGNAL - 1) & 1);
    assertEquals(0, ignored >>> (ProcessCalls.SIGTERM - 1) & 1);
  }

  @Test
  void command_that_is_not_there_is_told() {
    assertEquals(-ENOENT, spawn("/ipc/no/such/command"));

    new Machine(kernel.door()).assumeSearchablePath();
    assertEquals(-ENOENT, spawn("ipc-no-such-command"));
  }

  @Test
  void file_that_cannot_be_executed_is_told() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text");

    assertEquals(-EACCES, spawn(file.toString()));
    assertEquals(-EACCES, spawn(directory.toString()));
    assertTrue(file.toFile().setExecutable(true));
    assertEquals(-ENOEXEC, spawn(file.toString()));
  }

  @Test
  void long_command_line_is_passed_whole() throws IOException {
    Path out = directory.resolve("out");
    String argument = "x".repeat(100_000);

    int pid = spawn("sh", "-c", "printf '%s%s' \"$1\" \"$2\" > " + out, "name", argument, argument);

    assertEquals(0, status(pid));
    assertEquals(200_000, Files.size(out));
  }

  @Test
  void process_that_is_not_there_cannot_be_signalled() {
    int pid = spawn("true");
    status(pid);

    assertEquals(-ESRCH, processes.kill(pid, 0));
    assertEquals(-ESRCH, processes.pidfdOpen(pid));
  }

  @Test
  void descriptor_of_a_process_is_readable_at_its_end() {
    int pid = spawn("sleep", "60");
    int descriptor = processes.pidfdOpen(pid);
    int[] returned = new int[1];
    int[] events = {FileCalls.POLLIN};

    assertEquals(0, kernel.files().poll(new int[] {descriptor}, events, 0, returned));
    processes.kill(pid, ProcessCalls.SIGKILL);
    assertEquals(1, kernel.files().poll(new int[] {descriptor}, events, -1, returned));

    assertEquals(FileCalls.POLLIN, returned[0]);
    status(pid);
    kernel.files().close(descriptor);
  }

  @Test
  void blocked_signal_is_read_from_its_descriptor() {
    int siTkill = -6;
    processes.block(List.of(SIGWINCH));
    int descriptor = processes.signalfd(List.of(SIGWINCH));
    int[] information = new int[3];
    try {
      processes.raise(SIGWINCH);

      assertEquals(128, processes.readSignal(descriptor, information));
      assertArrayEquals(
          new int[] {SIGWINCH, siTkill, (int) ProcessHandle.current().pid()}, information);
      assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(descriptor, FileCalls.F_GETFD, 0));
    } finally {
      kernel.files().close(descriptor);
      processes.unblock(List.of(SIGWINCH));
    }
  }

  @Test
  void ignored_signal_is_told_until_its_default_is_back() {
    assertFalse(processes.isIgnored(UNUSED_SIGNAL));

    raw.ignore(UNUSED_SIGNAL);
    assertTrue(processes.isIgnored(UNUSED_SIGNAL));

    processes.restoreDefault(UNUSED_SIGNAL);
    assertFalse(processes.isIgnored(UNUSED_SIGNAL));
  }
}
