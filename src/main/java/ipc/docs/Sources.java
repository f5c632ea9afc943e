package ipc.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the documents are made from, besides the catalogue.
 *
 * @param project the directory of {@code pom.xml}
 */
record Sources(Path project) {
  private static final Pattern DATE =
      Pattern.compile("<project\\.build\\.outputTimestamp>(\\d{4}-\\d\\d-\\d\\d)T");

  /** The date of the build, which is no clock's: the same sources give the same pages. */
  String date() {
    Matcher date = DATE.matcher(read(project.resolve("pom.xml")));
    if (!date.find()) {
      throw new IllegalStateException("pom.xml has no project.build.outputTimestamp");
    }
    return date.group(1);
  }

  /** The prose of a page; empty where there is none. */
  Optional<Prose> prose(String page) {
    Path file = project.resolve("src/main/man").resolve(page + ".text");
    return Files.exists(file) ? Optional.of(Prose.parse(read(file))) : Optional.empty();
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
