package ipc.cli.bridge;

import ipc.cli.Invocation;
import ipc.cli.stream.RewrittenLine;
import ipc.model.Size;

/** How much went each way over a bridge. */
final class TrafficLine {
  private final RewrittenLine line;
  private long forth;
  private long back;

  TrafficLine(Invocation invocation) {
    this.line = new RewrittenLine(invocation);
  }

  void movedForth(long bytes) {
    forth += bytes;
    line.show(forth + back, this::text);
  }

  void movedBack(long bytes) {
    back += bytes;
    line.show(forth + back, this::text);
  }

  /** The last state, and the line's end. */
  void end() {
    line.end(forth + back, text());
  }

  private String text() {
    return new Size(forth).human() + " from A to B, " + new Size(back).human() + " back";
  }
}
