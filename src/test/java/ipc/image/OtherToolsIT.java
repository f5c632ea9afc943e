package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** util-linux and {@code ipc} tell the same of System V segments, and remove each other's. */
class OtherToolsIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("ipcs", "ipcmk", "ipcrm", "awk");
  }

  @Test
  void what_ipcmk_made_is_listed_and_removed() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipcmk -M 5000 -p 0640 >/dev/null
            key=$(ipcs -m | awk '/^0x/ { print $1 }')
            ipc shm ls -o address,id,size,mode,owner,attached | sed s/$key/KEY/
            ipc shm rm sysv-shm:$key && left
            """);

    assertEquals(new Ran(0, "sysv-shm:KEY\t0\t5000\t0640\troot\t0\n", ""), ran);
  }

  @Test
  void ipcs_tells_the_same_fields_of_what_ipc_made() throws Exception {
    Ran ran =
        sandbox.run(
            """
            theirs() { ipcs -m | awk '/^0x/ { print $1, $2, $3, $4, $5, $6, $7 }'; }
            ours() {
              ipc shm ls -q -o key,id,owner,mode,size,attached,state |
                sed 's/\\t0\\([0-7]\\{3\\}\\)\\t/\\t\\1\\t/; s/removed/dest/' | tr '\\t' ' '
            }
            ipc shm create sysv-shm:0x1234 -s 5000 -m 660 >/dev/null
            ipc shm create sysv-shm:private -s 1M >/dev/null
            ipc shm attach sysv-shm:0x1234 --hold >held &
            await test -s held
            diff <(ours) <(theirs)
            ipcrm -M 0x1234
            diff <(ours) <(theirs)
            ours
            """);

    assertEquals(
        new Ran(0, "0x00000000 0 root 660 5000 1 dest\n0x00000000 1 root 600 1048576 0 \n", ""),
        ran);
  }

  @Test
  void what_ipcrm_removes_is_gone() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc shm create sysv-shm:0x1234 -s 5000 >/dev/null
            ipc shm wait sysv-shm:0x1234 removed -w 20s -v &
            ipcrm -M 0x1234
            wait $!
            echo $?
            ipc stat sysv-shm:0x1234 2>/dev/null
            """);

    assertEquals(new Ran(66, "0\n", "ipc: 'sysv-shm:0x00001234' is removed\n"), ran);
  }

  @Test
  void an_ftok_address_is_the_key_that_ftok_makes() throws Exception {
    sandbox.requireTools("python3");

    Ran ran =
        sandbox.run(
            """
            touch here
            ipc shm create sysv-shm:ftok=here,7 -s 4K >made
            python3 -c 'import ctypes
            print("sysv-shm:0x%08x" % (ctypes.CDLL(None).ftok(b"here", 7) & 0xffffffff))' |
              diff made -
            """);

    assertEquals(new Ran(0, "", ""), ran);
  }
}
