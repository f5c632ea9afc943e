package ipc.engine.job;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.model.ByteText;
import ipc.sys.Errno;
import ipc.sys.Kernel;
import ipc.sys.TerminalCalls;
import ipc.sys.TerminalMode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A pseudo-terminal that takes what a job in the background writes, a line at a time, so that it
 * can be shown where it disturbs nothing. The job finds a terminal and writes as for a person.
 */
public final class JobOutput implements AutoCloseable {
  private static final String NAME = "the output of a job";
  private static final int CHUNK_BYTES = 1 << 12;

  private final Kernel kernel;
  private final Descriptor master;
  private final Descriptor slave;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean isEnded;

  private JobOutput(Kernel kernel, Descriptor master, Descriptor slave) {
    this.kernel = kernel;
    this.master = master;
    this.slave = slave;
  }

  /** A new one, as large as a terminal. */
  public static JobOutput open(Engine engine, JobTerminal like) {
    Kernel kernel = engine.kernel();
    TerminalCalls calls = kernel.terminals();
    Descriptor master = Descriptor.owned(kernel, check(calls.openMaster()), NAME);
    try {
      check(calls.unlock(master.number()));
      Descriptor slave = Descriptor.owned(kernel, check(calls.openSlave(master.number())), NAME);
      TerminalMode[] mode = new TerminalMode[1];
      check(calls.mode(slave.number(), mode));
      check(calls.setMode(slave.number(), mode[0].raw()));
      int[] size = like.size();
      calls.setWindowSize(slave.number(), size[0], size[1]);
      return new JobOutput(kernel, master, slave);
    } catch (RuntimeException failure) {
      master.close();
      throw failure;
    }
  }

  private static int check(int result) {
    if (result < 0) {
      throw Failures.of("open a terminal for", NAME, result);
    }
    return result;
  }

  /** Has a command write here: its output and its words. */
  public void apply(StandardDescriptors streams) {
    streams.set(1, slave);
    streams.set(2, slave);
  }

  /** To be called when all processes have started: theirs is the only other side then. */
  public void started() {
    slave.close();
  }

  int descriptor() {
    return master.number();
  }

  /** Whether all who could write are gone, and all is read. */
  public boolean isEnded() {
    return isEnded;
  }

  /** Some of the lines that are there, at the end also one that no newline ends; never waits. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    byte[] chunk = new byte[CHUNK_BYTES];
    int count = isEnded ? 0 : kernel.files().read(master.number(), chunk);
    for (int i = 0; i < count; i++) {
      if (chunk[i] == '\n') {
        lines.add(take());
      } else {
        begun.write(chunk[i]);
      }
    }
    isEnded |= count == 0 || count < 0 && Errno.ofResult(count) == Errno.EIO; // pty(7)
    if (isEnded && begun.size() > 0) {
      lines.add(take());
    }
    return lines;
  }

  private String take() {
    String line = ByteText.decode(begun.toByteArray());
    begun.reset();
    return line;
  }

  @Override
  public void close() {
    isEnded = true;
    master.close();
  }
}
