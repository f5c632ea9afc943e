package ipc.image;

/**
 * How an example of help and manual is tried.
 *
 * @param example as it is shown
 * @param before what it needs, for a shell
 * @param status what it ends with
 * @param shown what it prints, as a {@link Transcript}
 * @param after prints what else is to be seen of it
 */
record Play(String example, String before, int status, String shown, String after) {
  static Play play(String example, String before, int status, String shown, String after) {
    return new Play(example, before, status, shown, after);
  }

  /** One that ends with 0 and tells by what it prints. */
  static Play play(String example, String before, String shown) {
    return play(example, before, 0, shown, "");
  }

  /** The whole of it, for bash. */
  String script() {
    return "{ "
        + (before.isEmpty() ? ":" : before)
        + "; } >/dev/null\n( set -euo pipefail\n"
        + example
        + "\n)\nstatus=$?\n"
        + after
        + "\nexit $status";
  }
}
