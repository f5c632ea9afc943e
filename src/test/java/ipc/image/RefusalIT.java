package ipc.image;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What cannot be done is refused with the status that scripts rely on, and with a message that
 * names the subject and the way out; nothing is touched by it.
 */
class RefusalIT {
  private static Sandbox sandbox;

  /**
   * A command that is refused.
   *
   * @param before run first, to its success
   * @param command what is refused
   * @param status what it ends with
   * @param told what standard error says, in this order
   */
  private record Refusal(String before, String command, int status, List<String> told) {
    @Override
    public String toString() {
      return before.isEmpty() ? command : before + "; " + command;
    }
  }

  private static Refusal refused(int status, String command, String... told) {
    return new Refusal("", command, status, List.of(told));
  }

  private static Refusal refusedAfter(String before, int status, String command, String... told) {
    return new Refusal(before, command, status, List.of(told));
  }

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  static Stream<Refusal> of_words() {
    return Stream.of(
        refused(64, "ipc", "no command", "ipc help"),
        refused(64, "ipc lst", "'lst'", "did you mean 'ipc ls'"),
        refused(64, "ipc shn ls", "'shn'", "did you mean 'ipc shm'"),
        refused(64, "ipc shm", "needs a verb", "ipc help shm"),
        refused(64, "ipc shm crate jobs", "'shm crate'", "did you mean 'ipc shm create'"),
        refused(64, "ipc shm read jobs --ofset 3", "'--ofset'", "did you mean '--offset'"),
        refused(64, "ipc ls --jsno", "'--jsno'", "did you mean '--json'"),
        refused(64, "ipc shm create jobs", "needs --size", "ipc shm create --help"),
        refused(64, "ipc shm create jobs -s 4K more", "'more'", "ipc shm create --help"),
        refused(64, "ipc shm create jobs -s 1 -s 2", "'--size' is given twice"),
        refused(64, "ipc shm create jobs -s 0", "'posix-shm:/jobs'", "no bytes"),
        refused(64, "ipc shm resize jobs -s 0", "'posix-shm:/jobs'", "no bytes", "ipc shm rm"),
        refusedAfter(
            "ipc shm create jobs -s 8K",
            64,
            "ipc shm resize jobs -s 4K",
            "to 4K",
            "8K",
            "--shrink"),
        refused(64, "ipc shm create jobs -s large", "'large'", "accepted: 4096, 4K"),
        refused(64, "ipc shm create jobs -s 4K -m 999", "'999'", "accepted: 600"),
        refused(64, "ipc shm create jobs -s 4K --group no-such", "'no-such'", "getent group"),
        refused(64, "ipc shm wait jobs presen", "'presen'", "accepted: present"),
        refused(64, "ipc shm wait jobs present -w soon", "'soon'", "accepted: 250ms"),
        refused(64, "ipc shm read jobs --format octal", "'octal'", "accepted: raw, hex, text"),
        refused(64, "ipc ls --where 'colour = red'", "'colour'", "accepted: address"),
        refused(64, "ipc ls --sort colour", "'colour'", "accepted: address"),
        refused(64, "ipc ls -o colour", "'colour'", "accepted: address"),
        refused(64, "ipc shm attach jobs", "'-- CMD' or '--hold'", "ipc shm attach"),
        refused(64, "ipc shm attach jobs --hold -- true", "'-- CMD' or '--hold'"),
        refused(64, "ipc shm attach jobs -E 256 -- true", "'256'", "0 to 255"),
        refused(64, "ipc shm attach jobs --hold --", "needs CMD after '--'"),
        refused(64, "ipc rm", "needs ADDRESS", "ipc rm --help"));
  }

  static Stream<Refusal> of_addresses() {
    return Stream.of(
        refused(64, "ipc shm read posix-mq:/jobs", "'posix-mq:/jobs'", "posix-shm:"),
        refused(64, "ipc shm create sysv-sem:0x1 -s 4K", "'sysv-sem:0x1'", "sysv-shm:"),
        refused(64, "ipc shm create shm:jobs -s 4K", "'shm:jobs'", "posix-shm:/jobs"),
        refused(64, "ipc shm create posx-shm:/jobs -s 4K", "'posx-shm'", "posix-shm:/jobs"),
        refused(64, "ipc shm create sysv-shm:id=7 -s 4K", "'sysv-shm:id=7'", "sysv-shm:private"),
        refusedAfter(
            "ipc shm create posix-shm:/6 -s 4K; ipc shm create sysv-shm:6 -s 4K",
            64,
            "ipc shm rm 6",
            "'6'",
            "posix-shm:/6, sysv-shm:0x00000006, sysv-shm:id=6"),
        refusedAfter(
            "ipc shm create posix-shm:/x -s 4K",
            64,
            "ipc shm rm /x",
            "'/x'",
            "posix-shm:/x, file:/x"),
        refusedAfter("ipc shm create jobs -s 4K", 64, "ipc rm jobs", "'jobs'", "posix-shm:/jobs"));
  }

  static Stream<Refusal> of_missing_objects() {
    String made = "'ipc shm create posix-shm:/jobs -s SIZE' makes it";
    return Stream.of(
        refused(66, "ipc shm stat jobs", "'posix-shm:/jobs'", made),
        refused(66, "ipc shm read jobs", "'posix-shm:/jobs'", made),
        refused(66, "ipc shm write jobs", "'posix-shm:/jobs'", made),
        refused(66, "ipc shm attach jobs -- true", "'posix-shm:/jobs'", made),
        refused(66, "ipc shm rm jobs", "'posix-shm:/jobs'", made),
        refused(66, "ipc who posix-shm:/jobs", "'posix-shm:/jobs'", made),
        refused(66, "ipc shm wait jobs used", "'posix-shm:/jobs'", "'ipc wait"),
        refused(66, "ipc shm read sysv-shm:0x99", "'sysv-shm:0x00000099'", "ipc shm create"),
        refused(66, "ipc shm read sysv-shm:id=99", "'sysv-shm:id=99'", "ls' lists"),
        refused(66, "ipc shm resize none -s 4K", "'posix-shm:/none'", "ipc shm create"),
        refused(66, "ipc shm read ./none", "'file:./none'", "ipc shm create file:./none"),
        refused(66, "ipc shm create ./none/x -s 4K", "'file:./none/x'", "directory './none'"),
        refused(66, "ipc stat posix-mq:/jobs", "'posix-mq:/jobs'", "'ipc ls' lists"),
        refused(66, "ipc stat posix-sem:/jobs", "'posix-sem:/jobs'", "'ipc ls' lists"),
        refused(66, "ipc stat sysv-msg:0x9", "'sysv-msg:0x00000009'", "'ipc ls' lists"),
        refused(66, "ipc stat sysv-sem:0x9", "'sysv-sem:0x00000009'", "'ipc ls' lists"),
        refusedAfter(
            "ipc rm $(ipc shm create sysv-shm:private -s 4K) && ipc shm create sysv-shm:0x2 -s 4K",
            66,
            "ipc shm stat sysv-shm:id=0",
            "'sysv-shm:id=0'",
            "ls' lists"));
  }

  static Stream<Refusal> of_existing_objects() {
    String create = "ipc shm create jobs -s 4K -m 640";
    String key = "ipc shm create sysv-shm:0x1 -s 4K -m 640";
    return Stream.of(
        refusedAfter(
            "ipc shm create sysv-shm:0x99 -s 4K",
            69,
            "ipc shm resize sysv-shm:0x99 -s 8K",
            "'sysv-shm:0x00000099'",
            "keeps its size",
            "ipc shm write"),
        refusedAfter(create, 73, create, "'posix-shm:/jobs'", "EEXIST", "ipc stat", "--open"),
        refusedAfter(key, 73, key, "'sysv-shm:0x00000001'", "EEXIST", "ipc stat", "--open"),
        refusedAfter(
            create,
            73,
            "ipc shm create jobs -s 8K -m 600 --open",
            "'posix-shm:/jobs'",
            "its size is 4096 bytes, not 8192",
            "its mode is 0640, not 0600"),
        refusedAfter(
            key,
            73,
            "ipc shm create sysv-shm:0x1 -s 2K --open",
            "'sysv-shm:0x00000001'",
            "its size is 4096 bytes, not 2048"),
        refusedAfter(
            "mkdir /dev/shm/jobs",
            73,
            "ipc shm create jobs -s 4K --open",
            "'posix-shm:/jobs'",
            "a directory"));
  }

  static Stream<Refusal> of_limits() {
    return Stream.of(
        refused(
            75,
            "ipc shm create sysv-shm:0x1 -s 100T",
            "'sysv-shm:0x00000001' of 100T",
            "memory",
            "free"),
        refused(75, "ipc shm create jobs -s 100T", "'posix-shm:/jobs' of 100T", "256M", "ENOSPC"),
        refusedAfter(
            "ipc shm create jobs -s 4K",
            75,
            "ipc shm resize jobs -s 1G; status=$?; ipc shm stat jobs -o size | grep -qx 4096 ||"
                + " status=size; exit $status",
            "'posix-shm:/jobs' to 1G",
            "256M",
            "ENOSPC"),
        refused(
            75,
            "mount -o remount,size=200t /dev/shm; ipc shm create jobs -s 100T",
            "'posix-shm:/jobs' of 100T",
            "this machine has only",
            "ipc shm ls --sort -size"),
        refused(
            75,
            "ulimit -f 8; ipc shm create jobs -s 64K",
            "'posix-shm:/jobs' of 64K",
            "EFBIG",
            "'ulimit -f'"),
        refusedAfter(
            "ipc shm create sysv-shm:private -s 4K; echo 1 >/proc/sys/kernel/shmmni",
            75,
            "ipc shm create sysv-shm:private -s 4K",
            "there are 1 segments",
            "shmmni",
            "sysctl kernel.shmmni"),
        refusedAfter(
            "echo 8192 >/proc/sys/kernel/shmmax",
            75,
            "ipc shm create sysv-shm:private -s 12K",
            "shmmax, 8192 bytes",
            "sysctl kernel.shmmax"),
        refusedAfter(
            "ipc shm create sysv-shm:private -s 4K; echo 2 >/proc/sys/kernel/shmall",
            75,
            "ipc shm create sysv-shm:private -s 8K",
            "shmall, 2 pages",
            "sysctl kernel.shmall"));
  }

  static Stream<Refusal> of_data() {
    String four = "ipc shm create jobs -s 4";
    return Stream.of(
        refusedAfter(
            four,
            75,
            "ipc shm write jobs < <(printf 12345)",
            "'posix-shm:/jobs'",
            "4 bytes are written",
            "--length 4"),
        refusedAfter(four, 65, "printf 12 | ipc shm write jobs --length 3", "after 2 of 3 bytes"),
        refusedAfter(four, 65, "echo 6x | ipc shm write jobs --format hex", "byte 1", "nothing"),
        refusedAfter(four, 65, "echo 6 | ipc shm write jobs --format hex", "digit", "nothing"),
        refusedAfter(
            four,
            75,
            "echo 6162636465 | ipc shm write jobs --format hex",
            "5 bytes",
            "'posix-shm:/jobs'",
            "nothing is written"),
        refusedAfter(four, 64, "ipc shm read jobs --offset 5", "offset 5", "which has 4 bytes"),
        refusedAfter(four, 64, "ipc shm write jobs --offset 5", "offset 5", "which has 4 bytes"),
        refusedAfter(
            four, 64, "ipc shm read jobs --offset 2 --length 3", "3 bytes from offset 2", "which"));
  }

  static Stream<Refusal> of_other_users() {
    String posix = "ipc shm create jobs -s 4K";
    String sysv = "ipc shm create sysv-shm:0x1 -s 4K";
    String key = "'sysv-shm:0x00000001'";
    return Stream.of(
        refusedAfter(
            posix, 77, "nobody ipc shm read jobs", "'posix-shm:/jobs'", "EACCES", "ipc stat"),
        refusedAfter(
            posix, 77, "nobody ipc shm write jobs", "'posix-shm:/jobs'", "EACCES", "ipc stat"),
        refusedAfter(
            posix, 77, "nobody ipc shm attach jobs -- true", "'posix-shm:/jobs'", "EACCES"),
        refusedAfter(
            posix, 77, "nobody ipc shm rm jobs", "'posix-shm:/jobs'", "'root'", "run as root"),
        refusedAfter(
            posix, 77, "nobody ipc shm rm --unused jobs", "'posix-shm:/jobs'", "run as root"),
        refusedAfter(
            posix, 77, "nobody ipc shm wait jobs unused -n", "'posix-shm:/jobs'", "as root"),
        refusedAfter(sysv, 77, "nobody ipc shm read sysv-shm:1", key, "EACCES", "ipc stat"),
        refusedAfter(sysv, 77, "nobody ipc shm attach sysv-shm:1 -- true", key, "EACCES"),
        refusedAfter(sysv, 77, "nobody ipc rm sysv-shm:1", key, "'root'", "run as root"),
        refused(77, "nobody ipc shm create /root/a/b -s 4K", "'file:/root/a/b'", "EACCES"));
  }

  @ParameterizedTest
  @MethodSource({
    "of_words",
    "of_addresses",
    "of_missing_objects",
    "of_existing_objects",
    "of_limits",
    "of_data"
  })
  void is_told_with_its_status_and_touches_nothing(Refusal refusal) throws Exception {
    assertRefused(refusal);
  }

  @ParameterizedTest
  @MethodSource("of_other_users")
  void of_what_is_not_permitted_is_told(Refusal refusal) throws Exception {
    sandbox.requireNobody();

    assertRefused(refusal);
  }

  private static void assertRefused(Refusal refusal) throws Exception {
    Ran ran =
        sandbox.run(
            "{ "
                + (refusal.before().isEmpty() ? ":" : refusal.before())
                + "; } >/dev/null || exit 99\n"
                + "objects() { ls -A /dev/shm; cat /proc/sysvipc/shm; }; objects >before\n"
                + "( "
                + refusal.command()
                + " ); status=$?\n"
                + "objects | diff before - || status=97\n"
                + "exit $status");

    assertAll(
        () -> assertEquals(refusal.status(), ran.status(), ran::err),
        () -> assertEquals("", ran.out()),
        () -> assertTrue(ran.err().startsWith("ipc: "), ran::err),
        () -> assertInOrder(refusal.told(), ran.err()));
  }

  private static void assertInOrder(List<String> parts, String text) {
    int at = 0;
    for (String part : parts) {
      int found = text.indexOf(part, at);
      assertTrue(found >= 0, () -> "no <" + part + "> where it belongs in: " + text);
      at = found + part.length();
    }
  }
}
