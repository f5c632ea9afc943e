package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues and semaphores that a C program made are shown as they are, or what hides them is. */
class KernelObjectsIT {
  @TempDir private static Path scratch;
  private static CProgram objects;
  private static Sandbox sandbox;

  @BeforeAll
  static void compile() throws Exception {
    sandbox = Sandbox.built();
    objects = CProgram.compile("objects", scratch);
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run("$program || exit 99\n" + script, objects.variables());
  }

  @Test
  void all_are_listed_with_their_values_though_no_mqueue_is_mounted() throws Exception {
    assumeTrue(
        sandbox.run("! grep ' mqueue ' /proc/mounts").status() == 0,
        "the mqueue file system of this machine cannot be unmounted");

    Ran ran = run("ipc ls -o address,kind,owner,mode,size,content");

    assertEquals(
        new Ran(
            0,
            """
            sysv-msg:0x00000051\tmq\troot\t0640\t5\t1 message
            posix-mq:/jobs\tmq\troot\t0640\t12\t2 messages
            sysv-sem:0x00000052\tsem\troot\t0640\t-\t3 semaphores
            posix-sem:/slots\tsem\troot\t0640\t-\tvalue 3
            """,
            ""),
        ran);
  }

  @Test
  void each_is_shown_with_its_own_fields() throws Exception {
    Ran ran =
        run(
            """
            ipc stat posix-mq:/jobs -o messages,used,capacity-messages,message-size
            ipc stat sysv-msg:0x51 -o messages,used
            ipc stat sysv-sem:0x52 -o values,waiters
            ipc stat posix-sem:/slots -o values,waiters
            """);

    assertEquals(new Ran(0, "2\t12\t4\t32\n1\t5\n7,0,2\t0\n3\t0\n", ""), ran);
  }

  @Test
  void each_is_removed_and_what_went_with_it_is_told() throws Exception {
    Ran ran =
        run("ipc rm posix-mq:/jobs sysv-msg:0x51 posix-sem:/slots sysv-sem:0x52 && ipc ls; left");

    assertEquals(
        new Ran(
            0,
            "",
            """
            ipc: 'posix-mq:/jobs' is removed with 2 messages
            ipc: 'sysv-msg:0x00000051' is removed with 1 message
            """),
        ran);
  }

  @Test
  void what_a_user_may_not_see_is_a_warning_and_no_empty_truth() throws Exception {
    sandbox.requireNobody();

    Ran ran = run("nobody ipc ls -o address,content");

    assertEquals(
        """
        sysv-msg:0x00000051\t1 message
        sysv-sem:0x00000052\t3 semaphores
        posix-sem:/slots\t1 semaphore
        """,
        ran.out());
    assertTrue(ran.err().contains("could not list POSIX queues"), ran::err);
    assertTrue(ran.err().contains("mount -t mqueue"), ran::err);
    assertTrue(ran.err().contains("the values of 'sysv-sem:0x00000052'"), ran::err);
    assertTrue(ran.err().contains("the value of 'posix-sem:/slots'"), ran::err);
  }

  @Test
  void in_json_the_warnings_are_part_of_the_document() throws Exception {
    sandbox.requireNobody();
    sandbox.requireTools("python3");

    Ran ran =
        run(
            """
            nobody ipc ls --json | python3 -c '
            import json, sys
            answer = json.load(sys.stdin)
            print(any("could not list POSIX queues" in text for text in answer["warnings"]))
            print([it["users"] for it in answer["objects"]])'
            """);

    assertEquals(new Ran(0, "True\n[None, None, None]\n", ""), ran);
  }

  @Test
  void what_is_no_object_in_the_directory_neither_breaks_nor_blocks() throws Exception {
    Ran ran =
        sandbox.run(
            """
            cd /dev/shm
            mkdir directory sem.directory
            : >sem.empty
            printf short >sem.short
            printf hi >.dot
            mkfifo fifo sem.fifo
            ln -s .dot link
            ln -s nowhere dangling
            ln -s .dot sem.link
            : >sem.
            : >empty
            ipc ls -q -o address,kind,content
            for name in directory fifo link dangling; do
              ipc stat posix-shm:/$name; ipc shm read $name; ipc who posix-shm:/$name
              ipc shm write $name; ipc shm attach $name -- true; ipc shm rm $name
            done 2>errors
            grep -c '^ipc: ' errors
            grep -v "^ipc: .*'posix-shm:/[a-z]*'.*\\(it is a \\|no regular file\\)" errors
            for name in directory empty short fifo link; do
              ipc stat -q posix-sem:/$name -o kind,content
              ipc who -q posix-sem:/$name || echo $?
            done
            ipc shm read .dot
            ipc shm read empty
            ipc shm attach empty -- true 2>/dev/null || echo $?
            """);

    assertEquals(
        new Ran(
            0,
            """
            posix-shm:/.dot\tshm\t-
            posix-shm:/empty\tshm\t-
            posix-sem:/directory\tother\ta directory
            posix-sem:/empty\tother\tan empty file
            posix-sem:/fifo\tother\ta fifo
            posix-sem:/link\tother\ta symbolic link
            posix-sem:/short\tother\ta file of 5 bytes
            24
            other\ta directory
            1
            other\tan empty file
            1
            other\ta file of 5 bytes
            1
            other\ta fifo
            1
            other\ta symbolic link
            1
            hi65
            """,
            ""),
        ran);
  }

  @Test
  void several_operands_each_have_their_turn() throws Exception {
    Ran ran =
        run(
            """
            ipc shm create a -s 4K >/dev/null
            ipc rm -q posix-shm:/none posix-shm:/a sysv-shm:0x99 2>/dev/null; echo $?
            ipc rm -q -f posix-shm:/none sysv-sem:0x52 posix-mq:/none; echo $?
            mkdir /dev/shm/directory
            ipc rm -q posix-shm:/none posix-shm:/directory sysv-msg:0x51 2>/dev/null; echo $?
            ipc ls -q -o address
            """);

    assertEquals(new Ran(0, "66\n0\n71\nposix-mq:/jobs\nposix-sem:/slots\n", ""), ran);
  }
}
