package ipc.shell;

import ipc.cli.Environment;
import ipc.cli.Invocation;
import ipc.engine.job.PrivateLines;
import java.util.Optional;

/** Where the history of a user is kept: beside the mailboxes, whose names end otherwise. */
final class HistoryPlace {
  private static final String FILE = "/ipc/shell-history";

  private HistoryPlace() {}

  /** Empty where there is no home. */
  static Optional<PrivateLines> of(Invocation invocation) {
    Environment environment = invocation.environment();
    // The XDG base directory specification has a relative path ignored.
    Optional<String> state =
        environment
            .value("XDG_STATE_HOME")
            .filter(path -> path.startsWith("/"))
            .or(() ->
                environment
                    .value("HOME")
                    .filter(path -> path.startsWith("/"))
                    .map(home -> home + "/.local/state"));
    return state.map(path -> new PrivateLines(invocation.engine(), path + FILE));
  }
}
