package ipc.engine.tls;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What was agreed on with a peer, and who it is.
 *
 * @param protocol {@code TLSv1.3} or {@code TLSv1.2}
 * @param cipherSuite by its name of the registry: {@code TLS_AES_256_GCM_SHA384}
 * @param subject what its certificate calls it (RFC 2253); empty where it showed none
 * @param pin its key, as {@code --tls-pin} takes it; empty where it showed none
 * @param applicationProtocol what was agreed on by ALPN; empty where nothing was
 */
public record TlsPeer(
    String protocol,
    String cipherSuite,
    Optional<String> subject,
    Optional<String> pin,
    Optional<String> applicationProtocol) {

  static TlsPeer of(SSLEngine engine) {
    SSLSession session = engine.getSession();
    Optional<X509Certificate> certificate = certificate(session);
    String application = engine.getApplicationProtocol();
    return new TlsPeer(
        session.getProtocol(),
        session.getCipherSuite(),
        certificate.map(shown -> shown.getSubjectX500Principal().getName()),
        certificate.map(shown -> Pin.of(shown).toString()),
        Optional.ofNullable(application).filter(text -> !text.isEmpty()));
  }

  private static Optional<X509Certificate> certificate(SSLSession session) {
    try {
      return Optional.of((X509Certificate) session.getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException showedNone) {
      return Optional.empty();
    }
  }
}
