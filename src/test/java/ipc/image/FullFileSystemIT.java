package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.engine.Proof;
import ipc.image.Image.Ran;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mailboxes on a file system that is full, in memory and on a disk, interpreted and compiled. */
class FullFileSystemIT {
  private static final String COMPILED =
      "-Xcomp -XX:CompileCommand=quiet -XX:CompileCommand=compileonly,ipc.engine.*::*";

  /** Leaves a small file system at {@code place}. */
  private static final String MEMORY =
      "mkdir place && mount -t tmpfs -o size=1m,mode=700 tmpfs place || exit 97\n";

  private static final String DISK =
      "truncate -s 3M disk && mkfs.ext4 -q -m 0 -O ^has_journal disk && mkdir place && mount -o"
          + " loop disk place && rmdir place/lost+found && chmod 700 place || exit 97\n";

  private static final String SCRIPT =
      """
      export IPC_HOME=$PWD/place
      java=$(dirname $(command -v ipc))/java
      ours() { $java JIT -XX:ErrorFile=$PWD/hs_err -m ipc/ipc.Main "$@"; }
      ours mbox create large; echo "large $?"
      ls -A place
      ours mbox create small --messages 16 --bytes 8K; echo "small $?"
      printf '%03000d' 7 | ours send mbox:small; ours send mbox:small short; echo "sent $?"
      mkdir place/full
      cat /dev/zero > place/full/most 2>/dev/null
      # ext4 keeps some room back, which fallocate(2) gets.
      for each in $(seq 200); do fallocate -l 1K place/full/$each 2>/dev/null || break; done
      ours send mbox:small lost --priority 20000; echo "new lane $?"
      ours send mbox:small urgent --priority 300; echo "old lane $?"
      printf '%03000d' 8 | ours send mbox:small; echo "large $?"
      ours recv mbox:small; echo " $?"
      ours peek mbox:small --all > peeked; echo "peek $?"
      ours recv mbox:small | sed 's/^0*//'; echo " $?"
      ours recv mbox:small; echo " $?"
      rm -r place/full
      ours send mbox:small found --priority 20000; echo "new lane $?"
      ours recv mbox:small; echo " $?"
      ours mbox stat small -o messages,held,dead 2>/dev/null
      find . -name 'hs_err*' -o -name 'core*'
      """;

  private static final String EXPECTED =
      """
      large 75
      mbox:small
      small 0
      sent 0
      new lane 75
      old lane 0
      large 0
      urgent 0
      peek 0
      7 0
      short 0
      new lane 0
      found 0
      1\t0\t0
      """;

  static Stream<Arguments> places() {
    return Stream.of(
            Arguments.of("memory", "compiled"),
            Arguments.of("disk", "-Xint"),
            Arguments.of("memory", "-Xint"),
            Arguments.of("disk", "compiled"))
        .limit(Proof.size(2, 4));
  }

  @ParameterizedTest
  @MethodSource("places")
  void full_is_told_and_what_is_there_stays_whole(String place, String mode) throws Exception {
    Sandbox sandbox = Sandbox.built();
    String script =
        (place.equals("memory") ? MEMORY : DISK)
            + SCRIPT.replace("JIT", mode.equals("compiled") ? COMPILED : mode);

    Ran ran = sandbox.run(script);

    assumeTrue(ran.status() != 97, "cannot mount a small file system here: " + ran.err());
    assertEquals(EXPECTED, ran.out(), ran.err());
    assertTrue(
        ran.err().matches("(?s).*cannot create 'mbox:large' of .* are free there \\(ENOSPC\\).*"),
        ran.err());
    assertTrue(ran.err().contains("get memory for a priority of 'mbox:small'"), ran.err());
  }
}
