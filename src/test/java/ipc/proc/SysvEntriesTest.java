package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SysvEntriesTest {
  private static final String SHM_HEADER =
      "       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid"
          + "      atime      dtime      ctime                   rss                  swap\n";

  @Test
  void segment_is_read_field_by_field() {
    Parsed<SharedMemoryEntry> parsed =
        SharedMemoryEntry.parse(
            bytes(
                SHM_HEADER
                    + "      4660      32769   640                  8192  4529  4530      1  1000"
                    + "   100     7     8 1795146750 1795146751 1795146752                  4096"
                    + "                  12288\n"));

    assertEquals(
        List.of(
            new SharedMemoryEntry(
                0x1234,
                32769,
                0_640,
                false,
                false,
                false,
                false,
                8192,
                OptionalLong.of(4529),
                OptionalLong.of(4530),
                1,
                1000,
                100,
                7,
                8,
                OptionalLong.of(1795146750),
                OptionalLong.of(1795146751),
                OptionalLong.of(1795146752),
                OptionalLong.of(4096),
                OptionalLong.of(12288))),
        parsed.values());
  }

  @Test
  void key_above_half_the_range_is_negative() {
    SharedMemoryEntry segment = segment("-1985229329", "600");

    assertEquals(0x89abcdef, segment.key());
  }

  @Test
  void flags_above_the_permissions_are_told_apart() {
    SharedMemoryEntry destroyed = segment("0", "1600");
    SharedMemoryEntry locked = segment("0", "2600");
    SharedMemoryEntry huge = segment("0", "4640");
    SharedMemoryEntry unreserved = segment("0", "10640");

    assertEquals(List.of(true, false, false, false), flags(destroyed));
    assertEquals(List.of(false, true, false, false), flags(locked));
    assertEquals(List.of(false, false, true, false), flags(huge));
    assertEquals(List.of(false, false, false, true), flags(unreserved));
    assertEquals(0_640, unreserved.permissions());
  }

  @Test
  void what_never_happened_has_no_time_and_no_pid() {
    SharedMemoryEntry segment = segment("1", "600");

    assertEquals(OptionalLong.empty(), segment.lastPid());
    assertEquals(OptionalLong.empty(), segment.lastAttach());
  }

  @Test
  void columns_are_found_by_name_wherever_a_kernel_puts_them() {
    Parsed<SemaphoreArrayEntry> parsed =
        SemaphoreArrayEntry.parse(
            bytes(
                "semid newer key perms nsems uid gid cuid cgid otime ctime newest\n"
                    + "6 word -2 666 3 1 2 3 4 0 50 x\n"));

    assertEquals(
        List.of(
            new SemaphoreArrayEntry(
                -2, 6, 0_666, 3, 1, 2, 3, 4, OptionalLong.empty(), OptionalLong.of(50))),
        parsed.values());
  }

  @Test
  void old_kernel_without_memory_columns_leaves_them_empty() {
    Parsed<SharedMemoryEntry> parsed =
        SharedMemoryEntry.parse(
            bytes(
                "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime\n"
                    + "1 2 600 4096 5 6 0 0 0 0 0 0 0 9\n"));

    assertEquals(OptionalLong.empty(), parsed.first().orElseThrow().residentBytes());
    assertEquals(OptionalLong.empty(), parsed.first().orElseThrow().swappedBytes());
  }

  @Test
  void queue_is_read_field_by_field() {
    Parsed<MessageQueueEntry> parsed =
        MessageQueueEntry.parse(
            bytes(
                "       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid"
                    + "  cgid      stime      rtime      ctime\n"
                    + "        66          3   620          12          2    71    72  1000   100"
                    + "     5     6         10         11         12\n"));

    assertEquals(
        List.of(
            new MessageQueueEntry(
                0x42,
                3,
                0_620,
                12,
                2,
                OptionalLong.of(71),
                OptionalLong.of(72),
                1000,
                100,
                5,
                6,
                OptionalLong.of(10),
                OptionalLong.of(11),
                OptionalLong.of(12))),
        parsed.values());
  }

  @Test
  void header_alone_is_an_empty_table() {
    Parsed<SharedMemoryEntry> parsed = SharedMemoryEntry.parse(bytes(SHM_HEADER));

    assertEquals(new Parsed<>(List.of(), List.of()), parsed);
  }

  @Test
  void missing_column_is_told_and_nothing_is_guessed() {
    Parsed<SemaphoreArrayEntry> parsed =
        SemaphoreArrayEntry.parse(bytes("key perms nsems\n1 600 2\n"));

    assertEquals(List.of(new Malformed(1, "no column 'semid'")), parsed.malformed());
    assertEquals(List.of(), parsed.values());
  }

  @Test
  void bad_lines_are_told_and_the_good_ones_kept() {
    String header = "key semid perms nsems uid gid cuid cgid otime ctime\n";

    Parsed<SemaphoreArrayEntry> parsed =
        SemaphoreArrayEntry.parse(
            bytes(
                header
                    + "1 2 60x 3 0 0 0 0 0 0\n"
                    + "1 7 600 3 0 0 0 0 0 0\n"
                    + "1 2 600\n"
                    + "1 -2 600 3 0 0 0 0 0 0\n"
                    + "99999999999 2 600 3 0 0 0 0 0 0\n"));

    assertEquals(
        List.of(
            new Malformed(2, "no number for column 'perms': '60x'"),
            new Malformed(4, "no value for column 'nsems'"),
            new Malformed(5, "no number for column 'semid': '-2'"),
            new Malformed(6, "no number for column 'key': '99999999999'")),
        parsed.malformed());
    assertEquals(List.of(7), parsed.values().stream().map(SemaphoreArrayEntry::id).toList());
  }

  private static SharedMemoryEntry segment(String key, String perms) {
    String row = key + " 5 " + perms + " 4096 1 0 0 0 0 0 0 0 0 9 0 0\n";
    return SharedMemoryEntry.parse(bytes(SHM_HEADER + row)).first().orElseThrow();
  }

  private static List<Boolean> flags(SharedMemoryEntry segment) {
    return List.of(segment.destroyed(), segment.locked(), segment.hugePages(), segment.noReserve());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
