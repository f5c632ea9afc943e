package ipc.engine.tls;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * What TLS is spoken like: as which side, who the peer must be, and what we show of ourselves. All
 * files are read when it is made, so one serves any number of conversations.
 *
 * <p>TLS 1.2 is the oldest version that is spoken.
 */
public final class TlsSettings {
  /** It would only tell sessions apart that are kept, and these settings know one name. */
  private static final int ANY_PORT = -1;

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /** Which side of a conversation we are. */
  public enum Role {
    /** Who connects. It judges the server's certificate. */
    CLIENT,
    /** Who is connected to. It shows a certificate, and may ask for one. */
    SERVER
  }

  private final Role role;
  private final Optional<String> name;
  private final Trust trust;
  private final List<String> applicationProtocols;
  private final SSLContext context;

  private TlsSettings(Builder builder, Engine engine) {
    role = builder.role;
    name = builder.name;
    trust = builder.trust(engine);
    applicationProtocols = List.copyOf(builder.applicationProtocols);
    context = context(builder.key(engine), new PeerTrust(trust, name, engine::now, accepted()));
  }

  /** A client is never asked for them. */
  private X509Certificate[] accepted() {
    return role == Role.CLIENT ? new X509Certificate[0] : trust.authorities();
  }

  private static SSLContext context(Optional<OwnKey> key, PeerTrust peers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          key.map(own -> new KeyManager[] {own}).orElse(new KeyManager[0]),
          new TrustManager[] {peers},
          null);
      return context;
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("a JDK without TLS", failure);
    }
  }

  /** Begins the settings of one side. */
  public static Builder of(Role role) {
    return new Builder(role);
  }

  /** Which side we are. */
  public Role role() {
    return role;
  }

  /** Whether anybody at all is taken for the peer: a client that was told to look at nothing. */
  public boolean trustsAnyone() {
    return role == Role.CLIENT && trust instanceof Trust.Anyone;
  }

  /** The machinery of one conversation. */
  SSLEngine engine() {
    SSLEngine engine =
        name.isPresent()
            ? context.createSSLEngine(name.get(), ANY_PORT)
            : context.createSSLEngine();
    engine.setUseClientMode(role == Role.CLIENT);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
    switch (role) {
      case CLIENT -> {
        name.ifPresent(text -> sayName(text, parameters));
        if (trust.looksAtChains()) {
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
      }
      case SERVER -> {
        if (!(trust instanceof Trust.Anyone)) {
          parameters.setNeedClientAuth(true);
        }
      }
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** RFC 6066, 3: a server is told the name that it is asked for, but never an address. */
  private static void sayName(String text, SSLParameters parameters) {
    if (!isIpAddress(text)) {
      parameters.setServerNames(List.of(new SNIHostName(text)));
    }
  }

  /** No name of the network ends in a digit after its last dot: RFC 3696, 2. */
  private static boolean isIpAddress(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    boolean digits = !last.isEmpty();
    for (int i = 0; i < last.length(); i++) {
      digits &= last.charAt(i) >= '0' && last.charAt(i) <= '9';
    }
    return digits || name.indexOf(':') >= 0;
  }

  /** What is wished, before any file is read. */
  public static final class Builder {
    private final Role role;
    private Optional<String> name = Optional.empty();
    private Optional<String> trustFile = Optional.empty();
    private final List<Pin> pins = new ArrayList<>();
    private boolean insecure;
    private Optional<String> certificateFile = Optional.empty();
    private Optional<String> keyFile = Optional.empty();
    private final List<String> applicationProtocols = new ArrayList<>();

    private Builder(Role role) {
      this.role = role;
    }

    /**
     * What the server is called: told to it, and looked for in its certificate.
     *
     * @param name a host name, or an IP address as text
     * @throws IpcException.BadUsage if it can be neither
     */
    public Builder serverName(String name) {
      String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
      if (!isIpAddress(plain)) {
        try {
          new SNIHostName(plain);
        } catch (IllegalArgumentException notOne) {
          throw new IpcException.BadUsage("'" + name + "' is no host name", null);
        }
      }
      this.name = Optional.of(plain);
      return this;
    }

    /**
     * Whom to trust instead of the system's authorities: those in a PEM file. A server that names
     * some asks for a certificate, and lets nobody in without.
     */
    public Builder trustFile(String path) {
      trustFile = Optional.of(path);
      return this;
    }

    /** A key that the peer may have; where there are several, any of them will do. */
    public Builder pin(Pin pin) {
      pins.add(pin);
      return this;
    }

    /** Takes anybody for the peer. */
    public Builder insecure() {
      insecure = true;
      return this;
    }

    /** The PEM file of our certificate, and behind it those of its authorities. */
    public Builder certificateFile(String path) {
      certificateFile = Optional.of(path);
      return this;
    }

    /** The PEM file of our private key; without, it is looked for in the certificate's file. */
    public Builder keyFile(String path) {
      keyFile = Optional.of(path);
      return this;
    }

    /** A protocol to be agreed on (ALPN, RFC 7301), the most welcome first: {@code h2}. */
    public Builder applicationProtocol(String protocol) {
      applicationProtocols.add(protocol);
      return this;
    }

    /**
     * Reads the files.
     *
     * @throws IpcException.BadUsage if the wishes make no sense together
     * @throws IpcException.NoSuchObject if a file is not there
     * @throws IpcException.NotPermitted if a file may not be read
     * @throws IpcException.Corrupt if a file does not hold what it must, or the key does not belong
     *     to the certificate
     * @throws IpcException.Unsupported if the key is encrypted
     */
    public TlsSettings load(Engine engine) {
      checkSense();
      return new TlsSettings(this, engine);
    }

    private void checkSense() {
      if (insecure && (trustFile.isPresent() || !pins.isEmpty())) {
        throw new IpcException.BadUsage(
            "whoever trusts anyone has no use for authorities or pins",
            "leave '--tls-insecure' out: with '--tls-pin' nothing but the key is looked at");
      }
      if (keyFile.isPresent() && certificateFile.isEmpty()) {
        throw new IpcException.BadUsage(
            "a private key is of no use without its certificate", "name it by '--tls-cert FILE'");
      }
      switch (role) {
        case CLIENT -> {
          boolean followsChain = !insecure && (pins.isEmpty() || trustFile.isPresent());
          if (followsChain && name.isEmpty()) {
            throw new IpcException.BadUsage(
                "nothing says what the server's certificate must name", "'--tls-name NAME' does");
          }
        }
        case SERVER -> {
          if (certificateFile.isEmpty()) {
            throw new IpcException.BadUsage(
                "a TLS server needs a certificate and its key",
                "name them by '--tls-cert FILE' and '--tls-key FILE'");
          }
        }
      }
    }

    private Trust trust(Engine engine) {
      if (!pins.isEmpty()) {
        return new Trust.Pinned(List.copyOf(pins), trustFile.map(path -> Anchors.in(engine, path)));
      }
      if (trustFile.isPresent()) {
        return new Trust.Signed(Anchors.in(engine, trustFile.get()));
      }
      if (insecure || role == Role.SERVER) {
        return new Trust.Anyone();
      }
      return Anchors.ofSystem(engine)
          .<Trust>map(Trust.Signed::new)
          .orElseGet(Trust.KnownToJdk::new);
    }

    private Optional<OwnKey> key(Engine engine) {
      if (certificateFile.isEmpty()) {
        return Optional.empty();
      }
      PemFile file = PemFile.read(engine, certificateFile.get());
      List<X509Certificate> chain = file.certificates();
      PrivateKey key = PrivateKeys.in(keyFile.map(path -> PemFile.read(engine, path)).orElse(file));
      if (!PrivateKeys.match(key, chain.getFirst().getPublicKey())) {
        throw new IpcException.Corrupt(
            "the key in '"
                + keyFile.orElse(file.path())
                + "' does not belong to the first certificate in '"
                + file.path()
                + "'",
            null);
      }
      return Optional.of(new OwnKey(chain, key));
    }
  }
}
