package ipc.engine;

/**
 * A process that uses an object, and how.
 *
 * @param pid as this pid namespace numbers it
 * @param uid whom it runs as
 * @param user the name of that user
 * @param command the process's name, {@code comm}
 * @param how what it does with the object
 * @param writes whether it may change the object, as far as the kernel tells; who sleeps on a
 *     System V queue or semaphore waits to change it
 * @param count how many times: attachments, mappings, descriptors or sleeping threads
 */
public record Use(
    int pid, int uid, String user, String command, How how, boolean writes, int count) {

  /** The ways in which a process can use an object. */
  public enum How {
    /** It is attached: shmat(2). */
    ATTACHED("attached"),
    /** It is mapped: mmap(2). */
    MAPPED("mapped"),
    /** A descriptor on it is open. */
    OPEN("open"),
    /** It has the reading end of a pipe. */
    READING("reading"),
    /** It has the writing end of a pipe. */
    WRITING("writing"),
    /** It has both ends of a pipe. */
    BOTH_ENDS("both"),
    /** It has a listening socket. */
    LISTENING("listening"),
    /** The process sleeps in a call on it. */
    WAITING("waiting");

    private final String word;

    How(String word) {
      this.word = word;
    }

    /** As listings print it. */
    public String word() {
      return word;
    }
  }
}
