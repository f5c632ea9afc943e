package ipc.cli.completion;

import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.Scan;
import ipc.engine.Use;
import ipc.model.ByteText;
import ipc.model.Quantity;
import ipc.model.Size;
import ipc.model.SocketState;
import java.util.ArrayList;
import java.util.List;

/** An object in one line: what it is, how large or full, whose, and who uses it. */
final class Described {
  private static final int NAMED_USERS = 2;
  private static final int MOST_PROCESSES = 300;

  private final Mechanism mechanism;
  private final Scan scan;

  Described(Mechanism mechanism, Scan scan) {
    this.mechanism = mechanism;
    this.scan = scan;
  }

  String of(ObjectStatus object) {
    List<String> words = new ArrayList<>();
    Detail detail = object.detail();
    // No switch: over types its first use costs 2 ms.
    if (detail instanceof Detail.Memory memory) {
      memory(memory, words);
    } else if (detail instanceof Detail.Mailbox mailbox) {
      mailbox(mailbox, words);
    } else if (detail instanceof Detail.Queue queue) {
      words.add("queue");
      queue.messages().ifPresent(count -> words.add(Quantity.messages(count)));
    } else if (detail instanceof Detail.Semaphores semaphores) {
      semaphores(semaphores, words);
    } else if (detail instanceof Detail.Fifo) {
      words.add("named pipe");
    } else if (detail instanceof Detail.Socket socket) {
      socket(socket, words);
    } else if (detail instanceof Detail.Other other) {
      words.add(other.what());
    }
    object.uid().ifPresent(uid -> words.add("of " + scan.accounts().user(uid)));
    // Named pipes were found by their users. Those of a socket take a walk over all processes.
    boolean isCheap = detail instanceof Detail.Socket && scan.processes() <= MOST_PROCESSES;
    if (detail instanceof Detail.Fifo || isCheap) {
      users(object, words);
    }
    return ByteText.printable(String.join(", ", words));
  }

  private static void memory(Detail.Memory memory, List<String> words) {
    words.add("segment");
    words.add(new Size(memory.sizeBytes()).human());
    memory.attachments().ifPresent(count -> words.add(count + " attached"));
    if (memory.markedForDestruction()) {
      words.add("removed");
    }
  }

  private static void mailbox(Detail.Mailbox mailbox, List<String> words) {
    words.add("mailbox");
    words.add(Quantity.messages(mailbox.ready()));
    if (mailbox.dead() > 0) {
      words.add(mailbox.dead() + " dead");
    }
    words.add(mailbox.attached() + " attached");
    if (mailbox.sealed()) {
      words.add("sealed");
    }
  }

  private static void semaphores(Detail.Semaphores semaphores, List<String> words) {
    words.add(semaphores.count() == 1 ? "semaphore" : semaphores.count() + " semaphores");
    if (semaphores.count() == 1 && semaphores.values().isPresent()) {
      words.add("value " + semaphores.values().get().getFirst());
    }
    if (semaphores.waiters().orElse(0) > 0) {
      words.add(semaphores.waiters().getAsLong() + " waiting");
    }
  }

  private static void socket(Detail.Socket socket, List<String> words) {
    words.add(socket.state() == SocketState.LISTENING ? "listening" : socket.state().word());
    if (socket.connections().orElse(0) > 0) {
      words.add(Quantity.of(socket.connections().getAsLong(), "connection", "connections"));
    }
  }

  /** Who has it: the walk that finds them is done once for all objects, and ends in time. */
  private void users(ObjectStatus object, List<String> words) {
    List<Use> users = mechanism.uses(object, scan);
    for (Use use : users.subList(0, Math.min(NAMED_USERS, users.size()))) {
      String how = object.detail() instanceof Detail.Fifo ? use.how().word() + " " : "";
      words.add(how + use.command() + " (" + use.pid() + ")");
    }
    if (users.size() > NAMED_USERS) {
      words.add(users.size() - NAMED_USERS + " more");
    }
  }
}
