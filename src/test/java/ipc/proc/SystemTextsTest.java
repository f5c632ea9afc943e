package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SystemTextsTest {
  private static final String MOUNTS =
      "24 27 0:6 / /dev rw,relatime - devtmpfs devtmpfs rw,size=12334492k,nr_inodes=3083623\n"
          + "25 24 0:23 / /dev/shm rw,relatime - tmpfs tmpfs rw,size=64k\n"
          + "30 25 0:27 / /dev/shm rw,relatime shared:2 master:1 - tmpfs tmpfs rw\n"
          + "42 44 0:40 / /dev/mqueue rw,relatime - mqueue mqueue rw\n"
          + "65 44 259:39 /a\\040b /tmp/m\\040n\\134\\012 ro,noexec - tmpfs no\\011ne rw,x=\\054\n";

  @Test
  void mount_is_read_field_by_field_with_its_escapes_given_back() {
    MountEntry mount = MountEntry.parse(bytes(MOUNTS)).values().getLast();

    assertEquals(
        new MountEntry(
            65,
            44,
            259,
            39,
            "/a b",
            "/tmp/m n\\\n",
            List.of("ro", "noexec"),
            "tmpfs",
            "no\tne",
            List.of("rw", "x=,")),
        mount);
  }

  @Test
  void last_mount_on_a_directory_covers_the_others() {
    List<MountEntry> mounts = MountEntry.parse(bytes(MOUNTS)).values();

    assertEquals(Optional.of(30L), MountEntry.at(mounts, "/dev/shm").map(MountEntry::id));
    assertEquals(Optional.empty(), MountEntry.at(mounts, "/nowhere"));
  }

  @Test
  void queues_are_found_by_the_type_of_their_file_system() {
    List<MountEntry> mounts = MountEntry.parse(bytes(MOUNTS)).values();

    assertEquals(
        List.of("/dev/mqueue"),
        MountEntry.ofType(mounts, "mqueue").stream().map(MountEntry::mountPoint).toList());
  }

  @Test
  void mount_that_breaks_off_is_told() {
    Parsed<MountEntry> parsed = MountEntry.parse(bytes("1 2 0:6 / /dev rw shared:1 shared:2\n"));

    assertEquals(List.of(new Malformed(1, "not a mount")), parsed.malformed());
  }

  @Test
  void setting_beyond_the_range_is_the_largest_number() {
    assertEquals(Optional.of(4096L), KernelSetting.parse(bytes("4096\n")).first());
    assertEquals(Optional.of(-1L), KernelSetting.parse(bytes("-1\n")).first());
    assertEquals(
        Optional.of(Long.MAX_VALUE), KernelSetting.parse(bytes("18446744073692774399\n")).first());
  }

  @Test
  void setting_that_is_no_number_is_told() {
    assertEquals(
        List.of(new Malformed(1, "not a number")), KernelSetting.parse(bytes("1 2\n")).malformed());
    assertEquals(
        List.of(new Malformed(1, "no number")), KernelSetting.parse(new byte[0]).malformed());
  }

  @Test
  void setting_that_breaks_off_is_no_smaller_setting() {
    assertEquals(
        List.of(new Malformed(1, "not a number")), KernelSetting.parse(bytes("409")).malformed());
    assertEquals(
        List.of(new Malformed(1, "not four numbers")),
        SemaphoreLimits.parse(bytes("32000\t1024000000\t500\t31")).malformed());
  }

  @Test
  void semaphore_limits_are_four_numbers_in_the_kernels_order() {
    assertEquals(
        Optional.of(new SemaphoreLimits(32000, 1024000000, 500, 31999)),
        SemaphoreLimits.parse(bytes("32000\t1024000000\t500\t31999\n")).first());
    assertEquals(
        List.of(new Malformed(1, "not four numbers")),
        SemaphoreLimits.parse(bytes("32000\t1024000000\t500\n")).malformed());
  }

  @Test
  void posix_queue_tells_its_bytes_and_who_waits_to_be_told() {
    Parsed<PosixQueueStatus> idle =
        PosixQueueStatus.parse(
            bytes("QSIZE:8          NOTIFY:0     SIGNO:0     NOTIFY_PID:0     \n"));
    Parsed<PosixQueueStatus> watched =
        PosixQueueStatus.parse(
            bytes("QSIZE:129        NOTIFY:2     SIGNO:10    NOTIFY_PID:8260  \n"));

    assertEquals(Optional.of(new PosixQueueStatus(8, OptionalLong.empty(), 0, 0)), idle.first());
    assertEquals(
        Optional.of(new PosixQueueStatus(129, OptionalLong.of(8260), 2, 10)), watched.first());
  }

  @Test
  void posix_queue_text_of_another_kind_is_told() {
    assertEquals(
        List.of(new Malformed(1, "not the state of a queue")),
        PosixQueueStatus.parse(bytes("SIZE:8\n")).malformed());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
