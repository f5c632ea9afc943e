package ipc.engine.tls;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

/**
 * The authorities that are trusted, in a file.
 *
 * <p>The system's bundle has some 150 of them and a chain ends at one. To parse them all would cost
 * more than the handshake, so only those are parsed whose name a chain mentions.
 *
 * @param each their encodings, with what they call themselves
 */
record Anchors(List<Anchor> each) {
  /** Debian and Arch; Fedora; SUSE; Alpine and the BSDs. The JDK's own list is the last resort. */
  private static final List<String> BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem");

  /**
   * One of them.
   *
   * @param subject its name, as it is encoded
   * @param der its certificate
   */
  record Anchor(byte[] subject, byte[] der) {}

  /** The system's bundle; empty where there is none. */
  static Optional<Anchors> ofSystem(Engine engine) {
    for (String path : BUNDLES) {
      FileStatus status = new FileStatus();
      byte[] name = ByteText.encode(path);
      if (engine.kernel().files().statx(FileCalls.AT_FDCWD, name, 0, status) == 0) {
        return Optional.of(of(PemFile.read(engine, path)));
      }
    }
    return Optional.empty();
  }

  /**
   * Those in a file of the user's, which are few: all are parsed, so that a bad one is told.
   *
   * @throws IpcException.Corrupt if there is no certificate in it, or one that is none
   */
  static Anchors in(Engine engine, String path) {
    PemFile file = PemFile.read(engine, path);
    file.certificates();
    return of(file);
  }

  private static Anchors of(PemFile file) {
    List<Anchor> anchors = new ArrayList<>();
    try {
      for (PemFile.Block block : file.blocks()) {
        if (block.isCertificate()) {
          byte[] der = block.der();
          anchors.add(new Anchor(subject(der), der));
        }
      }
    } catch (Der.Malformed | IllegalArgumentException notOne) {
      throw new IpcException.Corrupt("a certificate in '" + file.path() + "' cannot be read", null);
    }
    return new Anchors(List.copyOf(anchors));
  }

  /** RFC 5280, 4.1: version, serial number, algorithm, issuer, validity, subject. */
  private static byte[] subject(byte[] certificate) throws Der.Malformed {
    Der fields = Der.of(certificate).enter(Der.SEQUENCE).enter(Der.SEQUENCE);
    if (fields.isNext(Der.CONTEXT_0)) {
      fields.skip();
    }
    for (int passed = 0; passed < 4; passed++) {
      fields.skip();
    }
    return fields.element();
  }

  /** All of them, parsed: for those of a file of the user's. */
  X509Certificate[] certificates() {
    try {
      return mentioned(_ -> true).toArray(X509Certificate[]::new);
    } catch (CertificateException changed) {
      throw new IllegalStateException("what was parsed before cannot be parsed", changed);
    }
  }

  /** What judges a chain by those that it mentions; empty where there is none of these here. */
  Optional<X509TrustManager> judge(X509Certificate[] chain) throws CertificateException {
    Set<X500Principal> names = new HashSet<>();
    for (X509Certificate certificate : chain) {
      names.add(certificate.getIssuerX500Principal());
      names.add(certificate.getSubjectX500Principal());
    }
    List<X509Certificate> mentioned = mentioned(anchor -> isEncodingOfOne(names, anchor.subject));
    if (mentioned.isEmpty()) {
      // The same name can be encoded in several ways; to compare it so takes longer.
      mentioned = mentioned(anchor -> names.contains(new X500Principal(anchor.subject)));
    }
    return mentioned.isEmpty() ? Optional.empty() : Optional.of(trusting(mentioned));
  }

  private List<X509Certificate> mentioned(Predicate<Anchor> test) throws CertificateException {
    List<X509Certificate> mentioned = new ArrayList<>();
    for (Anchor anchor : each) {
      if (test.test(anchor)) {
        mentioned.add(PemFile.certificate(anchor.der));
      }
    }
    return mentioned;
  }

  private static boolean isEncodingOfOne(Set<X500Principal> names, byte[] subject) {
    for (X500Principal name : names) {
      if (Arrays.equals(subject, name.getEncoded())) {
        return true;
      }
    }
    return false;
  }

  private static X509TrustManager trusting(List<X509Certificate> anchors) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < anchors.size(); i++) {
        store.setCertificateEntry(Integer.toString(i), anchors.get(i));
      }
      return judgeOver(store);
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("a key store in memory failed", failure);
    }
  }

  /** What judges by the list that comes with the JDK. */
  static X509TrustManager ofJdk() {
    try {
      return judgeOver(null);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("the JDK's own authorities cannot be read", failure);
    }
  }

  private static X509TrustManager judgeOver(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
