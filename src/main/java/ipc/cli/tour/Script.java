package ipc.cli.tour;

import ipc.cli.Exit;
import ipc.model.Address;
import java.util.List;

/**
 * What the tour shows, in order.
 *
 * @param directory where it all happens; it is made by the first part, and nobody else has it
 * @param objects everything that the steps make outside that directory
 * @param parts the first makes the place, the others stand alone
 */
record Script(String directory, List<Address> objects, List<Part> parts) {
  private static final int KEY_SPACE = 0x1bc00000;
  private static final int KEY_MASK = 0x000fffff;

  /**
   * The script for one process.
   *
   * @param pid ours: it makes the names unique
   * @param parent where the directory is made
   */
  static Script of(int pid, String parent) {
    String directory = parent + "/ipc-tour-" + pid;
    Address segment = new Address.PosixShm("/tour-" + pid);
    Address old = new Address.SysvKey(Address.SysvFamily.SHM, KEY_SPACE | pid & KEY_MASK);
    return new Script(
        directory,
        List.of(segment, old),
        List.of(
            place(directory),
            sharedMemory("tour-" + pid, segment),
            systemV(old),
            mailbox(),
            namedPipe(),
            socket(),
            bridge(),
            all(directory, segment)));
  }

  private static Part place(String directory) {
    String quoted = quoted(directory);
    return Part.of(
        "A private place",
        Step.of(
            "Nothing of yours is touched: all happens in a directory of its own,\n"
                + "and mailboxes live where IPC_HOME says.",
            "mkdir -m 700 " + quoted,
            "cd " + quoted + " && export IPC_HOME=$PWD"));
  }

  private static Part sharedMemory(String name, Address segment) {
    return Part.of(
        "Shared memory",
        Step.of(
            "A segment is memory with a name. It is made whole or not at all.",
            "ipc shm create " + name + " -s 1M"),
        Step.of(
            "One process writes, another reads. It is the kernel's own object, so\n"
                + "other programs see it too.",
            "echo 'water the plants' | ipc shm write " + name + " --format text",
            "ipc shm read " + name + " --format text",
            "ls -l /dev/shm/" + name),
        Step.of(
            "A program takes it and keeps it. Wait until it has it, without a guess.",
            "ipc shm attach " + name + " -- sleep 1000 & holder=$!",
            "ipc wait " + segment + " used -w 10s"),
        Step.of("Who has it?", "ipc who -q --header " + segment),
        Step.endingWith(
            Exit.NO.status(),
            "Remove it if nobody has it. The answer is no, so the status is 1.",
            "ipc rm -v --unused " + segment));
  }

  private static Part systemV(Address old) {
    return Part.of(
        "Shared memory, the System V way",
        Step.of(
            "These have keys instead of names. A process keeps this one attached.",
            "ipc shm create " + old + " -s 64K -m 600",
            "ipc shm attach " + old + " --hold & old=$!",
            "ipc wait " + old + " used -w 10s"),
        Step.of(
            "Removed now, it loses its key and lives until the last one lets go.\n"
                + "ipcs shows a key of 0; this shows who keeps it.",
            "ipc rm -v " + old,
            "ipc shm ls -q -o address,size,users --where 'state ~ removed'"));
  }

  private static Part mailbox() {
    return Part.of(
        "A mailbox, and a worker that dies",
        Step.of(
            "A mailbox holds messages in one file, without a server. It gets a\n"
                + "hundred jobs, and then no more.",
            "ipc mbox create jobs",
            "seq 100 | ipc mbox send -v jobs --lines",
            "ipc mbox seal jobs"),
        Step.of(
            "Worker one runs a command for the first job. The command hangs.",
            "ipc mbox recv jobs -- sh -c 'echo $$ >busy; exec sleep 1000' & one=$!",
            "ipc wait file:busy present -w 10s"),
        Step.of(
            "Worker two does all the others. None waits now, and worker one holds\n" + "one.",
            "ipc mbox recv jobs --follow >done & two=$!",
            "ipc mbox wait jobs empty -w 10s",
            "ipc mbox ls -q --header -o address,messages,held,users"),
        Step.of(
            "Kill worker one and its command, so that neither can clean up. Worker\n"
                + "two gets the job and ends: the mailbox is sealed and empty.",
            "kill -9 $one $(cat busy)",
            "wait $two"),
        Step.of(
            "All hundred are done, each once; the job of the dead worker came last.",
            "tail -n 1 done",
            "seq 100 >all; sort -n done | cmp - all && echo 'none lost, none twice'"));
  }

  private static Part namedPipe() {
    return Part.of(
        "A named pipe that does not hang",
        Step.endingWith(
            Exit.TIMED_OUT.status(),
            "'echo tea > orders' would wait for a reader for ever. This gives up.",
            "ipc fifo create orders",
            "echo tea | ipc fifo write orders -w 300ms"),
        Step.of(
            "Keep it open, and writers can come before the reader. Look at what\n"
                + "waits, without taking it.",
            "ipc fifo write orders --hold & keeper=$!",
            "ipc fifo wait orders used -w 10s",
            "echo tea >orders; echo coffee >orders",
            "ipc fifo peek orders",
            "ipc fifo stat -q orders -o waiting,readers,writers"));
  }

  private static Part socket() {
    return Part.of(
        "A socket",
        Step.of(
            "A server: each connection gets a command of its own. Wait until it is up.",
            "ipc sock listen unix:desk --concurrent 9 -- tr a-z A-Z & desk=$!",
            "ipc wait unix:desk open -w 10s"),
        Step.of(
            "A client waits for the whole answer, and tells who ended first, and how.",
            "echo hello | ipc sock connect -v unix:desk"));
  }

  private static Part bridge() {
    return Part.of(
        "A bridge",
        Step.of(
            "The same server, reached over TCP. The kernel chooses the port; a named\n"
                + "pipe brings it here as soon as somebody can connect.",
            "ipc fifo create gate",
            "ipc bridge --listen --keep tcp:127.0.0.1:0 unix:desk --ready gate & bridge=$!",
            "address=$(ipc fifo read gate -w 10s); echo $address",
            "echo hello | ipc sock connect $address"));
  }

  private static Part all(String directory, Address segment) {
    return Part.of(
        "All of it",
        Step.of(
            "Every object of this machine in one list: what it is, and who uses it.\n"
                + "What could not be looked into is told on standard error.",
            "ipc ls --header -o address,size,content,users,state"),
        Step.of(
            "Remove what was made. Of each it is told who still has it.",
            "ipc rm -v -f " + segment + " mbox:jobs fifo:orders fifo:gate"),
        Step.of(
            "End those who still have something, and nothing is left.",
            "kill $holder $old $one $two $keeper $desk $bridge 2>/dev/null; wait",
            "cd / && rm -r " + quoted(directory),
            "ipc wait " + segment + " removed -n && echo gone"));
  }

  /** As one would type it: in quotes where a shell would take it apart. */
  private static String quoted(String path) {
    boolean isPlain =
        path.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-+".indexOf(c) >= 0);
    return isPlain ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
