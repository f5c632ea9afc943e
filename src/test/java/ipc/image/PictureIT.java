package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's picture shows what happens; {@code .ci/picture} draws it anew. */
class PictureIT {
  private static final Path PICTURE = Path.of("src/docs/session.svg");
  private static final Path SESSION = Path.of("src/docs/session.sh");
  private static final Pattern LINE = Pattern.compile("<text [^>]*>(.*)</text>");

  @Test
  void picture_shows_what_the_session_shows() throws Exception {
    Sandbox sandbox = Sandbox.built();
    sandbox.requireTools("script", "stty");

    Ran ran =
        sandbox.run(
            "mount -t tmpfs tmpfs /run; cd /run; script -qec 'bash "
                + SESSION.toAbsolutePath()
                + "' /dev/null || exit",
            Map.of("TERM", "xterm"));

    String shown =
        new String(ran.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    assertEquals(comparable(drawn()), comparable(shown.replaceAll("\033\\[[0-9;]*m", "")));
  }

  @Test
  void readme_shows_it() throws Exception {
    assertTrue(Files.readString(Path.of("README.md")).contains("](" + PICTURE + ")"));
  }

  private static String drawn() throws Exception {
    Matcher line = LINE.matcher(Files.readString(PICTURE));
    List<String> lines = line.results().map(found -> text(found.group(1))).toList();
    return String.join("\n", lines);
  }

  private static String text(String markup) {
    return markup
        .replaceAll("<[^>]*>", "")
        .replace('\u00a0', ' ')
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /** Without what differs from run to run: pids, and how wide they are. */
  private static String comparable(String text) {
    return text.lines()
        .map(line -> line.replaceAll("\\d+", "0").replaceAll(" +", " ").strip())
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
