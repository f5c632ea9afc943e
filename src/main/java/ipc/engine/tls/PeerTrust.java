package ipc.engine.tls;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Judges the peer's certificates, and says what is wrong with them so that a user understands it:
 * the JDK's own words name classes and paths.
 */
final class PeerTrust extends X509ExtendedTrustManager {
  /** GeneralName of RFC 5280, 4.2.1.6, as the JDK numbers the kinds. */
  private static final int DNS_NAME = 2;

  private static final int IP_ADDRESS = 7;

  private final Trust trust;
  private final Optional<String> name;
  private final Supplier<Instant> now;
  private final X509Certificate[] accepted;

  /**
   * A judge.
   *
   * @param name what the peer must be called; empty where any name will do
   * @param now the time of day
   * @param accepted the authorities that a server names where it asks for a certificate
   */
  PeerTrust(Trust trust, Optional<String> name, Supplier<Instant> now, X509Certificate[] accepted) {
    this.trust = trust;
    this.name = name;
    this.now = now;
    this.accepted = accepted.clone();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, judge -> judge.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, judge -> judge.checkClientTrusted(chain, authType, engine));
  }

  private interface Verdict {
    void by(X509ExtendedTrustManager judge) throws CertificateException;
  }

  private void check(X509Certificate[] chain, Verdict verdict) throws CertificateException {
    switch (trust) {
      case Trust.Anyone() -> {}
      case Trust.Pinned(List<Pin> pins, Optional<Anchors> anchors) -> {
        checkPin(pins, chain[0]);
        if (anchors.isPresent()) {
          checkChain(chain, verdict, anchors.get().judge(chain));
        }
      }
      case Trust.Signed(Anchors anchors) -> checkChain(chain, verdict, anchors.judge(chain));
      case Trust.KnownToJdk() -> checkChain(chain, verdict, Optional.of(Anchors.ofJdk()));
    }
  }

  private static void checkPin(List<Pin> pins, X509Certificate certificate) throws Distrust {
    Pin pin = Pin.of(certificate);
    if (!pins.contains(pin)) {
      throw new Distrust("its key is " + pin + ", which is not what '--tls-pin' names", null, null);
    }
  }

  private void checkChain(
      X509Certificate[] chain, Verdict verdict, Optional<X509TrustManager> judge)
      throws CertificateException {
    // The JDK does not look at the dates of a certificate that is itself among the trusted.
    checkDates(chain[0], "its certificate");
    if (judge.isEmpty()) {
      throw unknown(chain);
    }
    try {
      verdict.by((X509ExtendedTrustManager) judge.get());
    } catch (CertificateException refused) {
      throw explained(chain, refused);
    }
  }

  private void checkDates(X509Certificate certificate, String whose) throws Distrust {
    Date today = Date.from(now.get());
    if (today.after(certificate.getNotAfter())) {
      throw new Distrust(
          whose + " expired at " + certificate.getNotAfter().toInstant(),
          null,
          reason(BasicReason.EXPIRED));
    }
    if (today.before(certificate.getNotBefore())) {
      throw new Distrust(
          whose + " is not valid before " + certificate.getNotBefore().toInstant(),
          "it is " + today.toInstant() + " by the clock of this machine",
          reason(BasicReason.NOT_YET_VALID));
    }
  }

  private static CertPathValidatorException reason(BasicReason reason) {
    return new CertPathValidatorException(reason.toString(), null, null, -1, reason);
  }

  private static String subject(X509Certificate certificate) {
    return "'" + certificate.getSubjectX500Principal().getName() + "'";
  }

  private Distrust unknown(X509Certificate[] chain) {
    X509Certificate leaf = chain[0];
    if (leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())) {
      return new Distrust(
          "its certificate is signed by itself, and nobody vouches for it",
          "'--tls-pin " + Pin.of(leaf) + "' accepts this key, if you know that it is the peer's",
          null);
    }
    String authority = chain[chain.length - 1].getIssuerX500Principal().getName();
    return new Distrust(
        "its certificate is signed by '" + authority + "', which is not trusted here",
        name.isPresent()
            ? "'--tls-ca FILE' names whom to trust instead of the system's authorities"
            : null, // of a client: '--tls-client-ca' was given
        null);
  }

  /** What a refusal of the JDK's was about. */
  private Distrust explained(X509Certificate[] chain, CertificateException refused)
      throws Distrust {
    // Its subclasses tell of the chain; this one itself tells of names, once the chain was right.
    if (refused.getClass() == CertificateException.class && name.isPresent()) {
      return new Distrust(
          "its certificate is for " + names(chain[0]) + ", not for '" + name.get() + "'",
          "'--tls-name NAME' says what the certificate must name",
          null);
    }
    for (int i = 1; i < chain.length; i++) {
      checkDates(chain[i], "the certificate of its authority " + subject(chain[i]));
    }
    for (Throwable each = refused; each != null; each = each.getCause()) {
      if (each instanceof CertPathValidatorException broken) {
        return new Distrust("its certificate is no good: " + broken.getMessage(), null, broken);
      }
    }
    // Where there is a cause no path was found: who has the name of an authority has not its key.
    return refused.getCause() != null
        ? unknown(chain)
        : new Distrust("its certificate is no good: " + refused.getMessage(), null, null);
  }

  private static String names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          int kind = (Integer) alternative.get(0);
          if (kind == DNS_NAME || kind == IP_ADDRESS) {
            names.add("'" + alternative.get(1) + "'");
          }
        }
      }
    } catch (CertificateException malformed) {
      return "names that cannot be read";
    }
    return names.isEmpty() ? subject(certificate) : String.join(", ", names);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return accepted.clone();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw withoutEngine();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw withoutEngine();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw withoutEngine();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    throw withoutEngine();
  }

  private static IllegalStateException withoutEngine() {
    return new IllegalStateException("a peer is judged in the handshake of an engine alone");
  }
}
