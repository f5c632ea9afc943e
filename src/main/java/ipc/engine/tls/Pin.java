package ipc.engine.tls;

import ipc.model.ValueException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that a peer must have: the SHA-256 of its SubjectPublicKeyInfo, which stays when the
 * certificate is renewed with the same key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7469#section-2.4">RFC 7469</a>
 */
public final class Pin {
  private static final int HASH_BYTES = 32;
  private static final String HEX = "sha256:";
  private static final String BASE64 = "sha256//";

  private final byte[] hash;

  private Pin(byte[] hash) {
    this.hash = hash;
  }

  /**
   * Reads {@code sha256:HEX} (colons between the bytes are passed over, as openssl prints them) or
   * {@code sha256//BASE64}.
   *
   * @throws ValueException if it is neither
   */
  public static Pin parse(String text) {
    byte[] hash = null;
    try {
      if (text.startsWith(HEX)) {
        hash = HexFormat.of().parseHex(text.substring(HEX.length()).replace(":", ""));
      } else if (text.startsWith(BASE64)) {
        hash = Base64.getDecoder().decode(text.substring(BASE64.length()));
      }
    } catch (IllegalArgumentException notOne) {
      throw refused(text);
    }
    if (hash == null || hash.length != HASH_BYTES) {
      throw refused(text);
    }
    return new Pin(hash);
  }

  private static ValueException refused(String text) {
    return new ValueException(
        "pin", text, "not 'sha256:' and 64 hex digits, nor 'sha256//' and 44 characters of Base64");
  }

  /** The pin of a certificate's key. */
  static Pin of(X509Certificate certificate) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new Pin(sha256.digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("a JDK without SHA-256", never);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pin pin && MessageDigest.isEqual(hash, pin.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  /** As {@code --tls-pin} takes it and curl writes it: {@code sha256//BASE64}. */
  @Override
  public String toString() {
    return BASE64 + Base64.getEncoder().encodeToString(hash);
  }
}
