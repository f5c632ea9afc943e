package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedDocumentsTest {
  private static final Path PROJECT = Path.of("");
  private static final String ADVICE = "run .ci/generate and commit what it changes";

  private final Map<String, String> made = Documents.of(PROJECT);

  @Test
  void every_document_is_committed_as_it_is_made() throws IOException {
    for (Map.Entry<String, String> document : made.entrySet()) {
      Path file = PROJECT.resolve(document.getKey());
      String committed = Files.exists(file) ? Files.readString(file) : "";

      assertEquals(document.getValue(), committed, file + " is out of date: " + ADVICE);
    }
  }

  @Test
  void nothing_else_lies_beside_them() throws IOException {
    assertEquals(new TreeSet<>(made.keySet()), present(), ADVICE);
  }

  @Test
  void making_them_twice_gives_the_same() {
    assertEquals(new TreeMap<>(made), new TreeMap<>(Documents.of(PROJECT)));
  }

  private static TreeSet<String> present() throws IOException {
    TreeSet<String> present = new TreeSet<>();
    for (String directory : Documents.DIRECTORIES) {
      try (Stream<Path> files = Files.list(PROJECT.resolve(directory))) {
        files.forEach(file -> present.add(directory + "/" + file.getFileName()));
      }
    }
    return present;
  }
}
