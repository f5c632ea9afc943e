package ipc.image;

import static ipc.image.Play.play;
import static ipc.image.Preparations.HELD;
import static ipc.image.Preparations.JOBS;
import static ipc.image.Preparations.KEY;
import static ipc.image.Preparations.PORT;
import static ipc.image.Preparations.QUEUE;
import static ipc.image.Preparations.SET;

import java.util.List;

/** How the examples of what is told of every kind of object are tried. */
final class ObjectPlays {

  private ObjectPlays() {}

  static List<Play> all() {
    return List.of(
        play(
            "ipc ls",
            JOBS + "; " + KEY,
            "sysv-shm:0x00001234\tshm\troot\t0600\t65536\t...\nposix-shm:/jobs\tshm\t..."),
        play(
            "ipc ls --where 'messages > 0'",
            JOBS + "; " + QUEUE,
            "sysv-msg:...\nposix-mq:/jobs\t..."),
        play(
            "ipc ls --json",
            JOBS,
            "{\"schema\":1,\"objects\":[\n"
                + "{\"address\":\"posix-shm:/jobs\",\"kind\":\"shm\",..."
                + "\n...],\"warnings\":[]}"),
        play(
            "ipc ls -o address,owner --where 'scheme = sysv-sem'",
            JOBS + "; " + SET,
            "sysv-sem:0x00001234\troot"),
        play("ipc stat posix-mq:/jobs", QUEUE, "posix-mq:/jobs\tmq\t2\t12\t128\t4\t32\t0640\t..."),
        play("ipc stat sysv-sem:0x1234 -o values", SET, "0"),
        play(
            "ipc who posix-shm:/jobs",
            JOBS + ";" + HELD.formatted("jobs"),
            "...\troot\tipc\tmapped\twrite\t1\tposix-shm:/jobs"),
        play(
            "ipc who -o pid sysv-shm:0x1234",
            KEY + ";" + HELD.formatted("sysv-shm:0x1234"),
            0,
            "...\nit is the holder",
            "[ \"$(ipc who -o pid sysv-shm:0x1234)\" = $holder ] && echo it is the holder"),
        play("ipc who -q posix-sem:/jobs", "head -c 32 /dev/zero >/dev/shm/sem.jobs", 1, "", ""),
        play(
            "ipc rm posix-mq:/jobs",
            QUEUE,
            0,
            "gone",
            "ipc stat posix-mq:/jobs 2>/dev/null || echo gone"),
        play("ipc rm -f sysv-sem:0x1234", "", ""),
        play(
            "ipc rm --unused posix-shm:/jobs",
            JOBS + ";" + HELD.formatted("jobs"),
            1,
            "jobs",
            "ls /dev/shm"),
        play(
            "ipc wait posix-shm:/jobs present -w 10s",
            "{ await test -e go; " + JOBS + "; } >/dev/null & touch go",
            0,
            "jobs",
            "ls /dev/shm"),
        play("ipc wait sysv-shm:0x1234 removed -n", KEY, 124, "", ""),
        play("ipc tour", "", "...\ngone\n..."),
        play("ipc tour --pause 0", "", "...\ngone\n..."),
        play("ipc wait tcp:localhost:9000 open -w 30s", PORT, ""));
  }
}
