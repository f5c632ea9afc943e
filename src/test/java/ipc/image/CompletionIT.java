package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines are typed into the shells themselves, which ask the image what there is. */
class CompletionIT {
  private static final String LISTENER =
      "ipc sock listen %s --keep --ready %s -- cat >/dev/null & await test -s %2$s\n";

  private static Sandbox sandbox;
  private static Map<String, String> variables;
  @TempDir private static Path scratch;

  /** The shells that there are completions for. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("python3");
    variables = new HashMap<>();
    variables.put("project", Path.of("").toAbsolutePath().toString());
    variables.put("IPC_HOME", "");
  }

  /** A line, and what its last word becomes. */
  private record Typed(String line, String becomes) {}

  private static Ran type(Shell shell, String before, String words) throws Exception {
    sandbox.requireTools(shell.word());
    return sandbox.run(
        before
            + "\nexport COMPLETIONS=$project/completions HOME=$PWD\n"
            + "python3 $project/src/test/completions/type.py "
            + shell.word()
            + words,
        variables);
  }

  private static void assertBecome(Shell shell, String before, List<Typed> lines) throws Exception {
    StringBuilder words = new StringBuilder();
    lines.forEach(each -> words.append(" '").append(each.line().replace("'", "'\\''")).append("'"));

    Ran ran = type(shell, before, words.toString());

    List<String> expected = new ArrayList<>();
    List<String> became = new ArrayList<>();
    lines.forEach(each -> expected.add(each.line() + " => " + each.becomes()));
    List<String> printed = ran.out().lines().toList();
    for (int i = 0; i < printed.size(); i++) {
      String line = printed.get(i);
      String last = line.substring(line.lastIndexOf(" [") + 2, line.length() - 1);
      became.add(lines.get(i).line() + " => " + last);
    }
    assertEquals(String.join("\n", expected), String.join("\n", became), ran::err);
  }

  @ParameterizedTest
  @EnumSource
  void objects_of_every_kind_that_are_there(Shell shell) throws Exception {
    variables.putAll(CProgram.compile("objects", scratch).variables());
    String before =
        """
        { ipc shm create segment -s 4K; ipc shm create sysv-shm:0x1234 -s 4K; $program
        ipc mbox create letters; mkfifo pipe talk.in talk.out; } >/dev/null
        exec 9<>pipe
        """
            + LISTENER.formatted("tcp:127.0.0.1:9000", "port")
            + LISTENER.formatted("unix:socket", "path")
            + LISTENER.formatted("unix:@hidden", "name");

    assertBecome(
        shell,
        before,
        List.of(
            new Typed("ipc shm read se", "segment"),
            new Typed("ipc stat posix-shm:/s", "posix-shm:/segment"),
            new Typed("ipc rm x sysv-shm:", "sysv-shm:0x00001234"),
            new Typed("ipc who posix-sem:", "posix-sem:/slots"),
            new Typed("ipc stat sysv-sem:", "sysv-sem:0x00000052"),
            new Typed("ipc wait posix-mq:", "posix-mq:/jobs"),
            new Typed("ipc stat sysv-m", "sysv-msg:0x00000051"),
            new Typed("ipc mbox recv le", "letters"),
            new Typed("ipc send mbox:l", "mbox:letters"),
            new Typed("ipc fifo read p", "pipe"),
            new Typed("ipc stat fifo:pi", "fifo:pipe"),
            new Typed("ipc fifo listen ta", "talk"),
            new Typed("ipc sock connect tc", "tcp:127.0.0.1:9000"),
            new Typed("ipc sock connect tcp:127.0.0.1:9", "tcp:127.0.0.1:9000"),
            new Typed("ipc sock connect unix:@h", "unix:@hidden"),
            new Typed("ipc rm unix:so", "unix:socket")));
  }

  @ParameterizedTest
  @EnumSource
  void named_pipe_that_is_open_elsewhere(Shell shell) throws Exception {
    // fish has a named pipe of its own.
    Ran ran =
        type(
            shell,
            "mkfifo /dev/shm/far; exec 9<>/dev/shm/far",
            " --list fifo:/dev/shm/far 'ipc stat fif'");

    assertEquals("", ran.err());
  }

  @ParameterizedTest
  @EnumSource
  void names_that_a_shell_would_read_otherwise(Shell shell) throws Exception {
    String before =
        """
        { ipc shm create 'a b' -s 1; ipc shm create "c'd" -s 1; ipc shm create 'e"f' -s 1
        ipc shm create 'g$HOME`x`' -s 1; ipc shm create 'h\\i' -s 1; ipc shm create 'j*?[k]' -s 1
        ipc shm create 'l;m&n|o<p>' -s 1; ipc shm create $'q\\377r' -s 1
        ipc shm create $'s\\nt' -s 1; ipc shm create 'u(v){w}' -s 1; ipc shm create $'y\\303\\244#!z' -s 1
        ipc mbox create 'odd one'; mkfifo 'pipe of $x'; } >/dev/null
        """;

    assertBecome(
        shell,
        before,
        List.of(
            new Typed("ipc shm read a", "a b"),
            new Typed("ipc stat posix-shm:/a", "posix-shm:/a b"),
            new Typed("ipc shm read a\\ ", "a b"),
            new Typed("ipc shm read \"a", "a b"),
            new Typed("ipc shm read 'a ", "a b"),
            new Typed("ipc rm \"posix-shm:/a", "posix-shm:/a b"),
            new Typed("ipc shm read c", "c'd"),
            new Typed("ipc shm read e", "e\"f"),
            new Typed("ipc shm read g", "g$HOME`x`"),
            new Typed("ipc shm read \"g", "g$HOME`x`"),
            new Typed("ipc shm read h", "h\\x5ci"),
            new Typed("ipc shm read j", "j*?[k]"),
            new Typed("ipc shm read l", "l;m&n|o<p>"),
            new Typed("ipc shm read q", "q\\xffr"),
            new Typed("ipc shm read s", "s\\x0at"),
            new Typed("ipc shm read u", "u(v){w}"),
            new Typed("ipc shm read y", "y\\xc3\\xa4#!z"),
            new Typed("ipc mbox recv o", "odd one"),
            new Typed("ipc send mbox:o", "mbox:odd one"),
            new Typed("ipc fifo read p", "pipe of $x"),
            new Typed("ipc stat fifo:p", "fifo:pipe of $x")));
  }

  @ParameterizedTest
  @EnumSource
  void word_goes_on_as_far_as_all_that_fit_agree(Shell shell) throws Exception {
    assertBecome(
        shell,
        "{ ipc shm create 'long one' -s 1; ipc shm create 'long other' -s 1; } >/dev/null",
        List.of(
            new Typed("ipc shm read l", "long o"),
            new Typed("ipc shm read 'long ot", "long other"),
            new Typed("ipc shm read none", "none"),
            new Typed("ipc stat posix-shm:/lo", "posix-shm:/long o")));
  }

  @ParameterizedTest
  @EnumSource
  void values_and_commands(Shell shell) throws Exception {
    assertBecome(
        shell,
        "{ ipc shm create segment -s 1; mkfifo pipe; } >/dev/null; touch piece",
        List.of(
            new Typed("ipc shm wait -w 2s segment pres", "present"),
            new Typed("ipc shm wait --timeout=2s segment pres", "present"),
            new Typed("ipc ls --color=al", "--color=always"),
            new Typed("ipc shm ls -o address,si", "address,size"),
            new Typed("ipc shm read --format hex se", "segment"),
            new Typed("ipc sock connect tcp:h:1 --bind=unix-s", "--bind=unix-seqpacket:"),
            new Typed("ipc sock listen tls:h:1 --tls-key=pie", "--tls-key=piece"),
            new Typed("ipc shm attach segment -- chgr", "chgrp"),
            new Typed("ipc shm attach segment -- cat pie", "piece"),
            new Typed("ipc shm attach segment -- ipc fifo read pi", "pipe"),
            new Typed("ipc fifo read ./pi", "./pipe"),
            new Typed("ipc shm create seg", "seg"),
            new Typed("ipc shm create --open seg", "segment"),
            new Typed("ipc sock rm tc", "tc")));
  }

  @ParameterizedTest
  @EnumSource
  void program_that_is_called_by_its_path(Shell shell) throws Exception {
    assertBecome(
        shell,
        // fish completes no word that is no program, so there is one that answers nothing.
        """
        ipc shm create segment -s 1 >/dev/null; ln -s $(command -v ipc) ipc; mkdir other
        printf '#!/bin/sh\\n' >other/ipc; chmod +x other/ipc; PATH=$PWD/other:$PATH
        """,
        List.of(
            new Typed("./ipc shm read se", "segment"),
            new Typed("~/ipc shm read se", "segment"),
            new Typed("ipc shm read se", "se"),
            new Typed("ipc shm att", "attach")));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_listed_says_what_it_is(Shell shell) throws Exception {
    String before =
        "{ ipc shm create one -s 1M; ipc shm create two -s 4K; ipc mbox create jobs;"
            + " ipc send mbox:jobs x y; ipc mbox create rest; } >/dev/null";

    Ran segments = type(shell, before, " --list 'segment, 4K' 'ipc shm read '");
    Ran mailboxes = type(shell, before, " --list '2 messages' 'ipc mbox recv '");

    assertTrue(segments.out().contains("segment, 4K, of root"), segments::out);
    assertTrue(mailboxes.out().contains("mailbox, 2 messages, 0 attached, of root"));
  }

  @Test
  void every_script_is_printed_as_it_is_committed() throws Exception {
    Ran ran =
        sandbox.run(
            "cd $project/completions; ipc completion bash | cmp - ipc.bash;"
                + " ipc completion zsh | cmp - _ipc; ipc completion fish | cmp - ipc.fish",
            variables);

    assertEquals("", ran.out() + ran.err());
  }

  @Test
  void script_of_zsh_can_be_read_as_well() throws Exception {
    sandbox.requireTools("zsh");

    Ran ran =
        sandbox.run(
            "zsh -f -c 'autoload -Uz compinit; compinit -D -u; source <(ipc completion zsh);"
                + " echo $_comps[ipc]'");

    assertEquals("_ipc\n", ran.out(), ran::err);
  }
}
