package ipc.engine.job;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.KernelProcSource;
import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import java.util.List;

/** The working directory of this process, which names without a leading '/' begin in. */
public final class WorkingDirectory {
  private final Engine engine;

  /** That of this process. */
  public WorkingDirectory(Engine engine) {
    this.engine = engine;
  }

  /** Its path, or {@code .} where it has none any more. */
  public String path() {
    return new KernelProcSource(engine.kernel()).link("/proc/self/cwd").content().orElse(".");
  }

  /** Goes to another. */
  public void change(String path) {
    int result = engine.kernel().files().chdir(ByteText.encode(path));
    if (result < 0) {
      throw Failures.of("go to", path, result);
    }
  }

  /** The names in a directory; none where it cannot be read. */
  public List<String> names(String directory) {
    return new KernelProcSource(engine.kernel()).list(directory).content().orElse(List.of());
  }

  /** Whether a file is there, whatever it is. */
  public boolean has(String path) {
    FileStatus status = new FileStatus();
    return engine.kernel().files().statx(FileCalls.AT_FDCWD, ByteText.encode(path), 0, status) == 0;
  }
}
