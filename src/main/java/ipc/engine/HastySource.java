package ipc.engine;

import ipc.model.Deadline;
import ipc.proc.FileStatus;
import ipc.proc.ProcAnswer;
import ipc.proc.ProcSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * A source that is asked for a limited time: after it, nothing seems to be there any more. So a
 * walk over all processes ends at once, with what it has found.
 */
final class HastySource implements ProcSource {
  private final ProcSource source;
  private final Deadline until;

  HastySource(ProcSource source, Deadline until) {
    this.source = source;
    this.until = until;
  }

  private <T> ProcAnswer<T> inTime(Supplier<ProcAnswer<T>> question) {
    return until.expired() ? new ProcAnswer.Gone<>() : question.get();
  }

  @Override
  public ProcAnswer<byte[]> read(String path) {
    return inTime(() -> source.read(path));
  }

  @Override
  public ProcAnswer<List<String>> list(String directory) {
    return inTime(() -> source.list(directory));
  }

  @Override
  public ProcAnswer<String> link(String path) {
    return inTime(() -> source.link(path));
  }

  @Override
  public ProcAnswer<FileStatus> identity(String path) {
    return inTime(() -> source.identity(path));
  }
}
