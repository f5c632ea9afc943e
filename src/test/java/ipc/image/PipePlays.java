package ipc.image;

import static ipc.image.Play.play;
import static ipc.image.Preparations.FIFO;

import java.util.List;

/** How the examples of named and ordinary pipes are tried. */
final class PipePlays {
  private static final String FIFO_HELD = FIFO + "; exec 9<>jobs; echo hello >&9";

  private static final String TEE =
      "ipc fifo create left right; seq 3 >list;"
          + " cat left >one & readers=$!; cat right >two & readers=\"$readers $!\"";

  private static final String PAIR = "ipc fifo create talk --pair";

  private static final String SERVED =
      PAIR + "; echo why >question; ipc fifo listen talk -- tr a-z A-Z & :";

  private PipePlays() {}

  static List<Play> all() {
    return List.of(
        play("ipc fifo create jobs", "", 0, "fifo:jobs\nfifo 600", "stat -c '%F %a' jobs"),
        play(
            "ipc fifo create /srv/a /srv/b -m 660",
            "mount -t tmpfs tmpfs /srv",
            0,
            "fifo:/srv/a\nfifo:/srv/b\n660\n660",
            "stat -c %a /srv/a /srv/b"),
        play("ipc fifo create jobs --open", FIFO, "fifo:jobs"),
        play("ipc fifo create talk --pair", "", 0, "fifo:talk.in\nfifo:talk.out\n2", "ls | wc -l"),
        play("ipc fifo read jobs > all", FIFO + "; echo hello >jobs & :", 0, "hello", "cat all"),
        play("ipc fifo read jobs -w 5s", FIFO + "; echo hello >jobs & :", "hello"),
        play("ipc fifo read jobs -n", FIFO_HELD, "hello"),
        play("ipc fifo read jobs --follow --lifetime 2s", FIFO + "; echo hello >jobs & :", "hello"),
        play(
            "ipc fifo write jobs < list",
            FIFO + "; seq 3 >list; cat jobs >got & reader=$!",
            0,
            "1\n2\n3",
            "wait $reader; cat got"),
        play(
            "ipc fifo write jobs -w 5s < list",
            FIFO + "; seq 3 >list; cat jobs >/dev/null & :",
            ""),
        play(
            "ipc fifo write log --records lines < list",
            "ipc fifo create log; seq 3 >list; cat log >got & reader=$!",
            0,
            "1\n2\n3",
            "wait $reader; cat got"),
        play("ipc fifo write jobs --hold --lifetime 2s", FIFO, "fifo:jobs"),
        play(
            "ipc fifo tee - left right < list",
            TEE,
            0,
            "1\n2\n3\n1\n2\n3",
            "wait $readers; cat one two"),
        play(
            "ipc fifo tee jobs - copy -w 5s > log",
            FIFO + "; ipc fifo create copy; echo hello >jobs & cat copy >got & reader=$!",
            0,
            "hello\nhello",
            "wait $reader; cat got log"),
        play(
            "ipc fifo tee - left right --gone drop < list",
            TEE,
            0,
            "1\n2\n3\n1\n2\n3",
            "wait $readers; cat one two"),
        play("ipc fifo connect talk < question", SERVED, "WHY"),
        play("ipc fifo connect talk -w 5s < question", SERVED, "WHY"),
        play(
            "ipc fifo connect talk -- ./client",
            SERVED
                + "; printf '#!/bin/sh\\necho why; exec >&-; read -r x; echo $x >got' >client;"
                + " chmod +x client",
            0,
            "WHY",
            "cat got"),
        play(
            "ipc fifo listen talk -- tr a-z A-Z",
            PAIR + "; echo why | ipc fifo connect talk >got & client=$!",
            0,
            "WHY",
            "wait $client; cat got"),
        play(
            "ipc fifo listen talk --linger 5s < answer",
            PAIR + "; echo no >answer; echo why | ipc fifo connect talk >got & client=$!",
            0,
            "why\nno",
            "wait $client; cat got"),
        play("ipc fifo peek jobs", FIFO_HELD, 0, "hello\nhello", "read -r line <&9; echo $line"),
        play("ipc fifo set jobs -s 1M", FIFO_HELD, 0, "1048576", "ipc fifo stat jobs -o capacity"),
        play("ipc fifo stat jobs", FIFO_HELD, "fifo:jobs\tfifo\t6\t65536\t..."),
        play(
            "ipc fifo stat jobs -o readers",
            FIFO + "; exec 9<>jobs; exec 8<jobs 9>&-",
            0,
            "...\nit is this shell",
            "case \",$(ipc fifo stat jobs -o readers),\" in *,$$,*) echo it is this shell ;; esac"),
        play("ipc fifo ls", FIFO_HELD, "fifo:/...jobs\t6\t65536\troot\t0600\t..."),
        play("ipc fifo ls --where 'waiting > 0' -o address", FIFO_HELD, "fifo:/...jobs"),
        play("ipc fifo rm jobs", FIFO, 0, "gone", "test -e jobs || echo gone"),
        play("ipc fifo rm --unused jobs", FIFO_HELD, 1, "fifo", "stat -c %F jobs"),
        play(
            "ipc fifo wait jobs present -w 10s",
            "{ await test -e go; " + FIFO + "; } >/dev/null & touch go",
            0,
            "fifo",
            "stat -c %F jobs"),
        play("ipc fifo wait jobs used -n", FIFO, 124, "", ""),
        play("ipc pipe run -E 99 -- seq 3 ::: ./none", "", 99, "", ""),
        play("ipc pipe run -v -- seq 1000 ::: wc -l", "", "1000"),
        play("ipc pipe run -q -- false ::: cat", "", 1, "", ""),
        play("ipc pipe run --report report -- seq 1000 ::: head -n 1", "", "1\n..."));
  }
}
