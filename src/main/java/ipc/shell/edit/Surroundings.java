package ipc.shell.edit;

import ipc.cli.completion.Completer;
import java.util.List;
import java.util.Map;

/** What an editor asks of the shell it is part of. */
public interface Surroundings {
  /** The shell's own commands, each with what it does. */
  Map<String, String> builtins();

  /** The jobs, {@code %1} and so on, each with its line. */
  Map<String, String> jobs();

  /** The names of variables. */
  List<String> variables();

  /** Whether a word begins a command of ipc. */
  boolean isOwn(String word);

  /** Completes commands of ipc, programs and files. */
  Completer completer();
}
