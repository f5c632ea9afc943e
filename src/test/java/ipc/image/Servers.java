package ipc.image;

/** What scripts of sockets and bridges begin with: servers in the background. */
final class Servers {
  /**
   * {@code serve ADDRESS OPTION…} listens, {@code bridge ADDRESS OPTION…} joins two ends; $at is
   * where they can be connected to, $port its port, and $server their pid.
   */
  static final String FUNCTIONS =
      """
      serve() {
        rm -f ready
        ipc sock listen --ready ready "$@" <&0 & server=$!
        await_ready
      }
      bridge() {
        rm -f ready
        ipc bridge --ready ready "$@" <&0 & server=$!
        await_ready
      }
      await_ready() {
        await test -s ready
        at=$(cat ready); port=${at##*:}
      }
      """;

  private Servers() {}
}
