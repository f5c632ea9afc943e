package ipc.cli.completion;

import ipc.cli.Verb;
import ipc.model.Noun;
import ipc.model.Scheme;
import ipc.render.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can stand where a value is to be typed: read from how a verb declares it. */
public sealed interface Values {
  /**
   * A word, and what it does.
   *
   * @param word as typed
   * @param description one line; empty where the word says all
   */
  record Word(String word, String description) {}

  /** Nothing that could be known: a size, a time, a name yet to be made. */
  record Unknown() implements Values {}

  /** One of these words. */
  record Words(List<Word> words) implements Values {
    /** Copies the list. */
    public Words {
      words = List.copyOf(words);
    }
  }

  /** Some of these words, with commas between them. */
  record WordList(List<Word> words) implements Values {
    /** Copies the list. */
    public WordList {
      words = List.copyOf(words);
    }
  }

  /** A user of this machine. */
  record User() implements Values {}

  /** A group of users. */
  record Group() implements Values {}

  /** An interface of the network. */
  record Interface() implements Values {}

  /** The path of a file. */
  record File() implements Values {}

  /**
   * An address.
   *
   * @param noun whose addresses; empty for those of every noun
   * @param spelling whether a bare word means something
   * @param names what they lead to
   */
  record Addresses(Optional<Noun> noun, Spelling spelling, Verb.Names names) implements Values {
    /** What the addresses begin with, in the order of interest, up to what differs. */
    public List<String> beginnings() {
      return Schemes.offered(noun, names).stream().map(Schemes::beginning).toList();
    }
  }

  /** How an address is spelled. */
  enum Spelling {
    /** A bare word is what the noun says. */
    BARE,
    /** With its scheme. */
    IN_FULL
  }

  /**
   * The values of an option or an operand.
   *
   * @param noun the noun before the verb; empty for a verb that stands alone
   */
  static Values of(Optional<Noun> noun, Verb verb, ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    if (candidates != null) {
      List<Word> words = new ArrayList<>();
      for (String word : candidates) {
        words.add(new Word(word, ""));
      }
      return new Words(words);
    }
    return switch (argument.paramLabel()) {
      case "ADDRESS" -> argument.isOption() ? ownAddress() : addresses(noun, verb);
      case "A", "B" -> new Addresses(Optional.empty(), Spelling.IN_FULL, Verb.Names.ENDS);
      case "GROUP" -> new Group();
      case "USER" -> new User();
      case "NAME|IP" -> new Interface();
      case "FILE", "FILE|fd:N" -> new File();
      case "LIST" -> columns((OptionSpec) argument, verb.records());
      default -> new Unknown();
    };
  }

  /** An option names an address of our side, which nobody has yet. */
  private static Values ownAddress() {
    return new Addresses(Optional.of(Noun.SOCK), Spelling.IN_FULL, Verb.Names.NEW);
  }

  private static Values addresses(Optional<Noun> noun, Verb verb) {
    Optional<Noun> only = noun.isEmpty() ? verb.takesOnly() : noun;
    Spelling spelling =
        only.isEmpty() || !Schemes.hasBareWords(only.get()) ? Spelling.IN_FULL : Spelling.BARE;
    return new Addresses(only, spelling, verb.names());
  }

  private static Values columns(OptionSpec option, List<Verb.Records> records) {
    TreeMap<String, String> names = new TreeMap<>();
    for (Verb.Records each : records) {
      if (!each.isNested()) {
        for (Column<?> column : each.type().columns()) {
          names.put(column.name(), column.description());
        }
      }
    }
    if (names.isEmpty()) {
      return new Unknown();
    }
    List<Word> words = new ArrayList<>();
    names.forEach((name, description) -> words.add(new Word(name, description)));
    if (option.longestName().equals("--columns")) {
      words.add(new Word("all", "all of them"));
    }
    return new WordList(words);
  }

  /** The words alone. */
  static List<String> texts(List<Word> words) {
    return words.stream().map(Word::word).toList();
  }

  /** Whether an option takes a value. */
  static boolean isTakenBy(OptionSpec option) {
    return option.arity().max() > 0;
  }

  /** The schemes that are offered. */
  static List<Scheme> schemes(Addresses addresses) {
    return Schemes.offered(addresses.noun(), addresses.names());
  }
}
