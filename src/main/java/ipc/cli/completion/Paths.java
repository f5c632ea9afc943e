package ipc.cli.completion;

import ipc.cli.Environment;
import ipc.engine.DirectoryNames;
import ipc.engine.DirectoryNames.Entry;
import ipc.engine.DirectoryNames.Kind;
import ipc.engine.Engine;
import ipc.model.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Paths and programs, from listings of the directories that are typed. */
final class Paths {
  private static final int MOST = 1000;
  private static final String PAIR_IN = ".in";
  private static final String PAIR_OUT = ".out";

  private final Engine engine;
  private final Environment environment;

  Paths(Engine engine, Environment environment) {
    this.engine = engine;
    this.environment = environment;
  }

  /** Every file and directory. */
  List<Candidate> files(String typed) {
    return of(typed, entry -> true);
  }

  /** Directories, and what is of one kind. */
  List<Candidate> ofKind(String typed, Kind kind) {
    return of(typed, entry -> entry.kind() == kind || entry.kind() == Kind.DIRECTORY);
  }

  /** Directories alone: something is to be made there. */
  List<Candidate> directories(String typed) {
    return of(typed, entry -> entry.kind() == Kind.DIRECTORY);
  }

  /** Directories, and what can be run. */
  List<Candidate> executables(String typed) {
    return of(typed, entry -> entry.isExecutable() || entry.kind() == Kind.DIRECTORY);
  }

  /** Directories, and what pairs of named pipes are called after. */
  List<Candidate> pairs(String typed) {
    List<Candidate> found = new ArrayList<>();
    Set<String> out = new HashSet<>();
    String directory = directory(typed);
    List<Entry> entries = entries(typed);
    for (Entry entry : entries) {
      if (entry.kind() == Kind.FIFO && entry.name().endsWith(PAIR_OUT)) {
        out.add(without(entry.name(), PAIR_OUT));
      }
    }
    for (Entry entry : entries) {
      if (entry.kind() == Kind.DIRECTORY) {
        found.add(candidate(directory, entry));
      } else if (entry.kind() == Kind.FIFO && entry.name().endsWith(PAIR_IN)) {
        String name = without(entry.name(), PAIR_IN);
        if (out.contains(name)) {
          String text = directory + name;
          found.add(Candidate.word(text, "pair of named pipes", Candidate.Kind.PATH));
        }
      }
    }
    return found;
  }

  private static String without(String name, String suffix) {
    return name.substring(0, name.length() - suffix.length());
  }

  /** The programs that a command's first word can name: execvp(3). */
  List<Candidate> commands(String typed) {
    List<Candidate> found = new ArrayList<>();
    Set<String> known = new HashSet<>();
    String path = environment.value("PATH").orElse("/usr/local/bin:/usr/bin:/bin");
    for (String directory : path.split(":")) {
      for (Entry entry : DirectoryNames.beginningWith(typed, directory, MOST, engine)) {
        if (entry.isExecutable() && known.size() < MOST && known.add(entry.name())) {
          found.add(Candidate.word(entry.name(), directory, Candidate.Kind.COMMAND));
        }
      }
    }
    found.sort((a, b) -> a.text().compareTo(b.text()));
    return found;
  }

  private List<Candidate> of(String typed, Predicate<Entry> wanted) {
    List<Candidate> found = new ArrayList<>();
    String directory = directory(typed);
    for (Entry entry : entries(typed)) {
      if (wanted.test(entry)) {
        found.add(candidate(directory, entry));
      }
    }
    return found;
  }

  private List<Entry> entries(String typed) {
    String directory = directory(typed);
    return DirectoryNames.beginningWith(
        typed.substring(directory.length()), directory, MOST, engine);
  }

  /** What is typed up to the last slash. */
  private static String directory(String typed) {
    return typed.substring(0, typed.lastIndexOf('/') + 1);
  }

  private static Candidate candidate(String directory, Entry entry) {
    String text = directory + entry.name();
    return switch (entry.kind()) {
      case DIRECTORY -> Candidate.beginning(text + "/", "directory", Candidate.Kind.PATH);
      case FILE ->
          Candidate.word(text, "file, " + new Size(entry.sizeBytes()).human(), Candidate.Kind.PATH);
      case FIFO -> Candidate.word(text, "named pipe", Candidate.Kind.PATH);
      case SOCKET -> Candidate.word(text, "Unix socket", Candidate.Kind.PATH);
      case OTHER -> Candidate.word(text, "", Candidate.Kind.PATH);
    };
  }
}
