package ipc.cli.completion;

import ipc.cli.Verb;
import ipc.engine.DirectoryNames;
import ipc.engine.Engine;
import ipc.engine.Registry;
import ipc.model.Address;
import ipc.model.AddressException;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can stand for a value. */
final class ValueCandidates {
  private static final int MOST = 1000;
  private static final String INTERFACES = "/sys/class/net";

  private final Engine engine;
  private final LiveObjects live;
  private final Paths paths;

  ValueCandidates(Engine engine, Registry registry, Paths paths) {
    this.engine = engine;
    this.live = new LiveObjects(engine, registry);
    this.paths = paths;
  }

  /**
   * What fits.
   *
   * @param line what is given besides
   * @param typed what there is of the value; not all that is offered goes on it
   */
  List<Candidate> of(Values values, Line line, String typed) {
    // No switch: over types its first use costs 2 ms of the hundred that there are.
    if (values instanceof Values.Words words) {
      return words(words.words(), "", "");
    }
    if (values instanceof Values.WordList list) {
      return list(list.words(), typed);
    }
    if (values instanceof Values.User) {
      return names(engine.accounts().localUsers());
    }
    if (values instanceof Values.Group) {
      return names(engine.accounts().localGroups());
    }
    if (values instanceof Values.Interface) {
      return names(interfaces(typed));
    }
    if (values instanceof Values.File) {
      return paths.files(typed);
    }
    return values instanceof Values.Addresses addresses
        ? addresses(addresses, line, typed)
        : List.of();
  }

  private List<String> interfaces(String typed) {
    return DirectoryNames.beginningWith(typed, INTERFACES, MOST, engine).stream()
        .map(DirectoryNames.Entry::name)
        .toList();
  }

  private static List<Candidate> names(List<String> names) {
    List<Candidate> found = new ArrayList<>();
    names.forEach(name -> found.add(Candidate.word(name, "", Candidate.Kind.VALUE)));
    return found;
  }

  private static List<Candidate> words(List<Values.Word> words, String before, String sign) {
    List<Candidate> found = new ArrayList<>();
    for (Values.Word word : words) {
      String text = before + sign + word.word();
      found.add(Candidate.word(text, word.description(), Candidate.Kind.VALUE));
    }
    return found;
  }

  /** The last of several words; {@code +} and {@code -} may stand before each. */
  private static List<Candidate> list(List<Values.Word> words, String typed) {
    String before = typed.substring(0, typed.lastIndexOf(',') + 1);
    String last = typed.substring(before.length());
    String sign = last.startsWith("+") || last.startsWith("-") ? last.substring(0, 1) : "";
    Set<String> named = new HashSet<>();
    for (String each : before.split(",")) {
      named.add(each.startsWith("+") || each.startsWith("-") ? each.substring(1) : each);
    }
    List<Values.Word> left = new ArrayList<>();
    for (Values.Word word : words) {
      if (!named.contains(word.word())) {
        left.add(word);
      }
    }
    return words(left, before, sign);
  }

  private List<Candidate> addresses(Values.Addresses wanted, Line line, String typed) {
    boolean isNew = wanted.names() == Verb.Names.NEW && !line.has("--open");
    List<Candidate> found = new ArrayList<>();
    Set<String> known = new HashSet<>(line.operands());
    List<Candidate> all = new ArrayList<>(isNew ? List.of() : live.of(wanted, typed));
    all.addAll(paths(wanted, isNew, typed)); // of what is live as well, more is known
    for (Candidate each : all) {
      if (known.add(each.text())) {
        found.add(each);
      }
    }
    boolean fits = false;
    for (Candidate candidate : found) {
      fits = fits || candidate.text().startsWith(typed);
    }
    if (!fits || typed.isEmpty()) {
      for (Scheme scheme : Values.schemes(wanted)) {
        String forms = String.join(" ", scheme.forms());
        String text = Schemes.beginning(scheme);
        found.add(Candidate.beginning(text, forms, Candidate.Kind.SCHEME));
      }
      if (wanted.names() == Verb.Names.ENDS) {
        found.add(Candidate.word("-", "standard input or output", Candidate.Kind.ADDRESS));
      }
    }
    return found;
  }

  /** Where an address is a path: what the directories have. */
  private List<Candidate> paths(Values.Addresses wanted, boolean isNew, String typed) {
    int colon = typed.indexOf(':');
    Optional<Scheme> scheme = colon < 0 ? bareScheme(wanted, typed) : scheme(typed, colon);
    if (scheme.isEmpty() || Schemes.pathOf(scheme.get()).isEmpty()) {
      return List.of();
    }
    String before = typed.substring(0, colon + 1);
    String path = typed.substring(colon + 1);
    boolean isName = scheme.get().isOurs() ? path.indexOf('/') < 0 : path.startsWith("@");
    if (isName || path.startsWith("~")) {
      return List.of();
    }
    List<Candidate> found = new ArrayList<>();
    for (Candidate each : paths(wanted, Schemes.pathOf(scheme.get()).get(), isNew, path)) {
      Candidate whole = each.after(before);
      if (before.isEmpty() && isMistaken(each.text(), wanted)) {
        whole = each.after("./");
      }
      found.add(whole);
    }
    return found;
  }

  private List<Candidate> paths(
      Values.Addresses wanted, DirectoryNames.Kind kind, boolean isNew, String path) {
    if (isNew) {
      return paths.directories(path);
    }
    return wanted.names() == Verb.Names.PAIRS ? paths.pairs(path) : paths.ofKind(path, kind);
  }

  private static Optional<Scheme> scheme(String typed, int colon) {
    return Scheme.spelled(typed.substring(0, colon));
  }

  private static Optional<Scheme> bareScheme(Values.Addresses wanted, String typed) {
    boolean isBare = wanted.spelling() == Values.Spelling.BARE && wanted.noun().isPresent();
    if (!isBare || wanted.noun().get() != Noun.FIFO && typed.indexOf('/') < 0) {
      return Optional.empty();
    }
    return Schemes.ofBarePath(wanted.noun().get());
  }

  /** Whether a path would be read as something else: {@code a:b}, {@code -x}. */
  private static boolean isMistaken(String path, Values.Addresses wanted) {
    if (path.startsWith("-")) {
      return true;
    }
    try {
      return !Address.parse(path, wanted.noun().orElseThrow()).toString().endsWith(":" + path);
    } catch (AddressException refused) {
      return true;
    }
  }
}
