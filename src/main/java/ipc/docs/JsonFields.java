package ipc.docs;

import ipc.cli.Verb;
import ipc.render.Column;
import ipc.render.Kind;
import ipc.render.RecordType;
import ipc.render.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What {@code --json} prints, by command and by record, from the column tables. */
final class JsonFields {
  /**
   * Records that have the same fields, whichever command prints them.
   *
   * @param of what each is of, in words
   * @param type one of the types with these fields
   * @param form how they come
   * @param commands those that print them
   */
  private record Alike(
      String of, RecordType<?> type, Verb.Records.Form form, List<Command> commands) {
    String heading() {
      String words = form == Verb.Records.Form.LISTING ? "the list " + type.many() : of;
      return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
  }

  private final List<Command> commands;

  JsonFields(List<Command> commands) {
    this.commands = commands;
  }

  /** Which command prints what. */
  void documents(Roff roff) {
    for (Command command : commands) {
      List<Verb.Records> types = command.verb().records();
      TreeSet<String> forms = new TreeSet<>();
      types.stream().filter(type -> !type.isNested()).map(JsonFields::form).forEach(forms::add);
      if (!forms.isEmpty()) {
        roff.request("TP", "18").line(typed(command));
        roff.filled(Roff.marked(String.join("; ", forms) + "."));
      }
    }
  }

  private static String typed(Command command) {
    return Roff.bold("ipc " + command.words()).replace(" ", "\\ ");
  }

  private static String form(Verb.Records records) {
    return switch (records.form()) {
      case DOCUMENT ->
          "A document for each object, with the record in `" + records.type().one() + "`";
      case LISTING -> "A document with the list `" + records.type().many() + "`";
      case STREAM -> "A stream of records";
      case NESTED -> "";
    };
  }

  /** The fields of each record. */
  void write(Roff roff) {
    for (Alike alike : alike()) {
      roff.request("SS", Roff.words(alike.heading()));
      String printed = String.join(", ", alike.commands().stream().map(JsonFields::typed).toList());
      roff.filled(
          alike.form() == Verb.Records.Form.NESTED
              ? "Within the records of other commands."
              : "Of " + printed + ".");
      for (Column<?> column : alike.type().columns()) {
        roff.request("TP").line(Roff.bold(column.jsonName()) + ", " + Roff.words(type(column)));
        String asked = column.shown() == Shown.ON_REQUEST ? "; only where it is named" : "";
        roff.filled(Roff.words(column.description() + asked));
      }
    }
  }

  private List<Alike> alike() {
    Map<String, Alike> byFields = new LinkedHashMap<>();
    for (Command command : commands) {
      for (Verb.Records records : command.verb().records()) {
        List<String> fields = new ArrayList<>();
        for (Column<?> column : records.type().columns()) {
          fields.add(column.jsonName() + " " + type(column) + " " + column.description());
        }
        byFields
            .computeIfAbsent(
                String.join("\n", fields),
                _ -> new Alike(records.of(), records.type(), records.form(), new ArrayList<>()))
            .commands()
            .add(command);
      }
    }
    return List.copyOf(byFields.values());
  }

  private static String type(Column<?> column) {
    return type(column.kind());
  }

  /** What a value is in JSON, with its unit. */
  private static String type(Kind kind) {
    return switch (kind) {
      case TEXT -> "text";
      case ADDRESS -> "text, an address";
      case COUNT, ID -> "number";
      case SIZE -> "number of bytes";
      case MODE -> "text, four octal digits";
      case TIME -> "text, a time";
      case DURATION -> "number of seconds";
      case FLAG -> "true or false";
      case PERCENT -> "number, percent";
      case LIST -> "list of texts";
      case RECORDS -> "list of objects";
    };
  }
}
