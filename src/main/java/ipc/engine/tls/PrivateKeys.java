package ipc.engine.tls;

import ipc.engine.IpcException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Private keys as openssl writes them: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE
 * KEY}) and SEC 1 ({@code EC PRIVATE KEY}). The JDK reads the first alone, so the others are put
 * into one.
 */
final class PrivateKeys {
  /** The kinds of keys that TLS signs with, by the names of the JDK. */
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
  private static final byte[] NULL = {0x05, 0x00};

  /** rsaEncryption, 1.2.840.113549.1.1.1: RFC 8017. */
  private static final byte[] RSA_OID = {
    0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01
  };

  /** id-ecPublicKey, 1.2.840.10045.2.1: RFC 5480. */
  private static final byte[] EC_OID = {
    0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01
  };

  private PrivateKeys() {}

  /**
   * The private key in a file, the first one.
   *
   * @throws IpcException.Unsupported if it is encrypted
   * @throws IpcException.Corrupt if there is none that can be read
   */
  static PrivateKey in(PemFile file) {
    for (PemFile.Block block : file.blocks()) {
      if (block.isPrivateKey()) {
        return read(file.path(), block);
      }
    }
    throw new IpcException.Corrupt("there is no private key in '" + file.path() + "'", null);
  }

  private static PrivateKey read(String path, PemFile.Block block) {
    if (block.label().equals("ENCRYPTED PRIVATE KEY") || block.hasEncryptionHeader()) {
      throw new IpcException.Unsupported(
          "the private key in '" + path + "' is encrypted",
          "'openssl pkey -in FILE -out PLAIN' writes it without a passphrase; keep that 0600");
    }
    try {
      byte[] der = block.der();
      return decoded(
          switch (block.label()) {
            case "RSA PRIVATE KEY" -> ofPkcs1(der);
            case "EC PRIVATE KEY" -> ofSec1(der);
            default -> der;
          });
    } catch (Der.Malformed | GeneralSecurityException | IllegalArgumentException notOne) {
      throw new IpcException.Corrupt(
          "the private key in '" + path + "' cannot be read as a key of RSA, EC, Ed25519 or Ed448",
          null);
    }
  }

  /** RFC 5958: version, algorithm, and the key of RFC 8017 as it is. */
  private static byte[] ofPkcs1(byte[] key) {
    return pkcs8(Der.encode(Der.SEQUENCE, RSA_OID, NULL), key);
  }

  /** RFC 5915: version, the number, {@code [0]} the curve, {@code [1]} the public key. */
  private static byte[] ofSec1(byte[] key) throws Der.Malformed {
    Der fields = Der.of(key).enter(Der.SEQUENCE);
    fields.enter(Der.INTEGER);
    fields.enter(Der.OCTET_STRING);
    byte[] curve = fields.enter(Der.CONTEXT_0).rest();
    return pkcs8(Der.encode(Der.SEQUENCE, EC_OID, curve), key);
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return Der.encode(Der.SEQUENCE, VERSION_0, algorithm, Der.encode(Der.OCTET_STRING, key));
  }

  /** Which algorithm it is stands inside; each factory refuses those of the others. */
  private static PrivateKey decoded(byte[] pkcs8) throws GeneralSecurityException {
    InvalidKeySpecException last = new InvalidKeySpecException("no algorithm");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException another) {
        last = another;
      }
    }
    throw last;
  }

  /** Whether a private key belongs to a public one. */
  static boolean match(PrivateKey own, PublicKey published) {
    if (own instanceof RSAKey ownRsa && published instanceof RSAKey publishedRsa) {
      return ownRsa.getModulus().equals(publishedRsa.getModulus());
    }
    if (!own.getAlgorithm().equals(published.getAlgorithm())) {
      return false;
    }
    try {
      byte[] message = {1, 2, 3};
      Signature signature =
          Signature.getInstance(own.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
      signature.initSign(own);
      signature.update(message);
      byte[] signed = signature.sign();
      signature.initVerify(published);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException otherCurve) {
      return false;
    }
  }
}
