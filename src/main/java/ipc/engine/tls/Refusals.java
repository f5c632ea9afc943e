package ipc.engine.tls;

import ipc.engine.IpcException;
import ipc.model.ByteText;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What went wrong between us and a peer, in words that do not take the JDK's apart. */
final class Refusals {
  private static final String RECEIVED = "Received fatal alert: ";

  private Refusals() {}

  /**
   * What a failure of the engine means.
   *
   * @param what what came of it: {@code no TLS with 'NAME'}
   */
  static IpcException of(String what, SSLException failure) {
    Optional<Distrust> distrust = Distrust.behind(failure);
    if (distrust.isPresent()) {
      return refusal(what, distrust.get().getMessage(), distrust.get().hint());
    }
    String message = String.valueOf(failure.getMessage());
    int alert = message.indexOf(RECEIVED);
    if (alert >= 0) {
      return ofAlert(what, message.substring(alert + RECEIVED.length()).trim());
    }
    // Of all that a peer can do wrong this alone is a thing that people do.
    return message.contains("Empty client certificate chain")
        ? refusal(what, "it shows no certificate, and one is asked for here", null)
        : refusal(what, ByteText.printable(message), null);
  }

  /** The alerts of RFC 8446, 6.2, that a user can do something about. */
  private static IpcException ofAlert(String what, String alert) {
    return switch (alert) {
      case "certificate_required" ->
          refusal(
              what,
              "it asks for a certificate of ours (" + alert + ")",
              "name one by '--tls-cert FILE' and '--tls-key FILE'");
      case "unknown_ca", "bad_certificate", "certificate_unknown", "unsupported_certificate" ->
          refusal(what, "it does not trust our certificate (" + alert + ")", null);
      case "certificate_expired", "certificate_revoked" ->
          refusal(what, "it does not take our certificate any more (" + alert + ")", null);
      case "access_denied" -> refusal(what, "it lets us not in (" + alert + ")", null);
      case "handshake_failure", "insufficient_security" ->
          refusal(
              what,
              "it refused the handshake (" + alert + ")",
              "it may ask for a certificate ('--tls-cert FILE'), or know none of our ciphers");
      case "protocol_version" ->
          refusal(what, "it speaks neither TLS 1.2 nor TLS 1.3 (" + alert + ")", null);
      case "unrecognized_name" ->
          refusal(
              what,
              "it is nobody of the name that we asked for (" + alert + ")",
              "'--tls-name NAME' asks for another");
      case "no_application_protocol" ->
          refusal(what, "it speaks none of the protocols of '--tls-alpn' (" + alert + ")", null);
      default -> refusal(what, "it refused to go on (" + alert + ")", null);
    };
  }

  /**
   * The exception for what a peer did.
   *
   * @param what what came of it: {@code no TLS with 'NAME'}
   */
  static IpcException.PeerBrokeProtocol refusal(String what, String reason, String hint) {
    return new IpcException.PeerBrokeProtocol(what + ": " + reason, hint);
  }
}
