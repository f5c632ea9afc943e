package ipc.cli;

import ipc.engine.IpcException;
import ipc.model.ByteText;
import ipc.model.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code ipc help} and {@code --help} print, all of it from the catalogue and its models. */
final class Help {
  private static final int MINIMUM_COLUMNS = 60;
  private static final int MAXIMUM_COLUMNS = 100;
  private static final int WORD_COLUMNS = 12;

  private static final String STATUSES = "statuses";
  private static final String ADDRESSES = "addresses";

  private static final String ADDRESS_FORMS =
      """
      Addresses:
        mbox:name  mbox:/path  mbox:~user/name
        posix-shm:/name  posix-mq:/name  posix-sem:/name  file:/path  fifo:/path
        sysv-shm:0x1234  sysv-shm:id=6  sysv-shm:ftok=/path,7  (sysv-msg:, sysv-sem:)
        unix:/path  unix:@abstract  (unix-dgram:, unix-seqpacket:)
        tcp:host:9000  tcp:[::1]:9000  tcp6:::1:9000  udp:host:9000  tls:host:9000
        fd:3  -
      """;

  private final Streams streams;

  Help(Streams streams) {
    this.streams = streams;
  }

  /** Every first word of a command line. */
  static List<String> topWords() {
    List<String> words = new ArrayList<>();
    Catalogue.top().forEach(entry -> words.add(entry.word()));
    Catalogue.groups().forEach(group -> words.add(group.noun().word()));
    words.add("help");
    return words;
  }

  /** What may follow {@code help} alone. */
  private static List<String> subjects() {
    List<String> words = topWords();
    words.addAll(List.of(STATUSES, ADDRESSES));
    return words;
  }

  /** The verbs of a noun, each with the noun before it. */
  static List<String> words(Catalogue.Group group) {
    return group.verbs().stream().map(entry -> group.noun().word() + " " + entry.word()).toList();
  }

  /** The help of a command that is given by its words; none for the overview. */
  int show(List<String> words) {
    if (words.isEmpty()) {
      return overview();
    }
    String first = words.get(0);
    if (words.size() == 1 && first.equals(STATUSES)) {
      return statuses();
    }
    if (words.size() == 1 && first.equals(ADDRESSES)) {
      write(ADDRESS_FORMS + "\nipc(7) tells what they mean: 'man 7 ipc'.\n");
      return Exit.OK.status();
    }
    Optional<Catalogue.Group> group = Catalogue.group(first);
    if (group.isPresent() && words.size() == 1) {
      return verbs(group.get());
    }
    Optional<Catalogue.Entry> entry =
        group.isPresent() ? group.get().verb(words.get(1)) : Catalogue.topVerb(first);
    String typed = String.join(" ", words);
    List<String> known = group.map(Help::words).orElseGet(Help::subjects);
    Catalogue.Entry found =
        entry.orElseThrow(() ->
            new IpcException.BadUsage(
                "there is no command '" + typed + "'",
                Suggestion.nearest(typed, known)
                    .map(nearest -> "did you mean 'ipc help " + nearest + "'?")
                    .orElse("'ipc help' lists the commands")));
    return show(CommandTree.leaf(found, group.isPresent() ? "ipc " + first : "ipc"));
  }

  private int overview() {
    StringBuilder text = new StringBuilder();
    text.append("Usage: ipc NOUN VERB [OPTION...] ADDRESS... [-- CMD ARG...]\n");
    text.append("       ipc VERB [OPTION...] ADDRESS...\n\n");
    text.append("One command for every way in which Unix processes share or wait.\n\n");
    text.append("Nouns ('ipc help NOUN' lists the verbs):\n");
    for (Catalogue.Group group : Catalogue.groups()) {
      line(text, group.noun().word(), group.summary());
    }
    text.append("\nVerbs for every kind of object:\n");
    for (Catalogue.Entry entry : Catalogue.onObjects()) {
      line(text, entry.word(), entry.summary());
    }
    text.append("\nOther commands:\n");
    for (Catalogue.Entry entry : Catalogue.others()) {
      line(text, entry.word(), entry.summary());
    }
    line(text, "help", "show the help of a command");
    text.append('\n').append(ADDRESS_FORMS);
    text.append("\n'ipc help statuses' lists the exit statuses; 'ipc tour' shows it at work,\n");
    text.append("'man ipc-tutorial' teaches it, 'man ipc' tells it all.\n");
    write(text.toString());
    return Exit.OK.status();
  }

  private int statuses() {
    StringBuilder text = new StringBuilder("Exit statuses:\n");
    for (Exit exit : Exit.values()) {
      line(text, Integer.toString(exit.status()), exit.meaning());
    }
    line(
        text,
        Exit.SIGNAL_OFFSET + "+n",
        "ended by signal n; 141: the reader of the output went away");
    text.append("\nipc-statuses(7) tells what a script does about each: 'man ipc-statuses'.\n");
    write(text.toString());
    return Exit.OK.status();
  }

  private int verbs(Catalogue.Group group) {
    StringBuilder text = new StringBuilder();
    String noun = group.noun().word();
    text.append("Usage: ipc ").append(noun).append(" VERB [OPTION...] ADDRESS...\n\n");
    text.append("ipc ").append(noun).append(": ").append(group.summary()).append("\n\n");
    text.append("Verbs ('ipc ").append(noun).append(" VERB --help' lists the options):\n");
    for (Catalogue.Entry entry : group.verbs()) {
      line(text, entry.word(), entry.summary());
    }
    write(text.toString());
    return Exit.OK.status();
  }

  private static void line(StringBuilder text, String word, String summary) {
    text.append("  ").append(word);
    text.append(" ".repeat(Math.max(1, WORD_COLUMNS - word.length())));
    text.append(summary).append('\n');
  }

  /** The help of one verb: synopsis, options, examples, statuses. */
  int show(CommandTree.Leaf leaf) {
    CommandLine line = leaf.line();
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.width(Math.clamp(streams.columns(), MINIMUM_COLUMNS, MAXIMUM_COLUMNS));
    usage.sortOptions(false);
    usage.sortSynopsis(false);
    usage.abbreviateSynopsis(true);
    usage.parameterListHeading("%nOperands:%n");
    usage.optionListHeading("%nOptions:%n");
    StringBuilder text = new StringBuilder(line.getUsageMessage(Ansi.OFF));
    text.append("\nExamples:\n");
    for (Verb.Example example : leaf.verb().examples()) {
      text.append("  ").append(example.command()).append('\n');
      text.append("      ").append(example.what()).append('\n');
    }
    text.append("\nExit status: 0 done, 1 the answer is no, from 64 on what was in the way;\n");
    text.append("  'ipc help statuses' lists them, 'man ");
    text.append(line.getCommandSpec().qualifiedName().replace(' ', '-'))
        .append("' those of this command.\n");
    write(text.toString());
    return Exit.OK.status();
  }

  void write(String text) {
    try {
      streams.out().write(ByteText.encode(text));
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }
}
