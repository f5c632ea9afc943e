package ipc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.shell.language.Chain;
import ipc.shell.language.LineException;
import ipc.shell.language.Parser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What words become. */
class ExpansionTest {
  private static final Map<String, List<String>> TREE =
      new TreeMap<>(
          Map.of(
              ".", List.of("b", "a", ".hidden", "dir", "x*y"),
              "dir/", List.of("one.txt", "two.txt", "sub"),
              "dir/sub/", List.of("one.txt"),
              "/", List.of("etc"),
              "/etc/", List.of("passwd", "group")));

  private static final PathPattern.Directories DIRECTORIES =
      new PathPattern.Directories() {
        @Override
        public List<String> names(String directory) {
          return TREE.getOrDefault(directory, List.of());
        }

        @Override
        public boolean has(String path) {
          int slash = path.lastIndexOf('/') + 1;
          String directory = slash == 0 ? "." : path.substring(0, slash);
          return names(directory).contains(path.substring(slash));
        }
      };

  private static final Expansion EXPANSION =
      new Expansion(
          new Expansion.Values() {
            @Override
            public Optional<String> variable(String name) {
              return Optional.ofNullable(
                  Map.of("A", "a b*", "EMPTY", "", "HOME", "/home/me").get(name));
            }

            @Override
            public String output(List<Chain> chains, int start) {
              return "printed " + chains.size();
            }
          },
          DIRECTORIES);

  private static List<String> arguments(String line) {
    var words = Parser.parse(line).getFirst().first().commands().getFirst().words();
    return EXPANSION.arguments(words).stream().map(Expansion.Argument::text).toList();
  }

  @Test
  void variable_is_one_word_whatever_is_in_it() {
    assertEquals(List.of("x", "a b*", "[a b*]", "$A"), arguments("x $A \"[${A}]\" '$A'"));
    assertEquals(List.of("x", "", ""), arguments("x $EMPTY \"$EMPTY\""));
    assertEquals(List.of("x", "", "d e", "a b*"), arguments("x ${EMPTY-d} ${EMPTY:-d e} ${N-$A}"));
    assertEquals(List.of("x", "<printed 2>"), arguments("x \"<$(a; b)>\""));
  }

  @Test
  void variable_that_is_not_set_is_wrong_at_its_place() {
    LineException wrong = assertThrows(LineException.class, () -> arguments("x y$NONE"));

    assertEquals("the variable 'NONE' is not set", wrong.getMessage());
    assertEquals(3, wrong.start());
    assertEquals(8, wrong.end());
  }

  @Test
  void home_stands_at_the_beginning_of_a_word_only() {
    assertEquals(
        List.of("/home/me", "/home/me/x", "a~", "~", "mbox:~me/q"),
        arguments("~ ~/x a~ '~' mbox:~me/q"));
  }

  @Test
  void pattern_is_the_paths_that_are_there_and_itself_where_none_is() {
    assertEquals(List.of("a", "b", "dir", "x*y"), arguments("*"));
    assertEquals(List.of("dir/one.txt", "dir/two.txt"), arguments("dir/*.txt"));
    assertEquals(List.of("dir/sub/one.txt"), arguments("d*/s*/o*"));
    assertEquals(List.of("a", "b"), arguments("[ab]"));
    assertEquals(List.of("a", "b"), arguments("[a-c]"));
    assertEquals(List.of("b"), arguments("[!a]"));
    assertEquals(List.of(".hidden"), arguments(".h*"));
    assertEquals(List.of("/etc/group", "/etc/passwd"), arguments("/*/*"));
    assertEquals(List.of("none*"), arguments("none*"));
    assertEquals(List.of("tcp:[::1]:9000"), arguments("tcp:[::1]:9000"));
  }

  @Test
  void what_is_quoted_in_a_pattern_stands_for_itself() {
    assertEquals(List.of("x*y"), arguments("x\\*?"));
    assertEquals(List.of("x*y"), arguments("*'*'*"));
    assertEquals(List.of("*"), arguments("'*'"));
  }
}
