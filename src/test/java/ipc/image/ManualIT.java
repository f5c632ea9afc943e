package ipc.image;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sessions of manual pages happen as they are shown: what their prose shows that begins with
 * {@code $ } is a session, and those of one page are one shell's, in order.
 */
class ManualIT {
  private static final Path PROSE = Path.of("src/main/man");
  private static final String SHOWN = "| ";

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  static Stream<String> pages() throws IOException {
    List<String> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(PROSE)) {
      for (Path file : files.sorted().toList()) {
        if (!session(file).isEmpty()) {
          pages.add(file.getFileName().toString());
        }
      }
    }
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_session_goes_as_it_is_shown(String page) throws Exception {
    List<String> session = session(PROSE.resolve(page));
    if (session.stream().anyMatch(line -> line.matches(".*\\bjq .*"))) {
      sandbox.requireTools("jq");
    }

    assertAll(Session.of(session).claims(sandbox));
  }

  /** The lines of all sessions of a page. */
  private static List<String> session(Path file) throws IOException {
    List<String> session = new ArrayList<>();
    boolean isShown = false;
    boolean isSession = false;
    for (String line : Files.readAllLines(file)) {
      boolean wasShown = isShown;
      isShown = line.startsWith(SHOWN) || line.equals("|");
      if (isShown) {
        String text = line.equals("|") ? "" : line.substring(SHOWN.length());
        isSession = wasShown ? isSession : text.startsWith("$ ");
        if (isSession) {
          session.add(text);
        }
      }
    }
    return session;
  }
}
