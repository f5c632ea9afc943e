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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class TerminalCallsTest {
  private static final int EIO = 5;
  private static final int EAGAIN = 11;
  private static final int ENOTTY = 25;

  private final Kernel kernel;
  private final TerminalCalls terminals;
  private PseudoTerminal pty;

  TerminalCallsTest(DoorKind door) {
    kernel = new Kernel(door.open());
    terminals = kernel.terminals();
  }

  @BeforeEach
  void open() {
    pty = new PseudoTerminal(kernel);
  }

  @AfterEach
  void close() {
    pty.close();
  }

  private TerminalMode mode() {
    TerminalMode[] mode = new TerminalMode[1];
    assertEquals(0, terminals.mode(pty.slave(), mode));
    return mode[0];
  }

  private String readSlave() {
    byte[] chunk = new byte[1000];
    return new String(chunk, 0, kernel.files().read(pty.slave(), chunk), ISO_8859_1);
  }

  @Test
  void slave_is_locked_until_it_is_unlocked() {
    int master = terminals.openMaster();

    assertEquals(-EIO, terminals.openSlave(master));
    assertEquals(0, terminals.unlock(master));
    int slave = terminals.openSlave(master);

    assertTrue(slave > 2);
    kernel.files().close(slave);
    kernel.files().close(master);
  }

  @Test
  void slave_is_found_by_its_number() throws Exception {
    Path link = Path.of("/proc/self/fd/" + pty.slave());

    assertEquals("/dev/pts/" + terminals.slaveNumber(pty.master()), pty.path());
    assertEquals(pty.path(), Files.readSymbolicLink(link).toString());
    assertEquals(-ENOTTY, terminals.slaveNumber(pty.slave()));
  }

  @Test
  void no_child_has_the_ends_and_the_master_never_waits() {
    for (int end : new int[] {pty.master(), pty.slave()}) {
      assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(end, FileCalls.F_GETFD, 0));
    }
    assertEquals(-EAGAIN, kernel.files().read(pty.master(), new byte[1]));
  }

  @Test
  void line_is_echoed_and_edited_until_the_mode_is_raw() {
    pty.type("ax\u007Fb\r");
    assertEquals("ab\n", readSlave());
    pty.awaitHeard("b\r\n");

    TerminalMode before = mode();
    assertTrue(before.echoes());
    assertTrue(before.isInLines());
    assertEquals(0, terminals.setMode(pty.slave(), before.raw()));
    String heard = pty.heard();

    assertFalse(mode().echoes());
    assertFalse(mode().isInLines());
    pty.type("c\u007F\u0003\r");
    assertEquals("c\u007F\u0003\r", readSlave());
    kernel.files().write(pty.slave(), "\n".getBytes(US_ASCII), 0, 1);
    pty.awaitHeard(heard + "\n");
  }

  @Test
  void mode_is_put_back_whole() {
    TerminalMode before = mode();
    assertEquals(0, terminals.setMode(pty.slave(), before.raw()));

    assertEquals(0, terminals.setMode(pty.slave(), before));

    pty.type("line\r");
    assertEquals("line\n", readSlave());
    pty.awaitHeard("line\r\n");
  }

  @Test
  void nothing_is_shown_without_echo() {
    assertEquals(0, terminals.setMode(pty.slave(), mode().withoutEcho()));

    pty.type("secret\r");

    assertEquals("secret\n", readSlave());
    assertEquals("", pty.heard());
    assertTrue(mode().isInLines());
  }

  @Test
  void both_ends_know_the_size_of_the_window() {
    int[] size = {1, 1};
    assertEquals(0, terminals.windowSize(pty.slave(), size));
    assertArrayEquals(new int[] {0, 0}, size);
    assertEquals(Optional.empty(), terminals.columns(pty.slave()));

    assertEquals(0, terminals.setWindowSize(pty.master(), 65_535, 40_000));

    assertEquals(0, terminals.windowSize(pty.slave(), size));
    assertArrayEquals(new int[] {65_535, 40_000}, size);
    assertEquals(Optional.of(40_000), terminals.columns(pty.slave()));
  }

  @Test
  void master_that_lost_its_slave_gives_what_is_left_and_then_an_error() {
    kernel.files().write(pty.slave(), "rest".getBytes(US_ASCII), 0, 4);
    pty.closeSlave();

    pty.awaitHeard("rest");
    Machine.await(() -> kernel.files().read(pty.master(), new byte[1]) == -EIO);
  }

  @Test
  void pipe_is_no_terminal() {
    int[] ends = new int[2];
    assertEquals(0, kernel.pipes().pipe(ends));

    assertTrue(terminals.isTerminal(pty.slave()));
    assertFalse(terminals.isTerminal(ends[0]));
    assertEquals(-ENOTTY, terminals.mode(ends[0], new TerminalMode[1]));
    assertEquals(-ENOTTY, terminals.windowSize(ends[0], new int[2]));
    assertEquals(Optional.empty(), terminals.columns(ends[0]));
    assertEquals(-ENOTTY, terminals.slaveNumber(ends[0]));
    assertEquals(-ENOTTY, terminals.foregroundProcessGroup(ends[0]));
    kernel.files().close(ends[0]);
    kernel.files().close(ends[1]);
  }
}
