import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the commands of a training file and makes the cache of the classes that they load.
 *
 * <p>Each line of the file is a shell command that ends with status 0, in which {@code ipc} is the
 * image in training; so a line may pipe, and may expect another status. A line that starts with
 * {@code -} cleans up: it runs after all others, even after a failure, and its status does not
 * count. Empty lines and lines that start with {@code #} are comments.
 *
 * <p>Every command is a process of its own, as in real life: each writes the list of its classes
 * ({@code -XX:DumpLoadedClassList}), and the cache is dumped from the lists put together. (The
 * other way, one process with {@code -XX:AOTCacheOutput}, needs code for training in the image, and
 * its cache is 3 to 10 % slower: it brings compiled adapters and profiles that no short command
 * repays.) The commands see a home, a state directory and an {@code IPC_HOME} inside the work
 * directory, and {@code $TRAINING}, a word that is unique on this machine for names elsewhere.
 */
final class Training {
  private final Path image;
  private final Path script;
  private final Path work;
  private final Path lists;

  Training(Path image, Path script, Path work) {
    this.image = image;
    this.script = script;
    this.work = work;
    this.lists = work.resolve("class-lists");
  }

  /** Trains; returns the list of the classes that were loaded, which {@link #dump} reads. */
  Path listClasses() throws IOException, InterruptedException {
    installCommand();
    List<String> lines = Files.readAllLines(script);
    try {
      for (String line : lines) {
        if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("-")) {
          shell(line);
        }
      }
    } finally {
      for (String line : lines) {
        if (line.startsWith("-")) {
          shell(line.substring(1) + " || :");
        }
      }
    }
    return merge();
  }

  /** Puts a command {@code ipc} on the path that notes what it loads. */
  private void installCommand() throws IOException {
    Files.createDirectories(lists);
    Files.createDirectories(work.resolve("home/tmp"));
    Path command = Files.createDirectories(work.resolve("bin")).resolve("ipc");
    Files.writeString(
        command,
        """
        #!/bin/sh
        exec %s/bin/java -XX:DumpLoadedClassList=%s/$$ -m ipc/ipc.Main "$@"
        """
            .formatted(image, lists));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void shell(String line) throws IOException, InterruptedException {
    Path home = work.resolve("home");
    new Tool(
            List.of("sh", "-euc", line),
            Map.of(
                "PATH", work.resolve("bin") + ":" + System.getenv().getOrDefault("PATH", "/bin"),
                // Whoever builds: most start it so.
                "LC_ALL", "C.UTF-8",
                "HOME", home.toString(),
                "XDG_STATE_HOME", home.resolve("state").toString(),
                "IPC_HOME", home.resolve("ipc").toString(),
                "TMPDIR", home.resolve("tmp").toString(),
                "TRAINING", "ipc-training-" + ProcessHandle.current().pid()),
            work.resolve("training.log"))
        .run();
  }

  private Path merge() throws IOException {
    var merged = new ClassList();
    try (Stream<Path> files = Files.list(lists)) {
      for (Path file : files.toList()) {
        merged.add(Files.readAllLines(file));
      }
    }
    return Files.write(work.resolve("classes.list"), merged.lines());
  }

  /** Makes the cache of the classes of a list: the file for where the default archive lies. */
  Path dump(Path list) throws IOException, InterruptedException {
    TimelessCache.Dump cache = dump(list, work.resolve("classes.jsa"));
    TimelessCache.Dump twin = dump(list, work.resolve("classes-again.jsa"));
    if (!TimelessCache.clear(cache, twin)) {
      System.err.println(
          "image: the class cache is not as expected, and will differ from build to build");
    }
    Files.delete(twin.file());
    return cache.file();
  }

  private TimelessCache.Dump dump(Path list, Path cache) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(image.resolve("bin/java").toString());
    command.add("-Xshare:dump");
    command.add("-XX:+AOTClassLinking");
    // However long it takes: what a slow machine forgets on the way would lack in the cache.
    command.add("-XX:SoftRefLRUPolicyMSPerMB=1000000");
    command.add("-XX:SharedClassListFile=" + list);
    command.add("-XX:SharedArchiveFile=" + cache);
    // The cache is valid for the same main module only.
    command.addAll(List.of("-m", "ipc/ipc.Main"));
    long begin = TimelessCache.now();
    new Tool(command, Map.of(), work.resolve("dump.log")).run();
    return new TimelessCache.Dump(cache, begin, TimelessCache.now());
  }
}
