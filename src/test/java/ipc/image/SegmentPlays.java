package ipc.image;

import static ipc.image.Play.play;
import static ipc.image.Preparations.HELD;
import static ipc.image.Preparations.JOBS;
import static ipc.image.Preparations.KEY;

import java.util.List;

/** How the examples of shared memory are tried. */
final class SegmentPlays {
  private static final String HELLO = JOBS + "; echo hello | ipc shm write jobs --format text";

  private SegmentPlays() {}

  static List<Play> all() {
    return List.of(
        play(
            "ipc shm create jobs -s 1M",
            "",
            0,
            "posix-shm:/jobs\n1048576",
            "stat -c %s /dev/shm/jobs"),
        play(
            "ipc shm create sysv-shm:0x1234 -s 64K -m 660",
            "",
            0,
            "sysv-shm:0x00001234\n4660 0 660 65536",
            "{ read; read -r key id mode size more; } </proc/sysvipc/shm; echo $key $id $mode"
                + " $size"),
        play("ipc shm create sysv-shm:private -s 4K", "", "sysv-shm:id=0"),
        play("ipc shm create jobs -s 1M --open", JOBS, "posix-shm:/jobs"),
        play(
            "ipc shm resize jobs -s 2M",
            JOBS,
            0,
            "posix-shm:/jobs\n2097152",
            "stat -c %s /dev/shm/jobs"),
        play(
            "ipc shm resize jobs -s 4K --shrink",
            JOBS,
            0,
            "posix-shm:/jobs\n4096",
            "stat -c %s /dev/shm/jobs"),
        play(
            "ipc shm read jobs > jobs.bin",
            HELLO,
            0,
            "1048576 jobs.bin\nhello",
            "stat -c '%s %n' jobs.bin; head -c 5 jobs.bin; echo"),
        play(
            "ipc shm read jobs --format hex --length 64",
            HELLO,
            "00000000  68 65 6c 6c 6f 00 ...  |hello...........|\n00000010  00 ...\n*\n00000040"),
        play("ipc shm read jobs --format text", HELLO, "hello"),
        play(
            "ipc shm write jobs < jobs.bin",
            JOBS + "; head -c 1M /dev/urandom >jobs.bin",
            0,
            "same",
            "cmp jobs.bin /dev/shm/jobs && echo same"),
        play(
            "echo hello | ipc shm write jobs --format text",
            JOBS,
            0,
            "68656c6c6f0000",
            "head -c 7 /dev/shm/jobs | od -An -v -tx1 | tr -d ' '"),
        play(
            "echo 'de ad be ef' | ipc shm write jobs --format hex --offset 64",
            JOBS,
            0,
            "deadbeef00",
            "tail -c +65 /dev/shm/jobs | head -c 5 | od -An -v -tx1 | tr -d ' '"),
        play(
            "ipc shm attach jobs -- sleep 5",
            // Not for five seconds here: this one looks around instead.
            JOBS
                + "; mkdir bin; printf '#!/bin/sh\\nipc who posix-shm:/jobs -o command,how'"
                + " >bin/sleep; chmod +x bin/sleep; PATH=$PWD/bin:$PATH",
            "ipc\tmapped\n..."),
        play("ipc shm attach jobs -- sh -c 'stat -L -c %s /dev/fd/$IPC_FD'", JOBS, "1048576"),
        play("ipc shm attach jobs --hold --lifetime 2s", JOBS, "posix-shm:/jobs"),
        play("ipc shm stat jobs", JOBS, "posix-shm:/jobs\tshm\t1048576\t..."),
        play(
            "ipc shm stat sysv-shm:0x1234 --json",
            KEY,
            "{...\"address\":\"sysv-shm:0x00001234\",\"kind\":\"shm\",\"sizeBytes\":65536,...\n"
                + "..."),
        play("ipc shm ls", JOBS + "; " + KEY, "sysv-shm:0x00001234\t...\nposix-shm:/jobs\t..."),
        play(
            "ipc shm ls --where 'size >= 1M' --sort -size",
            JOBS + "; " + KEY + "; ipc shm create more -s 2M",
            "posix-shm:/more\t...\nposix-shm:/jobs\t..."),
        play(
            "ipc shm ls --where 'users = 0' -o address",
            JOBS + "; " + KEY + ";" + HELD.formatted("jobs"),
            "sysv-shm:0x00001234"),
        play("ipc shm ls -o +swapped,changed", KEY, "sysv-shm:0x00001234\t65536\t...\t0\t..."),
        play("ipc shm rm jobs", JOBS, 0, "", "left"),
        play(
            "ipc shm rm --unused sysv-shm:0x1234",
            KEY + ";" + HELD.formatted("sysv-shm:0x1234"),
            1,
            "still there",
            "ipc wait sysv-shm:0x1234 present -n && echo still there"),
        play(
            "ipc shm wait jobs present -w 10s",
            "{ await test -e go; " + JOBS + "; } >/dev/null & touch go",
            0,
            "jobs",
            "ls /dev/shm"),
        play(
            "ipc shm wait jobs unused && ipc shm rm jobs",
            JOBS + "; ipc shm attach jobs --hold --lifetime 300ms >held & await test -s held",
            0,
            "",
            "left"));
  }
}
