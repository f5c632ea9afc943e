package ipc.cli.completion;

import ipc.cli.Verb;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.Registry;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.AddressException;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of objects that are there, each with what it is.
 *
 * <p>Somebody waits at a keyboard: what is not found in time is not offered. A walk over the
 * processes ends by itself after a while; a call that hangs, on a file system whose server is gone,
 * is left behind in a thread of its own.
 */
final class LiveObjects {
  private static final Duration LONGEST_WALK = Duration.ofMillis(250);
  private static final long LONGEST_MILLIS = 2000;
  private static final int MOST = 1000;
  private static final String PAIR_IN = ".in";
  private static final String PAIR_OUT = ".out";

  private final Engine engine;
  private final Registry registry;

  LiveObjects(Engine engine, Registry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  /** Those that go on what is typed. */
  List<Candidate> of(Values.Addresses wanted, String typed) {
    List<Candidate> found = new ArrayList<>();
    Thread search = new Thread(() -> search(wanted, typed, found), "completion");
    search.setDaemon(true);
    search.start();
    try {
      search.join(LONGEST_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // whoever asked wants to end: what there is will do
    }
    synchronized (found) {
      return List.copyOf(found);
    }
  }

  private void search(Values.Addresses wanted, String typed, List<Candidate> into) {
    Scan scan = engine.scanUntil(engine.within(LONGEST_WALK));
    for (Mechanism mechanism : registry.mechanisms()) {
      if (isWanted(mechanism.schemes(), wanted, typed)) {
        try {
          List<ObjectStatus> objects = mechanism.list(scan);
          if (wanted.names() == Verb.Names.PAIRS) {
            addPairs(objects, wanted, typed, into);
          } else {
            add(objects, mechanism, scan, wanted, typed, into);
          }
        } catch (IpcException unknown) {
          // What cannot be listed cannot be offered; the command itself will say why.
        }
      }
    }
  }

  /** Whether one of the schemes may stand there, with what is typed. */
  private static boolean isWanted(Set<Scheme> schemes, Values.Addresses wanted, String typed) {
    int colon = typed.indexOf(':');
    for (Scheme scheme : schemes) {
      boolean fits =
          colon < 0
              ? wanted.spelling() == Values.Spelling.BARE || scheme.spelling().startsWith(typed)
              : scheme.spelling().equals(typed.substring(0, colon));
      if (fits && isWanted(scheme, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWanted(Scheme scheme, Values.Addresses wanted) {
    boolean ofNoun = wanted.noun().isEmpty() || wanted.noun().get().schemes().contains(scheme);
    return ofNoun && (wanted.names() != Verb.Names.ENDS || scheme.isEnd());
  }

  private static void add(
      List<ObjectStatus> objects,
      Mechanism mechanism,
      Scan scan,
      Values.Addresses wanted,
      String typed,
      List<Candidate> into) {
    Described described = new Described(mechanism, scan);
    int count = 0;
    for (ObjectStatus object : objects) {
      Address address = object.address();
      boolean fits =
          isWanted(address.scheme(), wanted)
              && (wanted.names() != Verb.Names.REMOVABLE || hasName(address));
      Optional<String> text = fits ? spelled(address, wanted, typed) : Optional.empty();
      if (text.isPresent() && count < MOST) {
        count++;
        Candidate found = Candidate.word(text.get(), described.of(object), Candidate.Kind.ADDRESS);
        synchronized (into) {
          into.add(found);
        }
      }
    }
  }

  private static boolean hasName(Address address) {
    return !(address instanceof Address.Internet) && !(address instanceof Address.UnixAbstract);
  }

  /** Pairs of which a process has both pipes open. */
  private static void addPairs(
      List<ObjectStatus> objects, Values.Addresses wanted, String typed, List<Candidate> into) {
    Set<String> all = new HashSet<>();
    objects.forEach(object -> all.add(object.address().toString()));
    for (String in : all) {
      String name = in.endsWith(PAIR_IN) ? in.substring(0, in.length() - PAIR_IN.length()) : in;
      if (in.endsWith(PAIR_IN) && all.contains(name + PAIR_OUT)) {
        spelled(Address.parse(name), wanted, typed)
            .ifPresent(text -> {
              synchronized (into) {
                into.add(Candidate.word(text, "pair of named pipes", Candidate.Kind.ADDRESS));
              }
            });
      }
    }
  }

  /** An address as it goes on what is typed: by its bare word where that means the same. */
  private static Optional<String> spelled(Address address, Values.Addresses wanted, String typed) {
    String full = address.toString();
    if (wanted.spelling() == Values.Spelling.BARE && wanted.noun().isPresent()) {
      Optional<String> bare = bare(full, wanted.noun().get());
      if (bare.isPresent() && bare.get().startsWith(typed)) {
        return bare;
      }
    }
    return full.startsWith(typed) ? Optional.of(full) : Optional.empty();
  }

  private static Optional<String> bare(String full, Noun noun) {
    String body = full.substring(full.indexOf(':') + 1);
    String word = full.startsWith("posix-") ? body.substring(1) : body;
    try {
      boolean isSame = !word.startsWith("-") && Address.parse(word, noun).toString().equals(full);
      return isSame ? Optional.of(word) : Optional.empty();
    } catch (AddressException ambiguous) {
      return Optional.empty();
    }
  }
}
