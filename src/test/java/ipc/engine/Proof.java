package ipc.engine;

/**
 * How far the proofs of the mailbox go: each has a short form, which runs with every build, and a
 * whole one, which {@code .ci/prove} runs. This is the one place that reads which.
 */
public final class Proof {
  private static final boolean WHOLE = "whole".equals(System.getProperty("ipc.prove"));

  private Proof() {}

  /** Whether the whole form is wanted. */
  public static boolean isWhole() {
    return WHOLE;
  }

  /** How many of something: in the short form, in the whole one. */
  public static int size(int shortForm, int wholeForm) {
    return WHOLE ? wholeForm : shortForm;
  }

  /** What chance begins with: {@code -Dipc.prove.seed=N}, or another one each time. */
  public static long seed() {
    String given = System.getProperty("ipc.prove.seed");
    return given == null ? System.nanoTime() : Long.parseLong(given);
  }

  /** Tells what a proof has seen; {@code .ci/prove} collects these lines. */
  public static void report(String name, String seen) {
    System.out.println("[proof] " + name + ": " + seen);
  }
}
