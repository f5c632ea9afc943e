package ipc.engine.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;

/** Why a peer's certificate is not accepted, in words ready for the user. */
final class Distrust extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * A reason.
   *
   * @param hint what the user can do, or null
   * @param cause what tells the JDK which alert to send, or null
   */
  Distrust(String reason, String hint, CertPathValidatorException cause) {
    super(reason, cause);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }

  /** The reason behind a failure of the handshake, where it was one of ours. */
  static Optional<Distrust> behind(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof Distrust distrust) {
        return Optional.of(distrust);
      }
    }
    return Optional.empty();
  }
}
