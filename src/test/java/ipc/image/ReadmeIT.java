package ipc.image;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sessions of the README, its {@code console} blocks, happen as they are shown. */
class ReadmeIT {
  private static final Path README = Path.of("README.md");
  private static final String BLOCK = "```console";
  private static final String END = "```";

  @Test
  void every_session_goes_as_it_is_shown() throws Exception {
    Sandbox sandbox = Sandbox.built();
    List<String> lines = shown();
    assumeTrue(!lines.isEmpty(), "README.md shows no session yet");

    assertAll(Session.of(lines).claims(sandbox));
  }

  /** The lines of all blocks: they are one shell's. */
  private static List<String> shown() throws IOException {
    if (!Files.exists(README)) {
      return List.of();
    }
    List<String> shown = new ArrayList<>();
    List<String> lines = Files.readAllLines(README, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(BLOCK)) {
        int end = i + lines.subList(i, lines.size()).indexOf(END);
        shown.addAll(lines.subList(i + 1, end));
        i = end;
      }
    }
    return shown;
  }
}
