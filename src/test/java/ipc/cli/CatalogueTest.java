package ipc.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The dull parts of the checklist in {@link Catalogue}. */
class CatalogueTest {
  private static final int LONGEST_SUMMARY = 60;

  /** Commands that run many others, whose start nobody measures, or that need a terminal. */
  private static final Set<String> NOT_MEASURED = Set.of("tour", "shell");

  /** The options that mean the same everywhere, with how many values they take. */
  private static final Map<Set<String>, Integer> SHARED =
      Map.ofEntries(
          Map.entry(Set.of("-w", "--timeout"), 1),
          Map.entry(Set.of("-n", "--no-wait"), 0),
          Map.entry(Set.of("-c", "--count"), 1),
          Map.entry(Set.of("-f", "--follow"), 0),
          Map.entry(Set.of("-f", "--force"), 0),
          Map.entry(Set.of("--lines"), 0),
          Map.entry(Set.of("-0", "--nul"), 0),
          Map.entry(Set.of("-j", "--jobs"), 1),
          Map.entry(Set.of("-E", "--conflict-status"), 1),
          Map.entry(Set.of("--grace"), 1),
          Map.entry(Set.of("-m", "--mode"), 1),
          Map.entry(Set.of("-s", "--size"), 1),
          Map.entry(Set.of("--group"), 1),
          Map.entry(Set.of("--open"), 0),
          Map.entry(Set.of("-o", "--columns"), 1),
          Map.entry(Set.of("--where"), 1),
          Map.entry(Set.of("--sort"), 1),
          Map.entry(Set.of("--json"), 0),
          Map.entry(Set.of("--plain"), 0),
          Map.entry(Set.of("--header"), 0),
          Map.entry(Set.of("--holder"), 1),
          Map.entry(Set.of("--lifetime"), 1),
          Map.entry(Set.of("--report"), 1),
          Map.entry(Set.of("-q", "--quiet"), 0),
          Map.entry(Set.of("-v", "--verbose"), 0),
          Map.entry(Set.of("--color"), 1),
          Map.entry(Set.of("--progress"), 0),
          Map.entry(Set.of("--help"), 0),
          Map.entry(Set.of("--version"), 0));

  /**
   * Of memory how much, of messages how each begins; a descriptor to send, or that one is to come:
   * no command has both. Each with the beginning of the commands where it takes a value.
   */
  private static final Map<String, String> OF_TWO_MEANINGS =
      Map.of("--length", "shm ", "--pass-fd", "sock connect");

  /** A command by the words after {@code ipc}. */
  private record Named(String words, Catalogue.Entry entry) {
    CommandTree.Leaf leaf() {
      int space = words.lastIndexOf(' ');
      return CommandTree.leaf(entry, space < 0 ? "ipc" : "ipc " + words.substring(0, space));
    }

    List<OptionSpec> options() {
      return leaf().spec().options();
    }

    @Override
    public String toString() {
      return words;
    }
  }

  private static List<Named> commands() {
    List<Named> commands = new ArrayList<>();
    Catalogue.top().forEach(entry -> commands.add(new Named(entry.word(), entry)));
    for (Catalogue.Group group : Catalogue.groups()) {
      for (Catalogue.Entry entry : group.verbs()) {
        commands.add(new Named(group.noun().word() + " " + entry.word(), entry));
      }
    }
    return commands;
  }

  @Test
  void no_word_stands_for_two_commands() {
    List<String> first = new ArrayList<>(Help.topWords());
    assertEquals(first.size(), new HashSet<>(first).size(), first.toString());

    List<String> all = commands().stream().map(Named::words).toList();
    assertEquals(all.size(), new HashSet<>(all).size(), all.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_summary_fits_into_a_list(Named command) {
    assertIsOneLine(command.entry().summary());
    assertTrue(command.entry().summary().length() <= LONGEST_SUMMARY, command.entry().summary());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void an_option_or_operand_says_what_it_is_for(Named command) {
    for (OptionSpec option : command.options()) {
      assertEquals(1, option.description().length, option.longestName());
      assertIsOneLine(option.description()[0]);
    }
    for (PositionalParamSpec operand : command.leaf().spec().positionalParameters()) {
      assertEquals(1, operand.description().length, operand.paramLabel());
      assertIsOneLine(operand.description()[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void an_example_can_be_typed(Named command) {
    List<Verb.Example> examples = command.leaf().verb().examples();

    assertFalse(examples.isEmpty());
    for (Verb.Example example : examples) {
      assertTrue((" " + example.command()).contains(" ipc " + command.words()), example.command());
      assertFalse(example.what().endsWith("."), example.what());
      // A page of 80 columns indents it by seven, and may not break it.
      assertTrue(example.command().length() <= 73, example.command());
    }
    assertTrue(examples.getFirst().command().startsWith("ipc "), examples.getFirst().command());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void no_option_is_declared_twice(Named command) {
    List<String> names =
        command.options().stream().flatMap(option -> Arrays.stream(option.names())).toList();

    assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_shared_option_is_what_it_is_everywhere(Named command) {
    for (OptionSpec option : command.options()) {
      Set<String> names = Set.of(option.names());
      boolean touches = SHARED.keySet().stream().anyMatch(known -> overlap(known, names));
      if (touches) {
        assertEquals(Integer.toString(SHARED.getOrDefault(names, -1)), option.arity().toString());
      }
    }
  }

  private static boolean overlap(Set<String> a, Set<String> b) {
    return a.stream().anyMatch(b::contains);
  }

  @Test
  void an_option_takes_a_value_in_all_commands_or_in_none() {
    Map<String, Boolean> takesValue = new HashMap<>();
    for (Named command : commands()) {
      for (OptionSpec option : command.options()) {
        for (String name : option.names()) {
          boolean takes = option.arity().max() > 0;
          if (OF_TWO_MEANINGS.containsKey(name)) {
            boolean isThere = command.words().startsWith(OF_TWO_MEANINGS.get(name));
            assertEquals(isThere, takes, command + " " + name);
            continue;
          }
          assertEquals(takesValue.getOrDefault(name, takes), takes, command + " " + name);
          takesValue.put(name, takes);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void the_model_for_documents_is_the_one_that_parses(Named command) {
    assertEquals(
        names(command.options()), names(CommandTree.model(command.entry(), "ipc").options()));
  }

  private static List<String> names(List<OptionSpec> options) {
    return options.stream()
        .map(option -> String.join(" ", option.names()) + " " + option.paramLabel())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_is_documented(Named command) {
    String page = "ipc-" + command.words().replace(' ', '-');
    String verb = command.entry().word();

    assertAll(
        () -> assertFalse(text("src/main/man/" + page + ".text").isBlank()),
        () -> assertTrue(text("man/" + page + ".1").contains(".SH \"EXAMPLES\"")),
        () -> assertTrue(text("man/ipc.1").contains(page.replace("-", "\\-") + "\\fR(1)")),
        () -> assertTrue(text("completions/ipc.bash").contains("'" + command.words() + "')")),
        () -> assertTrue(text("completions/_ipc").contains("'ipc " + command.words() + "')")),
        () -> assertTrue(text("completions/ipc.fish").contains("-a " + verb + " -d ")));
  }

  @Test
  void no_prose_is_left_over() throws IOException {
    Set<String> pages = new TreeSet<>(List.of("ipc.text"));
    Catalogue.groups().forEach(group -> pages.add("ipc-" + group.noun().word() + ".text"));
    commands().forEach(it -> pages.add("ipc-" + it.words().replace(' ', '-') + ".text"));

    try (Stream<Path> files = Files.list(Path.of("src/main/man"))) {
      assertEquals(
          pages,
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.endsWith(".7.text")) // a topic is any
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void its_start_is_measured(Named command) {
    boolean measured =
        text("src/bench/startup/leaves.txt")
            .lines()
            .anyMatch(line -> (line + " ").startsWith("ipc " + command.words() + " "));

    assertEquals(!NOT_MEASURED.contains(command.words()), measured);
  }

  private static void assertIsOneLine(String words) {
    assertFalse(words.isBlank());
    assertFalse(words.contains("\n"), words);
    assertFalse(words.endsWith("."), words);
    char first = words.charAt(0);
    // A word that is an abbreviation, such as JSON, has a second capital.
    boolean capital = Character.isUpperCase(first) && !Character.isUpperCase(words.charAt(1));
    assertFalse(capital, words);
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
