package ipc.cli.tour;

import ipc.model.Address;
import java.util.List;

/**
 * What the tour shows, in order.
 *
 * @param objects everything that the steps make
 * @param steps the commands
 */
record Script(List<Address> objects, List<Step> steps) {
  private static final int KEY_SPACE = 0x1bc00000;
  private static final int KEY_MASK = 0x000fffff;

  /**
   * The script for one process.
   *
   * @param pid ours: it makes the names unique
   * @param image where this program lies; a file of it is the data
   */
  static Script of(int pid, String image) {
    Address posix = new Address.PosixShm("/ipc-tour-" + pid);
    Address sysv = new Address.SysvKey(Address.SysvFamily.SHM, KEY_SPACE | pid & KEY_MASK);
    Address mailbox = Address.parse("mbox:/dev/shm/ipc-tour-" + pid + ".mbox");
    String directory = "'" + image.replace("'", "'\\''") + "'";
    String file = directory + "/lib/server/libjvm.so";
    String watcher =
        "ipc shm attach "
            + posix
            + " -- sh -c 'until head -c 5 /dev/fd/$IPC_FD | grep -q hello; do sleep 0.1; done;"
            + " echo \"   (the second process sees it too)\"; exec sleep 60'";
    return new Script(
        List.of(posix, sysv, mailbox),
        List.of(
            Step.run(
                "Make a segment as large as a file; its memory is allocated now or not at all.",
                "ipc shm create " + posix + " -s $(wc -c < " + file + ")"),
            Step.run("Load the file into it.", "ipc shm write -v " + posix + " < " + file),
            Step.run(
                "What comes out is what went in.",
                "ipc shm read " + posix + " | cmp - " + file + " && echo same"),
            Step.beside("A second process attaches it and waits for a word in it.", watcher),
            Step.run("Wait until it is attached.", "ipc wait " + posix + " used -w 10s"),
            Step.run("Who has it?", "ipc who --header " + posix),
            Step.run(
                "Write a word: the second process shares the memory and sees it at once.",
                "echo hello | ipc shm write " + posix + " --format text && sleep 0.5"),
            Step.run(
                "All shared memory of this machine, with its users.",
                "ipc shm ls --header -o address,owner,mode,size,users"),
            Step.answersNo(
                "'rm --unused' refuses while somebody has it.", "ipc rm -v --unused " + posix),
            Step.run(
                "Remove it all the same: the name goes now, the memory when the last lets go.",
                "ipc rm -v " + posix),
            Step.stop("End the second process; now the memory is free.", "kill %1"),
            Step.run(
                "System V segments have keys, and stay visible after removal. Make one,",
                "ipc shm create " + sysv + " -s 64K -m 600"),
            Step.beside("attach it,", "ipc shm attach " + sysv + " --hold"),
            Step.run("wait until it is attached,", "ipc wait " + sysv + " used -w 10s"),
            Step.run("remove it while it is attached,", "ipc rm -v " + sysv),
            Step.run(
                "and look: it has lost its key, and goes at the last detach.",
                "ipc shm ls --header -o address,size,users,state --where 'state ~ removed'"),
            Step.stop("The last detach.", "kill %1"),
            Step.run(
                "Nothing is left.",
                "ipc wait "
                    + posix
                    + " removed -n && ipc wait "
                    + sysv
                    + " removed -n && echo gone"),
            Step.run(
                "A mailbox holds messages between processes that need not know each other.",
                "ipc mbox create " + mailbox),
            Step.run(
                "Two senders at once: the names of all files here, and of all directories.",
                senders(directory, mailbox)),
            Step.run("So many messages wait now.", "ipc stat " + mailbox + " -o messages"),
            Step.isKilled(
                "A worker takes one, and is killed in the middle of it, its command too.",
                "ipc recv " + mailbox + " -- sh -c 'kill -9 $PPID $$'"),
            Step.run(
                "Let nobody send any more, so that workers come to an end.",
                "ipc mbox seal -v " + mailbox),
            Step.run(
                "Two workers share all, with what the dead one had: none is lost, none comes"
                    + " twice.",
                workers(mailbox)),
            Step.run("Remove it; nothing is left again.", "ipc mbox rm -v " + mailbox)));
  }

  private static String senders(String directory, Address mailbox) {
    String send = " | ipc send -v " + mailbox + " --lines";
    return "find "
        + directory
        + " ! -type d"
        + send
        + " & find "
        + directory
        + " -type d"
        + send
        + "; wait";
  }

  private static String workers(Address mailbox) {
    String follow = "ipc recv " + mailbox + " --follow";
    return "{ "
        + follow
        + " & "
        + follow
        + "; wait; } | sort | uniq -c | awk '{ all += $1 } $1 > 1 { twice++ } END { print all"
        + " \" names came, \" twice + 0 \" of them twice\" }'";
  }
}
