package ipc.cli.shm;

import ipc.cli.Invocation;
import ipc.cli.stream.RewrittenLine;
import ipc.engine.Progress;
import ipc.model.Size;

/** How much of a segment was copied. */
final class ProgressLine implements Progress {
  private final RewrittenLine line;
  private final long totalBytes;

  ProgressLine(Invocation invocation, long totalBytes) {
    this.line = new RewrittenLine(invocation);
    this.totalBytes = totalBytes;
  }

  @Override
  public void moved(long doneBytes) {
    line.show(doneBytes, () -> text(doneBytes));
  }

  /** The last state, and the line's end. */
  void end(long doneBytes) {
    line.end(doneBytes, text(doneBytes));
  }

  private String text(long doneBytes) {
    long percent = totalBytes == 0 ? 100 : (long) (100.0 * doneBytes / totalBytes);
    return new Size(doneBytes).human()
        + " of "
        + new Size(totalBytes).human()
        + "  "
        + percent
        + "%";
  }
}
