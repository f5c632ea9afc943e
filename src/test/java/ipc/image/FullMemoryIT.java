package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where memory runs out, it is told in numbers, with no half of anything and no SIGBUS. */
class FullMemoryIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = new Sandbox(Sandbox.built().image(), "1m");
  }

  @Test
  void a_segment_that_does_not_fit_leaves_no_name_and_takes_no_memory() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc shm create large -s 2M; echo $?
            ipc shm create fits -s 900K
            ipc shm create rest -s 200K; echo $?
            ls -A /dev/shm
            df -k --output=used /dev/shm | tail -n +2 | tr -d ' '
            """);

    assertEquals(
        new Ran(
            0,
            "75\nposix-shm:/fits\n75\nfits\n900\n",
            """
            ipc: cannot create 'posix-shm:/large' of 2M: 1M of 1M are free there (ENOSPC)
            hint: 'mount -o remount,size=SIZE /dev/shm' raises it; in a container, its shm size
            ipc: cannot create 'posix-shm:/rest' of 200K: 124K of 1M are free there (ENOSPC)
            hint: 'mount -o remount,size=SIZE /dev/shm' raises it; in a container, its shm size
            """),
        ran);
  }

  @Test
  void a_file_with_holes_that_cannot_be_filled_is_told_and_still_read() throws Exception {
    Ran ran =
        sandbox.run(
            """
            truncate -s 2M /dev/shm/holes
            head -c 2M /dev/zero | ipc shm write holes; echo $?
            ipc shm read holes | wc -c
            ipc shm read holes --format hex | tail -n 1
            ipc shm attach holes -- true; echo $?
            """);

    assertEquals(
        new Ran(
            0,
            "75\n2097152\n00200000\n0\n",
            "ipc: cannot write beyond 1048576 bytes of 'posix-shm:/holes': no space left on device"
                + " (ENOSPC)\n"),
        ran);
  }
}
