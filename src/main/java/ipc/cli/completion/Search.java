package ipc.cli.completion;

import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.Registry;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.AddressException;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One search for objects whose addresses can stand where one is typed, in a thread of its own. */
final class Search implements Runnable {
  private static final int MOST = 1000;
  private static final String PAIR_IN = ".in";
  private static final String PAIR_OUT = ".out";

  private final Registry registry;
  private final Scan scan;
  private final Values.Addresses wanted;
  private final String typed;
  private final List<Candidate> found = new ArrayList<>();

  Search(Registry registry, Scan scan, Values.Addresses wanted, String typed) {
    this.registry = registry;
    this.scan = scan;
    this.wanted = wanted;
    this.typed = typed;
  }

  /** What is found so far. */
  List<Candidate> found() {
    synchronized (found) {
      return List.copyOf(found);
    }
  }

  private void add(String text, String description) {
    synchronized (found) {
      if (found.size() < MOST) {
        found.add(Candidate.word(text, description, Candidate.Kind.ADDRESS));
      }
    }
  }

  @Override
  public void run() {
    for (Mechanism mechanism : registry.mechanisms()) {
      if (isWanted(mechanism.schemes())) {
        try {
          List<ObjectStatus> objects = mechanism.list(scan);
          if (wanted.names() == Verb.Names.PAIRS) {
            addPairs(objects);
          } else {
            addObjects(objects, new Described(mechanism, scan));
          }
        } catch (IpcException unknown) {
          // What cannot be listed cannot be offered; the command itself will say why.
        }
      }
    }
  }

  /** Whether one of the schemes may stand there, with what is typed. */
  private boolean isWanted(Set<Scheme> schemes) {
    int colon = typed.indexOf(':');
    for (Scheme scheme : schemes) {
      boolean fits =
          colon < 0
              ? wanted.spelling() == Values.Spelling.BARE || scheme.spelling().startsWith(typed)
              : scheme.spelling().equals(typed.substring(0, colon));
      if (fits && isWanted(scheme)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWanted(Scheme scheme) {
    boolean ofNoun = wanted.noun().isEmpty() || wanted.noun().get().schemes().contains(scheme);
    return ofNoun && (wanted.names() != Verb.Names.ENDS || scheme.isEnd());
  }

  private void addObjects(List<ObjectStatus> objects, Described described) {
    for (ObjectStatus object : objects) {
      Address address = object.address();
      boolean fits =
          isWanted(address.scheme())
              && (wanted.names() != Verb.Names.REMOVABLE || hasName(address));
      Optional<String> text = fits ? spelled(address) : Optional.empty();
      if (text.isPresent()) {
        add(text.get(), described.of(object));
      }
    }
  }

  private static boolean hasName(Address address) {
    return !(address instanceof Address.Internet) && !(address instanceof Address.UnixAbstract);
  }

  /** Pairs of which some process has each pipe open. */
  private void addPairs(List<ObjectStatus> objects) {
    Set<String> all = new HashSet<>();
    for (ObjectStatus object : objects) {
      all.add(object.address().toString());
    }
    for (ObjectStatus object : objects) {
      String in = object.address().toString();
      if (in.endsWith(PAIR_IN)) {
        String name = in.substring(0, in.length() - PAIR_IN.length());
        Optional<String> text =
            all.contains(name + PAIR_OUT) ? spelled(Address.parse(name)) : Optional.empty();
        if (text.isPresent()) {
          add(text.get(), "pair of named pipes");
        }
      }
    }
  }

  /** An address as it goes on what is typed: by its bare word where that means the same. */
  private Optional<String> spelled(Address address) {
    if (wanted.spelling() == Values.Spelling.BARE && wanted.noun().isPresent()) {
      Optional<String> bare = bare(address, wanted.noun().get());
      if (bare.isPresent() && bare.get().startsWith(typed)) {
        return bare;
      }
    }
    String full = address.toString();
    return full.startsWith(typed) ? Optional.of(full) : Optional.empty();
  }

  private Optional<String> bare(Address address, Noun noun) {
    String full = address.toString();
    String scheme = full.substring(0, full.indexOf(':') + 1);
    String body = full.substring(scheme.length());
    if (address instanceof Address.Fifo && typed.indexOf('/') < 0) {
      Optional<String> here = nameHere(body);
      if (here.isPresent()) {
        return here.filter(name -> means(name, scheme + name, noun));
      }
    }
    String word = scheme.startsWith("posix-") ? body.substring(1) : body;
    return means(word, full, noun) ? Optional.of(word) : Optional.empty();
  }

  private static boolean means(String word, String address, Noun noun) {
    try {
      return !word.startsWith("-") && Address.parse(word, noun).toString().equals(address);
    } catch (AddressException ambiguous) {
      return false;
    }
  }

  /** The name of a path in the directory where we work, as a listing of it tells it. */
  private Optional<String> nameHere(String path) {
    String directory = scan.workingDirectory().orElse("") + "/";
    boolean isHere = path.startsWith(directory) && path.lastIndexOf('/') == directory.length() - 1;
    return isHere ? Optional.of(path.substring(directory.length())) : Optional.empty();
  }
}
