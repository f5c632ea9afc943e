package ipc.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A place of its own for a script: namespaces for System V objects, mounts, processes and sockets,
 * with an empty {@code /dev/shm}, an empty working directory and a loopback of its own. So a
 * listing is exact, every port is free, and whatever the script leaves behind, killed or not, goes
 * with the place.
 *
 * <p>A script is for bash, with the image's commands on its PATH and no standard input. It has
 * {@code await COMMAND…}, which repeats a command until it succeeds and fails the script after a
 * while; {@code nobody COMMAND…}, which runs it as a user who owns nothing; and {@code left}, which
 * lists what was left behind: segments, and processes besides the script. A script that knows what
 * it waits for ends {@code await left_nothing}.
 *
 * @param image whose commands are run
 * @param memory the size of {@code /dev/shm}, as mount(8) takes it
 */
record Sandbox(Image image, String memory) {
  private static final String NAMESPACES =
      "unshare --ipc --mount --net --pid --fork --kill-child --mount-proc ";

  /** An unprivileged user is root in a user namespace of his own, where the kernel lets him. */
  private static final String ENTER =
      "[ $(id -u) = 0 ] && exec " + NAMESPACES + "\"$@\"; exec " + NAMESPACES + "-r \"$@\"";

  private static final String FURNISH =
      """
      mount -t tmpfs -o size=$SANDBOX_MEMORY,mode=1777 tmpfs /dev/shm &&
        mount -t tmpfs -o mode=1777 tmpfs "$SANDBOX_HOME" && cd "$SANDBOX_HOME" || exit 99
      umount /dev/mqueue 2>/dev/null
      ip link set lo up 2>/dev/null
      bash -c "$SANDBOX_SCRIPT"
      exit $?
      """;

  private static final String PRELUDE =
      """
      await() {
        local end=$((SECONDS + 30))
        until "$@" >/dev/null 2>&1; do
          ((SECONDS < end)) || { echo "never came true: $*" >&2; exit 98; }
          sleep 0.01
        done
      }
      nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
      left_nothing() { [ -z "$(left)" ]; }
      left() {
        ls -A /dev/shm
        tail -n +2 /proc/sysvipc/shm
        for process in /proc/[0-9]*; do
          case ${process#/proc/} in 1 | $$ | $BASHPID) ;; *) tr '\\0' ' ' <$process/cmdline ;; esac
        done 2>/dev/null
      }
      """;

  /** A place with enough memory for everything but what fills it on purpose. */
  static Sandbox of(Image image) {
    return new Sandbox(image, "256m");
  }

  /** The place for the image that the build has made; the test is skipped where none can be. */
  static Sandbox built() throws IOException, InterruptedException {
    Sandbox sandbox = of(Image.built());
    Ran ran = sandbox.run("true");
    assumeTrue(ran.status() == 0, "no namespaces for a place of its own here: " + ran.err());
    return sandbox;
  }

  /** Skips the test unless it can run something as another user. */
  void requireNobody() throws IOException, InterruptedException {
    Ran ran = run("nobody ipc --version");
    assumeTrue(ran.status() == 0, "nothing can be run as nobody here: " + ran.err());
  }

  /** Skips the test unless all of these commands are there. */
  void requireTools(String... commands) throws IOException, InterruptedException {
    for (String command : commands) {
      Ran ran = run("command -v " + command);
      assumeTrue(ran.status() == 0, "there is no '" + command + "' here");
    }
  }

  /** Runs a script to its end. */
  Ran run(String script) throws IOException, InterruptedException {
    return run(script, Map.of());
  }

  /** Runs a script to its end, with variables of its own. */
  Ran run(String script, Map<String, String> variables) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("ipc-sandbox");
    try {
      var environment = new HashMap<>(variables);
      environment.putIfAbsent("LC_ALL", "C.UTF-8");
      environment.put("PATH", image.root() + "/bin:" + System.getenv("PATH"));
      environment.put("SANDBOX_MEMORY", memory);
      environment.put("SANDBOX_HOME", home.toString());
      environment.put("SANDBOX_SCRIPT", PRELUDE + script);
      return Image.run(List.of("sh", "-c", ENTER, "sh", "sh", "-c", FURNISH), environment);
    } finally {
      Files.delete(home);
    }
  }
}
