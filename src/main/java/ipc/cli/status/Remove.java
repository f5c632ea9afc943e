package ipc.cli.status;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Outcomes;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.ObjectStatus.Identity;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Quantity;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code ipc rm}, {@code ipc shm rm}: removes objects, and tells who still has them. */
public final class Remove implements Verb {
  private final Operands operands;
  private final List<Example> examples;
  private final OptionSpec force =
      Arguments.flag("an object that is not there is fine", "-f", "--force");
  private final OptionSpec unused =
      Arguments.flag("refuse (1) while anybody holds it, or has it attached or open", "--unused");

  private Remove(Optional<Noun> noun, List<Example> examples) {
    this.operands = new Operands(noun, "what to remove; one failure does not keep the others");
    this.examples = examples;
  }

  /** For every kind of object. */
  public static Remove ofAnything() {
    return new Remove(
        Optional.empty(),
        List.of(
            new Example("ipc rm posix-mq:/jobs", "remove a queue and what is in it"),
            new Example("ipc rm -f sysv-sem:0x1234", "0 even if there is no such set"),
            new Example("ipc rm --unused posix-shm:/jobs", "1 while somebody has it")));
  }

  /** For shared memory. */
  public static Remove ofSegments() {
    return new Remove(
        Optional.of(Noun.SHM),
        List.of(
            new Example("ipc shm rm jobs", "remove posix-shm:/jobs, telling who still has it"),
            new Example("ipc shm rm --unused sysv-shm:0x1234", "1 while it is attached")));
  }

  /** For named pipes. */
  public static Remove ofFifos() {
    return new Remove(
        Optional.of(Noun.FIFO),
        List.of(
            new Example("ipc fifo rm jobs", "remove its name, telling who still has it"),
            new Example("ipc fifo rm --unused jobs", "1 while somebody has it open")));
  }

  /** For sockets: the file of one, for a port has none. */
  public static Remove ofSockets() {
    return new Remove(
        Optional.of(Noun.SOCK),
        List.of(
            new Example("ipc sock rm unix:/run/app", "remove the path, telling who listens there"),
            new Example("ipc sock rm --unused unix:/run/app", "1 while somebody listens there"),
            new Example("ipc sock rm -f unix:/run/app", "0 even if there is none")));
  }

  /** For mailboxes. */
  public static Remove ofMailboxes() {
    return new Remove(
        Optional.of(Noun.MBOX),
        List.of(
            new Example("ipc mbox rm jobs", "remove it with what is in it; who waits is told"),
            new Example("ipc mbox rm --unused jobs", "1 while somebody has it")));
  }

  @Override
  public void declare(CommandSpec spec) {
    operands.addTo(spec);
    spec.addOption(force);
    spec.addOption(unused);
  }

  @Override
  public Names names() {
    return Names.REMOVABLE;
  }

  @Override
  public int run(Invocation invocation) {
    Outcomes outcomes = new Outcomes();
    for (Address address : operands.values()) {
      try {
        remove(address, invocation);
      } catch (IpcException.NoSuchObject missing) {
        if (!Arguments.isSet(force)) {
          invocation.complain(missing);
          outcomes.failed(Exit.statusOf(missing));
        }
      } catch (IpcException failure) {
        invocation.complain(failure);
        outcomes.failed(Exit.statusOf(failure));
      }
    }
    return outcomes.status();
  }

  private void remove(Address address, Invocation invocation) {
    // A scan of its own: what was seen before the last operand went is old by now.
    Scan scan = invocation.engine().scan();
    Mechanism mechanism = invocation.registry().of(address);
    mechanism.requireRemovable(address);
    Subject subject = operands.find(address, invocation, scan);
    boolean quiet = invocation.words() == Invocation.Words.QUIET;
    if (Arguments.isSet(unused)) {
      requireUnused(subject, mechanism);
    } else if (!quiet) {
      subject.users(); // before it goes: a name that is gone cannot be looked at
    }
    mechanism.remove(subject.status());
    if (!quiet) {
      tell(subject, invocation);
    }
  }

  private static void requireUnused(Subject subject, Mechanism mechanism) {
    String address = "'" + subject.status().address() + "'";
    if (!subject.users().isEmpty()) {
      throw new IpcException.AnswerIsNo(
          address + " is not removed: it is still used by " + subject.nameUsers(),
          "'ipc wait' can wait until it is unused");
    }
    if (subject.status().detail() instanceof Detail.Socket socket) {
      Optional<String> holder =
          socket.isHeld()
              ? Optional.of("a process that is not seen from here has it")
              : mechanism.hiddenUse(subject.status());
      if (holder.isPresent()) {
        throw new IpcException.AnswerIsNo(address + " is not removed: " + holder.get(), null);
      }
      return;
    }
    Optional<String> doubt = subject.doubt();
    if (doubt.isPresent()) {
      throw new IpcException.NotPermitted(
          "cannot tell whether " + address + " is unused: " + doubt.get(),
          "run as root, or remove it without --unused");
    }
  }

  private static void tell(Subject subject, Invocation invocation) {
    String removed = "'" + subject.status().address() + "' is removed" + withContent(subject);
    if (!subject.users().isEmpty()) {
      invocation.note(removed + "; " + after(subject));
      return;
    }
    boolean memory = subject.status().detail() instanceof Detail.Memory;
    Optional<String> doubt = outlivesItsName(subject) ? subject.doubt() : Optional.empty();
    if (doubt.isPresent()) {
      String unknown = memory ? "its memory is free now" : "anybody still has it";
      invocation.note(removed + "; whether " + unknown + " is not known: " + doubt.get());
    } else if (!withContent(subject).isEmpty()) {
      invocation.note(removed);
    } else {
      invocation.verdict(removed + (memory ? "; its memory is free now" : ""));
    }
  }

  /** Whether those who have the object keep it when its name is gone. */
  private static boolean outlivesItsName(Subject subject) {
    return subject.status().detail() instanceof Detail.Memory
        || subject.status().detail() instanceof Detail.Socket
        || subject.status().identity() instanceof Identity.FileNode
            && !(subject.status().detail() instanceof Detail.Other)
            && !(subject.status().detail() instanceof Detail.Mailbox);
  }

  /** What went with the object and cannot be had again. */
  private static String withContent(Subject subject) {
    if (subject.status().detail() instanceof Detail.Queue queue && queue.messages().orElse(0) > 0) {
      return " with " + Quantity.messages(queue.messages().getAsLong());
    }
    if (subject.status().detail() instanceof Detail.Mailbox mailbox && mailbox.messages() > 0) {
      return " with " + Quantity.messages(mailbox.messages());
    }
    return "";
  }

  private static String after(Subject subject) {
    String users = subject.nameUsers();
    // No switch: over types it costs 2 ms at start-up.
    Identity identity = subject.status().identity();
    if (identity instanceof Identity.Segment
        || subject.status().detail() instanceof Detail.Memory) {
      return "its memory is free at the last detach, still "
          + (identity instanceof Identity.Segment ? "attached" : "used")
          + " by "
          + users;
    }
    if (identity instanceof Identity.Sockets) {
      return "nobody new comes to those who have it: " + users;
    }
    if (identity instanceof Identity.FileNode) {
      return subject.status().detail() instanceof Detail.Mailbox
          ? "who takes part in it leaves with 66: " + users
          : "it lives on for those who have it: " + users;
    }
    return "who waited was woken with an error: " + users;
  }

  @Override
  public List<Example> examples() {
    return examples;
  }
}
