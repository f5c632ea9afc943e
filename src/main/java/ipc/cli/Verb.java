package ipc.cli;

import ipc.model.Noun;
import ipc.render.RecordType;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One command: it declares its options and operands, and runs.
 *
 * <p>An instance serves one command line. Its options are fields (picocli's typed handles), so a
 * verb reads its own values and no names of options stand in two places.
 */
public interface Verb {

  /** Adds the options and operands of this verb; the global ones are added for it. */
  void declare(CommandSpec spec);

  /**
   * Runs the command.
   *
   * @return the exit status
   * @throws ipc.engine.IpcException for trouble that the user can understand
   */
  int run(Invocation invocation);

  /** What a user types, in order of interest; each is run by a test. */
  List<Example> examples();

  /** The records it prints, for its manual: its own first, then those that lie within them. */
  default List<Records> records() {
    return List.of();
  }

  /** Whose addresses it takes, where a bare word means nothing; empty: those of every noun. */
  default Optional<Noun> takesOnly() {
    return Optional.empty();
  }

  /** What its addresses lead to, for who suggests some. */
  default Names names() {
    return Names.EXISTING;
  }

  /** Whether {@code -- CMD ARG…} may follow the operands. */
  default boolean takesCommand() {
    return false;
  }

  /** What the addresses of a verb lead to. */
  enum Names {
    /** Objects that are there. */
    EXISTING,
    /** Objects that the verb makes; with {@code --open} they may be there. */
    NEW,
    /** Objects that are there and have a name that can be taken away. */
    REMOVABLE,
    /** What bytes or messages come from or go to. */
    ENDS,
    /** Pairs of named pipes, each by what both are called after. */
    PAIRS
  }

  /**
   * A command line to show.
   *
   * @param command as typed in a shell
   * @param what what it does, one line without a full stop
   */
  record Example(String command, String what) {}

  /**
   * A kind of record that a verb prints.
   *
   * @param of what each is of, in words
   * @param type the columns
   * @param form how they come
   */
  record Records(String of, RecordType<?> type, Form form) {
    /** How records come out, which their JSON shows. */
    public enum Form {
      /** A document for each, in a field that {@link RecordType#one} names. */
      DOCUMENT,
      /** One document with all of them, in a list that {@link RecordType#many} names. */
      LISTING,
      /** An object a line, as they come; JSON alone has its fields. */
      STREAM,
      /** Within another record. */
      NESTED
    }

    /** Records of the output itself, each by itself. */
    public static Records printed(String of, RecordType<?> type) {
      return new Records(of, type, Form.DOCUMENT);
    }

    /** A listing of records. */
    public static Records listed(String of, RecordType<?> type) {
      return new Records(of, type, Form.LISTING);
    }

    /** Records that are lines of JSON and nothing else. */
    public static Records streamed(String of, RecordType<?> type) {
      return new Records(of, type, Form.STREAM);
    }

    /** Records within those. */
    public static Records nested(String of, RecordType<?> type) {
      return new Records(of, type, Form.NESTED);
    }

    /** Whether it is printed within another record only. */
    public boolean isNested() {
      return form == Form.NESTED;
    }
  }
}
