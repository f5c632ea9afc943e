package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the documents link to is there, the heading too. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(#[^)]*)?\\)");

  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/docs"))) {
      Stream<Path> docs = files.filter(file -> file.toString().endsWith(".md"));
      return Stream.concat(Stream.of(Path.of("README.md")), docs).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_link_leads_somewhere(Path document) throws IOException {
    LINK.matcher(Files.readString(document))
        .results()
        .forEach(link -> assertLeads(document, link.group(1), link.group(2)));
  }

  private static void assertLeads(Path document, String file, String anchor) {
    Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
    assertTrue(Files.exists(target), () -> "there is no " + target);
    assertTrue(
        anchor == null || anchors(target).contains(anchor), () -> target + " has no " + anchor);
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(Path document) {
    try (Stream<String> lines = Files.lines(document)) {
      return lines
          .filter(line -> line.startsWith("#"))
          .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
          .map(heading -> "#" + heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
          .toList();
    } catch (IOException failure) {
      throw new AssertionError(document + " cannot be read", failure);
    }
  }
}
