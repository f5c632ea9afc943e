package ipc.cli.status;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Outcomes;
import ipc.cli.Output;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.Scan;
import ipc.engine.Use;
import ipc.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ipc who}: shows the processes that use an object; the answer is no if there are none. */
public final class Who implements Verb {
  private final Operands operands = new Operands(Optional.empty(), "what is used");
  private final Output output = new Output();

  @Override
  public void declare(CommandSpec spec) {
    operands.addTo(spec);
    output.addTo(spec, Output.Shape.LISTING);
  }

  @Override
  public int run(Invocation invocation) {
    Scan scan = invocation.engine().scan();
    Outcomes outcomes = new Outcomes();
    List<UserColumns.Row> rows = new ArrayList<>();
    for (Address address : operands.values()) {
      try {
        Subject subject = operands.find(address, invocation, scan);
        for (Use use : subject.users()) {
          rows.add(new UserColumns.Row(subject.status().address().toString(), use));
        }
        if (subject.users().isEmpty()) {
          requireNobody(subject);
          outcomes.failed(Exit.NO.status());
        }
        tellDoubt(subject, scan, invocation);
      } catch (IpcException failure) {
        invocation.complain(failure);
        outcomes.failed(Exit.statusOf(failure));
      }
    }
    if (rows.isEmpty() && invocation.streams().outIsTerminal() && !output.isJson()) {
      scan.warnings().forEach(invocation::warn); // a heading over nothing would be text
    } else {
      output.list(invocation, UserColumns.listed(), rows, scan::warnings);
    }
    return outcomes.status();
  }

  /** Users that the kernel counts and nobody can see are not nobody. */
  private static void requireNobody(Subject subject) {
    Optional<String> doubt = subject.doubt();
    if (subject.isCounted() && doubt.isPresent()) {
      throw new IpcException.NotPermitted(
          "cannot see who uses '" + subject.status().address() + "': " + doubt.get(),
          "run as root");
    }
  }

  private static void tellDoubt(Subject subject, Scan scan, Invocation invocation) {
    String address = "'" + subject.status().address() + "'";
    Optional<String> doubt = subject.doubt();
    if (doubt.isEmpty()) {
      if (subject.users().isEmpty()) {
        invocation.verdict("nobody uses " + address);
      }
    } else if (subject.users().isEmpty()) {
      scan.warn("nobody is seen to use " + address + ", but " + doubt.get());
    } else if (subject.isCounted()) {
      // What could not be read is told once for all operands; that there are more, for each.
      scan.warn("not all who use " + address + " are seen: " + doubt.get());
    }
  }

  @Override
  public List<Records> records() {
    return List.of(Records.listed("users", UserColumns.listed()));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc who posix-shm:/jobs", "the processes that have it mapped or open"),
        new Example("ipc who -o pid sysv-shm:0x1234", "their pids alone"),
        new Example("ipc who -q posix-sem:/jobs", "1, and no text, if nobody does"));
  }
}
