package ipc.sys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The machine's C compiler. Where there is none, the tests that ask for it are skipped. */
final class CCompiler {
  private static final Path DIRECTORY = Path.of("target", "native-test").toAbsolutePath();

  private CCompiler() {}

  /** Compiles a program. */
  static Path program(String source, String name) {
    return compile(source, name, List.of());
  }

  /** Compiles a library of native methods. */
  static Path library(String source, String name) {
    Path include = Path.of(System.getProperty("java.home"), "include");
    return compile(
        source, name, List.of("-shared", "-fPIC", "-I" + include, "-I" + include.resolve("linux")));
  }

  private static Path compile(String source, String name, List<String> options) {
    Path result = DIRECTORY.resolve(name);
    List<String> command = new ArrayList<>(List.of("cc", "-Wall", "-Wextra", "-Werror"));
    command.addAll(options);
    command.addAll(List.of("-o", result.toString(), source));
    try {
      Files.createDirectories(DIRECTORY);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    run(command, "no C compiler here");
    return result;
  }

  /** Runs a program to its end; what it wrote. */
  static String run(List<String> command, String ifMissing) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException missing) {
      Assumptions.abort(ifMissing);
      throw new UncheckedIOException(missing);
    }
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new AssertionError(command + " ended with " + status + ":\n" + said);
      }
      return said;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
