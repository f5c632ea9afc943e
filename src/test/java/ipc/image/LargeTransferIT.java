package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers of several rounds, which prepare their memory ahead, bring every byte to its place. */
class LargeTransferIT {
  private static final long BYTES = 5_000_011;

  private final Image image = Image.built();

  @ParameterizedTest
  @CsvSource({"posix-shm:/ipc-large, 0", "posix-shm:/ipc-large, 4099", "sysv, 0", "sysv, 4099"})
  void bytes_come_back_from_any_offset(String kind, long offset, @TempDir Path scratch)
      throws Exception {
    String name = kind.equals("sysv") ? "sysv-shm:private" : kind + ProcessHandle.current().pid();

    Ran ran =
        image.shell(
            """
            set -eu
            cd %s
            head -c %d /dev/urandom > sent
            address=$($image/bin/ipc shm create %s -s 6M)
            trap '$image/bin/ipc rm -q "$address"' EXIT
            for way in file pipe; do
              case $way in
                file) $image/bin/ipc shm write "$address" --offset %d < sent ;;
                pipe) cat sent | $image/bin/ipc shm write "$address" --offset %d ;;
              esac
              $image/bin/ipc shm read "$address" --offset %d --length %d > received
              cmp sent received
              $image/bin/ipc shm read "$address" --offset %d --length %d | cmp - sent
            done
            """
                .formatted(scratch, BYTES, name, offset, offset, offset, BYTES, offset, BYTES));

    assertEquals(new Ran(0, "", ""), ran);
  }

  @ParameterizedTest
  @CsvSource({"posix-shm:/ipc-small", "sysv"})
  void a_few_bytes_make_a_few_pages_resident(String kind) throws Exception {
    String name = kind.equals("sysv") ? "sysv-shm:private" : kind + ProcessHandle.current().pid();

    Ran ran =
        image.shell(
            """
            set -eu
            address=$($image/bin/ipc shm create %s -s 6M)
            trap '$image/bin/ipc rm -q "$address"' EXIT
            before=$($image/bin/ipc stat "$address" -o resident 2> /dev/null)
            echo hello | $image/bin/ipc shm write "$address"
            after=$($image/bin/ipc stat "$address" -o resident 2> /dev/null)
            echo $((after - before))
            """
                .formatted(name));

    assertEquals(new Ran(0, kind.equals("sysv") ? "4096\n" : "0\n", ""), ran);
  }
}
