package ipc.image;

import static ipc.image.Play.play;
import static ipc.image.Preparations.COUNT;
import static ipc.image.Preparations.MAILBOX;
import static ipc.image.Preparations.SENT;

import java.util.List;

/** How the examples of mailboxes are tried. */
final class MailboxPlays {
  private static final String LEASED = SENT + "; ipc recv mbox:jobs --lease 1m -q >/dev/null";

  private MailboxPlays() {}

  static List<Play> all() {
    return List.of(
        play("ipc send mbox:jobs hello", MAILBOX, 0, "hello", "ipc peek mbox:jobs; echo"),
        play("seq 1000 | ipc send mbox:jobs --lines", MAILBOX, 0, "1000", COUNT),
        play("ipc recv mbox:jobs", SENT, 0, "one\n1", "echo; " + COUNT),
        play(
            "ipc recv mbox:jobs --follow | while read -r job; do :; done",
            SENT + "; ipc mbox seal jobs",
            0,
            "0",
            COUNT),
        play("ipc peek mbox:jobs", SENT, 0, "one\n2", "echo; " + COUNT),
        play(
            "ipc peek mbox:jobs --all --json",
            SENT,
            "{\"sequence\":1,...\"body\":\"one\",...}\n{\"sequence\":2,...\"body\":\"two\",...}"),
        play("ipc mbox create jobs", "", 0, "mbox:jobs\n0", COUNT),
        play("ipc mbox create jobs --open", MAILBOX, "mbox:jobs"),
        play(
            "ipc mbox create /srv/queue.mbox -m 660",
            "mount -t tmpfs tmpfs /srv",
            0,
            "mbox:/srv/queue.mbox\n660",
            "stat -c %a /srv/queue.mbox"),
        play("ipc mbox create big --bytes 64M --messages 100", "", "mbox:big"),
        play(
            "ipc mbox set jobs --max-deliver 10",
            MAILBOX,
            0,
            "10",
            "ipc mbox stat jobs -o max-deliver"),
        play("ipc mbox set jobs --backoff 5s", MAILBOX, 0, "5", "ipc mbox stat jobs -o backoff"),
        play(
            "ipc mbox set /srv/queue.mbox -m g+rw",
            "mount -t tmpfs tmpfs /srv; ipc mbox create /srv/queue.mbox",
            0,
            "660",
            "stat -c %a /srv/queue.mbox"),
        play("ipc mbox send jobs one two", MAILBOX, 0, "2", COUNT),
        play(
            "ipc mbox send jobs < picture.png",
            MAILBOX + "; head -c 1M /dev/urandom > picture.png",
            0,
            "same",
            "ipc mbox recv jobs | cmp - picture.png && echo same"),
        play(
            "find . -print0 | ipc mbox send jobs -0",
            MAILBOX + "; touch a",
            0,
            ".\n./a",
            "ipc recv mbox:jobs --all"),
        play(
            "ipc mbox send jobs --length < saved",
            SENT + "; ipc recv mbox:jobs --all --length >saved",
            0,
            "one\ntwo",
            "ipc recv mbox:jobs --all"),
        play("ipc mbox send jobs now --priority 9 -n", SENT, 0, "now", "ipc peek mbox:jobs; echo"),
        play("ipc mbox recv jobs -w 5s", SENT, 0, "one", "echo"),
        play(
            "ipc mbox recv jobs --all -0 | xargs -0 -r ls -d",
            MAILBOX + "; touch a 'b c'; ipc send mbox:jobs a 'b c'",
            "a\nb c"),
        play(
            "ipc mbox recv jobs --follow -- ./work",
            SENT + "; ipc mbox seal jobs; printf '#!/bin/sh\\ncat; echo\\n' >work; chmod +x work",
            "one\ntwo"),
        play(
            "ipc mbox recv jobs --all -j 4 -- ./work",
            SENT + "; printf '#!/bin/sh\\ncat >$IPC_ID\\n' >work; chmod +x work",
            0,
            "onetwo",
            "cat 1 2; echo"),
        play(
            "ipc mbox recv jobs --lease 30s --json -n",
            SENT,
            "{\"sequence\":1,...\"token\":\"1-0-1\"}"),
        play("ipc mbox peek jobs", SENT, 0, "one", "echo"),
        play("ipc mbox peek jobs -c 10", SENT, "one\ntwo"),
        play(
            "ipc mbox peek jobs --held --all --json",
            LEASED,
            "{\"sequence\":1,...\"how\":\"leased\",\"holder\":null,\"leftSeconds\":...}"),
        play("ipc mbox recv jobs --lease 1h --holder $$", SENT, 0, "one1", COUNT),
        play(
            "ipc mbox peek jobs --dead --all --json",
            SENT + "; ipc recv mbox:jobs -q -- sh -c 'exit 65'",
            "{\"sequence\":1,...\"body\":\"one\",...}"),
        play("ipc mbox ack jobs 1-0-1", LEASED, 0, "1", COUNT),
        play("ipc mbox nack jobs 1-0-1", LEASED, 0, "2", COUNT),
        play(
            "ipc mbox nack jobs 1-0-1 --delay 1m",
            LEASED,
            0,
            "1\t1",
            "ipc mbox stat jobs -o messages,held"),
        play("ipc mbox nack jobs 1-0-1 --dead", LEASED, 0, "1", "ipc mbox stat jobs -o dead"),
        play("ipc mbox extend jobs 1-0-1 --lease 1m", LEASED, 0, "1", COUNT),
        play("ipc mbox seal jobs", SENT, 0, "sealed", "ipc mbox stat jobs -o state"),
        play("ipc mbox purge jobs", SENT, 0, "0", COUNT),
        play(
            "ipc mbox purge jobs --dead",
            SENT + "; ipc recv mbox:jobs -q -- sh -c 'exit 65'",
            0,
            "0",
            "ipc mbox stat jobs -o dead"),
        play("ipc mbox stat jobs", SENT, "mbox:jobs\tmbox\t2\t0\t0\t0\t6\t..."),
        play("ipc mbox stat jobs -o messages", SENT, "2"),
        play("ipc mbox ls", SENT, "mbox:jobs\t2\t0\t0\t6\t4194304\t..."),
        play(
            "ipc mbox ls --where 'dead > 0' -o address",
            SENT + "; ipc recv mbox:jobs -q -- sh -c 'exit 65'; ipc mbox create more",
            "mbox:jobs"),
        play(
            "ipc mbox ls --json",
            SENT,
            "{\"schema\":1,\"mailboxes\":[\n{\"address\":\"mbox:jobs\",...\n...],\"warnings\":[]}"),
        play("ipc mbox rm jobs", SENT, 0, "gone", "ipc mbox stat jobs 2>/dev/null || echo gone"),
        play(
            "ipc mbox rm --unused jobs",
            MAILBOX
                + "; ipc recv mbox:jobs & "
                + "await sh -c '[ \"$(ipc mbox stat jobs -o attached)\" = 1 ]'",
            1,
            "jobs.mbox",
            "ls /dev/shm/ipc-0"),
        play(
            "ipc mbox wait jobs drained -w 5m",
            SENT + "; { await test -e go; ipc recv mbox:jobs -c 2; } >/dev/null & touch go",
            0,
            "0",
            COUNT),
        play("ipc mbox wait jobs empty -n", SENT, 124, "", ""),
        play(
            "ipc mbox wait jobs ready && ./start",
            MAILBOX
                + "; printf '#!/bin/sh\\nipc peek mbox:jobs\\n' >start; chmod +x start;"
                + " { await test -e go; ipc send mbox:jobs now; } >/dev/null & touch go",
            "now"));
  }
}
