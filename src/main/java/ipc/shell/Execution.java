package ipc.shell;

import ipc.cli.Catalogue;
import ipc.cli.CommandRunner;
import ipc.cli.Ending;
import ipc.cli.Environment;
import ipc.cli.Exit;
import ipc.cli.Interpreter;
import ipc.cli.Invocation;
import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.job.CapturedOutput;
import ipc.engine.job.Job;
import ipc.engine.job.StandardDescriptors;
import ipc.engine.job.WorkingDirectory;
import ipc.model.ByteText;
import ipc.shell.language.Chain;
import ipc.shell.language.Command;
import ipc.shell.language.LineException;
import ipc.shell.language.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/** Runs what lines say: the same for a file and for a person, but for the {@link Foreground}. */
final class Execution implements Expansion.Values {
  private static final int ERROR = 2;

  private final Invocation invocation;
  private final Engine engine;
  private final CommandRunner commands;
  private final Foreground foreground;
  private final WorkingDirectory directory;
  private final Expansion expansion;
  private final Programs programs;
  private final Variables variables;
  private final Jobs jobs;
  private final Builtins builtins;
  private final List<String> arguments;
  private String text = "";
  private int status;
  private OptionalInt lastBackground = OptionalInt.empty();

  /**
   * A shell at its beginning.
   *
   * @param arguments {@code $0}, {@code $1} and so on
   */
  Execution(
      Invocation invocation,
      CommandRunner commands,
      Foreground foreground,
      Jobs jobs,
      List<String> arguments) {
    this.invocation = invocation;
    this.engine = invocation.engine();
    this.commands = commands;
    this.foreground = foreground;
    this.jobs = jobs;
    this.arguments = List.copyOf(arguments);
    this.directory = new WorkingDirectory(engine);
    this.variables = new Variables(invocation.environment());
    this.programs = new Programs(engine, invocation.environment(), variables);
    this.expansion =
        new Expansion(
            this,
            new PathPattern.Directories() {
              @Override
              public List<String> names(String path) {
                return directory.names(path);
              }

              @Override
              public boolean has(String path) {
                return directory.has(path);
              }
            });
    this.builtins = new Builtins(this, directory, foreground);
  }

  Invocation invocation() {
    return invocation;
  }

  Variables variables() {
    return variables;
  }

  Jobs jobs() {
    return jobs;
  }

  /** What the last command ended with. */
  int status() {
    return status;
  }

  void setStatus(int status) {
    this.status = status;
  }

  /** Whether a word begins a command of ours. */
  static boolean isOwn(String word) {
    return Catalogue.topVerb(word).isPresent()
        || Catalogue.group(word).isPresent()
        || word.equals("help")
        || word.equals("version")
        || word.equals("--help")
        || word.equals("-h")
        || word.equals("--version");
  }

  /** All words that begin a command. */
  static List<String> knownWords() {
    List<String> words = new ArrayList<>();
    Catalogue.top().forEach(entry -> words.add(entry.word()));
    Catalogue.groups().forEach(group -> words.add(group.noun().word()));
    for (Builtin each : Builtin.values()) {
      words.add(each.word());
    }
    return words;
  }

  /** A name for messages, on one line. */
  static String shown(String text) {
    return ByteText.quote(text);
  }

  /** Says which text the chains are of that run next; gives the one before. */
  String setText(String text) {
    String before = this.text;
    this.text = text;
    return before;
  }

  /** Runs the lines of a file here, up to the first failure. */
  int source(String file) {
    String before = text;
    try {
      return ScriptFile.open(invocation, file).run(this, Interpreter.AfterFailure.STOP);
    } finally {
      text = before;
    }
  }

  /**
   * Runs one chain of the text.
   *
   * @throws LineException if it cannot be run as it is
   * @throws ShellExit if it says so
   * @throws LineLeft if a status means that the line is to end
   * @throws IpcException.EndedBySignal if a signal has ended it, and so ends us
   */
  void run(Chain chain) {
    if (chain.isBackground()) {
      status = startBehind(chain);
      return;
    }
    status = run(chain.first());
    for (Chain.Link link : chain.rest()) {
      if (link.runsAfterSuccess() == (status == 0)) {
        status = run(link.pipeline());
      }
    }
  }

  private int run(Pipeline pipeline) {
    int result;
    try {
      List<Command> all = pipeline.commands();
      result = all.size() == 1 ? single(all.getFirst()) : piped(pipeline);
    } catch (IpcException failure) {
      if (failure instanceof IpcException.EndedBySignal
          || failure instanceof IpcException.OutputClosed) {
        throw failure;
      }
      invocation.complain(failure);
      result = Exit.statusOf(failure);
    }
    if (foreground.endsLine(result)) {
      throw new LineLeft(result);
    }
    return pipeline.isNegated() ? result == 0 ? Exit.NO.status() : 0 : result;
  }

  private int single(Command command) {
    if (command.words().isEmpty()) {
      return assign(command);
    }
    Stage stage = stage(command);
    stage.requireKnown();
    check(stage);
    try (StandardDescriptors streams = redirected(command, new StandardDescriptors(engine))) {
      if (stage.kind() == Stage.Kind.BUILTIN) {
        return here(streams, () -> builtins.run(stage.builtin(), stage.words()));
      }
      if (stage.kind() == Stage.Kind.OWN
          && foreground.runsHere(stage.words())
          && !jobs.isAnyAlive()) {
        return runHere(stage, streams);
      }
      Job job = new Job(engine, foreground.group());
      start(job, stage, streams);
      return await(job, command.start(), command.end());
    }
  }

  private void check(Stage stage) {
    if (foreground.checksFirst()) {
      stage.requireRight();
    }
  }

  private int await(Job job, int start, int end) {
    return job.isStarted() ? foreground.await(job, text.substring(start, end)) : job.status();
  }

  private int runHere(Stage stage, StandardDescriptors streams) {
    Environment environment = stage.environment(variables);
    Ending[] ending = new Ending[1];
    here(
        streams,
        () -> {
          ending[0] = commands.run(stage.words(), environment);
          return ending[0].status();
        });
    boolean isOwnReader = !streams.isOutputRedirected();
    int pipe = Exit.statusOf(new IpcException.OutputClosed());
    if (ending[0].signal().isPresent() && (isOwnReader || ending[0].status() != pipe)) {
      throw new IpcException.EndedBySignal(ending[0].signal().getAsInt());
    }
    return ending[0].status();
  }

  /** Runs something in this process with other descriptors 0 to 2, and puts ours back. */
  private int here(StandardDescriptors streams, IntSupplier what) {
    if (!streams.isRedirected()) {
      return what.getAsInt();
    }
    invocation.flush();
    try (StandardDescriptors.Replaced _ = streams.takeTheirPlace()) {
      return what.getAsInt();
    }
  }

  private int assign(Command command) {
    status = 0;
    for (Command.Assignment assignment : command.assignments()) {
      variables.set(assignment.name(), expansion.text(assignment.value()));
    }
    redirected(command, new StandardDescriptors(engine)).close();
    return status; // that of the last $(...), as in sh
  }

  /** What a command is when all its words are known; nothing of it has happened. */
  private Stage stage(Command command) {
    Map<String, String> own = new HashMap<>();
    for (Command.Assignment assignment : command.assignments()) {
      own.put(assignment.name(), expansion.text(assignment.value()));
    }
    return Stage.of(command, expansion.arguments(command.words()), own);
  }

  private StandardDescriptors redirected(Command command, StandardDescriptors streams) {
    try {
      for (Command.Redirection each : command.redirections()) {
        redirect(each, streams);
      }
      return streams;
    } catch (IpcException | LineException failure) {
      streams.close();
      throw failure;
    }
  }

  private void redirect(Command.Redirection each, StandardDescriptors streams) {
    int target = each.descriptor();
    switch (each.kind()) {
      case READ -> streams.open(target, path(each), StandardDescriptors.Access.READ);
      case WRITE -> streams.open(target, path(each), StandardDescriptors.Access.WRITE);
      case APPEND -> streams.open(target, path(each), StandardDescriptors.Access.APPEND);
      case WRITE_BOTH -> {
        streams.open(target, path(each), StandardDescriptors.Access.WRITE);
        streams.copy(ERROR, target);
      }
      case APPEND_BOTH -> {
        streams.open(target, path(each), StandardDescriptors.Access.APPEND);
        streams.copy(ERROR, target);
      }
      case COPY -> streams.copy(target, each.source());
    }
  }

  private String path(Command.Redirection redirection) {
    String path = expansion.text(redirection.target());
    if (path.isEmpty()) {
      throw LineException.wrong(
          "the name of a file is empty",
          null,
          redirection.target().start(),
          redirection.target().end());
    }
    return path;
  }

  private int piped(Pipeline pipeline) {
    Job job = new Job(engine, foreground.group());
    start(job, pipeline, _ -> {});
    return await(job, pipeline.start(), pipeline.commands().getLast().end());
  }

  private int startBehind(Chain chain) {
    if (!chain.rest().isEmpty() || chain.first().isNegated()) {
      throw LineException.wrong(
          "only one pipeline can run in the background",
          "'!sh -c' runs a command of the shell",
          chain.start(),
          chain.end());
    }
    Job job = new Job(engine, foreground.group());
    Foreground.Background background = foreground.openBackground();
    try {
      start(job, chain.first(), background::apply);
    } finally {
      background.started();
    }
    if (!job.isStarted()) {
      return job.status();
    }
    lastBackground = OptionalInt.of(job.lastPid());
    Jobs.Entry entry = jobs.add(job, text.substring(chain.start(), chain.end()), background);
    foreground.tellStarted(entry);
    return 0;
  }

  /** Makes streams of a command what its surroundings want, before its redirections. */
  private interface Basis {
    void apply(StandardDescriptors streams);
  }

  private void start(Job job, Pipeline pipeline, Basis basis) {
    List<Stage> stages = stages(pipeline);
    Descriptor input = null;
    for (Stage stage : stages) {
      boolean isLast = stage == stages.getLast();
      boolean isBuiltin = stage.kind() == Stage.Kind.BUILTIN;
      Descriptor[] pipe = isLast || isBuiltin ? null : Job.pipe(engine);
      Descriptor next = pipe == null ? null : pipe[0];
      try (Descriptor read = input;
          Descriptor written = pipe == null ? null : pipe[1];
          StandardDescriptors streams = new StandardDescriptors(engine)) {
        basis.apply(streams);
        if (read != null) {
          streams.set(0, read);
        }
        if (written != null) {
          streams.set(1, written);
        }
        if (isBuiltin) {
          next = printed(job, stage);
        } else {
          redirectAndStart(job, stage, streams);
        }
      }
      input = next;
    }
  }

  /** All of them, with what their words stand for, before the first begins. */
  private List<Stage> stages(Pipeline pipeline) {
    List<Stage> stages = new ArrayList<>();
    boolean isAlone = pipeline.commands().size() == 1;
    for (Command command : pipeline.commands()) {
      if (command.words().isEmpty()) {
        throw LineException.wrong("a command is missing", null, command.start(), command.end());
      }
      Stage stage = stage(command);
      if (isAlone) {
        stage.requireKnown();
      }
      check(stage);
      stages.add(stage.inPipeline(stages.isEmpty() && !isAlone));
    }
    return stages;
  }

  private void redirectAndStart(Job job, Stage stage, StandardDescriptors streams) {
    try {
      start(job, stage, redirected(stage.command(), streams));
    } catch (IpcException failure) {
      invocation.complain(failure);
      job.addEnded(Exit.statusOf(failure));
    }
  }

  private void start(Job job, Stage stage, StandardDescriptors streams) {
    List<String> environment = Variables.entries(stage.environment(variables));
    job.start(stage.arguments(programs), environment, streams);
  }

  /** What a command of the shell prints, to be read by the next one. */
  private Descriptor printed(Job job, Stage stage) {
    try (CapturedOutput output = CapturedOutput.open(engine);
        StandardDescriptors streams = new StandardDescriptors(engine)) {
      streams.set(1, output.descriptor());
      redirected(stage.command(), streams);
      job.addEnded(here(streams, () -> builtins.run(stage.builtin(), stage.words())));
      return output.reopen();
    }
  }

  @Override
  public Optional<String> variable(String name) {
    return switch (name) {
      case "?" -> Optional.of(Integer.toString(status));
      case "$" -> Optional.of(Integer.toString(engine.ownProcess().pid()));
      case "!" ->
          lastBackground.isPresent()
              ? Optional.of(Integer.toString(lastBackground.getAsInt()))
              : Optional.empty();
      case "#" -> Optional.of(Integer.toString(arguments.size() - 1));
      default -> {
        int digit = name.charAt(0) - '0';
        if (digit < 0 || digit > 9) {
          yield variables.get(name);
        }
        yield digit < arguments.size() ? Optional.of(arguments.get(digit)) : Optional.empty();
      }
    };
  }

  /** Runs commands for what they print; what they change is theirs alone. */
  @Override
  public String output(List<Chain> chains, int start) {
    Variables before = variables.copy();
    String place = directory.path();
    try (CapturedOutput output = CapturedOutput.open(engine);
        StandardDescriptors streams = new StandardDescriptors(engine)) {
      streams.set(1, output.descriptor());
      here(streams, () -> runWithin(chains));
      return withoutNewlines(output.text(), start);
    } finally {
      variables.become(before);
      if (!directory.path().equals(place)) {
        directory.change(place);
      }
    }
  }

  private int runWithin(List<Chain> chains) {
    try {
      chains.forEach(this::run);
    } catch (ShellExit exit) {
      status = exit.status();
    } finally {
      invocation.flush();
    }
    return status;
  }

  private static String withoutNewlines(String text, int start) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    if (text.indexOf('\0') >= 0) {
      throw LineException.wrong(
          "what is printed here has a NUL byte, which no argument can have",
          null,
          start,
          start + 2);
    }
    return text.substring(0, end);
  }
}
