package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C programs and {@code ipc} share memory, both ways. */
class CPeerIT {
  @TempDir private static Path scratch;
  private static CProgram segment;
  private static Sandbox sandbox;

  @BeforeAll
  static void compile() throws Exception {
    sandbox = Sandbox.built();
    segment = CProgram.compile("segment", scratch);
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(script, segment.variables());
  }

  @ParameterizedTest
  @CsvSource({"posix, /jobs, posix-shm:/jobs", "sysv, 0x1234, sysv-shm:0x00001234"})
  void what_c_made_is_shown_read_and_removed(String kind, String name, String address)
      throws Exception {
    Ran ran =
        run(
            "$program "
                + kind
                + " make "
                + name
                + " 5000 hello && ipc shm ls -o address,size,mode,owner && ipc shm read --format"
                + " text "
                + address
                + " && ipc shm read "
                + address
                + " | wc -c && ipc shm rm "
                + address
                + " && left");

    assertEquals(new Ran(0, address + "\t5000\t0640\troot\nhello\n5000\n", ""), ran);
  }

  @ParameterizedTest
  @CsvSource({"posix, /jobs, posix-shm:/jobs", "sysv, 0x1234, sysv-shm:0x00001234"})
  void c_finds_what_ipc_made(String kind, String name, String address) throws Exception {
    Ran ran =
        run(
            "ipc shm create "
                + address
                + " -s 5000 && echo hello | ipc shm write --format text "
                + address
                + " && $program "
                + kind
                + " show "
                + name);

    assertEquals(new Ran(0, address + "\nhello\n", ""), ran);
  }

  @ParameterizedTest
  @CsvSource({
    "posix, /jobs, posix-shm:/jobs, mapped",
    "sysv, 0x1234, sysv-shm:0x00001234, attached"
  })
  void a_c_program_that_holds_a_segment_is_told(
      String kind, String name, String address, String how) throws Exception {
    Ran ran =
        run(
            """
            ipc shm create %2$s -s 5000 >/dev/null
            mkfifo end
            $program %1$s hold %3$s <end >told &
            exec 5>end
            await grep ready told
            ipc who %2$s -o pid,user,command,how,access,count | sed "s/^$!\t/PID\t/"
            ipc shm ls -o address,users | sed "s/\t$! /\tPID /"
            ipc wait %2$s unused -n 2>/dev/null; echo $?
            ipc shm rm --unused -v %2$s 2>&1 | grep -o "not removed.* segment ($!)" | wc -l
            ipc shm rm %2$s 2>&1 | grep -o "is removed.* last detach.* segment ($!)" | wc -l
            exec 5>&-
            wait
            left
            """
                .formatted(kind, address, name));

    assertEquals(
        new Ran(
            0,
            """
            PID\troot\tsegment\t%2$s\twrite\t1
            %1$s\tPID root segment %2$s write 1
            124
            1
            1
            """
                .formatted(address, how),
            ""),
        ran);
  }

  @Test
  void a_program_of_another_user_is_told_by_its_user() throws Exception {
    sandbox.requireNobody();

    Ran ran =
        run(
            """
            cp $program segment && ipc shm create jobs -s 4K -m 666 >/dev/null
            mkfifo -m 666 end
            nobody ./segment posix hold /jobs <>end >told &
            await grep ready told
            ipc who posix-shm:/jobs -o user,command,how,access
            kill $!
            """);

    assertEquals(new Ran(0, "nobody\tsegment\tmapped\twrite\n", ""), ran);
  }

  @Test
  void a_removed_segment_is_readable_until_its_holder_lets_it_go() throws Exception {
    Ran ran =
        run(
            """
            used() { df -k --output=used /dev/shm | tail -n +2 | tr -d ' '; }
            ipc shm create posix-shm:/jobs -s 64K >/dev/null
            ipc shm create sysv-shm:1 -s 64K >/dev/null
            echo hello | ipc shm write sysv-shm:1 --format text
            mkfifo end
            $program posix hold /jobs <end >told &
            exec 5>end
            ipc shm attach sysv-shm:1 --hold >held &
            await grep ready told
            await test -s held
            ipc rm -q posix-shm:/jobs sysv-shm:1
            ipc shm ls -q -o address,state
            ipc shm read sysv-shm:id=0 --format text
            used
            ipc stat sysv-shm:1 2>/dev/null || echo $?
            exec 5>&-
            kill %2
            wait
            used
            left
            """);

    assertEquals(new Ran(0, "sysv-shm:id=0\tremoved\nhello\n64\n66\n0\n", ""), ran);
  }
}
