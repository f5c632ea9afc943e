package ipc.engine.job;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * What the descriptors 0, 1 and 2 of a command are to be: ours, or what a line redirects them to.
 * Closing it closes what was opened for it.
 */
public final class StandardDescriptors implements AutoCloseable {
  private static final int COUNT = 3;
  private static final int MODE = 0666; // less the umask

  /** How a file is opened for a command. */
  public enum Access {
    /** {@code <}: it is there. */
    READ,
    /** {@code >}: it is made, or emptied. */
    WRITE,
    /** {@code >>}: it is made, or added to. */
    APPEND
  }

  /** A time in which our own descriptors are others. */
  public interface Replaced extends AutoCloseable {
    @Override
    void close();
  }

  private final Kernel kernel;
  private final int[] sources = {0, 1, 2};
  private final List<Descriptor> opened = new ArrayList<>();

  /** Those of our own process. */
  public StandardDescriptors(Engine engine) {
    this.kernel = engine.kernel();
  }

  /** What has no bytes to be read; whoever asks closes it. */
  public static Descriptor nothing(Engine engine) {
    String path = "/dev/null";
    int flags = FileCalls.O_RDONLY | FileCalls.O_CLOEXEC;
    return Descriptor.open(engine.kernel(), path, flags, 0, path);
  }

  /** Has one of them be a descriptor of ours, which stays its owner's. */
  public void set(int target, Descriptor source) {
    sources[target] = source.number();
  }

  /** Has one be what another is at this moment: {@code 2>&1}. */
  public void copy(int target, int source) {
    sources[target] = sources[source];
  }

  /**
   * Opens a file for one of them.
   *
   * @param path relative to the working directory
   * @throws IpcException.NoSuchObject if it is to be read and is not there
   */
  public void open(int target, String path, Access access) {
    int flags =
        switch (access) {
          case READ -> FileCalls.O_RDONLY;
          case WRITE -> FileCalls.O_WRONLY | FileCalls.O_CREAT | FileCalls.O_TRUNC;
          case APPEND -> FileCalls.O_WRONLY | FileCalls.O_CREAT | FileCalls.O_APPEND;
        };
    Descriptor file =
        Descriptor.open(kernel, path, flags | FileCalls.O_NOCTTY | FileCalls.O_CLOEXEC, MODE, path);
    opened.add(file);
    sources[target] = above(file);
  }

  /** A number that no standard descriptor has: one of ours may be closed. */
  private int above(Descriptor file) {
    if (file.number() >= COUNT) {
      return file.number();
    }
    int copy = kernel.files().fcntl(file.number(), FileCalls.F_DUPFD_CLOEXEC, COUNT);
    if (copy < 0) {
      throw Failures.of("open", file.name(), copy);
    }
    opened.add(Descriptor.owned(kernel, copy, file.name()));
    return copy;
  }

  /** Whether any is not our own. */
  public boolean isRedirected() {
    return sources[0] != 0 || sources[1] != 1 || sources[2] != 2;
  }

  /** Whether standard output is not our own. */
  public boolean isOutputRedirected() {
    return sources[1] != 1;
  }

  int[] numbers() {
    return sources.clone();
  }

  /**
   * Makes them our own process's until what is returned is closed: for a command that runs in this
   * very process.
   */
  public Replaced takeTheirPlace() {
    int[] saved = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      saved[i] = kernel.files().fcntl(i, FileCalls.F_DUPFD_CLOEXEC, COUNT);
    }
    for (int i = 0; i < COUNT; i++) {
      int source = sources[i] < COUNT ? saved[sources[i]] : sources[i];
      if (sources[i] != i) {
        put(source, i);
      }
    }
    return () -> {
      for (int i = 0; i < COUNT; i++) {
        put(saved[i], i);
        kernel.files().close(saved[i]);
      }
    };
  }

  private void put(int from, int to) {
    int result = kernel.files().dup3(from, to);
    if (result < 0) {
      throw Failures.of("redirect", "descriptor " + to, result);
    }
  }

  @Override
  public void close() {
    opened.forEach(Descriptor::close);
    opened.clear();
  }
}
