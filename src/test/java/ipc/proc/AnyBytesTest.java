package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** No bytes whatever make a parser throw. */
class AnyBytesTest {
  private static final int RUNS = 4_000;

  private static final List<Function<byte[], ?>> PARSERS =
      List.of(
          SharedMemoryEntry::parse,
          MessageQueueEntry::parse,
          SemaphoreArrayEntry::parse,
          MapEntry::parse,
          ProcessStat::parse,
          ProcessStatus::parse,
          DescriptorInfo::parse,
          AnyBytesTest::mounts,
          KernelSetting::parse,
          SemaphoreLimits::parse,
          PosixQueueStatus::parse,
          InternetSocket::parseTcp,
          InternetSocket::parseUdp,
          UnixSocket::parse);

  private static final List<String> TRUE_TEXTS =
      List.of(
          "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap\n"
              + "-1 2 1600 4096 5 6 0 0 0 0 0 0 0 9 1 2\n",
          "key msqid perms cbytes qnum lspid lrpid uid gid cuid cgid stime rtime ctime\n"
              + "66 3 620 12 2 71 72 1000 100 5 6 10 11 12\n",
          "key semid perms nsems uid gid cuid cgid otime ctime\n1 2 600 3 0 0 0 0 0 0\n",
          "1000-2000 rw-s 00000000 00:01 7   /SYSV00001234 (deleted)\n"
              + "1-2 rw-s 0 00:1b 9 /dev/shm/new\\012line\n",
          "45 (a) b) S 1 2 3 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 5 0 60067 18702336 3626\n",
          "State:\tZ (zombie)\nPPid:\t4\nUid:\t1\t0\t1\t1\nGid:\t1\t5\t1\t1\nNSpid:\t4\t17\t1\n",
          "pos:\t70\nflags:\t02100002\nmnt_id:\t30\nino:\t13\n",
          "30 25 0:27 / /dev/s\\040m rw,relatime shared:2 - tmpfs tmpfs rw,size=65536k\n",
          "18446744073692774399\n",
          "32000\t1024000000\t500\t32000\n",
          "QSIZE:129        NOTIFY:2     SIGNO:10    NOTIFY_PID:8260  \n",
          "sl\n"
              + " 0: 0100007F:1F90 00000000:0000 07 00000000:00000002 00:00000000 00000000 7 0 1 1"
              + " 0 3\n",
          "Num\n0000000070d886c4: 00000002 00000000 00010000 0001 01 7 /run/a\n");

  @Test
  void random_bytes_raise_nothing() {
    Random random = new Random(1);
    for (int run = 0; run < RUNS; run++) {
      byte[] text = new byte[random.nextInt(200)];
      random.nextBytes(text);

      parseWithAll(text);
    }
  }

  @Test
  void damaged_texts_raise_nothing() {
    Random random = new Random(2);
    for (int run = 0; run < RUNS; run++) {
      String whole = TRUE_TEXTS.get(random.nextInt(TRUE_TEXTS.size()));
      byte[] text = whole.getBytes(StandardCharsets.ISO_8859_1);
      for (int damage = random.nextInt(4); damage >= 0; damage--) {
        text[random.nextInt(text.length)] = damagedByte(random);
      }

      parseWithAll(text);
    }
  }

  @Test
  void texts_that_break_off_raise_nothing() {
    for (String whole : TRUE_TEXTS) {
      for (int length = 0; length <= whole.length(); length++) {
        parseWithAll(whole.substring(0, length).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static byte damagedByte(Random random) {
    String likely = "0123456789abcdef-: \t\n()\\\0";
    return random.nextBoolean()
        ? (byte) likely.charAt(random.nextInt(likely.length()))
        : (byte) random.nextInt();
  }

  private static void parseWithAll(byte[] text) {
    for (Function<byte[], ?> parser : PARSERS) {
      assertDoesNotThrow(
          () -> assertNotNull(parser.apply(text)),
          () -> "text: " + new String(text, StandardCharsets.ISO_8859_1));
    }
  }

  private static Parsed<MountEntry> mounts(byte[] text) {
    Parsed<MountEntry> mounts = MountEntry.parse(text);
    return mounts;
  }
}
