package ipc.cli.shm;

import ipc.model.ValueException;
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
    return OptionSpec.builder("--format")
        .arity("1")
        .paramLabel("FORMAT")
        .type(Format.class)
        .converters(Format::parse)
        .completionCandidates(List.of(RAW.word, HEX.word, TEXT.word))
        .description(description)
        .build();
  }

  private static Format parse(String text) {
    for (Format format : values()) {
      if (format.word.equals(text)) {
        return format;
      }
    }
    throw new ValueException("format", text, "there is no such format", "raw", "hex", "text");
  }
}
