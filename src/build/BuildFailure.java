/** The image cannot be built; the message is for whoever started the build. */
final class BuildFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  BuildFailure(String message) {
    super(message);
  }
}
