package ipc.image;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sessions of the README and of the recipes happen as they are shown: the {@code console}
 * blocks below one heading are one {@link Session}, in a place of their own.
 */
class ReadmeIT {
  private static final List<Path> DOCUMENTS =
      List.of(Path.of("README.md"), Path.of("src/docs/recipes.md"));
  private static final String BLOCK = "```console";
  private static final String END = "```";

  @ParameterizedTest(name = "{0}")
  @MethodSource("sessions")
  void session_goes_as_it_is_shown(String heading, List<String> lines) throws Exception {
    assertAll(heading, Session.of(lines).claims(Sandbox.built()));
  }

  static Stream<Arguments> sessions() throws IOException {
    Map<String, List<String>> shown = new LinkedHashMap<>();
    for (Path document : DOCUMENTS) {
      List<String> lines = Files.readAllLines(document, StandardCharsets.ISO_8859_1);
      String heading = "";
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith("#")) {
          heading = document.getFileName() + ": " + lines.get(i);
        }
        if (lines.get(i).equals(BLOCK)) {
          int end = i + lines.subList(i, lines.size()).indexOf(END);
          shown
              .computeIfAbsent(heading, first -> new ArrayList<>())
              .addAll(lines.subList(i + 1, end));
          i = end;
        }
      }
    }
    return shown.entrySet().stream()
        .map(session -> Arguments.of(session.getKey(), session.getValue()));
  }
}
