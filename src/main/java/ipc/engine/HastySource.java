package ipc.engine;

import ipc.model.Deadline;
import ipc.proc.FileStatus;
import ipc.proc.ProcAnswer;
import ipc.proc.ProcSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * A source that looks into processes for a limited time: after it, no process seems to be there any
 * more. So a walk over all of them ends at once, with what it has found.
 */
final class HastySource implements ProcSource {
  private static final String PROCESSES = "/proc/";

  private final ProcSource source;
  private final Deadline until;

  HastySource(ProcSource source, Deadline until) {
    this.source = source;
    this.until = until;
  }

  private <T> ProcAnswer<T> inTime(String path, Supplier<ProcAnswer<T>> question) {
    return isOfProcess(path) && until.expired() ? new ProcAnswer.Gone<>() : question.get();
  }

  private static boolean isOfProcess(String path) {
    int at = PROCESSES.length();
    return path.startsWith(PROCESSES) && path.length() > at && Character.isDigit(path.charAt(at));
  }

  @Override
  public ProcAnswer<byte[]> read(String path) {
    return inTime(path, () -> source.read(path));
  }

  @Override
  public ProcAnswer<List<String>> list(String directory) {
    return inTime(directory, () -> source.list(directory));
  }

  @Override
  public ProcAnswer<String> link(String path) {
    return inTime(path, () -> source.link(path));
  }

  @Override
  public ProcAnswer<FileStatus> identity(String path) {
    return inTime(path, () -> source.identity(path));
  }
}
