package ipc.cli;

/** What became of several operands: one failure does not keep the others from their turn. */
public final class Outcomes {
  private int failures = Exit.OK.status();

  /** Counts the failure of one operand. */
  public void failed(int status) {
    failures = failures == Exit.OK.status() || failures == status ? status : Exit.SYSTEM.status();
  }

  /** 0 if nothing failed, the status that all failures share, or that of a system's error. */
  public int status() {
    return failures;
  }
}
