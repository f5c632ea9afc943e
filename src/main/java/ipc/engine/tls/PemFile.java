package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file of blocks between {@code -----BEGIN LABEL-----} and {@code -----END LABEL-----}; what
 * stands between the blocks is comment.
 *
 * @param path as the user named it
 * @param blocks in the file's order
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
record PemFile(String path, List<Block> blocks) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final List<String> CERTIFICATES =
      List.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

  /**
   * One block.
   *
   * @param label what it says that it is
   * @param text what stands between its lines, headers included
   */
  record Block(String label, String text) {
    boolean isCertificate() {
      return CERTIFICATES.contains(label);
    }

    boolean isPrivateKey() {
      return label.endsWith("PRIVATE KEY");
    }

    /** As RFC 1421 had it, and openssl's old key formats still do. */
    boolean hasEncryptionHeader() {
      return text.contains("Proc-Type:") && text.contains("ENCRYPTED");
    }

    /** The bytes that the text stands for; its headers, if any, end at an empty line. */
    byte[] der() {
      // The MIME decoder passes over line ends, and over anything else that is no Base64.
      return Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Reads a file.
   *
   * @throws IpcException.NoSuchObject if it is not there
   * @throws IpcException.NotPermitted if we may not read it
   * @throws IpcException.Corrupt if there is no block in it, or one without an end
   */
  static PemFile read(Engine engine, String path) {
    byte[] content;
    try (Descriptor file = Descriptor.open(engine.kernel(), path, FileCalls.O_RDONLY, 0, path)) {
      if (file.status().kind() == FileStatus.Kind.DIRECTORY) {
        throw new IpcException.Corrupt("cannot read '" + path + "': it is a directory", null);
      }
      content = file.readAll();
    }
    return new PemFile(path, blocks(path, new String(content, StandardCharsets.ISO_8859_1)));
  }

  private static List<Block> blocks(String path, String text) {
    List<Block> blocks = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelStart = begin + BEGIN.length();
      int labelEnd = text.indexOf(DASHES, labelStart);
      String label = labelEnd < 0 ? "" : text.substring(labelStart, labelEnd);
      int end = text.indexOf(END + label + DASHES, labelStart);
      if (labelEnd < 0 || end < 0) {
        throw new IpcException.Corrupt(
            "cannot read '" + path + "': a block that begins has no end", null);
      }
      blocks.add(new Block(label, text.substring(labelEnd + DASHES.length(), end)));
      begin = text.indexOf(BEGIN, end);
    }
    if (blocks.isEmpty()) {
      throw new IpcException.Corrupt(
          "cannot read '" + path + "': not PEM, for no line begins a block",
          "'openssl x509 -inform DER -in FILE' writes a certificate as PEM");
    }
    return List.copyOf(blocks);
  }

  /**
   * The certificates, in the file's order.
   *
   * @throws IpcException.Corrupt if there is none, or one that is none
   */
  List<X509Certificate> certificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (block.isCertificate()) {
        certificates.add(certificate(block));
      }
    }
    if (certificates.isEmpty()) {
      throw new IpcException.Corrupt("there is no certificate in '" + path + "'", null);
    }
    return certificates;
  }

  private X509Certificate certificate(Block block) {
    try {
      return certificate(block.der());
    } catch (CertificateException | IllegalArgumentException notOne) {
      throw new IpcException.Corrupt(
          "a certificate in '" + path + "' cannot be read: " + notOne.getMessage(), null);
    }
  }

  static X509Certificate certificate(byte[] der) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
  }
}
