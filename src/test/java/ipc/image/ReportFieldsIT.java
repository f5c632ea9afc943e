package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ipc-json(7) tells of reports and recordings is what they have, field by field. */
class ReportFieldsIT {
  private static final Path PROSE = Path.of("src/main/man/ipc-json.7.text");
  private static final Pattern FIELD = Pattern.compile("`([A-Za-z0-9.]+)`, .*::");

  /** How to get one with every field, by the heading of its part: in the file {@code report}. */
  private static final Map<String, String> SCRIPTS = new LinkedHashMap<>();

  static {
    SCRIPTS.put(
        "ipc fifo read, ipc fifo write",
        "ipc fifo create f; cat f >/dev/null & seq 3 | ipc fifo write f --records lines"
            + " --report report");
    SCRIPTS.put(
        "ipc fifo tee",
        "ipc fifo create f; cat f >/dev/null & seq 3 | ipc fifo tee - f --report report");
    SCRIPTS.put(
        "ipc fifo connect, ipc fifo listen",
        "ipc fifo create p --pair; echo hello | ipc fifo connect p &"
            + " ipc fifo listen p --report report -- cat");
    SCRIPTS.put(
        "ipc sock connect, ipc sock listen, ipc bridge",
        "ipc sock listen unix-seqpacket:s --ready up -- cat & await test -s up;"
            + " seq 3 | ipc sock connect unix-seqpacket:s --lines --report report");
    SCRIPTS.put("ipc pipe run", "ipc pipe run --report report -- seq 3 ::: wc -l");
    SCRIPTS.put(
        "--record of ipc sock and ipc bridge",
        "printf 'a\\377' | ipc bridge - - --record report; cp report first;"
            + " echo a | ipc bridge - - --record report; cat first >>report");
  }

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("jq");
  }

  static Iterable<String> parts() {
    return SCRIPTS.keySet();
  }

  @Test
  void every_part_is_tried() throws IOException {
    assertEquals(new TreeSet<>(told().keySet()), new TreeSet<>(SCRIPTS.keySet()));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void has_the_fields_that_are_told(String part) throws Exception {
    Ran ran =
        sandbox.run(
            "{ "
                + SCRIPTS.get(part)
                + "; } >/dev/null\njq -r 'paths | map(strings) | join(\".\")' report");

    TreeSet<String> happened = new TreeSet<>(ran.out().lines().toList());
    happened.remove(""); // an element of a list
    assertEquals(told().get(part), happened, ran::err);
  }

  /** The fields that the page tells, by part. */
  private static Map<String, TreeSet<String>> told() throws IOException {
    Map<String, TreeSet<String>> told = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(PROSE);
    TreeSet<String> fields = new TreeSet<>();
    for (String line : lines.subList(lines.indexOf("= REPORTS"), lines.indexOf("= EXAMPLES"))) {
      Matcher field = FIELD.matcher(line);
      if (line.startsWith("== ")) {
        fields = new TreeSet<>();
        told.put(line.substring(3), fields);
      } else if (field.matches()) {
        fields.add(field.group(1));
      }
    }
    return told;
  }
}
