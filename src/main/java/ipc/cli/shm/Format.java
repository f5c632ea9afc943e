package ipc.cli.shm;

import ipc.cli.Arguments;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** How the bytes of a segment are written for people and programs. */
enum Format {
  /** Exactly the bytes. */
  RAW("raw"),
  /** Hexadecimal: read as {@code hexdump -C} prints, written from pairs of digits. */
  HEX("hex"),
  /** A text as C programs keep it: up to the first NUL. */
  TEXT("text");

  private final String word;

  Format(String word) {
    this.word = word;
  }

  static OptionSpec option(String description) {
    return Arguments.choice(
        "FORMAT", "format", List.of(values()), format -> format.word, description, "--format");
  }
}
