package ipc.image;

import static ipc.image.Play.play;
import static ipc.image.Preparations.COUNT;
import static ipc.image.Preparations.FIFO;
import static ipc.image.Preparations.LISTENER;
import static ipc.image.Preparations.PORT;
import static ipc.image.Preparations.SENT;

import java.util.List;

/** How the examples of sockets and bridges are tried. */
final class SocketPlays {
  private static final String KILL = "pkill -TERM -x ipc";

  private static final String CERTIFICATE =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out me.pem"
          + " -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null;"
          + " cat key >>me.pem; ";

  private static final String RUN = "mount -t tmpfs tmpfs /run";

  private static final String APP = RUN + "; " + LISTENER.formatted("unix:/run/app");

  private static final String PENDING =
      "python3 -c 'import socket, signal; a = socket.socket(1); a.bind(\"/run/app\"); a.listen();"
          + " b = socket.socket(1); b.connect(\"/run/app\"); open(\"ready\", \"w\").write(\"x\");"
          + " signal.pause()' & await test -s ready";

  private SocketPlays() {}

  static List<Play> all() {
    String app = "ipc sock listen unix:app -- cat & await test -S app";
    return List.of(
        play("ipc bridge --listen tcp:127.0.0.1:0 unix:app --keep --lifetime 2s", "", 0, "", ""),
        play(
            "ipc bridge fifo:jobs unix:app",
            FIFO + "; ipc sock listen unix:app >got & await test -S app; echo hello >jobs & :",
            0,
            "hello",
            "await test -s got; cat got"),
        play(
            "ipc bridge - - --rate 1M < list > copy",
            "seq 3 >list",
            0,
            "same",
            "cmp list copy && echo same"),
        play(
            "ipc bridge --listen unix:tap unix:app --record talk",
            app + "; { await test -S tap; echo hello | ipc sock connect unix:tap >got; } & :",
            0,
            "hello\n2",
            "await test -s got; cat got; grep -c hello talk"),
        play(
            "ipc bridge mbox:jobs file:list --lines --append",
            SENT + "; ipc mbox seal jobs; echo zero >list",
            0,
            "zero\none\ntwo\n0",
            "cat list; " + COUNT),
        play("ipc sock stat unix:/run/app", APP, "unix:/run/app\tsock\tlistening\t-\t1\t0\t0\t..."),
        play("ipc sock stat tcp:127.0.0.1:9000 -o pending", PORT, "0"),
        play("ipc sock ls", APP, "unix:/run/app\tlistening\t0\t0\t-\troot\t..."),
        play(
            "ipc sock ls --where 'scheme = tcp' -o address,users",
            PORT,
            "tcp:127.0.0.1:9000\t...ipc listening write 1"),
        play(
            "ipc sock ls --connections --where 'state = established' -o address,peer",
            PORT + "; exec 9<>/dev/tcp/127.0.0.1/9000; await grep -q ' 01 ' /proc/net/tcp",
            "...\ntcp:127.0.0.1:9000\ttcp:127.0.0.1:...\n..."),
        play("ipc sock ls --where 'pending > 0' -o address", RUN + "; " + PENDING, "unix:/run/app"),
        play("ipc sock rm unix:/run/app", APP, 0, "gone", "test -e /run/app || echo gone"),
        play("ipc sock rm --unused unix:/run/app", APP, 1, "/run/app", "ls -d /run/app"),
        play("ipc sock rm -f unix:/run/app", RUN, ""),
        play("ipc sock wait tcp:localhost:9000 open -w 30s", PORT, ""),
        play("ipc sock wait unix:/run/app open -n", RUN, 124, "", ""),
        play("ipc sock wait tcp:localhost:9000 closed -w 10s", "", ""),
        play(
            "ipc sock connect unix:/run/echo",
            RUN + "; ipc sock listen unix:/run/echo -- echo hello & await test -S /run/echo",
            "hello"),
        play(
            "ipc sock connect tcp:localhost:13 --retry 5 -w 10s",
            "ipc sock listen tcp:localhost:13 --ready up -- echo noon & await test -s up",
            "noon"),
        play(
            "ipc sock connect tcp:localhost:9000 --send-only < list",
            "seq 3 >list; ipc sock listen tcp:localhost:9000 --ready up >got & await test -s up",
            0,
            "1\n2\n3",
            "cat got"),
        play(
            "ipc sock connect tls:localhost:8443 --tls-ca ca.pem < list",
            CERTIFICATE
                + "cp me.pem ca.pem; seq 3 >list; ipc sock listen tls:localhost:8443 --ready up"
                + " --tls-cert me.pem >got & await test -s up",
            0,
            "1\n2\n3",
            "await test -s got; cat got"),
        play(
            "ipc sock connect unix:@app -- sh -c 'echo status; head -1 >&2'",
            "ipc sock listen unix:@app --ready up -- sh -c 'read word; echo $word: fine; echo $word"
                + " >asked' & await test -s up",
            0,
            "status",
            "cat asked"),
        play(
            "ipc sock listen unix:/run/inbox > all",
            RUN
                + "; { await test -S /run/inbox; echo hello | ipc sock connect unix:/run/inbox; } &"
                + " :",
            0,
            "hello",
            "cat all"),
        play(
            "ipc sock listen tcp:localhost:1300 --keep -- date",
            "{ ipc sock connect tcp:localhost:1300 --retry 100 </dev/null >got; "
                + KILL
                + "; } & :",
            143,
            "told",
            "test -s got && echo told"),
        play(
            "ipc sock listen unix:/run/echo --concurrent 10 --mode 600 -- cat",
            RUN
                + "; { await test -S /run/echo; stat -c %a /run/echo >got;"
                + " echo hello | ipc sock connect unix:/run/echo >>got; "
                + KILL
                + "; } & :",
            143,
            "600\nhello",
            "cat got"),
        play(
            "ipc sock listen unix:/run/shell --keep --mode 600 --pty -- bash -i",
            RUN
                + "; { await test -S /run/shell; echo 'echo it is $((6 * 7)); exit' |"
                + " ipc sock connect unix:/run/shell >got; "
                + KILL
                + "; } & :",
            143,
            "it is 42",
            "grep -o 'it is 42' got | head -n 1"),
        play("ipc sock listen unix:/run/chat --hub --lifetime 2s", RUN + "; :", ""),
        play(
            "ipc sock listen tls:localhost:8443 --tls-cert me.pem -w 5s -- cat",
            CERTIFICATE
                + "{ echo hello | ipc sock connect tls:localhost:8443 --tls-ca me.pem --retry 100"
                + " >got; } & :",
            0,
            "hello",
            "await test -s got; cat got"),
        play("ipc sock listen tcp:0.0.0.0:9000 --allow 10.0.0.0/8 -w 5s", "", 124, "", ""),
        play(
            "printf hello | ipc sock connect udp:localhost:7777 --replies 1",
            "ipc sock listen udp:localhost:7777 --ready there -- echo answer & await test -s there",
            "answer"),
        play(
            "ipc sock listen unix-dgram:/run/notes -c 2 --lines",
            "mount -t tmpfs tmpfs /run; { await test -S /run/notes; printf 'one\\0two' |"
                + " ipc sock connect unix-dgram:/run/notes -0 --send-only; } & :",
            "one\ntwo"));
  }
}
