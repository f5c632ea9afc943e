package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.conversation.Interest;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.StreamEnd;
import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import java.util.Optional;
import java.util.function.Function;

/**
 * A descriptor that a peer sends over a Unix socket before anything else (SCM_RIGHTS), and what is
 * opened with it.
 *
 * <p>A stream carries it with at least one byte. That is a NUL where it stands for nothing, as we
 * send it and most C programs do, and is forgotten; any other byte is the beginning of what the
 * peer has to say, and stays to be read.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class PassedDescriptor implements Opening {
  private static final int MOST_PATH_BYTES = 4096;

  private final Engine engine;
  private final Descriptor socket;
  private final Deadline until;
  private final Function<Descriptor, StreamEnd> opens;
  private boolean isGiven;

  /**
   * Waits for one.
   *
   * @param socket is left open
   * @param until how long it is waited for
   * @param opens is given the descriptor, which is closed when it returns
   */
  public PassedDescriptor(
      Engine engine, Descriptor socket, Deadline until, Function<Descriptor, StreamEnd> opens) {
    this.engine = engine;
    this.socket = socket;
    this.until = until;
    this.opens = opens;
  }

  /**
   * Requires a descriptor that this process was started with.
   *
   * @throws IpcException.BadUsage if it is none
   */
  public static void require(Engine engine, int number) {
    int flags = engine.kernel().files().fcntl(number, FileCalls.F_GETFD, 0);
    // What was inherited had no close-on-exec; what has it was opened here.
    if (flags < 0 || (flags & FileCalls.FD_CLOEXEC) != 0 || isOfImage(engine, number)) {
      throw new IpcException.BadUsage(
          "cannot pass descriptor " + number + ": ipc was not started with one of that number",
          "open it in the shell: --pass-fd 3 3<FILE");
    }
  }

  /** The virtual machine opens its modules without close-on-exec (libjimage of JDK 25). */
  private static boolean isOfImage(Engine engine, int number) {
    String program = link(engine, "/proc/self/exe");
    String file = link(engine, "/proc/self/fd/" + number);
    int bin = program.lastIndexOf("/bin/");
    return bin >= 0 && file.equals(program.substring(0, bin) + "/lib/modules");
  }

  private static String link(Engine engine, String path) {
    byte[] target = new byte[MOST_PATH_BYTES];
    byte[] name = ByteText.encode(path);
    int length = engine.kernel().files().readlinkat(FileCalls.AT_FDCWD, name, target);
    return length <= 0 ? "" : ByteText.decode(target, 0, length);
  }

  /**
   * Sends a copy of a descriptor, with one NUL.
   *
   * @param socket a connected Unix socket on which nothing was sent yet
   */
  public static void send(Engine engine, Descriptor socket, int number) {
    int result;
    do {
      result = engine.kernel().sockets().sendDescriptor(socket.number(), new byte[1], number);
    } while (Errno.ofResult(result) == Errno.EINTR);
    if (result < 0) {
      throw Failures.of("pass descriptor " + number + " to", socket.name(), result);
    }
  }

  @Override
  public Optional<StreamEnd> advance() {
    byte[] first = new byte[1];
    int[] number = new int[1];
    int count = engine.kernel().sockets().peekDescriptor(socket.number(), first, number);
    Errno errno = count < 0 ? Errno.ofResult(count) : null;
    if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
      if (until.expired()) {
        throw new IpcException.TimedOut(
            "'" + socket.name() + "' passed no descriptor in the time of --idle-timeout", null);
      }
      return Optional.empty();
    }
    if (count < 0) {
      throw Failures.of("receive a descriptor from", socket.name(), count);
    }
    if (number[0] < 0) {
      throw new IpcException.PeerBrokeProtocol(
          "'"
              + socket.name()
              + "' passed no descriptor: "
              + (count == 0 ? "it ended before" : "it sent bytes without one"),
          "'ipc sock connect --pass-fd N' passes one");
    }
    try (Descriptor passed = Descriptor.owned(engine.kernel(), number[0], "the passed one")) {
      if (first[0] == 0) {
        engine.kernel().files().read(socket.number(), first);
      }
      StreamEnd end = opens.apply(passed);
      isGiven = true;
      return Optional.of(end);
    }
  }

  @Override
  public void await(Interest interest) {
    if (!isGiven) {
      interest.readable(socket);
    }
  }

  @Override
  public Deadline until() {
    return until;
  }

  @Override
  public void close() {
    // The end was given out; the socket is another's.
  }
}
