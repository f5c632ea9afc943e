package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessTextsTest {
  @Test
  void command_ends_with_the_last_parenthesis() {
    ProcessStat stat =
        ProcessStat.parse(
                bytes(
                    "4529 (a) R (b\n\\x) S 4525 4520 2690 0 -1 4194560 3168 6600 0 0 1 1 3 1 20 0"
                        + " 5 0 60067 18702336 3626 18446744073709551615 94701554679808 1\n"))
            .first()
            .orElseThrow();

    assertEquals(new ProcessStat(4529, "a) R (b\n\\x", 'S', 4525, false, 5, 60067), stat);
  }

  @Test
  void kernel_thread_is_known_by_its_flag() {
    ProcessStat stat =
        ProcessStat.parse(
                bytes(
                    "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 24 0 0"
                        + " 18446744073709551615 0 0 0\n"))
            .first()
            .orElseThrow();

    assertTrue(stat.kernelThread());
  }

  @Test
  void stat_that_breaks_off_is_told() {
    Parsed<ProcessStat> broken = ProcessStat.parse(bytes("4529 (cat) S 4525 4520\n"));
    Parsed<ProcessStat> unnamed = ProcessStat.parse(bytes("4529 )cat( S\n"));

    assertEquals(List.of(new Malformed(1, "not the fields of a process")), broken.malformed());
    assertEquals(List.of(new Malformed(1, "no command in parentheses")), unnamed.malformed());
  }

  @Test
  void status_tells_users_groups_and_inner_pids() {
    ProcessStatus status =
        ProcessStatus.parse(
                bytes(
                    "Name:\ta) R (b\\n\\\\x\nUmask:\t0022\nState:\tZ (zombie)\nTgid:\t4529\n"
                        + "PPid:\t4525\nUid:\t1000\t0\t1000\t1000\nGid:\t100\t5\t100\t100\n"
                        + "Groups:\t \nNSpid:\t4529\t17\t1\nThreads:\t2\n"))
            .first()
            .orElseThrow();

    assertEquals(new ProcessStatus('Z', 4525, 1000, 0, 100, 5, List.of(4529L, 17L, 1L)), status);
  }

  @Test
  void status_without_users_is_told() {
    Parsed<ProcessStatus> parsed = ProcessStatus.parse(bytes("Name:\tcat\nState:\tR\n"));

    assertEquals(List.of(new Malformed(1, "no State, PPid, Uid or Gid")), parsed.malformed());
  }

  @Test
  void descriptor_flags_are_octal_and_give_the_access() {
    DescriptorInfo info =
        DescriptorInfo.parse(bytes("pos:\t70\nflags:\t02100002\nmnt_id:\t30\nino:\t13\n"))
            .first()
            .orElseThrow();

    assertEquals(new DescriptorInfo(70, 0_2100002, OptionalLong.of(30)), info);
    assertEquals(AccessMode.READ_WRITE, info.access());
  }

  @Test
  void each_access_mode_is_known() {
    assertEquals(AccessMode.READ, access("0100000"));
    assertEquals(AccessMode.WRITE, access("01"));
    assertEquals(AccessMode.READ_WRITE, access("02"));
    assertEquals(AccessMode.NONE, access("03"));
    assertEquals(AccessMode.NONE, access("012000000"));
  }

  @Test
  void descriptor_without_flags_is_told() {
    Parsed<DescriptorInfo> parsed = DescriptorInfo.parse(bytes("pos:\t0\nmnt_id:\t1\n"));

    assertEquals(List.of(new Malformed(1, "no pos or flags")), parsed.malformed());
  }

  private static AccessMode access(String flags) {
    return DescriptorInfo.parse(bytes("pos:\t0\nflags:\t" + flags + "\n"))
        .first()
        .orElseThrow()
        .access();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
