package ipc.cli.status;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Outcomes;
import ipc.cli.Output;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.Noun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ipc stat}, {@code ipc shm stat}: shows an object in full, and who has it. */
public final class Stat implements Verb {
  private final Optional<Noun> noun;
  private final Operands operands;
  private final Output output = new Output();

  /** For the objects of a noun, or for every kind. */
  public Stat(Optional<Noun> noun) {
    this.noun = noun;
    this.operands = new Operands(noun, "what to show; one record each, in order");
  }

  @Override
  public void declare(CommandSpec spec) {
    operands.addTo(spec);
    output.addTo(spec, Output.Shape.RECORD);
  }

  @Override
  public int run(Invocation invocation) {
    Scan scan = invocation.engine().scan();
    Outcomes outcomes = new Outcomes();
    List<String> told = new ArrayList<>();
    for (Address address : operands.values()) {
      try {
        Subject subject = operands.find(address, invocation, scan);
        output.one(
            invocation,
            ObjectColumns.of(subject.status().detail()),
            subject,
            () -> warnings(scan, told));
        told.addAll(scan.warnings());
      } catch (IpcException.OutputClosed | IpcException.TransferFailed lost) {
        throw lost;
      } catch (IpcException failure) {
        invocation.complain(failure);
        outcomes.failed(Exit.statusOf(failure));
      }
    }
    return outcomes.status();
  }

  /** Each JSON document stands alone; on standard error nothing is said twice. */
  private List<String> warnings(Scan scan, List<String> told) {
    return output.isJson()
        ? scan.warnings()
        : scan.warnings().stream().filter(warning -> !told.contains(warning)).toList();
  }

  @Override
  public List<Records> records() {
    Records segment = Records.printed("shared memory", ObjectColumns.segment());
    Records users = Records.nested("their users", UserColumns.nested());
    Records mailbox = Records.printed("mailboxes", ObjectColumns.mailbox());
    Records fifo = Records.printed("named pipes", ObjectColumns.fifo());
    if (noun.isPresent() && noun.get() == Noun.FIFO) {
      return List.of(fifo, users);
    }
    Records socket = Records.printed("sockets", ObjectColumns.socket());
    if (noun.isPresent() && noun.get() == Noun.SOCK) {
      return List.of(socket, users);
    }
    return noun.isPresent()
        ? List.of(noun.get() == Noun.MBOX ? mailbox : segment, users)
        : List.of(
            segment,
            mailbox,
            fifo,
            socket,
            Records.printed("message queues", ObjectColumns.queue()),
            Records.printed("semaphores", ObjectColumns.semaphores()),
            users);
  }

  @Override
  public List<Example> examples() {
    if (noun.isPresent() && noun.get() == Noun.MBOX) {
      return List.of(
          new Example("ipc mbox stat jobs", "its messages, its capacity, and who takes part"),
          new Example("ipc mbox stat jobs -o messages", "how many wait"));
    }
    if (noun.isPresent() && noun.get() == Noun.FIFO) {
      return List.of(
          new Example("ipc fifo stat jobs", "what waits in it, who reads and who writes"),
          new Example("ipc fifo stat jobs -o readers", "the pids of those who read"));
    }
    if (noun.isPresent() && noun.get() == Noun.SOCK) {
      return List.of(
          new Example("ipc sock stat unix:/run/app", "who listens there, and who is connected"),
          new Example(
              "ipc sock stat tcp:127.0.0.1:9000 -o pending", "how many wait to be accepted"));
    }
    return noun.isPresent()
        ? List.of(
            new Example("ipc shm stat jobs", "size, owner, times, and who has it"),
            new Example("ipc shm stat sysv-shm:0x1234 --json", "the same for scripts"))
        : List.of(
            new Example("ipc stat posix-mq:/jobs", "its messages, limits, and who has it open"),
            new Example("ipc stat sysv-sem:0x1234 -o values", "the values of a set alone"));
  }
}
