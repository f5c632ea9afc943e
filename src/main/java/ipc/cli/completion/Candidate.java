package ipc.cli.completion;

/**
 * One way to go on.
 *
 * @param text the whole word that stands there then, as a program would get it: not quoted for any
 *     shell
 * @param description one line of what it is; empty where nothing is known
 * @param kind what it is
 * @param endsWord whether the word is complete with it, so that a space can follow: not after the
 *     beginning of an address, a directory, or {@code --option=}
 */
public record Candidate(String text, String description, Kind kind, boolean endsWord) {

  /** What a candidate is. */
  public enum Kind {
    /** A noun, which a verb follows. */
    NOUN,
    /** A verb. */
    VERB,
    /** An option. */
    OPTION,
    /** A value: of an option, or a condition to wait for. */
    VALUE,
    /** The address of an object that is there. */
    ADDRESS,
    /** What addresses begin with. */
    SCHEME,
    /** A file or a directory. */
    PATH,
    /** A program to run. */
    COMMAND
  }

  /** A word that is complete. */
  static Candidate word(String text, String description, Kind kind) {
    return new Candidate(text, description, kind, true);
  }

  /** What more must follow without a space. */
  static Candidate beginning(String text, String description, Kind kind) {
    return new Candidate(text, description, kind, false);
  }

  /** The same with something before it. */
  Candidate after(String before) {
    return before.isEmpty() ? this : new Candidate(before + text, description, kind, endsWord);
  }
}
