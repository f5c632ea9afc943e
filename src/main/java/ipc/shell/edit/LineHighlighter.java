package ipc.shell.edit;

import ipc.cli.Catalogue;
import ipc.model.Address;
import ipc.model.AddressException;
import ipc.shell.language.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours a line by what its words are. */
final class LineHighlighter implements Highlighter {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle COMMAND = PLAIN.bold();
  private static final AttributedStyle ADDRESS = PLAIN.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle OPTION = PLAIN.foreground(AttributedStyle.MAGENTA);
  private static final AttributedStyle UNKNOWN = PLAIN.foreground(AttributedStyle.RED);
  private static final AttributedStyle QUOTED = PLAIN.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle OPERATOR = PLAIN.bold();
  private static final AttributedStyle COMMENT = PLAIN.faint();

  private final Surroundings surroundings;
  private final CommandModels models;

  LineHighlighter(Surroundings surroundings, CommandModels models) {
    this.surroundings = surroundings;
    this.models = models;
  }

  @Override
  public AttributedString highlight(LineReader reader, String line) {
    Sketch sketch = Sketch.of(line);
    Map<Integer, AttributedStyle> styles = new HashMap<>();
    for (Sketch.Draft draft : sketch.drafts()) {
      colour(draft, line.length(), styles);
    }
    AttributedStringBuilder coloured = new AttributedStringBuilder();
    int done = 0;
    for (Sketch.Piece piece : sketch.pieces()) {
      coloured.append(line.substring(done, piece.start()));
      AttributedStyle style =
          switch (piece.kind()) {
            case WORD -> styles.getOrDefault(piece.start(), quoted(line, piece));
            case ASSIGNMENT, FILE -> quoted(line, piece);
            case OPERATOR -> OPERATOR;
            case COMMENT -> COMMENT;
          };
      coloured.append(line.substring(piece.start(), piece.end()), style);
      done = piece.end();
    }
    return coloured.append(line.substring(done)).toAttributedString();
  }

  private static AttributedStyle quoted(String line, Sketch.Piece piece) {
    char first = line.charAt(piece.start());
    return first == '\'' || first == '"' ? QUOTED : PLAIN;
  }

  /** The words of one command; one that is being typed can still become what is known. */
  private void colour(Sketch.Draft draft, int end, Map<Integer, AttributedStyle> styles) {
    List<Sketch.Piece> words = new ArrayList<>(draft.words());
    if (words.isEmpty()) {
      return;
    }
    Sketch.Piece first = words.getFirst();
    if (draft.isProgram()) {
      styles.put(first.start(), COMMAND);
      return;
    }
    if (first.text().equals("ipc") && words.size() > 1) {
      styles.put(first.start(), COMMAND);
      words.removeFirst();
      first = words.getFirst();
    }
    boolean isOwn = surroundings.isOwn(first.text());
    boolean isKnown = isOwn || surroundings.builtins().containsKey(first.text());
    boolean isBeingTyped = first.end() == end;
    if (isKnown || draft.isInPipeline()) {
      styles.put(first.start(), COMMAND);
    } else if (!isBeingTyped && first.text().indexOf('$') < 0) {
      styles.put(first.start(), UNKNOWN);
    }
    if (isOwn) {
      colourOwn(words, end, styles);
    }
  }

  private void colourOwn(List<Sketch.Piece> words, int end, Map<Integer, AttributedStyle> styles) {
    List<String> texts = words.stream().map(Sketch.Piece::text).toList();
    Optional<CommandModels.Named> verb = models.verb(texts);
    if (verb.isEmpty()) {
      boolean isNoun = Catalogue.group(texts.getFirst()).isPresent();
      if (isNoun && words.size() > 1 && words.get(1).end() < end) {
        styles.put(words.get(1).start(), UNKNOWN);
      }
      return;
    }
    if (verb.get().length() == 2) {
      styles.put(words.get(1).start(), COMMAND);
    }
    for (Sketch.Piece word : words.subList(verb.get().length(), words.size())) {
      String text = word.text();
      if (text.equals("--")) {
        styles.put(word.start(), OPTION);
        return;
      }
      if (text.startsWith("-") && text.length() > 1) {
        boolean isKnown = isOption(verb.get(), text);
        if (isKnown || word.end() < end) {
          styles.put(word.start(), isKnown ? OPTION : UNKNOWN);
        }
      } else if (isAddress(text)) {
        styles.put(word.start(), ADDRESS);
      }
    }
  }

  private boolean isOption(CommandModels.Named verb, String text) {
    int equals = text.indexOf('=');
    String name = equals > 0 && text.startsWith("--") ? text.substring(0, equals) : text;
    // A value may stand in one word with a short option: -n5.
    return models.options(verb).contains(name)
        || !text.startsWith("--") && models.options(verb).contains(text.substring(0, 2));
  }

  private static boolean isAddress(String text) {
    if (text.indexOf(':') <= 0) {
      return false;
    }
    try {
      Address.parse(text);
      return true;
    } catch (AddressException none) {
      return false;
    }
  }
}
