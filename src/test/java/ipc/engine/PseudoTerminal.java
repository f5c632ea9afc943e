package ipc.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ipc.sys.Errno;
import ipc.sys.Kernel;

/** A pseudo-terminal whose two ends this process has. */
public final class PseudoTerminal implements AutoCloseable {
  private static final int NONE = -1;

  private final Kernel kernel;
  private final int master;
  private final String path;
  private final StringBuilder heard = new StringBuilder();
  private int slave;

  /** A new one, in the mode that the kernel gives it: lines, echo. */
  public PseudoTerminal(Kernel kernel) {
    this.kernel = kernel;
    master = succeed(kernel.terminals().openMaster());
    succeed(kernel.terminals().unlock(master));
    path = "/dev/pts/" + succeed(kernel.terminals().slaveNumber(master));
    slave = succeed(kernel.terminals().openSlave(master));
  }

  public int master() {
    return master;
  }

  public int slave() {
    return slave;
  }

  /** Where a child finds the slave. */
  public String path() {
    return path;
  }

  /** What is typed. */
  public void type(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    succeed(kernel.files().write(master, bytes, 0, bytes.length));
  }

  /** All that came to the master so far, of which nobody else read any. */
  public String heard() {
    byte[] chunk = new byte[4096];
    int count = kernel.files().read(master, chunk);
    while (count > 0) {
      heard.append(new String(chunk, 0, count, US_ASCII));
      count = kernel.files().read(master, chunk);
    }
    return heard.toString();
  }

  /** Waits until so much came. */
  public void awaitHeard(String text) {
    Machine.await(() -> heard().contains(text), () -> "heard only: " + heard);
  }

  public void closeSlave() {
    if (slave != NONE) {
      kernel.files().close(slave);
      slave = NONE;
    }
  }

  @Override
  public void close() {
    closeSlave();
    kernel.files().close(master);
  }

  private static int succeed(int result) {
    if (result < 0) {
      throw new IllegalStateException("a call failed: " + Errno.ofResult(result));
    }
    return result;
  }
}
