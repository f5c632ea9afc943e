package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.engine.Proof;
import ipc.image.Image.Ran;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many make a mailbox of one name at once, and half of them are killed meanwhile. */
class ConcurrentCreateIT {
  private static final int ROUNDS = Proof.size(1, 20);

  private static final String SCRIPT =
      """
      cat > creators.py <<'END'
      import os, random, subprocess, sys, time
      chance = random.Random(int(os.environ["SEED"]))
      creators = [subprocess.Popen(["ipc", "mbox", "create", "same", "--messages", "64"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL) for _ in range(50)]
      victims = chance.sample(creators, 25)
      began = time.monotonic()
      for victim, moment in sorted(((v, chance.uniform(0, 1)) for v in victims), key=lambda p: p[1]):
          while time.monotonic() < began + moment and any(c.poll() is None for c in victims):
              time.sleep(0.002)
          victim.kill()
      killed, made, told, other = 0, 0, 0, []
      for creator in creators:
          status = creator.wait()
          killed += status == -9
          made += status == 0
          told += status == 73
          if status not in (-9, 0, 73):
              other.append(status)
      home = "/dev/shm/ipc-%d" % os.getuid()
      files = os.listdir(home)
      if made > 1 or other or files not in (["same.mbox"], []) or (made + told > 0 and not files):
          print("wrong:", killed, made, told, other, files)
      print(killed, made, told, file=sys.stderr)
      END
      python3 creators.py
      ipc mbox create same --open --messages 64 > created || echo "create $?"
      ipc send mbox:same a && [ "$(ipc recv mbox:same)" = a ] || echo useless
      ipc mbox rm -q same
      ls -A /dev/shm/ipc-$(id -u)
      """;

  @Test
  void one_of_many_makes_it_and_the_killed_leave_nothing() throws Exception {
    Sandbox sandbox = Sandbox.built();
    sandbox.requireTools("python3");
    long seed = Proof.seed() & 0xFFFF_FFFFL;
    StringBuilder seen = new StringBuilder();
    for (int round = 0; round < ROUNDS; round++) {
      String ours = Long.toString(seed + round);

      Ran ran = sandbox.run(SCRIPT, Map.of("SEED", ours));

      assertEquals("", ran.out(), () -> "seed " + ours + ": " + ran.err());
      seen.append(ran.err().strip()).append("; ");
    }
    Proof.report("creates at once", "killed, made, told: " + seen + "seed " + seed);
  }
}
