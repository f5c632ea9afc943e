package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shell as a person has it: in a terminal, which tmux is. */
class ShellIT {
  /**
   * {@code line} types a line, {@code keys} names keys as tmux has them, {@code sees} waits until
   * the screen shows a pattern of grep, {@code screen} prints it.
   */
  private static final String TERMINAL =
      """
      export HOME=$PWD TMUX_TMPDIR=$PWD; unset XDG_STATE_HOME IPC_HOME NO_COLOR
      t() { tmux -f /dev/null "$@"; }
      open() { t new-session -d -s s -x ${WIDTH-80} -y 24 "${@-ipc shell; echo left \\$?; exec cat}"; }
      again() { t kill-server; await sh -c '! pgrep -x "tmux: server"'; open "$@"; }
      line() { t send-keys -t s -l "$1"; t send-keys -t s Enter; }
      keys() { t send-keys -t s "$@"; }
      screen() { t capture-pane -p -t s; }
      shows() { screen | grep -q -e "$1"; }
      sees() { (await shows "$1") || { screen; exit 98; }; }
      trap 't kill-server 2>/dev/null' EXIT
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("tmux");
  }

  private static String ran(String script) throws Exception {
    Ran ran = sandbox.run(TERMINAL + script);
    assertEquals(0, ran.status(), () -> ran.out() + ran.err());
    return ran.out();
  }

  @Test
  void without_a_terminal_it_refuses_and_names_what_is_wanted() throws Exception {
    Ran ran = sandbox.run("echo ls | ipc shell");

    assertEquals(69, ran.status());
    assertEquals(
        """
        ipc: 'ipc shell' needs a terminal, and standard input is none
        hint: 'ipc batch -' runs commands from standard input
        """,
        ran.err());
  }

  @Test
  void commands_run_and_the_prompt_tells_the_status() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line 'mbox create q -q'; sees 'mbox:q'
        line 'send mbox:q "one  two"'; line 'recv mbox:q'; sees '^one  two'
        line 'stat mbox:none'; sees '^ipc .66.>'
        line 'echo again'; sees '^again'; sees '^ipc> *$'
        line 'exit 5'; sees '^left 5'
        """);
  }

  @Test
  void pipes_and_redirections_lead_to_programs_and_files() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line 'seq 3 | tr 1-3 a-c > out'; line '!cat out'; sees '^c'
        line 'mbox create q > made; !wc -l < made; N=q'; sees '^[0-9]'
        line 'recv "mbox:$N" --json -n | head -c 5; send mbox:$N x; recv mbox:$N --json | cut -c 1-12'
        sees '^{"sequence":$'
        line 'echo $(stat mbox:q -o address)!'; sees '^mbox:q!'
        """);
  }

  @Test
  void interrupt_ends_the_command_and_never_the_shell() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line 'mbox create q -q'; sees 'mbox:q'
        line 'recv mbox:q'; await pgrep -x -f '.*ipc recv mbox:q'
        keys C-c; sees '^ipc .130.>'
        line '!sleep 1000'; await pgrep -x -f 'sleep 1000'
        keys C-c; await sh -c '! pgrep -x -f "sleep 1000"'
        line 'X=$(!sleep 1001; echo on); echo never; !sleep 1001 || echo never'
        await pgrep -x -f 'sleep 1001'; keys C-c; await sh -c '! pgrep -x -f "sleep 1001"'
        line 'echo X is ${X-unset}'; sees '^X is unset'; screen | grep '^never' && exit 1
        line 'unfinished'; sees 'no command'
        t send-keys -t s -l 'left behind'; keys C-c
        line 'echo still here'; sees '^still here'
        """);
  }

  @Test
  void output_of_the_background_appears_above_the_line_and_leaves_it_whole() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line 'mbox create q -q'; sees 'mbox:q'
        line 'recv mbox:q -f &'; sees '^.1. [0-9]'
        t send-keys -t s -l 'echo half a li'; sees 'half a li$'
        ipc send mbox:q from-beside
        sees '^from-beside'
        [ "$(screen | grep -v '^$' | tail -n 1)" = 'ipc> echo half a li' ]
        line ne; sees '^half a line'
        line jobs; sees '^.1. running  recv mbox:q -f$'
        line 'kill %1'; sees '^.1. ended by SIGTERM  recv mbox:q -f$'
        """);
  }

  @Test
  void job_that_writes_without_end_can_be_ended() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line '!yes &'; sees '^y$'
        line 'kill %1'; sees '^.1. ended by SIG'
        line 'echo calm'; sees '^calm'
        """);
  }

  @Test
  void job_is_stopped_continued_and_brought_back() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line 'mbox create q -q'; sees 'mbox:q'
        line 'recv mbox:q -f'; await pgrep -x -f '.*ipc recv mbox:q -f'
        keys C-z; sees '^.1. stopped  recv mbox:q -f'
        line bg; sees '^.1. running'
        ipc send mbox:q in-background; sees 'in-background'
        line fg; await sh -c 'ps -o stat= -p "$(pgrep -x -f ".*ipc recv mbox:q -f")" | grep -F +'
        ipc send mbox:q in-foreground; sees '^in-foreground'
        keys C-c; sees '^ipc .130.>'
        keys C-l; line 'jobs; echo none'; sees '^none'
        screen | grep running && exit 1
        exit 0
        """);
  }

  @Test
  void program_reads_the_terminal_itself() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line '!sh -c "read a; echo got \\$a; stty -a | grep -o icanon"'
        line 'typed'; sees '^got typed'; sees '^icanon'
        line '!cat | tr a-z A-Z'; await pgrep -x tr
        line 'shout'; keys C-d; sees '^SHOUT'; line 'echo end'; sees '^end'
        """);
  }

  @Test
  void tab_completes_words_and_live_addresses_with_what_they_are() throws Exception {
    ran(
        """
        ipc mbox create jobs-one -q; ipc mbox create jobs-two -q; ipc send mbox:jobs-one x
        open; sees '^ipc>'
        keys -l 'mbox st'; keys Tab; sees '^ipc> mbox stat *$'
        keys -l 'jo'; keys Tab; sees 'mbox:jobs-\\|jobs-'; keys Tab
        sees 'jobs-one .*1 message'; sees 'jobs-two .*0 messages'
        keys C-c; sees '^ipc .130'
        keys -l 'shm create --gr'; keys Tab; sees 'shm create --group'
        keys C-c
        keys -l 'stat mbox:jobs-t'; keys Tab; sees '> stat mbox:jobs-two'
        """);
  }

  @Test
  void help_of_the_command_appears_below_the_line() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        keys -l 'shm create x'; keys F1; sees '^Usage: ipc shm create'
        keys -l 'y'; await sh -c '! tmux capture-pane -p -t s | grep -q ^Usage'
        sees '^ipc> shm create xy'
        keys M-h; sees '^Usage: ipc shm create'
        """);
  }

  @Test
  void what_is_wrong_is_marked_below_its_word() throws Exception {
    String screen =
        ran(
            """
            open; sees '^ipc>'
            line 'shm raed jobs'; sees '^ipc .64'
            line 'ls --plian'; sees "has no option '--plian'"
            line 'shm create q -s 1Q'; sees "bad size"
            line 'echo a | | b'; sees 'is missing before'
            line 'ehco x'; sees "there is no command 'ehco'"
            screen
            """);

    assertTrue(screen.contains("ipc> shm raed jobs\n         ^~~~\nipc: there is no verb"), screen);
    assertTrue(screen.contains("ipc [64]> ls --plian\n             ^~~~~~~\n"), screen);
    assertTrue(screen.contains("> shm create q -s 1Q\n                          ^~\n"), screen);
    assertTrue(screen.contains("ipc [64]> echo a | | b\n                   ^\n"), screen);
    assertTrue(screen.contains("ipc [64]> ehco x\n          ^~~~\n"), screen);
  }

  @Test
  void history_outlives_the_shell_and_is_searched() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line 'echo first of all'; sees '^first'
        line ' echo secret'; sees '^secret'
        line "echo 'two"; sees '^>'; line "lines'"; sees "^lines"
        line 'exit'; sees '^left 0'
        [ "$(stat -c %a .local/state/ipc/shell-history)" = 600 ] || exit 1
        printf '%s\\n' 'echo first of all' "echo 'two\\\\nlines'" exit | cmp - .local/state/ipc/shell-history || exit 2
        ipc mbox ls --json | grep -q '"mailboxes":\\[\\]\\|\\[\\]' || exit 3
        again; sees '^ipc>'
        keys C-r; keys -l 'first'; sees 'echo first of all'; keys Enter; sees '^first of all'
        line 'history'; sees '^1  echo first of all'
        keys -l 'echo fi'; sees 'echo first of all'; keys Right Enter
        await sh -c '[ "$(tmux capture-pane -p -t s | grep -c "^first of all$")" = 2 ]'
        """);
  }

  @Test
  void end_of_input_leaves_but_warns_of_jobs_once_and_ends_them() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line '!sleep 1000 &'; sees '^.1. [0-9]'
        keys C-d; sees 'there are jobs'
        keys C-d; sees '^left 0'
        await sh -c '! pgrep -x -f "sleep 1000"'
        """);
  }

  @Test
  void terminal_that_is_closed_ends_the_shell_and_its_jobs() throws Exception {
    ran(
        """
        open 'exec ipc shell'; sees '^ipc>'
        line '!sleep 1000 &'; sees '^.1. [0-9]'
        line '!sleep 1001'; await pgrep -x -f 'sleep 1001'
        t kill-server
        await sh -c '! pgrep -x -f "sleep 100[01]|.*ipc shell"'
        """);
  }

  @Test
  void term_ends_the_shell_as_that_signal() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        line '!sleep 1000 &'; sees '^.1. [0-9]'
        kill -TERM $(pgrep -x -f '.*ipc shell'); sees '^left 143'
        await sh -c '! pgrep -x -f "sleep 1000"'
        """);
  }

  @Test
  void dumb_terminal_has_no_escapes_and_works() throws Exception {
    String typed =
        ran(
            """
            export TERM=dumb
            mkfifo in
            script -qfec 'ipc shell' typed <in >/dev/null & exec 9>in
            await grep 'ipc> ' typed
            echo 'mbox create q' >&9; await grep mbox:q typed
            echo 'recv mbox:q -f &' >&9; await grep -F '[1] ' typed
            echo 'send mbox:q hello' >&9; await sh -c '[ "$(grep -c hello typed)" = 2 ]'
            printf 'exit\\nexit\\n' >&9; wait $!
            tr -d '\\r' <typed
            """);

    assertTrue(typed.indexOf('\033') < 0, typed);
  }

  @Test
  void words_are_coloured_unless_that_is_not_wanted() throws Exception {
    ran(
        """
        open; sees '^ipc>'
        keys -l 'stat mbox:q --json'; sees 'json'
        t capture-pane -e -p -t s | grep -q "$(printf '\\033')\\[36mmbox:q" || exit 1
        t capture-pane -e -p -t s | grep -q "$(printf '\\033')\\[35m--json" || exit 2
        again 'NO_COLOR=1 ipc shell'; sees '^ipc>'
        keys -l 'stat mbox:q --json'; sees 'json'
        t capture-pane -e -p -t s | grep "$(printf '\\033')" && exit 3
        exit 0
        """);
  }
}
