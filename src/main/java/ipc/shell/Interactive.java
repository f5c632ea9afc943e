package ipc.shell;

import ipc.cli.CommandRunner;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.completion.Completer;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.job.Attention;
import ipc.engine.job.Job;
import ipc.engine.job.JobOutput;
import ipc.engine.job.JobTerminal;
import ipc.engine.job.Signals;
import ipc.engine.job.StandardDescriptors;
import ipc.model.Deadline;
import ipc.shell.edit.KeySource;
import ipc.shell.edit.LineEditor;
import ipc.shell.edit.LineEditor.Read;
import ipc.shell.edit.Surroundings;
import ipc.shell.edit.TypedHistory;
import ipc.shell.language.Chain;
import ipc.shell.language.LineException;
import ipc.shell.language.Parser;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A person at a terminal: each command is a process of its own, which has the terminal meanwhile.
 */
final class Interactive implements Foreground, KeySource, AutoCloseable {
  private static final int MOST_CHUNKS = 64;
  private static final Duration AT_LEAST_EACH = Duration.ofSeconds(1);
  private static final int INTERRUPTED = Exit.SIGNAL_OFFSET + Signals.parse("INT");

  private final Invocation invocation;
  private final Engine engine;
  private final SignalWatch signals;
  private final JobTerminal terminal;
  private final Attention attention;
  private final Jobs jobs = new Jobs();
  private final List<JobOutput> outputs = new ArrayList<>();
  private final Execution execution;
  private final LineEditor editor;
  private final Prompt prompt;
  private boolean isWarned;

  Interactive(Invocation invocation, CommandRunner commands) {
    this.invocation = invocation;
    this.engine = invocation.engine();
    this.terminal = JobTerminal.open(engine);
    this.signals = engine.watchSignalsOfShell();
    this.attention = new Attention(signals, terminal);
    this.execution = new Execution(invocation, commands, this, jobs, List.of("ipc"));
    this.prompt = new Prompt(invocation.tablePalette());
    this.editor =
        new LineEditor(
            engine,
            terminal,
            this,
            invocation.environment().value("TERM").orElse("dumb"),
            new Around(),
            new TypedHistory(HistoryPlace.of(invocation)),
            prompt.isColoured() ? LineEditor.Colours.ON : LineEditor.Colours.OFF);
  }

  /** What the editor asks. */
  private final class Around implements Surroundings {
    @Override
    public Map<String, String> builtins() {
      Map<String, String> all = new LinkedHashMap<>();
      for (Builtin each : Builtin.values()) {
        all.put(each.word(), each.summary());
      }
      return all;
    }

    @Override
    public Map<String, String> jobs() {
      Map<String, String> all = new LinkedHashMap<>();
      for (Jobs.Entry each : Interactive.this.jobs.all()) {
        all.put("%" + each.number(), each.text());
      }
      return all;
    }

    @Override
    public List<String> variables() {
      return List.copyOf(execution.variables().sorted().keySet());
    }

    @Override
    public boolean isOwn(String word) {
      return Execution.isOwn(word);
    }

    @Override
    public Completer completer() {
      return new Completer(
          engine, invocation.registry(), execution.variables().environment(Map.of()));
    }
  }

  /** Runs lines until the end; the status of the shell. */
  int run() {
    editor.trouble().ifPresent(why -> invocation.warn("the history is not kept: " + why));
    try {
      while (true) {
        invocation.flush();
        tellEnded();
        switch (editor.read(prompt.text(execution.status()))) {
          case Read.Line(var text) -> runLine(text);
          case Read.Left() -> execution.setStatus(INTERRUPTED);
          case Read.End() -> {
            if (mayLeave()) {
              return execution.status();
            }
          }
        }
      }
    } catch (ShellExit exit) {
      return exit.status();
    } finally {
      jobs.all().forEach(entry -> entry.job().end(Signals.parse("HUP")));
    }
  }

  private void runLine(String text) {
    if (text.isBlank()) {
      return;
    }
    try {
      List<Chain> chains = Parser.parse(text);
      execution.setText(text);
      for (Chain chain : chains) {
        execution.run(chain);
      }
      isWarned &= !jobs.isEmpty();
    } catch (LineException wrong) {
      editor.show(prompt.mark(text, wrong, execution.status(), editor.columns()));
      invocation.complain(new IpcException.BadUsage(wrong.getMessage(), wrong.hint().orElse(null)));
      execution.setStatus(Exit.USAGE.status());
    } catch (ShellExit exit) {
      if (mayLeave()) {
        throw exit;
      }
    } catch (LineLeft left) {
      execution.setStatus(left.status());
    } catch (IpcException.OutputClosed closed) {
      execution.setStatus(Exit.statusOf(closed));
    }
  }

  /** Whoever leaves jobs behind is told so once. */
  private boolean mayLeave() {
    if (jobs.all().isEmpty() || isWarned) {
      return true;
    }
    isWarned = true;
    for (Jobs.Entry each : jobs.all()) {
      editor.show(each.toString());
    }
    invocation.say("there are jobs, which end with the shell; once more leaves it");
    return false;
  }

  /** A key, while jobs write and end. */
  @Override
  public int next(Deadline until) throws InterruptedIOException {
    while (true) {
      switch (attention.await(Attention.Keys.HEARD, outputs, until)) {
        case KEY -> {
          return terminal.read();
        }
        case INTERRUPT -> throw new InterruptedIOException();
        case SIZE -> editor.resize();
        case JOB -> tellEnded();
        case OUTPUT -> showOutputs();
        case NOTHING -> {
          return NOTHING;
        }
      }
    }
  }

  private void showOutputs() {
    for (Iterator<JobOutput> each = outputs.iterator(); each.hasNext(); ) {
      JobOutput output = each.next();
      output.lines().forEach(line -> editor.show(Shown.line(line)));
      if (output.isEnded()) {
        output.close();
        each.remove();
      }
    }
  }

  private void tellEnded() {
    List<Jobs.Entry> ended = jobs.takeEnded();
    for (Jobs.Entry each : ended) {
      each.output().ifPresent(output -> ((Behind) output).showRest());
    }
    showOutputs();
    ended.forEach(each -> editor.show(each.toString()));
    jobs.takeStopped().forEach(each -> editor.show(each.toString()));
  }

  @Override
  public boolean runsHere(List<String> words) {
    return false;
  }

  @Override
  public boolean checksFirst() {
    return true;
  }

  @Override
  public Job.Group group() {
    return Job.Group.OWN;
  }

  @Override
  public int await(Job job, String text) {
    terminal.giveTo(job);
    try {
      job.update();
      while (job.state() == Job.State.RUNNING) {
        attention.await(Attention.Keys.LEFT, outputs, engine.within(AT_LEAST_EACH));
        showOutputs();
        job.update();
      }
    } catch (IpcException.EndedBySignal ended) {
      job.end(Signals.parse("HUP"));
      throw ended;
    } finally {
      terminal.takeBack(job);
    }
    if (job.state() == Job.State.STOPPED) {
      Jobs.Entry stopped = jobs.entryOf(job).orElseGet(() -> jobs.add(job, text, null));
      jobs.takeStopped();
      editor.show("");
      editor.show(stopped.toString());
    } else {
      jobs.entryOf(job).ifPresent(jobs::remove);
      if (job.isEndedBySignal()) {
        tellSignal(job.status());
      }
    }
    return job.status();
  }

  /** The terminal shows what was pressed; the end of what no key ended is told. */
  private void tellSignal(int status) {
    String name = Signals.name(status - Exit.SIGNAL_OFFSET);
    switch (name) {
      case "INT" -> editor.show("");
      case "PIPE" -> {}
      default -> editor.show("ended by SIG" + name);
    }
  }

  /** The output of one job, shown above what is typed. */
  private final class Behind implements Background {
    private final JobOutput output = JobOutput.open(engine, terminal);

    @Override
    public void apply(StandardDescriptors streams) {
      output.apply(streams);
    }

    @Override
    public void started() {
      output.started();
      outputs.add(output);
    }

    /** What is left of an ended job, but not what others write there without end. */
    void showRest() {
      List<String> lines = output.lines();
      for (int i = 0; i < MOST_CHUNKS && !lines.isEmpty(); i++) {
        lines.forEach(line -> editor.show(Shown.line(line)));
        lines = output.lines();
      }
      lines.forEach(line -> editor.show(Shown.line(line)));
    }
  }

  @Override
  public boolean endsLine(int status) {
    return status == INTERRUPTED;
  }

  @Override
  public Background openBackground() {
    return new Behind();
  }

  @Override
  public int resume(Jobs.Entry entry) {
    editor.show(entry.text());
    entry.job().resume();
    return await(entry.job(), entry.text());
  }

  @Override
  public void resumeBehind(Jobs.Entry entry) {
    entry.job().resume();
    editor.show(entry.toString());
  }

  @Override
  public int awaitBehind(Jobs.Entry entry) {
    entry.job().update();
    while (entry.job().state() == Job.State.RUNNING) {
      Attention.Heard heard =
          attention.await(Attention.Keys.LEFT, outputs, engine.within(AT_LEAST_EACH));
      showOutputs();
      if (heard == Attention.Heard.INTERRUPT) {
        return INTERRUPTED;
      }
      entry.job().update();
    }
    if (entry.job().state() == Job.State.ENDED) {
      showOutputs();
      jobs.remove(entry);
    }
    return entry.job().status();
  }

  @Override
  public void tellStarted(Jobs.Entry entry) {
    editor.show("[" + entry.number() + "] " + entry.job().lastPid());
  }

  @Override
  public String history() {
    return editor.history();
  }

  @Override
  public String keys() {
    return """

    Tab completes, Up and Ctrl-R find earlier lines, F1 or Alt-h shows how the
    command is used that is being typed, Ctrl-C ends a command, Ctrl-Z stops it.
    """;
  }

  @Override
  public void close() {
    editor.close();
    terminal.close();
    signals.close();
  }
}
