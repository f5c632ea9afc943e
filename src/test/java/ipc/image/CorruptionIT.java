package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Proof;
import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged mailboxes as the commands see them: a status of the contract, soon, and no dead VM. */
class CorruptionIT {
  private static final Set<Integer> CONTRACT = Set.of(0, 1, 65, 66, 69, 73, 75);
  private static final int SAMPLES = Proof.size(8, 300);

  /** What is in the file: ipc.engine.mailbox.Layout draws it. */
  private static final int VERSION_AT = 12;

  private static final int TAKES_PART_BYTES = 48 << 10;

  private static final List<String> COMMANDS =
      List.of(
          "mbox stat jobs",
          "peek mbox:jobs --all",
          "send mbox:jobs new -n",
          "recv mbox:jobs -n",
          "mbox ls -q");

  @TempDir private Path scratch;
  private Path mailbox;
  private byte[] whole;

  @BeforeEach
  void make() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox create jobs --messages 8 --bytes 4K -q && $ipc send mbox:jobs a b c &&"
                + " $ipc send mbox:jobs urgent --priority 9 && printf '%0999d' 0 | $ipc send"
                + " mbox:jobs && $ipc recv mbox:jobs --lease 1d");
    assertEquals(0, ran.status(), ran.err());
    mailbox = scratch.resolve("home/jobs.mbox");
    whole = Files.readAllBytes(mailbox);
  }

  private Ran ipc(String script) throws IOException, InterruptedException {
    return MailboxShell.in(scratch).run(script);
  }

  /** The statuses of all the commands, each in ten seconds. */
  private List<Integer> statuses(byte[] content) throws Exception {
    Files.write(mailbox, content);
    StringBuilder script = new StringBuilder();
    for (String command : COMMANDS) {
      script.append("timeout -s KILL 10 $ipc " + command + " > out 2> err; echo $?; ");
    }
    script.append("find . -name 'hs_err*' -o -name 'core*'");
    return ipc(script.toString()).out().lines().map(Integer::valueOf).toList();
  }

  @Test
  void any_damage_ends_with_a_status_of_the_contract() throws Exception {
    SplittableRandom random = new SplittableRandom(Proof.seed());
    for (int sample = 0; sample < SAMPLES; sample++) {
      int position = random.nextInt(TAKES_PART_BYTES);
      byte[] damaged = whole.clone();
      damaged[position] ^= (byte) (1 + random.nextInt(255));

      List<Integer> statuses = statuses(damaged);

      String where = "byte " + position + ": " + damaged[position] + ", statuses " + statuses;
      assertEquals(COMMANDS.size(), statuses.size(), where);
      assertTrue(CONTRACT.containsAll(statuses), where);
    }
  }

  @Test
  void what_is_not_damaged_is_used_as_it_is() throws Exception {
    assertEquals(List.of(0, 0, 0, 0, 0), statuses(whole));
  }

  @Test
  void a_file_cut_short_is_told() throws Exception {
    for (int length : new int[] {127, whole.length - 1}) {
      // A damaged mailbox is listed, so that it can be seen and removed.
      assertEquals(List.of(0, 65, 65, 65, 0), statuses(Arrays.copyOf(whole, length)), "" + length);
    }
  }

  @Test
  void another_version_and_another_byte_order_are_refused() throws Exception {
    byte[] newer = whole.clone();
    newer[VERSION_AT] ^= 64;
    byte[] swapped = whole.clone();
    ByteBuffer magic = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer.wrap(swapped).order(ByteOrder.BIG_ENDIAN).putLong(0, magic.getLong(0));

    assertEquals(List.of(69, 69, 69, 69, 0), statuses(newer));
    assertEquals(List.of(69, 69, 69, 69, 0), statuses(swapped));
  }
}
