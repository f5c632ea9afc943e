package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.docs.Program.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManualPagesTest {
  private static final int COLUMNS = 80;

  @Test
  void mandoc_finds_no_fault() throws Exception {
    Program mandoc = Program.orSkip("mandoc");
    List<String> arguments = new ArrayList<>(List.of("-Tlint", "-Wall"));
    arguments.addAll(pages());

    Ran ran = mandoc.run(Map.of(), arguments);

    // A style remark on pages that other packages have, or not, says nothing about ours.
    List<String> faults =
        ran.output().lines().filter(line -> !line.contains("referenced manual not found")).toList();
    assertEquals(List.of(), faults);
  }

  @Test
  void mandoc_fits_each_page_into_80_columns() throws Exception {
    Program mandoc = Program.orSkip("mandoc");

    for (String page : pages()) {
      Ran ran = mandoc.run(Map.of(), List.of("-Tascii", page));

      assertEquals(0, ran.status());
      assertFits(page, ran.output());
    }
  }

  @Test
  void groff_fits_each_page_into_80_columns_without_a_warning() throws Exception {
    Program groff = Program.orSkip("groff");

    for (String page : pages()) {
      List<String> arguments =
          List.of("-mandoc", "-Tascii", "-ww", "-rLL=" + COLUMNS + "n", "-P-c", page);
      Ran ran = groff.run(Map.of("GROFF_NO_SGR", "1"), arguments);

      assertTrue(!ran.output().contains(": warning: "), ran.output());
      assertFits(page, ran.output());
    }
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("man"))) {
      return files.sorted().map(Path::toString).toList();
    }
  }

  /** A character printed over another, for bold and underlined ones, takes no column. */
  private static void assertFits(String page, String output) {
    List<String> wide =
        output
            .lines()
            .map(line -> line.replaceAll(".\b", ""))
            .filter(line -> line.length() > COLUMNS)
            .toList();
    assertEquals(List.of(), wide, page);
  }
}
