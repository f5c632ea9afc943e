import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds all Java sources to one format: {@code check} names those that differ and fails, {@code
 * write} changes them. Maven starts it with the formatter on the class path.
 *
 * <p>Arguments: the mode, the directory of the sources, and a file whose time says when all of them
 * were last in order, so that only what changed since is looked at.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean check = args[0].equals("check");
    Path stamp = Path.of(args[2]);
    FileTime started = FileTime.fromMillis(System.currentTimeMillis());
    var command = new ArrayList<String>();
    command.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    List<String> sources = sourcesSince(stamp, Path.of(args[1]));
    command.addAll(sources);

    int status = 0;
    if (!sources.isEmpty()) {
      var out = new PrintWriter(System.out, true);
      var err = new PrintWriter(System.err, true);
      status =
          new Main(out, err, InputStream.nullInputStream()).format(command.toArray(String[]::new));
    }
    if (status == 0) {
      Files.write(stamp, new byte[0]);
      Files.setLastModifiedTime(stamp, started);
    } else if (check) {
      System.err.println("format: the files above differ; 'mvn -q -Pformat' mends them");
    }
    System.exit(status);
  }

  private static List<String> sourcesSince(Path stamp, Path directory) throws IOException {
    FileTime last = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
    try (Stream<Path> files = Files.walk(directory)) {
      var sources = new ArrayList<String>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        if (Files.getLastModifiedTime(file).compareTo(last) >= 0) {
          sources.add(file.toString());
        }
      }
      return sources;
    }
  }
}
