package ipc.shell.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lines of the language mean, told back in a form that shows their structure. */
class ParserTest {
  private static String told(String text) {
    return Parser.parse(text).stream().map(ParserTest::told).collect(Collectors.joining("; "));
  }

  private static String told(Chain chain) {
    StringBuilder told = new StringBuilder(told(chain.first()));
    for (Chain.Link link : chain.rest()) {
      told.append(link.runsAfterSuccess() ? " AND " : " OR ").append(told(link.pipeline()));
    }
    return told.append(chain.isBackground() ? " BEHIND" : "").toString();
  }

  private static String told(Pipeline pipeline) {
    String commands =
        pipeline.commands().stream().map(ParserTest::told).collect(Collectors.joining(" TO "));
    return pipeline.isNegated() ? "NOT " + commands : commands;
  }

  private static String told(Command command) {
    StringBuilder told = new StringBuilder(command.isProgram() ? "PROGRAM" : "");
    for (Command.Assignment each : command.assignments()) {
      told.append(each.name()).append(":=").append(told(each.value()));
    }
    for (Word word : command.words()) {
      told.append('[').append(told(word)).append(']');
    }
    for (Command.Redirection each : command.redirections()) {
      told.append(' ').append(each.descriptor()).append(each.kind());
      told.append(
          each.kind() == Command.Kind.COPY ? each.source() + "" : "(" + told(each.target()) + ")");
    }
    return told.toString();
  }

  private static String told(Word word) {
    return word.parts().stream().map(ParserTest::told).collect(Collectors.joining("+"));
  }

  private static String told(Part part) {
    return switch (part) {
      case Part.Text(var text, var isQuoted) -> isQuoted ? "'" + text + "'" : text;
      case Part.Variable variable ->
          "$"
              + variable.name()
              + variable
                  .otherwise()
                  .map(word -> (variable.isForEmpty() ? " or filled " : " or ") + told(word))
                  .orElse("");
      case Part.Output(var chains, _) ->
          "(" + chains.stream().map(ParserTest::told).collect(Collectors.joining("; ")) + ")";
    };
  }

  @Test
  void blanks_part_words_and_quotes_join_them() {
    assertEquals("[send][mbox:q][one]", told("send  mbox:q\tone "));
    assertEquals("['one two']", told("'one two'"));
    assertEquals("[a+'b c'+d]", told("a'b c'd"));
    assertEquals("[one+' '+two]", told("one\\ two"));
    assertEquals("[send]['']", told("send ''"));
    assertEquals("[send]['']", told("send \"\""));
  }

  @Test
  void quotes_mean_what_they_mean_in_sh() {
    assertEquals("['$a \\ \"']", told("'$a \\ \"'"));
    assertEquals("[$a+' \\n $ \" \\']", told("\"$a \\n \\$ \\\" \\\\\""));
    assertEquals("['ab']", told("\"a\\\nb\""));
    assertEquals("[ab]", told("a\\\nb"));
    assertEquals("['|;&<>*?#!']", told("'|;&<>*?#!'"));
    assertEquals("['a\nb']", told("'a\nb'"));
  }

  @Test
  void variables_are_named_in_every_form() {
    assertEquals("[$a+b]", told("${a}b"));
    assertEquals("[$ab][$1+2][$?][$!][$$][$#]", told("$ab $12 $? $! $$ $#"));
    assertEquals("[$a or x+$b]", told("${a-x$b}"));
    assertEquals("[$a or filled 'x y']", told("${a:-'x y'}"));
    assertEquals("[$a or x+' '+y]", told("${a-x y}"));
    assertEquals("[a$][$]", told("a$ $"));
    assertEquals("[([stat][x] TO [cat])+z]", told("$(stat x | cat)z"));
  }

  @Test
  void comments_begin_where_words_begin() {
    assertEquals("", told("# all of it"));
    assertEquals("[a]; [b#c]", told("a # one\nb#c"));
    assertEquals("[a]['#']", told("a '#'"));
  }

  @Test
  void operators_bind_as_in_sh() {
    assertEquals("[a]; [b]", told("a; b"));
    assertEquals("[a] AND [b] OR [c]", told("a && b || c"));
    assertEquals("[a] TO [b] AND [c]", told("a|b&&c"));
    assertEquals("[a] BEHIND; [b]", told("a & b"));
    assertEquals("NOT [a] TO [b]", told("! a | b"));
    assertEquals("[a] TO [b]", told("a |\n b"));
    assertEquals("[a] AND [b]", told("a && # why\n\n b"));
  }

  @Test
  void exclamation_mark_makes_a_program_or_negates() {
    assertEquals("PROGRAM[date][+%s]", told("!date +%s"));
    assertEquals("NOT PROGRAM[date]", told("! !date"));
    assertEquals("[a] TO PROGRAM[send]", told("a | !send"));
    assertEquals("[echo][!]", told("echo !"));
  }

  @Test
  void assignments_stand_before_the_first_word_only() {
    assertEquals("A:=1B:=", told("A=1 B="));
    assertEquals("A:=$b+' c'[send][x=y]", told("A=$b' c' send x=y"));
    assertEquals("[1a=b]", told("1a=b"));
  }

  @Test
  void redirections_stand_anywhere_in_a_command() {
    assertEquals("[a][b] 0READ(in) 1WRITE(out)", told("<in a > out b"));
    assertEquals("[a] 1APPEND(x) 2COPY1", told("a >>x 2>&1"));
    assertEquals("[a] 2WRITE(e)", told("a 2> e"));
    assertEquals("[a] 1WRITE_BOTH(x); [b] 1APPEND_BOTH(y)", told("a &>x; b &>>y"));
    assertEquals("[a] 1COPY2", told("a >&2"));
    assertEquals("[a2] 1WRITE(x)", told("a2>x"));
    assertEquals(" 1WRITE(x)", told("> x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "a ; ; b ~ 4 ~ a command is missing before ';'",
        "| a ~ 0 ~ a command is missing before '|'",
        "a || && b ~ 5 ~ a command is missing before '&&'",
        "a &&& b ~ 4 ~ a command is missing before '&'",
        "(a) ~ 0 ~ '(' groups nothing in this language",
        "a ) ~ 2 ~ ')' groups nothing in this language",
        "a > ~ 2 ~ no file follows '>'",
        "a > | b ~ 2 ~ no file follows '>'",
        "a 3>b ~ 2 ~ descriptor 3 cannot be redirected, only 0, 1 and 2",
        "a 2>&9 ~ 2 ~ '>&' is followed by 0, 1 or 2",
        "a <<b ~ 2 ~ '<<' is not in this language",
        "a |& b ~ 2 ~ '|&' is not in this language",
        "echo `a` ~ 5 ~ '`' is not in this language",
        "echo $((1)) ~ 5 ~ '$((' is not in this language",
        "echo ${a%b} ~ 5 ~ this is no form of '${NAME}'",
        "echo ${} ~ 5 ~ this is no form of '${NAME}'",
        "a;; ~ 1 ~ a command is missing before ';;'",
        "a | !| b ~ 4 ~ no program follows '!'",
      })
  void what_is_wrong_is_told_with_its_place(String text, int start, String message) {
    LineException wrong = assertThrows(LineException.class, () -> Parser.parse(text));

    assertEquals(message, wrong.getMessage());
    assertEquals(start, wrong.start());
    assertFalse(wrong.isIncomplete());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo 'a",
        "echo \"a",
        "echo \"${a",
        "a |",
        "a &&",
        "a ||",
        "echo \\",
        "echo $(a",
        "echo ${a-b"
      })
  void what_a_further_line_can_end_is_not_wrong_yet(String text) {
    LineException wrong = assertThrows(LineException.class, () -> Parser.parse(text));

    assertTrue(wrong.isIncomplete(), wrong::getMessage);
  }

  @Test
  void words_and_chains_know_where_they_stand() {
    String text = "ls;  send 'a b'  x ";

    List<Chain> chains = Parser.parse(text);
    Chain second = chains.get(1);
    Word quoted = second.first().commands().getFirst().words().get(1);

    assertEquals("send 'a b'  x", text.substring(second.start(), second.end()));
    assertEquals("'a b'", text.substring(quoted.start(), quoted.end()));
  }

  @Test
  void bytes_outside_of_utf_8_are_ordinary_characters() {
    assertEquals("[send][a\udcffb]", told("send a\udcffb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "it's", "$x", "a\nb", "plain-1.2:/@x"})
  void quoted_word_stands_for_its_text(String text) {
    Word word =
        Parser.parse("x " + Words.quoted(text))
            .getFirst()
            .first()
            .commands()
            .getFirst()
            .words()
            .get(1);

    assertEquals(text, word.literal().orElseThrow());
  }
}
