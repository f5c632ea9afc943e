package ipc.engine.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Certificates and keys as openssl makes them: {@code NAME.pem} and {@code NAME.key} in a
 * directory. Without openssl the test is skipped.
 */
public final class Certificates {
  /** What an authority signs with, and nothing of the machine's own configuration. */
  private static final String CONFIGURATION =
      "[req]\ndistinguished_name = dn\nprompt = no\n[dn]\nCN = unnamed\n";

  public static final String NAMES = "subjectAltName=DNS:localhost,DNS:server.test,IP:127.0.0.1";

  private final Path directory;

  /** Into a directory that is there. */
  public Certificates(Path directory) {
    this.directory = directory;
    try {
      Files.writeString(directory.resolve("openssl.cnf"), CONFIGURATION);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** An authority that signs others. */
  public void authority(String name) {
    make(
        name,
        "/CN=" + name,
        List.of("-addext", "basicConstraints=critical,CA:TRUE"),
        List.of("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
  }

  /** A certificate for {@link #NAMES} that an authority has signed. */
  public void signed(String name, String authority) {
    signed(name, authority, NAMES);
  }

  /** A certificate for other names. */
  public void signed(String name, String authority, String names) {
    signedWith(name, authority, names, "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
  }

  /** A certificate with another kind of key: what follows {@code -newkey}. */
  public void signedWith(String name, String authority, String names, String... newKey) {
    make(
        name,
        "/CN=" + name,
        List.of("-addext", names, "-CA", path(authority + ".pem"), "-CAkey", key(authority)),
        List.of(newKey));
  }

  /** A certificate for {@link #NAMES} that nobody vouches for. */
  public void selfSigned(String name) {
    make(
        name,
        "/CN=" + name,
        List.of("-addext", NAMES),
        List.of("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
  }

  private void make(String name, String subject, List<String> extensions, List<String> newKey) {
    List<String> command =
        new ArrayList<>(List.of("req", "-x509", "-config", path("openssl.cnf"), "-nodes"));
    command.addAll(List.of("-days", "30", "-subj", subject, "-newkey"));
    command.addAll(newKey);
    command.addAll(List.of("-keyout", key(name), "-out", path(name + ".pem")));
    command.addAll(extensions);
    openssl(command.toArray(String[]::new));
  }

  /** A certificate for {@link #NAMES} that an authority has signed, and that ended yesterday. */
  public void expired(String name, String authority) {
    signed(name + "-fresh", authority);
    try {
      Files.writeString(directory.resolve(name + ".ext"), NAMES + "\n");
      Files.copy(directory.resolve(name + "-fresh.key"), directory.resolve(name + ".key"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    openssl(
        "req",
        "-new",
        "-config",
        path("openssl.cnf"),
        "-key",
        key(name),
        "-out",
        path(name + ".csr"),
        "-subj",
        "/CN=" + name);
    openssl(
        "x509",
        "-req",
        "-in",
        path(name + ".csr"),
        "-CA",
        path(authority + ".pem"),
        "-CAkey",
        key(authority),
        "-CAcreateserial",
        "-days",
        "-1",
        "-extfile",
        path(name + ".ext"),
        "-out",
        path(name + ".pem"));
  }

  /** Runs openssl; its output. */
  public static String openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
      return output;
    } catch (IOException missing) {
      Assumptions.abort("no openssl here to make certificates");
      throw new UncheckedIOException(missing);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupt);
    }
  }

  /** Where a file of that name lies. */
  public String path(String file) {
    return directory.resolve(file).toString();
  }

  /** Where a certificate lies. */
  public String pem(String name) {
    return path(name + ".pem");
  }

  /** Where its key lies. */
  public String key(String name) {
    return path(name + ".key");
  }
}
