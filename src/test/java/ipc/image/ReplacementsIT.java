package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README offers in place of other tools does what they were used for. */
class ReplacementsIT {
  private static final Pattern COMMAND = Pattern.compile("`(ipc [^`]*)`");

  /** Where the command of the README goes in a scene. */
  private static final String IT = "@IT@";

  private static final String SEGMENT = "ipc shm create jobs -s 4K >here; ";
  private static final String SYSTEM_V = "ipc shm create sysv-shm:0x1234 -s 4K >here; ";
  private static final String PIPES = "ipc fifo create p q t.in t.out >here; seq 3 >list; ";
  private static final String JOBS = "ipc mbox create jobs >here; ";
  private static final String TWO_JOBS = JOBS + "ipc mbox send jobs one two; ";
  private static final String TCP = "tcp:localhost:9000";
  private static final String UPPER = " --concurrent 9 -- tr a-z A-Z & ";

  /** A server in capitals, at TCP and at a Unix path. */
  private static final String SERVERS =
      "ipc sock listen tcp:localhost:9000"
          + UPPER
          + "ipc sock listen unix:app"
          + UPPER
          + "ipc wait tcp:localhost:9000 open -w 20s; ipc wait unix:app open -w 20s; ";

  private static final String CERTIFIED =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out ca.pem"
          + " -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>here; "
          + "ipc sock listen tls:localhost:9443 --tls-cert ca.pem --tls-key key --ready up"
          + UPPER
          + "await test -s up; ";

  /** A scene for each command, and what it shows. */
  private static final Map<String, Scene> SCENES = new LinkedHashMap<>();

  private static Sandbox sandbox;

  private record Scene(String script, String shown) {}

  private static void scene(String command, String script, String shown) {
    SCENES.put(command, new Scene(script, shown));
  }

  static {
    scene(
        "ipc ls", SYSTEM_V + SEGMENT + IT, "sysv-shm:0x00001234\tshm...\nposix-shm:/jobs\tshm...");
    scene("ipc stat sysv-shm:id=0", SYSTEM_V + IT, "sysv-shm:0x00001234\tshm\t4096\t...");
    scene(
        "ipc who posix-shm:/jobs",
        SEGMENT + "ipc shm attach jobs -- sleep 60 & ipc wait posix-shm:/jobs used -w 20s; " + IT,
        "...\troot\tipc\tmapped...\n...\troot\tsleep\topen...");
    scene(
        "ipc shm create sysv-shm:private -s 1M",
        IT + "; ipcs -m | grep -c 1048576",
        "sysv-shm:id=0\n1");
    scene("ipc rm sysv-shm:id=0", SYSTEM_V + IT + "; ipc ls", "");
    scene("ipc rm --unused posix-shm:/jobs", SEGMENT + IT + "; ipc ls", "");
    scene("ipc fifo create p", IT + "; test -p p && echo made", "fifo:p\nmade");
    scene("ipc fifo read p -w 5s", PIPES + "cat list >p & " + IT, "1\n2\n3");
    scene(
        "ipc fifo write p --hold",
        PIPES + IT + " & ipc wait fifo:p used -w 20s; echo tea >p; head -n 1 p",
        "fifo:p\ntea");
    scene("ipc fifo tee - p q", PIPES + "<list " + IT + " & cat p >one & cat q", "1\n2\n3");
    scene("ipc fifo tee p - q", PIPES + "cat list >p & cat q >one & " + IT, "1\n2\n3");
    scene("ipc fifo create t --pair", IT, "fifo:t.in\nfifo:t.out");
    scene(
        "ipc fifo connect t",
        PIPES + "ipc fifo listen t -- tr a-z A-Z & echo hello | " + IT,
        "HELLO");
    scene("ipc sock connect tcp:localhost:9000", SERVERS + "echo hello | " + IT, "HELLO");
    scene("ipc sock connect unix:app", SERVERS + "echo hello | " + IT, "HELLO");
    scene(
        "ipc sock listen tcp:localhost:9000 --recv-only >copy",
        IT + " & echo hello | ipc sock connect " + TCP + " --retry 50; wait $!; cat copy",
        "hello");
    scene(
        "ipc sock listen tcp:localhost:9000 --concurrent 20 -- cat",
        IT + " & ipc wait " + TCP + " open -w 20s; echo hello | ipc sock connect " + TCP,
        "hello");
    scene(
        "ipc bridge --listen unix:a tcp:localhost:9000 --concurrent 20",
        SERVERS + IT + " & ipc wait unix:a open -w 20s; echo hello | ipc sock connect unix:a",
        "HELLO");
    scene(
        "ipc bridge --listen unix:tap unix:app --record talk",
        SERVERS
            + IT
            + " & echo hello | ipc sock connect unix:tap --retry 50; wait $!; grep -c HELLO talk",
        "HELLO\n1");
    scene(
        "ipc sock connect udp:localhost:9000 --replies 1",
        "ipc sock listen udp:localhost:9000 --ready up"
            + UPPER
            + "await test -s up; echo hello | "
            + IT,
        "HELLO");
    scene(
        "ipc sock connect tls:localhost:9443 --tls-ca ca.pem",
        CERTIFIED + "echo hello | " + IT,
        "HELLO");
    scene(
        "ipc sock listen tcp:localhost:9000 --hub",
        "one() { ipc sock ls -q -o connections | grep -q 1; }; { await one; echo lunch; } | "
            + IT
            + " & ipc sock connect "
            + TCP
            + " --retry 50 --recv-only | head -n 1",
        "lunch");
    scene("ipc sock ls", SERVERS + IT + " | cut -f 1 | sort -u", "...\nunix:...app\n...");
    scene(
        "ipc who tcp:127.0.0.1:9000",
        "ipc sock listen tcp:127.0.0.1:9000"
            + UPPER
            + "ipc wait tcp:127.0.0.1:9000 open -w 20s; "
            + IT,
        "...\troot\tipc\tlistening...");
    scene("ipc wait tcp:localhost:9000 open -w 30s", SERVERS + IT + " && echo up", "up");
    scene(
        "ipc bridge file:list - --progress >copy",
        "seq 3 >list; " + IT + " 2>here; cat copy",
        "1\n2\n3");
    scene("ipc bridge - - --rate 1M", "seq 3 | " + IT, "1\n2\n3");
    scene(
        "ipc pipe run -v -- seq 3 ::: grep 2 ::: wc -l",
        IT + " 2>&1",
        "1\nipc: 'seq' (...) ended with 0...\nipc: 'grep'...\nipc: 'wc'...");
    scene("ipc mbox create jobs", IT, "mbox:jobs");
    scene("ipc mbox send jobs x", JOBS + IT + "; ipc mbox recv jobs", "x");
    scene("ipc mbox recv jobs -w 5s", TWO_JOBS + IT, "one");
    scene(
        "ipc mbox recv jobs --follow -- ./work",
        TWO_JOBS
            + "ipc mbox seal jobs; printf '%s\\n' '#!/bin/sh' 'cat; echo' >work; chmod +x work; "
            + IT,
        "one\ntwo");
    scene("ipc mbox peek jobs --all", TWO_JOBS + IT, "one\ntwo");
    scene(
        "ipc mbox wait jobs drained -w 5m",
        TWO_JOBS + "ipc mbox recv jobs -c 2 -- cat >here & " + IT + " && echo drained",
        "drained");
  }

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  static Set<String> commands() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"), StandardCharsets.UTF_8);
    int start = lines.indexOf("| you used | now |") + 2;
    Set<String> commands = new LinkedHashSet<>();
    for (String line :
        lines.subList(start, start + lines.subList(start, lines.size()).indexOf(""))) {
      String now = line.substring(line.lastIndexOf(" | `ipc ") + 3);
      Matcher matcher = COMMAND.matcher(now);
      while (matcher.find()) {
        commands.add(matcher.group(1));
      }
    }
    return commands;
  }

  @Test
  void every_scene_is_of_a_command_that_is_offered() throws Exception {
    assertEquals(commands(), SCENES.keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_does_what_is_said_of_it(String command) throws Exception {
    Scene scene = SCENES.get(command);
    assertNotNull(scene, "there is no scene for it");
    if (scene.script().contains("openssl")) {
      sandbox.requireTools("openssl");
    }

    Ran ran = sandbox.run(scene.script().replace(IT, command));

    assertTrue(
        Transcript.of(scene.shown()).shows(ran.out()),
        () -> "shown:\n" + scene.shown() + "\nhappens:\n" + ran.out() + ran.err());
  }
}
