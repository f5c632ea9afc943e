package ipc.cli;

import ipc.cli.bridge.Bridge;
import ipc.cli.completion.Complete;
import ipc.cli.completion.ShellScript;
import ipc.cli.fifo.FifoCreate;
import ipc.cli.fifo.FifoPeek;
import ipc.cli.fifo.FifoRead;
import ipc.cli.fifo.FifoSet;
import ipc.cli.fifo.FifoTalk;
import ipc.cli.fifo.FifoTee;
import ipc.cli.fifo.FifoWrite;
import ipc.cli.mbox.MboxCreate;
import ipc.cli.mbox.MboxSet;
import ipc.cli.mbox.Peek;
import ipc.cli.mbox.Purge;
import ipc.cli.mbox.Receive;
import ipc.cli.mbox.Seal;
import ipc.cli.mbox.Send;
import ipc.cli.mbox.Settle;
import ipc.cli.pipe.PipeRun;
import ipc.cli.script.Batch;
import ipc.cli.script.Shell;
import ipc.cli.shm.ShmAttach;
import ipc.cli.shm.ShmCreate;
import ipc.cli.shm.ShmRead;
import ipc.cli.shm.ShmResize;
import ipc.cli.shm.ShmWrite;
import ipc.cli.sock.SockConnect;
import ipc.cli.sock.SockListen;
import ipc.cli.status.Listing;
import ipc.cli.status.Remove;
import ipc.cli.status.Stat;
import ipc.cli.status.Wait;
import ipc.cli.status.Who;
import ipc.cli.tour.Tour;
import ipc.model.Noun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every noun and verb there is. Help, manual, completions and the tests read this list; nothing
 * else names a command.
 *
 * <p>To add a command:
 *
 * <ol>
 *   <li>write the prose of its manual page first, {@code src/main/man/ipc-NOUN-VERB.text}, in the
 *       form that the description of {@code ipc.docs} tells, with the exit statuses that it can
 *       give;
 *   <li>write a class in {@code ipc.cli.NOUN} that implements {@link Verb}, with at least one
 *       example, and with {@link Verb#records} if it prints records;
 *   <li>add it here, with a summary of at most sixty characters that begins with a verb;
 *   <li>run {@code .ci/generate}: manual page and completions are made from the declaration;
 *   <li>add a line to {@code src/bench/startup/leaves.txt}, and to {@code src/build/training.txt}
 *       the form that scripts run often, and no more: every start loads the whole cache;
 *   <li>write its test in {@code src/test/java/ipc/image}, say in a class {@code …Plays} there how
 *       each of its examples is tried, and in {@code RefusalIT} what is refused.
 * </ol>
 *
 * {@code CatalogueTest} fails while one of the dull parts is missing.
 */
public final class Catalogue {
  private static final List<Entry> ON_OBJECTS =
      List.of(
          new Entry("ls", "list every object, and who uses it", Listing::ofEverything),
          new Entry("stat", "show one object in full", () -> new Stat(Optional.empty())),
          new Entry("who", "show the processes that use an object", Who::new),
          new Entry("send", "send messages to a mailbox", Send::toAnything),
          new Entry("recv", "receive messages from a mailbox", Receive::fromAnything),
          new Entry("peek", "show what waits in a mailbox", Peek::intoAnything),
          new Entry("rm", "remove objects, telling who still has them", Remove::ofAnything),
          new Entry("wait", "wait until an object is there, free or gone", Wait::ofAnything));

  private static final List<Entry> OTHERS =
      List.of(
          new Entry("bridge", "join two ends: sockets, pipes, files, commands", Bridge::new),
          new Entry("batch", "run a file of commands in one process", Batch::new),
          new Entry("shell", "run commands that are typed, with completion", Shell::new),
          new Entry("tour", "show what ipc does on real objects, in a private place", Tour::new),
          new Entry("completion", "print the completions for a shell", ShellScript::new));

  /** What programs ask and no user types: no document tells of it. */
  private static final List<Entry> HIDDEN =
      List.of(new Entry("complete", "tell how a command line can go on", Complete::new));

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              Noun.MBOX,
              "mailboxes: messages between any number of processes",
              List.of(
                  new Entry("create", "create a mailbox", MboxCreate::new),
                  new Entry("set", "change a mailbox that is in use", MboxSet::new),
                  new Entry("send", "send messages to a mailbox", Send::toMailbox),
                  new Entry(
                      "recv", "receive messages, or run a command on each", Receive::fromMailbox),
                  new Entry(
                      "peek",
                      "show what waits in a mailbox, and change nothing",
                      Peek::intoMailbox),
                  new Entry("ack", "acknowledge leased messages", Settle::acknowledging),
                  new Entry("nack", "give leased messages back", Settle::givingBack),
                  new Entry("extend", "keep leased messages longer", Settle::extending),
                  new Entry("seal", "let nobody send to a mailbox any more", Seal::new),
                  new Entry("purge", "remove the messages that wait in a mailbox", Purge::new),
                  new Entry(
                      "stat",
                      "show one mailbox in full, and who has it",
                      () -> new Stat(Optional.of(Noun.MBOX))),
                  new Entry("ls", "list the mailboxes, and who has them", Listing::ofMailboxes),
                  new Entry("rm", "remove mailboxes with what is in them", Remove::ofMailboxes),
                  new Entry(
                      "wait", "wait until a mailbox is empty, there or gone", Wait::ofMailboxes))),
          new Group(
              Noun.SHM,
              "shared memory: System V and POSIX segments, mapped files",
              List.of(
                  new Entry("create", "create a segment", ShmCreate::new),
                  new Entry("read", "copy a segment to standard output", ShmRead::new),
                  new Entry("write", "copy standard input into a segment", ShmWrite::new),
                  new Entry("resize", "make a segment larger or smaller", ShmResize::new),
                  new Entry(
                      "attach", "hold a segment attached while a command runs", ShmAttach::new),
                  new Entry(
                      "stat",
                      "show one segment in full, and who has it",
                      () -> new Stat(Optional.of(Noun.SHM))),
                  new Entry("ls", "list the segments, and who has them", Listing::ofSegments),
                  new Entry(
                      "rm", "remove segments, telling who still has them", Remove::ofSegments),
                  new Entry(
                      "wait",
                      "wait until a segment is there, used, free or gone",
                      Wait::ofSegments))),
          new Group(
              Noun.FIFO,
              "named pipes: bytes from writers to readers",
              List.of(
                  new Entry("create", "create named pipes", FifoCreate::new),
                  new Entry("read", "copy a named pipe to standard output", FifoRead::new),
                  new Entry("write", "copy standard input into a named pipe", FifoWrite::new),
                  new Entry("tee", "copy one input to several named pipes", FifoTee::new),
                  new Entry(
                      "connect",
                      "talk over a pair of named pipes, as whoever asks",
                      FifoTalk::connecting),
                  new Entry(
                      "listen",
                      "talk over a pair of named pipes, as whoever serves",
                      FifoTalk::listening),
                  new Entry(
                      "peek", "show what waits in a named pipe, and take nothing", FifoPeek::new),
                  new Entry("set", "change how much a named pipe holds", FifoSet::new),
                  new Entry(
                      "stat",
                      "show a named pipe and who has it, without opening it",
                      () -> new Stat(Optional.of(Noun.FIFO))),
                  new Entry("ls", "list the named pipes that are open", Listing::ofFifos),
                  new Entry("rm", "remove named pipes", Remove::ofFifos),
                  new Entry(
                      "wait",
                      "wait until a named pipe is there, used, free or gone",
                      Wait::ofFifos))),
          new Group(
              Noun.PIPE,
              "ordinary pipes between commands",
              List.of(new Entry("run", "run a pipeline and tell who failed", PipeRun::new))),
          new Group(
              Noun.SOCK,
              "sockets: TCP, Unix, and what is said over them",
              List.of(
                  new Entry(
                      "listen", "take connections, by ourselves or by commands", SockListen::new),
                  new Entry("connect", "talk to whoever listens", SockConnect::new),
                  new Entry(
                      "stat",
                      "show a socket and who has it, without connecting",
                      () -> new Stat(Optional.of(Noun.SOCK))),
                  new Entry("ls", "list the sockets that peers can come to", Listing::ofSockets),
                  new Entry("rm", "remove the paths of Unix sockets", Remove::ofSockets),
                  new Entry(
                      "wait",
                      "wait until a socket is open, closed, there or gone",
                      Wait::ofSockets))));

  private Catalogue() {}

  /**
   * A noun with its verbs.
   *
   * @param noun what its bare words mean
   * @param summary one line
   * @param verbs in the order in which help shows them
   */
  public record Group(Noun noun, String summary, List<Entry> verbs) {
    /** The verb of that word. */
    public Optional<Entry> verb(String word) {
      return find(verbs, word);
    }
  }

  /**
   * A verb, not built yet.
   *
   * @param word as typed
   * @param summary one line
   * @param verb makes an instance for one command line
   */
  public record Entry(String word, String summary, Supplier<Verb> verb) {}

  /** The verbs that stand alone and work on objects of whatever kind. */
  public static List<Entry> onObjects() {
    return ON_OBJECTS;
  }

  /** The other commands that stand alone. */
  public static List<Entry> others() {
    return OTHERS;
  }

  /** All commands that stand alone. */
  public static List<Entry> top() {
    List<Entry> top = new ArrayList<>(ON_OBJECTS);
    top.addAll(OTHERS);
    return top;
  }

  /** The nouns. */
  public static List<Group> groups() {
    return GROUPS;
  }

  /** The top-level verb of that word. */
  public static Optional<Entry> topVerb(String word) {
    return find(ON_OBJECTS, word).or(() -> find(OTHERS, word)).or(() -> find(HIDDEN, word));
  }

  /** The noun of that word. */
  public static Optional<Group> group(String word) {
    for (Group group : GROUPS) {
      if (group.noun().word().equals(word)) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  private static Optional<Entry> find(List<Entry> entries, String word) {
    for (Entry entry : entries) {
      if (entry.word().equals(word)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }
}
