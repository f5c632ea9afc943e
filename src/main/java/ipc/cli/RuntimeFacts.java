package ipc.cli;

/** What {@code ipc --version -v} tells of the virtual machine that runs this. */
final class RuntimeFacts {
  /** How the virtual machine says that it took its classes from a cache (System.getProperties). */
  private static final String SHARING = "sharing";

  /** The entry of the virtual machine, which this package does not know otherwise. */
  private static final String MAIN = "ipc" + ".Main";

  private RuntimeFacts() {}

  /** Lines of text: which runtime, where it lies, and whether it starts as fast as it can. */
  static String text() {
    String home = System.getProperty("java.home");
    String info = System.getProperty("java.vm.info");
    return "runtime: Java "
        + System.getProperty("java.version")
        + " in "
        + home
        + "\n"
        + (info.contains(SHARING)
            ? "class cache: in use\n"
            : "class cache: not in use, so every start takes several times as long; why is told"
                + " by\n"
                + "  '"
                + home
                + "/bin/java' -Xlog:cds=info,aot=info -m ipc/"
                + MAIN
                + " --version\n");
  }
}
