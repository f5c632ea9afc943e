package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.cli.Catalogue;
import ipc.cli.Verb;
import ipc.image.Image.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of help and manual does what is said of it. */
class ExamplesIT {
  private static final String JOBS = "ipc shm create jobs -s 1M";
  private static final String KEY = "ipc shm create sysv-shm:0x1234 -s 64K";
  private static final String HELD =
      "ipc shm attach %s --hold >held & holder=$!; await test -s held";
  private static final String HELLO = JOBS + "; echo hello | ipc shm write jobs --format text";

  /** A set of one semaphore of value 0 and that key. */
  private static final String SET =
      "python3 -c 'import ctypes; ctypes.CDLL(None).semget(0x1234, 1, 0o1640)'";

  private static final String MAILBOX = "ipc mbox create jobs >/dev/null";
  private static final String SENT = MAILBOX + "; ipc send mbox:jobs one two";
  private static final String LEASED = SENT + "; ipc recv mbox:jobs --lease 1m -q >/dev/null";
  private static final String COUNT = "ipc mbox stat jobs -o messages";

  private static final String FIFO = "ipc fifo create jobs";
  private static final String FIFO_HELD = FIFO + "; exec 9<>jobs; echo hello >&9";

  private static final String TEE =
      "ipc fifo create left right; seq 3 >list;"
          + " cat left >one & readers=$!; cat right >two & readers=\"$readers $!\"";
  private static final String PAIR = "ipc fifo create talk --pair";
  private static final String SERVED =
      PAIR + "; echo why >question; ipc fifo listen talk -- tr a-z A-Z & :";

  private static final String KILL = "pkill -TERM -x ipc";
  private static final String CERTIFICATE =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out me.pem"
          + " -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null;"
          + " cat key >>me.pem; ";

  private static final String QUEUE = "$program";

  /** Somebody who listens at an address until the place goes. */
  private static final String LISTENER =
      "ipc sock listen %s -c 9 --ready ready -- cat >/dev/null & listener=$!; await test -s ready";

  private static final String RUN = "mount -t tmpfs tmpfs /run";
  private static final String APP = RUN + "; " + LISTENER.formatted("unix:/run/app");

  private static final String PORT = LISTENER.formatted("tcp:127.0.0.1:9000");

  private static final String PENDING =
      "python3 -c 'import socket, signal; a = socket.socket(1); a.bind(\"/run/app\"); a.listen();"
          + " b = socket.socket(1); b.connect(\"/run/app\"); open(\"ready\", \"w\").write(\"x\");"
          + " signal.pause()' & await test -s ready";

  /** What is declared of each example; one that is missing here fails. */
  private static final Map<String, Play> PLAYS = new LinkedHashMap<>();

  @TempDir private static Path scratch;
  private static Sandbox sandbox;

  /**
   * How an example is tried.
   *
   * @param before what it needs
   * @param status what it ends with
   * @param shown what it prints
   * @param after prints what else is to be seen of it
   */
  private record Play(String before, int status, String shown, String after) {}

  private static void play(String example, String before, int status, String shown, String after) {
    PLAYS.put(example, new Play(before, status, shown, after));
  }

  private static void play(String example, String before, String shown) {
    play(example, before, 0, shown, "");
  }

  static {
    play(
        "ipc batch setup.ipc",
        "printf 'mbox create jobs -q\\nsend mbox:jobs one\\nmbox create jobs\\necho never\\n'"
            + " >setup.ipc",
        73,
        "mbox:jobs\none",
        "ipc recv mbox:jobs 2>&1");
    play(
        "printf '%s\\n' 'mbox create jobs' 'send mbox:jobs one two' | ipc batch -",
        "", 0, "mbox:jobs...\n2", COUNT);
    play(
        "ipc batch --keep-going setup.ipc || echo $?",
        "printf 'stat mbox:none\\nfalse\\necho on\\n' >setup.ipc",
        "on\n71");
    play(
        "ipc shell",
        "ipc() { script -qec \"command ipc $*\" /dev/null <keys | tr -d '\\r'; }; export TERM=dumb;"
            + " printf 'echo hello\\nexit\\n' >keys",
        "...ipc> hello\n...");
    play(
        "ipc ls",
        JOBS + "; " + KEY,
        "sysv-shm:0x00001234\tshm\troot\t0600\t65536\t...\nposix-shm:/jobs\tshm\t...");
    play("ipc ls --where 'messages > 0'", JOBS + "; " + QUEUE, "sysv-msg:...\nposix-mq:/jobs\t...");
    play(
        "ipc ls --json",
        JOBS,
        "{\"schema\":1,\"objects\":[\n"
            + "{\"address\":\"posix-shm:/jobs\",\"kind\":\"shm\",..."
            + "\n...],\"warnings\":[]}");
    play(
        "ipc ls -o address,owner --where 'scheme = sysv-sem'",
        JOBS + "; " + SET,
        "sysv-sem:0x00001234\troot");
    play("ipc stat posix-mq:/jobs", QUEUE, "posix-mq:/jobs\tmq\t2\t12\t128\t4\t32\t0640\t...");
    play("ipc stat sysv-sem:0x1234 -o values", SET, "0");
    play(
        "ipc who posix-shm:/jobs",
        JOBS + ";" + HELD.formatted("jobs"),
        "...\troot\tipc\tmapped\twrite\t1\tposix-shm:/jobs");
    play(
        "ipc who -o pid sysv-shm:0x1234",
        KEY + ";" + HELD.formatted("sysv-shm:0x1234"),
        0,
        "...\nit is the holder",
        "[ \"$(ipc who -o pid sysv-shm:0x1234)\" = $holder ] && echo it is the holder");
    play("ipc who -q posix-sem:/jobs", "head -c 32 /dev/zero >/dev/shm/sem.jobs", 1, "", "");
    play(
        "ipc rm posix-mq:/jobs",
        QUEUE,
        0,
        "gone",
        "ipc stat posix-mq:/jobs 2>/dev/null || echo gone");
    play("ipc rm -f sysv-sem:0x1234", "", "");
    play(
        "ipc rm --unused posix-shm:/jobs",
        JOBS + ";" + HELD.formatted("jobs"),
        1,
        "jobs",
        "ls /dev/shm");
    play(
        "ipc wait posix-shm:/jobs present -w 10s",
        "{ await test -e go; " + JOBS + "; } >/dev/null & touch go",
        0,
        "jobs",
        "ls /dev/shm");
    play("ipc wait sysv-shm:0x1234 removed -n", KEY, 124, "", "");
    play("ipc tour", "", "...\ngone\n...");

    play("ipc send mbox:jobs hello", MAILBOX, 0, "hello", "ipc peek mbox:jobs; echo");
    play("seq 1000 | ipc send mbox:jobs --lines", MAILBOX, 0, "1000", COUNT);
    play("ipc recv mbox:jobs", SENT, 0, "one\n1", "echo; " + COUNT);
    play(
        "ipc recv mbox:jobs --follow | while read -r job; do :; done",
        SENT + "; ipc mbox seal jobs",
        0,
        "0",
        COUNT);
    play("ipc peek mbox:jobs", SENT, 0, "one\n2", "echo; " + COUNT);
    play(
        "ipc peek mbox:jobs --all --json",
        SENT,
        "{\"sequence\":1,...\"body\":\"one\",...}\n{\"sequence\":2,...\"body\":\"two\",...}");
    play("ipc mbox create jobs", "", 0, "mbox:jobs\n0", COUNT);
    play("ipc mbox create jobs --open", MAILBOX, "mbox:jobs");
    play(
        "ipc mbox create /srv/queue.mbox -m 660",
        "mount -t tmpfs tmpfs /srv",
        0,
        "mbox:/srv/queue.mbox\n660",
        "stat -c %a /srv/queue.mbox");
    play("ipc mbox create big --bytes 64M --messages 100", "", "mbox:big");
    play(
        "ipc mbox set jobs --max-deliver 10",
        MAILBOX,
        0,
        "10",
        "ipc mbox stat jobs -o max-deliver");
    play("ipc mbox set jobs --backoff 5s", MAILBOX, 0, "5", "ipc mbox stat jobs -o backoff");
    play(
        "ipc mbox set /srv/queue.mbox -m g+rw",
        "mount -t tmpfs tmpfs /srv; ipc mbox create /srv/queue.mbox",
        0,
        "660",
        "stat -c %a /srv/queue.mbox");
    play("ipc mbox send jobs one two", MAILBOX, 0, "2", COUNT);
    play(
        "ipc mbox send jobs < picture.png",
        MAILBOX + "; head -c 1M /dev/urandom > picture.png",
        0,
        "same",
        "ipc mbox recv jobs | cmp - picture.png && echo same");
    play(
        "find . -print0 | ipc mbox send jobs -0",
        MAILBOX + "; touch a",
        0,
        ".\n./a",
        "ipc recv mbox:jobs --all");
    play(
        "ipc mbox send jobs --length < saved",
        SENT + "; ipc recv mbox:jobs --all --length >saved",
        0,
        "one\ntwo",
        "ipc recv mbox:jobs --all");
    play("ipc mbox send jobs now --priority 9 -n", SENT, 0, "now", "ipc peek mbox:jobs; echo");
    play("ipc mbox recv jobs -w 5s", SENT, 0, "one", "echo");
    play(
        "ipc mbox recv jobs --all -0 | xargs -0 -r ls -d",
        MAILBOX + "; touch a 'b c'; ipc send mbox:jobs a 'b c'",
        "a\nb c");
    play(
        "ipc mbox recv jobs --follow -- ./work",
        SENT + "; ipc mbox seal jobs; printf '#!/bin/sh\\ncat; echo\\n' >work; chmod +x work",
        "one\ntwo");
    play(
        "ipc mbox recv jobs --all -j 4 -- ./work",
        SENT + "; printf '#!/bin/sh\\ncat >$IPC_ID\\n' >work; chmod +x work",
        0,
        "onetwo",
        "cat 1 2; echo");
    play(
        "ipc mbox recv jobs --lease 30s --json -n",
        SENT,
        "{\"sequence\":1,...\"token\":\"1-0-1\"}");
    play("ipc mbox peek jobs", SENT, 0, "one", "echo");
    play("ipc mbox peek jobs -c 10", SENT, "one\ntwo");
    play(
        "ipc mbox peek jobs --held --all --json",
        LEASED,
        "{\"sequence\":1,...\"how\":\"leased\",\"holder\":null,\"leftSeconds\":...}");
    play("ipc mbox recv jobs --lease 1h --holder $$", SENT, 0, "one1", COUNT);
    play(
        "ipc mbox peek jobs --dead --all --json",
        SENT + "; ipc recv mbox:jobs -q -- sh -c 'exit 65'",
        "{\"sequence\":1,...\"body\":\"one\",...}");
    play("ipc mbox ack jobs 1-0-1", LEASED, 0, "1", COUNT);
    play("ipc mbox nack jobs 1-0-1", LEASED, 0, "2", COUNT);
    play(
        "ipc mbox nack jobs 1-0-1 --delay 1m",
        LEASED,
        0,
        "1\t1",
        "ipc mbox stat jobs -o messages,held");
    play("ipc mbox nack jobs 1-0-1 --dead", LEASED, 0, "1", "ipc mbox stat jobs -o dead");
    play("ipc mbox extend jobs 1-0-1 --lease 1m", LEASED, 0, "1", COUNT);
    play("ipc mbox seal jobs", SENT, 0, "sealed", "ipc mbox stat jobs -o state");
    play("ipc mbox purge jobs", SENT, 0, "0", COUNT);
    play(
        "ipc mbox purge jobs --dead",
        SENT + "; ipc recv mbox:jobs -q -- sh -c 'exit 65'",
        0,
        "0",
        "ipc mbox stat jobs -o dead");
    play("ipc mbox stat jobs", SENT, "mbox:jobs\tmbox\t2\t0\t0\t0\t6\t...");
    play("ipc mbox stat jobs -o messages", SENT, "2");
    play("ipc mbox ls", SENT, "mbox:jobs\t2\t0\t0\t6\t4194304\t...");
    play(
        "ipc mbox ls --where 'dead > 0' -o address",
        SENT + "; ipc recv mbox:jobs -q -- sh -c 'exit 65'; ipc mbox create more",
        "mbox:jobs");
    play(
        "ipc mbox ls --json",
        SENT,
        "{\"schema\":1,\"mailboxes\":[\n{\"address\":\"mbox:jobs\",...\n...],\"warnings\":[]}");
    play("ipc mbox rm jobs", SENT, 0, "gone", "ipc mbox stat jobs 2>/dev/null || echo gone");
    play(
        "ipc mbox rm --unused jobs",
        MAILBOX
            + "; ipc recv mbox:jobs & "
            + "await sh -c '[ \"$(ipc mbox stat jobs -o attached)\" = 1 ]'",
        1,
        "jobs.mbox",
        "ls /dev/shm/ipc-0");
    play(
        "ipc mbox wait jobs drained -w 5m",
        SENT + "; { await test -e go; ipc recv mbox:jobs -c 2; } >/dev/null & touch go",
        0,
        "0",
        COUNT);
    play("ipc mbox wait jobs empty -n", SENT, 124, "", "");
    play(
        "ipc mbox wait jobs ready && ./start",
        MAILBOX
            + "; printf '#!/bin/sh\\nipc peek mbox:jobs\\n' >start; chmod +x start;"
            + " { await test -e go; ipc send mbox:jobs now; } >/dev/null & touch go",
        "now");

    play("ipc fifo create jobs", "", 0, "fifo:jobs\nfifo 600", "stat -c '%F %a' jobs");
    play(
        "ipc fifo create /srv/a /srv/b -m 660",
        "mount -t tmpfs tmpfs /srv",
        0,
        "fifo:/srv/a\nfifo:/srv/b\n660\n660",
        "stat -c %a /srv/a /srv/b");
    play("ipc fifo create jobs --open", FIFO, "fifo:jobs");
    play("ipc fifo create talk --pair", "", 0, "fifo:talk.in\nfifo:talk.out\n2", "ls | wc -l");
    play("ipc fifo read jobs > all", FIFO + "; echo hello >jobs & :", 0, "hello", "cat all");
    play("ipc fifo read jobs -w 5s", FIFO + "; echo hello >jobs & :", "hello");
    play("ipc fifo read jobs -n", FIFO_HELD, "hello");
    play("ipc fifo read jobs --follow --lifetime 2s", FIFO + "; echo hello >jobs & :", "hello");
    play(
        "ipc fifo write jobs < list",
        FIFO + "; seq 3 >list; cat jobs >got & reader=$!",
        0,
        "1\n2\n3",
        "wait $reader; cat got");
    play("ipc fifo write jobs -w 5s < list", FIFO + "; seq 3 >list; cat jobs >/dev/null & :", "");
    play(
        "ipc fifo write log --records lines < list",
        "ipc fifo create log; seq 3 >list; cat log >got & reader=$!",
        0,
        "1\n2\n3",
        "wait $reader; cat got");
    play("ipc fifo write jobs --hold --lifetime 2s", FIFO, "fifo:jobs");
    play(
        "ipc fifo tee - left right < list",
        TEE,
        0,
        "1\n2\n3\n1\n2\n3",
        "wait $readers; cat one two");
    play(
        "ipc fifo tee jobs - copy -w 5s > log",
        FIFO + "; ipc fifo create copy; echo hello >jobs & cat copy >got & reader=$!",
        0,
        "hello\nhello",
        "wait $reader; cat got log");
    play(
        "ipc fifo tee - left right --gone drop < list",
        TEE,
        0,
        "1\n2\n3\n1\n2\n3",
        "wait $readers; cat one two");
    play("ipc fifo connect talk < question", SERVED, "WHY");
    play("ipc fifo connect talk -w 5s < question", SERVED, "WHY");
    play(
        "ipc fifo connect talk -- ./client",
        SERVED
            + "; printf '#!/bin/sh\\necho why; exec >&-; read -r x; echo $x >got' >client; chmod +x"
            + " client",
        0,
        "WHY",
        "cat got");
    play(
        "ipc fifo listen talk -- tr a-z A-Z",
        PAIR + "; echo why | ipc fifo connect talk >got & client=$!",
        0,
        "WHY",
        "wait $client; cat got");
    play(
        "ipc fifo listen talk --linger 5s < answer",
        PAIR + "; echo no >answer; echo why | ipc fifo connect talk >got & client=$!",
        0,
        "why\nno",
        "wait $client; cat got");
    play("ipc fifo peek jobs", FIFO_HELD, 0, "hello\nhello", "read -r line <&9; echo $line");
    play("ipc fifo set jobs -s 1M", FIFO_HELD, 0, "1048576", "ipc fifo stat jobs -o capacity");
    play("ipc fifo stat jobs", FIFO_HELD, "fifo:jobs\tfifo\t6\t65536\t...");
    play(
        "ipc fifo stat jobs -o readers",
        FIFO + "; exec 9<>jobs; exec 8<jobs 9>&-",
        0,
        "...\nit is this shell",
        "case \",$(ipc fifo stat jobs -o readers),\" in *,$$,*) echo it is this shell ;; esac");
    play("ipc fifo ls", FIFO_HELD, "fifo:/...jobs\t6\t65536\troot\t0600\t...");
    play("ipc fifo ls --where 'waiting > 0' -o address", FIFO_HELD, "fifo:/...jobs");
    play("ipc fifo rm jobs", FIFO, 0, "gone", "test -e jobs || echo gone");
    play("ipc fifo rm --unused jobs", FIFO_HELD, 1, "fifo", "stat -c %F jobs");
    play(
        "ipc fifo wait jobs present -w 10s",
        "{ await test -e go; " + FIFO + "; } >/dev/null & touch go",
        0,
        "fifo",
        "stat -c %F jobs");
    play("ipc fifo wait jobs used -n", FIFO, 124, "", "");

    play("ipc pipe run -E 99 -- seq 3 ::: ./none", "", 99, "", "");
    String app = "ipc sock listen unix:app -- cat & await test -S app";
    play(
        "ipc bridge --listen tcp:127.0.0.1:0 unix:app --concurrent 100 --lifetime 2s",
        "",
        0,
        "",
        "");
    play(
        "ipc bridge fifo:jobs unix:app",
        FIFO + "; ipc sock listen unix:app >got & await test -S app; echo hello >jobs & :",
        0,
        "hello",
        "await test -s got; cat got");
    play(
        "ipc bridge - - --rate 1M < list > copy",
        "seq 3 >list",
        0,
        "same",
        "cmp list copy && echo same");
    play(
        "ipc bridge --listen unix:tap unix:app --record talk",
        app + "; { await test -S tap; echo hello | ipc sock connect unix:tap >got; } & :",
        0,
        "hello\n2",
        "await test -s got; cat got; grep -c hello talk");
    play(
        "ipc bridge mbox:jobs file:list --lines --append",
        SENT + "; ipc mbox seal jobs; echo zero >list",
        0,
        "zero\none\ntwo\n0",
        "cat list; " + COUNT);
    play("ipc wait tcp:localhost:9000 open -w 30s", PORT, "");
    play("ipc sock stat unix:/run/app", APP, "unix:/run/app\tsock\tlistening\t-\t1\t0\t0\t...");
    play("ipc sock stat tcp:127.0.0.1:9000 -o pending", PORT, "0");
    play("ipc sock ls", APP, "unix:/run/app\tlistening\t0\t0\t-\troot\t...");
    play(
        "ipc sock ls --where 'scheme = tcp' -o address,users",
        PORT,
        "tcp:127.0.0.1:9000\t...ipc listening write 1");
    play(
        "ipc sock ls --connections --where 'state = established' -o address,peer",
        PORT + "; exec 9<>/dev/tcp/127.0.0.1/9000; await grep -q ' 01 ' /proc/net/tcp",
        "...\ntcp:127.0.0.1:9000\ttcp:127.0.0.1:...\n...");
    play("ipc sock ls --where 'pending > 0' -o address", RUN + "; " + PENDING, "unix:/run/app");
    play("ipc sock rm unix:/run/app", APP, 0, "gone", "test -e /run/app || echo gone");
    play("ipc sock rm --unused unix:/run/app", APP, 1, "/run/app", "ls -d /run/app");
    play("ipc sock rm -f unix:/run/app", RUN, "");
    play("ipc sock wait tcp:localhost:9000 open -w 30s", PORT, "");
    play("ipc sock wait unix:/run/app open -n", RUN, 124, "", "");
    play("ipc sock wait tcp:localhost:9000 closed -w 10s", "", "");

    play("ipc pipe run -v -- seq 1000 ::: wc -l", "", "1000");
    play("ipc pipe run -q -- false ::: cat", "", 1, "", "");
    play("ipc pipe run --report report -- seq 1000 ::: head -n 1", "", "1\n...");

    play(
        "ipc sock connect unix:/run/echo",
        RUN + "; ipc sock listen unix:/run/echo -- echo hello & await test -S /run/echo",
        "hello");
    play(
        "ipc sock connect tcp:localhost:13 --retry 5 -w 10s",
        "ipc sock listen tcp:localhost:13 --ready up -- echo noon & await test -s up",
        "noon");
    play(
        "ipc sock connect tcp:localhost:9000 --send-only < list",
        "seq 3 >list; ipc sock listen tcp:localhost:9000 --ready up >got & await test -s up",
        0,
        "1\n2\n3",
        "cat got");
    play(
        "ipc sock connect tls:localhost:8443 --tls-ca ca.pem < list",
        CERTIFICATE
            + "cp me.pem ca.pem; seq 3 >list; ipc sock listen tls:localhost:8443 --ready up"
            + " --tls-cert me.pem >got & await test -s up",
        0,
        "1\n2\n3",
        "await test -s got; cat got");
    play(
        "ipc sock connect unix:@app -- sh -c 'echo status; head -1 >&2'",
        "ipc sock listen unix:@app --ready up -- sh -c 'read word; echo $word: fine; echo $word"
            + " >asked' & await test -s up",
        0,
        "status",
        "cat asked");
    play(
        "ipc sock listen unix:/run/inbox > all",
        RUN + "; { await test -S /run/inbox; echo hello | ipc sock connect unix:/run/inbox; } & :",
        0,
        "hello",
        "cat all");
    play(
        "ipc sock listen tcp:localhost:1300 --keep -- date",
        "{ ipc sock connect tcp:localhost:1300 --retry 100 </dev/null >got; " + KILL + "; } & :",
        143,
        "told",
        "test -s got && echo told");
    play(
        "ipc sock listen unix:/run/echo --concurrent 10 --mode 600 -- cat",
        RUN
            + "; { await test -S /run/echo; stat -c %a /run/echo >got;"
            + " echo hello | ipc sock connect unix:/run/echo >>got; "
            + KILL
            + "; } & :",
        143,
        "600\nhello",
        "cat got");
    play(
        "ipc sock listen unix:/run/shell --keep --mode 600 --pty -- bash -i",
        RUN
            + "; { await test -S /run/shell; echo 'echo it is $((6 * 7)); exit' |"
            + " ipc sock connect unix:/run/shell >got; "
            + KILL
            + "; } & :",
        143,
        "it is 42",
        "grep -o 'it is 42' got | head -n 1");
    play("ipc sock listen unix:/run/chat --hub --lifetime 2s", RUN + "; :", "");
    play(
        "ipc sock listen tls:localhost:8443 --tls-cert me.pem -w 5s -- cat",
        CERTIFICATE
            + "{ echo hello | ipc sock connect tls:localhost:8443 --tls-ca me.pem --retry 100"
            + " >got; } & :",
        0,
        "hello",
        "await test -s got; cat got");
    play("ipc sock listen tcp:0.0.0.0:9000 --allow 10.0.0.0/8 -w 5s", "", 124, "", "");
    play(
        "printf hello | ipc sock connect udp:localhost:7777 --replies 1",
        "ipc sock listen udp:localhost:7777 --ready there -- echo answer & await test -s there",
        "answer");
    play(
        "ipc sock listen unix-dgram:/run/notes -c 2 --lines",
        "mount -t tmpfs tmpfs /run; { await test -S /run/notes; printf 'one\\0two' |"
            + " ipc sock connect unix-dgram:/run/notes -0 --send-only; } & :",
        "one\ntwo");

    play(
        "ipc shm create jobs -s 1M", "", 0, "posix-shm:/jobs\n1048576", "stat -c %s /dev/shm/jobs");
    play(
        "ipc shm create sysv-shm:0x1234 -s 64K -m 660",
        "",
        0,
        "sysv-shm:0x00001234\n4660 0 660 65536",
        "{ read; read -r key id mode size more; } </proc/sysvipc/shm; echo $key $id $mode $size");
    play("ipc shm create sysv-shm:private -s 4K", "", "sysv-shm:id=0");
    play("ipc shm create jobs -s 1M --open", JOBS, "posix-shm:/jobs");
    play(
        "ipc shm read jobs > jobs.bin",
        HELLO,
        0,
        "1048576 jobs.bin\nhello",
        "stat -c '%s %n' jobs.bin; head -c 5 jobs.bin; echo");
    play(
        "ipc shm read jobs --format hex --length 64",
        HELLO,
        "00000000  68 65 6c 6c 6f 00 ...  |hello...........|\n00000010  00 ...\n*\n00000040");
    play("ipc shm read jobs --format text", HELLO, "hello");
    play(
        "ipc shm write jobs < jobs.bin",
        JOBS + "; head -c 1M /dev/urandom >jobs.bin",
        0,
        "same",
        "cmp jobs.bin /dev/shm/jobs && echo same");
    play(
        "echo hello | ipc shm write jobs --format text",
        JOBS,
        0,
        "68656c6c6f0000",
        "head -c 7 /dev/shm/jobs | od -An -v -tx1 | tr -d ' '");
    play(
        "echo 'de ad be ef' | ipc shm write jobs --format hex --offset 64",
        JOBS,
        0,
        "deadbeef00",
        "tail -c +65 /dev/shm/jobs | head -c 5 | od -An -v -tx1 | tr -d ' '");
    play(
        "ipc shm attach jobs -- sleep 5",
        // Not for five seconds here: this one looks around instead.
        JOBS
            + "; mkdir bin; printf '#!/bin/sh\\nipc who posix-shm:/jobs -o command,how' >bin/sleep;"
            + " chmod +x bin/sleep; PATH=$PWD/bin:$PATH",
        "ipc\tmapped\n...");
    play("ipc shm attach jobs -- sh -c 'stat -L -c %s /dev/fd/$IPC_FD'", JOBS, "1048576");
    play("ipc shm attach jobs --hold --lifetime 2s", JOBS, "posix-shm:/jobs");
    play("ipc shm stat jobs", JOBS, "posix-shm:/jobs\tshm\t1048576\t...");
    play(
        "ipc shm stat sysv-shm:0x1234 --json",
        KEY,
        "{...\"address\":\"sysv-shm:0x00001234\",\"kind\":\"shm\",\"sizeBytes\":65536,...\n...");
    play("ipc shm ls", JOBS + "; " + KEY, "sysv-shm:0x00001234\t...\nposix-shm:/jobs\t...");
    play(
        "ipc shm ls --where 'size >= 1M' --sort -size",
        JOBS + "; " + KEY + "; ipc shm create more -s 2M",
        "posix-shm:/more\t...\nposix-shm:/jobs\t...");
    play(
        "ipc shm ls --where 'users = 0' -o address",
        JOBS + "; " + KEY + ";" + HELD.formatted("jobs"),
        "sysv-shm:0x00001234");
    play("ipc shm ls -o +swapped,changed", KEY, "sysv-shm:0x00001234\t65536\t...\t0\t...");
    play("ipc shm rm jobs", JOBS, 0, "", "left");
    play(
        "ipc shm rm --unused sysv-shm:0x1234",
        KEY + ";" + HELD.formatted("sysv-shm:0x1234"),
        1,
        "still there",
        "ipc wait sysv-shm:0x1234 present -n && echo still there");
    play(
        "ipc shm wait jobs present -w 10s",
        "{ await test -e go; " + JOBS + "; } >/dev/null & touch go",
        0,
        "jobs",
        "ls /dev/shm");
    play(
        "ipc shm wait jobs unused && ipc shm rm jobs",
        JOBS + "; ipc shm attach jobs --hold --lifetime 300ms >held & await test -s held",
        0,
        "",
        "left");
  }

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  static Stream<String> examples() {
    List<Catalogue.Entry> verbs = new ArrayList<>(Catalogue.top());
    Catalogue.groups().forEach(group -> verbs.addAll(group.verbs()));
    return verbs.stream()
        .flatMap(verb -> verb.verb().get().examples().stream())
        .map(Verb.Example::command)
        .distinct();
  }

  @Test
  void none_is_declared_that_is_not_shown() {
    var shown = new TreeSet<>(examples().toList());

    var declared = new TreeSet<>(PLAYS.keySet());

    declared.removeAll(shown);
    assertEquals(new TreeSet<>(), declared);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void does_what_is_said_of_it(String example) throws Exception {
    Play play = PLAYS.get(example);
    assertNotNull(play, "declare how '" + example + "' is tried");
    Map<String, String> variables = Map.of();
    if (play.before().contains(SET) || play.before().contains(PENDING)) {
      sandbox.requireTools("python3");
    }
    if (play.before().contains(QUEUE)) {
      variables = CProgram.compile("objects", scratch).variables();
    }

    Ran ran =
        sandbox.run(
            "{ "
                + (play.before().isEmpty() ? ":" : play.before())
                + "; } >/dev/null\n( set -euo pipefail\n"
                + example
                + "\n)\nstatus=$?\n"
                + play.after()
                + "\nexit $status",
            variables);

    assertEquals(play.status(), ran.status(), ran::err);
    assertTrue(
        Transcript.of(play.shown()).shows(ran.out()),
        () -> "shown:\n" + play.shown() + "\nhappens:\n" + ran.out() + ran.err());
  }
}
