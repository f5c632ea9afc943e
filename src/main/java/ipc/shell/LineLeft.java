package ipc.shell;

/** Who pressed Ctrl-C means the whole line: nothing more of it runs. */
final class LineLeft extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  LineLeft(int status) {
    super(null, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
