package ipc.shell;

/** {@code exit}: no further command runs. */
final class ShellExit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ShellExit(int status) {
    super(null, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
