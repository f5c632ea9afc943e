package ipc.shell.edit;

import ipc.cli.completion.Candidate;
import ipc.model.ByteText;
import ipc.shell.language.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** How a line can go on: what ipc knows of its own commands, and the language around them. */
final class LineCompleter implements Completer {
  /** After these words the completer of ipc offers programs, and after a program's name files. */
  private static final List<String> BEFORE_PROGRAM = List.of("pipe", "run", "--");

  private final Surroundings surroundings;

  LineCompleter(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void complete(
      LineReader reader, ParsedLine parsed, List<org.jline.reader.Candidate> candidates) {
    String before = parsed.line().substring(0, parsed.cursor());
    int order = 0;
    for (Candidate each : candidates(before, parsed.word())) {
      String description = ByteText.printable(each.description());
      candidates.add(
          new org.jline.reader.Candidate(
              each.text(),
              ByteText.printable(each.text()),
              null,
              description.isEmpty() ? null : description,
              null,
              null,
              each.endsWord(),
              order++));
    }
  }

  private List<Candidate> candidates(String line, String typed) {
    Sketch sketch = Sketch.of(line);
    boolean isInWord = sketch.last().isPresent() && !typed.isEmpty();
    if (sketch.isFileNext()
        || sketch.last().filter(piece -> piece.kind() == Sketch.Kind.FILE).isPresent()) {
      return ofProgram(List.of("cat"), typed);
    }
    Sketch.Draft draft = sketch.drafts().getLast();
    List<String> words = new ArrayList<>();
    draft.words().forEach(piece -> words.add(piece.text()));
    if (isInWord && !words.isEmpty()) {
      words.removeLast();
    }
    if (typed.startsWith("$")) {
      return variables(typed);
    }
    if (draft.isProgram()) {
      return ofProgram(words, typed);
    }
    if (!words.isEmpty() && words.getFirst().equals("ipc")) {
      words.removeFirst();
      return surroundings.completer().complete(words, typed);
    }
    if (words.isEmpty()) {
      return first(draft, typed);
    }
    return further(words, typed);
  }

  private List<Candidate> first(Sketch.Draft draft, String typed) {
    List<Candidate> found = new ArrayList<>(surroundings.completer().complete(List.of(), typed));
    found.removeIf(each -> each.kind() == Candidate.Kind.OPTION);
    for (Map.Entry<String, String> each : surroundings.builtins().entrySet()) {
      boolean isKnown = found.stream().anyMatch(known -> known.text().equals(each.getKey()));
      if (each.getKey().startsWith(typed) && !isKnown) {
        found.add(new Candidate(each.getKey(), each.getValue(), Candidate.Kind.VERB, true));
      }
    }
    if (draft.isInPipeline() && !typed.isEmpty()) {
      found.addAll(ofProgram(List.of(), typed));
    }
    return found;
  }

  private List<Candidate> further(List<String> words, String typed) {
    String first = words.getFirst();
    if (surroundings.isOwn(first) && !typed.startsWith("%")) {
      return surroundings.completer().complete(words, typed);
    }
    return switch (first) {
      case "fg", "bg", "kill", "wait" -> described(surroundings.jobs(), typed, "");
      case "unset", "export" -> {
        List<Candidate> found = new ArrayList<>();
        for (String name : surroundings.variables()) {
          if (name.startsWith(typed)) {
            found.add(new Candidate(name, "", Candidate.Kind.VALUE, true));
          }
        }
        yield found;
      }
      default -> {
        List<Candidate> files = new ArrayList<>(ofProgram(words, typed));
        if (first.equals("cd")) {
          files.removeIf(Candidate::endsWord); // a directory goes on
        }
        yield files;
      }
    };
  }

  private static List<Candidate> described(Map<String, String> all, String typed, String before) {
    List<Candidate> found = new ArrayList<>();
    all.forEach((text, what) -> {
      if ((before + text).startsWith(typed)) {
        found.add(new Candidate(before + text, what, Candidate.Kind.VALUE, true));
      }
    });
    return found;
  }

  private List<Candidate> variables(String typed) {
    List<Candidate> found = new ArrayList<>();
    for (String name : surroundings.variables()) {
      if (("$" + name).startsWith(typed)) {
        found.add(new Candidate("$" + name, "", Candidate.Kind.VALUE, true));
      }
    }
    return found;
  }

  private List<Candidate> ofProgram(List<String> words, String typed) {
    List<String> all = new ArrayList<>(BEFORE_PROGRAM);
    all.addAll(words);
    return surroundings.completer().complete(all, typed);
  }
}
