package ipc.shell.edit;

import ipc.shell.language.Sketch;
import java.util.List;
import java.util.Optional;
import org.jline.reader.CompletingParsedLine;

/**
 * The word that is being typed, for jline.
 *
 * @param line the whole line
 * @param cursor where the cursor stands in it
 * @param typed the piece that ends there; empty where a word is only about to begin
 */
record TypedWord(String line, int cursor, Optional<Sketch.Piece> typed)
    implements CompletingParsedLine {
  private static final String SPECIAL = " \t\n|&;<>()$`\\\"'*?[#~!";

  static TypedWord of(String line, int cursor) {
    Sketch sketch = Sketch.of(line.substring(0, cursor));
    Optional<Sketch.Piece> last =
        sketch
            .last()
            .filter(piece -> piece.kind() == Sketch.Kind.WORD || piece.kind() == Sketch.Kind.FILE);
    return new TypedWord(line, cursor, last);
  }

  @Override
  public String word() {
    return typed.map(Sketch.Piece::text).orElse("");
  }

  @Override
  public int wordCursor() {
    return word().length();
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }

  @Override
  public int rawWordCursor() {
    return typed.map(piece -> piece.end() - piece.start()).orElse(0);
  }

  @Override
  public int rawWordLength() {
    return rawWordCursor();
  }

  /** Quoted as the word was begun. */
  @Override
  public CharSequence escape(CharSequence candidate, boolean isComplete) {
    char begun = typed.isPresent() ? line.charAt(typed.get().start()) : '\0';
    String text = candidate.toString();
    if (begun == '\'') {
      return "'" + text.replace("'", "'\\''") + (isComplete ? "'" : "");
    }
    StringBuilder escaped = new StringBuilder();
    String special = begun == '"' ? "$`\\\"" : SPECIAL;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean isMeant = character == '~' && i > 0 || character == '!' && i > 0;
      if (special.indexOf(character) >= 0 && !isMeant) {
        escaped.append('\\');
      }
      escaped.append(character);
    }
    return begun == '"' ? "\"" + escaped + (isComplete ? "\"" : "") : escaped;
  }
}
