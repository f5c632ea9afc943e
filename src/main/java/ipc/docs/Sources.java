package ipc.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the documents are made from, besides the catalogue.
 *
 * @param project the directory of {@code pom.xml}
 */
record Sources(Path project) {
  private static final Pattern DATE =
      Pattern.compile("<project\\.build\\.outputTimestamp>(\\d{4}-\\d\\d-\\d\\d)T");

  private static final String TEXT = ".text";

  /** The end of the names of topics: section 7 of the manual. */
  static final String TOPIC = ".7";

  /** What a file begins with that has the prose of another page. */
  private static final String LIKE = "%like ";

  /** The date of the build, which is no clock's: the same sources give the same pages. */
  String date() {
    Matcher date = DATE.matcher(read(project.resolve("pom.xml")));
    if (!date.find()) {
      throw new IllegalStateException("pom.xml has no project.build.outputTimestamp");
    }
    return date.group(1);
  }

  /**
   * The prose of a page; empty where there is none.
   *
   * @param page its name, with a dot and the section for those that are no command's
   */
  Optional<Prose> prose(String page) {
    Path file = directory().resolve(page + TEXT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = read(file);
    return text.startsWith(LIKE)
        ? prose(text.substring(LIKE.length()).strip())
        : Optional.of(Prose.parse(text));
  }

  /** The names of the pages that are no command's. */
  List<String> topics() {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(TOPIC + TEXT))
          .map(name -> name.substring(0, name.length() - (TOPIC + TEXT).length()))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path directory() {
    return project.resolve("src/main/man");
  }

  /** The part of a completion that no command changes. */
  String functions(String file) {
    return read(project.resolve("src/main/completions").resolve(file));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
