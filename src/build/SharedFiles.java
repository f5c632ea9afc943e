import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an image holds besides programs, below its {@code share}, where man(1) and the shells look
 * for it when the image's {@code bin} is on the PATH; and the licences, in its {@code legal}.
 */
final class SharedFiles {
  /** Where the shells look for what {@code completions/} holds. */
  private static final Map<String, String> COMPLETIONS =
      Map.of(
          "ipc.bash", "share/bash-completion/completions/ipc",
          "_ipc", "share/zsh/site-functions/_ipc",
          "ipc.fish", "share/fish/vendor_completions.d/ipc.fish");

  private final Path project;
  private final Path image;

  SharedFiles(Path project, Path image) {
    this.project = project;
    this.image = image;
  }

  /** Installs manual pages and completions. */
  void install() throws IOException {
    for (Path page : files(project.resolve("man"))) {
      String name = page.getFileName().toString();
      String section = name.substring(name.lastIndexOf('.') + 1);
      Gzip.compressWell(page, created("share/man/man" + section + "/" + name + ".gz"));
    }
    for (Path completion : files(project.resolve("completions"))) {
      String target = COMPLETIONS.get(completion.getFileName().toString());
      if (target == null) {
        throw new BuildFailure("no shell is known that reads '" + completion + "'");
      }
      Files.copy(completion, created(target));
    }
  }

  /**
   * Installs the licence of each library. Their jars hold none, so the texts lie in {@code
   * src/main/legal}, named as the library or as its name begins.
   */
  void installLicences(List<Path> libraries) throws IOException {
    List<Path> licences = files(project.resolve("src/main/legal"));
    for (Path library : libraries) {
      String jar = library.getFileName().toString();
      Path licence =
          licences.stream()
              .filter(file -> jar.startsWith(file.getFileName().toString()))
              .findFirst()
              .orElseThrow(() -> new BuildFailure("no licence of '" + jar + "' in src/main/legal"));
      Path target = image.resolve("legal").resolve(licence.getFileName()).resolve("LICENSE");
      if (Files.notExists(target)) {
        Files.createDirectories(target.getParent());
        Files.copy(licence, target);
      }
    }
  }

  /** Installs the list of classes that the cache was made of: with it, it can be made again. */
  void installClassList(Path list) throws IOException {
    Gzip.compressWell(list, created("share/doc/ipc/classes.list.gz"));
  }

  private Path created(String name) throws IOException {
    Path file = image.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
