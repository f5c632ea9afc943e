package ipc.cli;

import ipc.engine.OwnProcess;
import ipc.engine.mailbox.CrashPoint;
import ipc.engine.mailbox.MailboxSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables this process was started with, as text that keeps every byte.
 *
 * @param variables by name
 */
public record Environment(Map<String, String> variables) {

  /** An environment that nothing changes any more. */
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The value of a variable that is set and not empty. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** What is said of mailboxes: where they live, and where a test wants this process to end. */
  public MailboxSettings mailboxes(OwnProcess process) {
    CrashPoint crashPoint =
        value(CrashPoint.VARIABLE)
            .map(text -> CrashPoint.parse(text, process::killSelf, process::stopSelf))
            .orElseGet(CrashPoint::never);
    return new MailboxSettings(
        value("IPC_HOME"), value("XDG_STATE_HOME"), value("HOME"), crashPoint);
  }

  /** NAME=value each, for a command that we start, with variables of ours added. */
  public List<String> with(List<String> additions) {
    List<String> entries = new ArrayList<>(additions);
    List<String> added = additions.stream().map(Environment::name).toList();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (!added.contains(variable.getKey())) {
        entries.add(variable.getKey() + "=" + variable.getValue());
      }
    }
    return entries;
  }

  /** The same without some variables. */
  public Environment without(List<String> names) {
    Map<String, String> others = new HashMap<>(variables);
    names.forEach(others::remove);
    return new Environment(others);
  }

  private static String name(String entry) {
    return entry.substring(0, entry.indexOf('='));
  }
}
