package ipc.cli.status;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Output;
import ipc.cli.Verb;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.engine.socket.LocalSockets;
import ipc.model.Scheme;
import ipc.render.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code ipc ls}, {@code ipc shm ls}: lists objects, and who uses them. */
public final class Listing implements Verb {
  private final Optional<Scheme> only;
  private final Supplier<RecordType<Subject>> type;
  private final List<Example> examples;
  private final OptionSpec connections =
      Arguments.flag("list those that are connected, or were, as well", "--connections");
  private final Output output = new Output();

  private Listing(
      Optional<Scheme> only, Supplier<RecordType<Subject>> type, List<Example> examples) {
    this.only = only;
    this.type = type;
    this.examples = examples;
  }

  /** The listing of all there is. */
  public static Listing ofEverything() {
    return new Listing(
        Optional.empty(),
        ObjectColumns::everything,
        List.of(
            new Example("ipc ls", "every object of every kind, and how many use it"),
            new Example("ipc ls --where 'messages > 0'", "the queues that hold something"),
            new Example("ipc ls --json", "the same for scripts, users and all"),
            new Example("ipc ls -o address,owner --where 'scheme = sysv-sem'", "one kind alone")));
  }

  /** The listing of shared memory. */
  public static Listing ofSegments() {
    return new Listing(
        Optional.of(Scheme.POSIX_SHM),
        ObjectColumns::segments,
        List.of(
            new Example("ipc shm ls", "every segment, and how many processes have it"),
            new Example("ipc shm ls --where 'size >= 1M' --sort -size", "the large ones first"),
            new Example("ipc shm ls --where 'users = 0' -o address", "what nobody uses"),
            new Example("ipc shm ls -o +swapped,changed", "two columns more")));
  }

  /** The listing of named pipes. */
  public static Listing ofFifos() {
    return new Listing(
        Optional.of(Scheme.FIFO),
        ObjectColumns::fifos,
        List.of(
            new Example("ipc fifo ls", "every named pipe that is open, and who has it"),
            new Example(
                "ipc fifo ls --where 'waiting > 0' -o address", "those with unread bytes")));
  }

  /** The listing of sockets. */
  public static Listing ofSockets() {
    return new Listing(
        Optional.of(Scheme.TCP),
        ObjectColumns::sockets,
        List.of(
            new Example("ipc sock ls", "every socket that peers can come to, and who has it"),
            new Example("ipc sock ls --where 'scheme = tcp' -o address,users", "one kind alone"),
            new Example(
                "ipc sock ls --connections --where 'state = established' -o address,peer",
                "the connections that there are"),
            new Example(
                "ipc sock ls --where 'pending > 0' -o address",
                "where peers wait to be accepted")));
  }

  /** The listing of mailboxes. */
  public static Listing ofMailboxes() {
    return new Listing(
        Optional.of(Scheme.MBOX),
        ObjectColumns::mailboxes,
        List.of(
            new Example("ipc mbox ls", "every mailbox of ours, and how many messages wait"),
            new Example("ipc mbox ls --where 'dead > 0' -o address", "those with dead letters"),
            new Example("ipc mbox ls --json", "the same for scripts, users and all")));
  }

  @Override
  public void declare(CommandSpec spec) {
    if (isOfSockets()) {
      spec.addOption(connections);
    }
    output.addTo(spec, Output.Shape.LISTING);
  }

  private boolean isOfSockets() {
    return only.isPresent() && only.get() == Scheme.TCP;
  }

  @Override
  public int run(Invocation invocation) {
    Scan scan = invocation.engine().scan();
    List<Subject> subjects = new ArrayList<>();
    for (Mechanism mechanism : invocation.registry().mechanisms()) {
      if (only.isEmpty() || mechanism.schemes().contains(only.get())) {
        for (ObjectStatus status : mechanism.list(scan)) {
          subjects.add(new Subject(status, mechanism, scan));
        }
        if (Arguments.isSet(connections) && mechanism instanceof LocalSockets sockets) {
          for (ObjectStatus status : sockets.connections(scan)) {
            subjects.add(new Subject(status, mechanism, scan));
          }
        }
      }
    }
    RecordType<Subject> records =
        Arguments.isSet(connections) ? ObjectColumns.connections() : type.get();
    output.list(invocation, records, subjects, scan::warnings);
    return Exit.OK.status();
  }

  @Override
  public List<Records> records() {
    return List.of(
        Records.listed("objects", type.get()), Records.nested("their users", UserColumns.nested()));
  }

  @Override
  public List<Example> examples() {
    return examples;
  }
}
