package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MapEntryTest {
  @Test
  void file_mapping_is_read_field_by_field() {
    MapEntry entry =
        only(
            "5580c08ae000-5580c08b3000 r-xp 00002000 103:1b 260131                     "
                + "/usr/bin/cat\n");

    assertEquals(
        new MapEntry(
            0x5580c08ae000L,
            0x5580c08b3000L,
            true,
            false,
            true,
            false,
            0x2000,
            new FileIdentity(0x103, 0x1b, 260131),
            "/usr/bin/cat",
            false,
            OptionalInt.empty()),
        entry);
    assertEquals(20480, entry.sizeBytes());
  }

  @Test
  void segment_has_its_key_even_where_its_id_is_zero() {
    MapEntry entry =
        only(
            "7f9c7ee80000-7f9c7ee82000 rw-s 00000000 00:01 0                          "
                + "/SYSV00001234 (deleted)\n");

    assertEquals(OptionalInt.of(0x1234), entry.segmentKey());
    assertEquals(0, entry.identity().inode());
  }

  @Test
  void segment_key_of_all_bits_is_negative() {
    MapEntry entry = only("1000-2000 r--s 00000000 00:01 1   /SYSV89abcdef (deleted)\n");

    assertEquals(OptionalInt.of(0x89abcdef), entry.segmentKey());
  }

  @Test
  void file_called_like_a_segment_is_none() {
    String device = "1000-2000 rw-s 00000000 fe:00 7   /SYSV00001234 (deleted)\n";
    String named = "1000-2000 rw-s 00000000 00:1b 7   /SYSV00001234\n";
    String copied = "1000-2000 rw-p 00000000 00:1b 7   /SYSV00001234 (deleted)\n";
    String longer = "1000-2000 rw-s 00000000 00:1b 7   /SYSV000012345 (deleted)\n";
    String memory = "1000-2000 rw-s 00000000 00:01 7   /memfd:/SYSV00001234 (deleted)\n";

    for (String line : List.of(device, named, copied, longer, memory)) {
      assertEquals(OptionalInt.empty(), only(line).segmentKey(), line);
    }
  }

  @Test
  void deleted_is_split_off_the_path() {
    MapEntry entry = only("1000-2000 rw-s 00000000 00:1b 16   /dev/shm/gone (deleted)\n");

    assertTrue(entry.deleted());
    assertEquals("/dev/shm/gone", entry.path());
  }

  @Test
  void blanks_and_newlines_of_a_path_are_given_back() {
    assertEquals("/dev/shm/sp ace", only("1-2 rw-s 0 00:1b 10   /dev/shm/sp ace\n").path());
    assertEquals("/dev/shm/new\nline", only("1-2 rw-s 0 00:1b 9 /dev/shm/new\\012line\n").path());
    assertEquals("/dev/shm/a\\b", only("1-2 rw-s 0 00:1b 9 /dev/shm/a\\b\n").path());
  }

  @Test
  void bytes_that_are_no_text_stay_bytes() {
    MapEntry entry = only("1-2 rw-s 0 00:1b 10   /dev/shm/\u00ff\u00fe\u00c3\u00bc\n");

    assertEquals("/dev/shm/\udcff\udcfe\u00fc", entry.path());
  }

  @Test
  void anonymous_memory_has_no_path() {
    assertEquals("", only("1000-2000 rw-p 00000000 00:00 0\n").path());
    assertEquals("", only("1000-2000 rw-p 00000000 00:00 0 \n").path());
    assertEquals("[heap]", only("1000-2000 rw-p 00000000 00:00 0       [heap]\n").path());
  }

  @Test
  void addresses_and_inodes_use_all_their_bits() {
    MapEntry entry =
        only("ffffffffff600000-ffffffffff601000 --xp 00000000 00:2a 18446744073709551615 /mnt/x\n");

    assertEquals(4096, entry.sizeBytes());
    assertEquals("0:42 inode 18446744073709551615", entry.identity().toString());
    assertFalse(entry.readable());
  }

  @Test
  void bad_lines_are_told_and_the_good_ones_kept() {
    Parsed<MapEntry> parsed =
        MapEntry.parse(
            bytes(
                "1000-2000 rw-p 0 00:00\n"
                    + "1000-2000 rw-p 0 00:00 0 /ok\n"
                    + "2000-1000 rw-p 0 00:00 0\n"
                    + "1000-2000 rwzp 0 00:00 0\n"
                    + "10000000000000000-2000 rw-p 0 00:00 0\n"
                    + "\n"
                    + "1000-2000 rw-p 0 00:00 18446744073709551616"));

    assertEquals(
        List.of(1, 3, 4, 5, 6, 7), parsed.malformed().stream().map(Malformed::line).toList());
    assertEquals(List.of("/ok"), parsed.values().stream().map(MapEntry::path).toList());
  }

  private static MapEntry only(String line) {
    Parsed<MapEntry> parsed = MapEntry.parse(bytes(line));
    assertEquals(List.of(), parsed.malformed());
    assertEquals(1, parsed.values().size());
    return parsed.values().getFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
