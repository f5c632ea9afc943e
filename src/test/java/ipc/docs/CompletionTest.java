package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shells themselves complete a line, with the completions that are committed: what stands in
 * these or is the shell's own. What they ask the program for is tried by {@code CompletionIT}.
 */
class CompletionTest {
  /** A shell, and a script that prints what it offers for the line in its first argument. */
  enum Shell {
    BASH("--norc", "-c", "src/test/completions/complete.bash"),
    ZSH("-f", "-c", "src/test/completions/complete.zsh"),
    FISH("--no-config", "-c", "src/test/completions/complete.fish");

    private final String option;
    private final String command;
    private final String script;

    Shell(String option, String command, String script) {
      this.option = option;
      this.command = command;
      this.script = script;
    }

    /** What it offers: words that go on the last word of the line. */
    Set<String> offers(String line) throws IOException, InterruptedException {
      return offers(line, Map.of());
    }

    /** The same, with more in the environment. */
    Set<String> offers(String line, Map<String, String> more)
        throws IOException, InterruptedException {
      Map<String, String> environment = new HashMap<>(more);
      environment.put("LINE", line);
      Program shell = Program.orSkip(name().toLowerCase(Locale.ROOT));
      Program.Ran ran = shell.run(environment, List.of(option, command, "source " + script));
      assertEquals(0, ran.status(), ran.output());
      return ran.output().lines().map(String::strip).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_verb(Shell shell) throws Exception {
    assertEquals(Set.of("create"), shell.offers("ipc shm cr"));
  }

  @ParameterizedTest
  @EnumSource
  void the_first_word(Shell shell) throws Exception {
    assertEquals(Set.of("wait", "who"), shell.offers("ipc w"));
  }

  @ParameterizedTest
  @EnumSource
  void an_option_of_the_verb(Shell shell) throws Exception {
    assertEquals(Set.of("--size"), shell.offers("ipc shm create --si"));
  }

  @ParameterizedTest
  @EnumSource
  void an_option_of_every_command(Shell shell) throws Exception {
    assertEquals(Set.of("--verbose", "--version"), shell.offers("ipc shm ls --ver"));
  }

  @ParameterizedTest
  @EnumSource
  void the_value_of_an_option(Shell shell) throws Exception {
    assertEquals(Set.of("hex", "raw", "text"), shell.offers("ipc shm read --format "));
  }

  @ParameterizedTest
  @EnumSource
  void a_column_after_another(Shell shell) throws Exception {
    assertEquals(Set.of("address,size"), shell.offers("ipc shm create -o address,si"));
  }

  @ParameterizedTest
  @EnumSource
  void a_mailbox_at_a_path(Shell shell) throws Exception {
    for (String line : List.of("ipc mbox recv ./pom", "ipc send mbox:./pom")) {
      Set<String> offered = shell.offers(line);

      // zsh tells what comes after the directory alone.
      assertEquals(1, offered.size(), offered.toString());
      assertTrue(offered.iterator().next().endsWith("pom.xml"), offered.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_file(Shell shell) throws Exception {
    assertEquals(Set.of("file:pom.xml"), shell.offers("ipc stat file:pom"));
  }

  @ParameterizedTest
  @EnumSource
  void a_second_operand(Shell shell) throws Exception {
    assertEquals(Set.of("present"), shell.offers("ipc shm wait -w 2s jobs pre"));
  }

  @ParameterizedTest
  @EnumSource
  void a_command_after_two_hyphens(Shell shell) throws Exception {
    Set<String> offered = shell.offers("ipc shm attach jobs -- chgr");

    assertTrue(offered.contains("chgrp"), offered.toString());
  }

  @ParameterizedTest
  @EnumSource
  void a_command_to_be_helped_with(Shell shell) throws Exception {
    assertEquals(Set.of("create"), shell.offers("ipc help shm cr"));
  }

  @ParameterizedTest
  @EnumSource
  void the_value_of_an_option_in_one_word(Shell shell) throws Exception {
    assertEquals(Set.of("--color=always"), shell.offers("ipc ls --color=al"));
  }

  @ParameterizedTest
  @EnumSource
  void a_file_of_an_option(Shell shell) throws Exception {
    assertEquals(Set.of("pom.xml"), shell.offers("ipc sock listen tls:x:0 --tls-key pom"));
  }

  @Test
  void no_option_that_is_given_already() throws Exception {
    assertEquals(Set.of(), Shell.BASH.offers("ipc shm create -s 4K --si"));
    assertEquals(Set.of("--where"), Shell.BASH.offers("ipc ls --where x --wh"));
  }

  @ParameterizedTest
  @EnumSource
  void an_operand_after_an_option_that_takes_a_value_elsewhere(Shell shell) throws Exception {
    // zsh tells what comes after the directory alone.
    assertEquals(
        Set.of("mbox:pom.xml"),
        shell.offers("ipc send --length mbox:./pom").stream()
            .map(offer -> offer.replace("./", ""))
            .collect(Collectors.toSet()));
  }
}
