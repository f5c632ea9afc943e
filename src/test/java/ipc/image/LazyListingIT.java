package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listing looks into processes where it is asked who uses what, and only there. */
class LazyListingIT {
  private static final String LOOKS =
      """
      { ipc mbox create jobs && ipc shm create jobs -s 4K; } >/dev/null || exit 99
      looks() {
        strace -f -qq -e trace=openat,statx,readlinkat -o calls ipc $1 >/dev/null || exit 99
        grep -cE '"/proc/[0-9]+/(fd|maps|task)' calls
      }
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("strace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shm ls -o address,size,owner,mode", "mbox ls -o address,messages,dead"})
  void without_users_no_process_is_looked_into(String listing) throws Exception {
    Ran ran = sandbox.run(LOOKS + "looks '" + listing + "'");

    assertEquals(new Ran(1, "0\n", ""), ran, "grep counts none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shm ls -o address,users", "mbox ls -o address,users", "ls -o address"})
  void with_users_or_named_pipes_each_process_is(String listing) throws Exception {
    Ran ran = sandbox.run(LOOKS + "looks '" + listing + "'");

    assertNotEquals("0\n", ran.out(), ran.err());
    assertEquals(0, ran.status(), ran.err());
  }
}
