package ipc.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the manual pages and the completions into a project's directory, its only argument. */
public final class Generate {
  private Generate() {}

  /**
   * Writes what differs and deletes what is made no more.
   *
   * @param args the project's directory
   */
  public static void main(String[] args) throws IOException {
    Path project = Path.of(args[0]);
    Map<String, String> files = Documents.of(project);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = project.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    for (String directory : Documents.DIRECTORIES) {
      try (Stream<Path> present = Files.list(project.resolve(directory))) {
        for (Path path : present.toList()) {
          if (!files.containsKey(directory + "/" + path.getFileName())) {
            Files.delete(path);
          }
        }
      }
    }
  }
}
