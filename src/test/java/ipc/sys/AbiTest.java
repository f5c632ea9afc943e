package ipc.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code src/test/c/abi.c} asks the headers; its golden files stand for them elsewhere. */
class AbiTest {
  private static final String AT_LEAST = "least ";
  private static final Path GOLDEN = Path.of("src", "test", "golden");

  @Test
  void constants_are_those_of_the_headers_of_this_machine() throws Exception {
    List<String> said = headers();

    assertEquals("", differences(KernelConstants.all(), said));
  }

  @Test
  void golden_file_is_what_the_headers_of_this_machine_say() throws IOException {
    String architecture = System.getProperty("os.arch").replace("amd64", "x86_64");

    List<String> said = headers();

    assertEquals(golden(architecture), said);
  }

  @ParameterizedTest
  @CsvSource({"amd64,x86_64", "aarch64,aarch64"})
  void constants_of_both_architectures_are_those_of_the_golden_files(
      String osArch, String architecture) throws IOException {
    Map<String, Long> constants = constantsWhereOsArchIs(osArch);

    assertEquals("", differences(constants, golden(architecture)));
  }

  private static List<String> headers() {
    Path program = CCompiler.program("src/test/c/abi.c", "abi");
    return CCompiler.run(List.of(program.toString()), "no C compiler here").lines().toList();
  }

  private static List<String> golden(String architecture) throws IOException {
    return Files.readAllLines(GOLDEN.resolve("abi-" + architecture + ".txt"));
  }

  private static Map<String, Long> constantsWhereOsArchIs(String osArch) {
    Map<String, Long> constants = new TreeMap<>();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    CCompiler.run(
            List.of(
                java,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dos.arch=" + osArch,
                "-cp",
                System.getProperty("java.class.path"),
                KernelConstants.class.getName()),
            "no java here")
        .lines()
        .forEach(line -> {
          int space = line.indexOf(' ');
          constants.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
        });
    return constants;
  }

  /** A line for each constant that is wrong, is in Java alone, or is in C alone. */
  private static String differences(Map<String, Long> java, List<String> lines) {
    Map<String, Long> unseen = new TreeMap<>(java);
    List<String> differences = new ArrayList<>();
    for (String line : lines) {
      boolean atLeast = line.startsWith(AT_LEAST);
      int space = line.lastIndexOf(' ');
      String name = line.substring(atLeast ? AT_LEAST.length() : 0, space);
      long expected = Long.parseLong(line.substring(space + 1));
      Long value = unseen.remove(name);
      if (value == null) {
        differences.add(name + " is not in ipc.sys");
      } else if (atLeast ? value < expected : value != expected) {
        differences.add(name + " is " + value + ", where the headers have " + expected);
      }
    }
    unseen.forEach((name, value) -> differences.add(name + " is not in abi.c"));
    return String.join("\n", differences);
  }
}
