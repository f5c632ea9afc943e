package ipc.cli.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.cli.Environment;
import ipc.cli.Invocation;
import ipc.cli.Streams;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Registry;
import ipc.engine.tls.Certificates;
import ipc.engine.tls.TlsSettings;
import ipc.engine.tls.TlsSettings.Role;
import ipc.model.ValueException;
import ipc.render.Palette;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

@ExtendWith(NothingLeft.class)
class TlsOptionsTest {
  private static final Set<Role> BOTH = EnumSet.allOf(Role.class);
  private static final Optional<String> HOST = Optional.of("localhost");
  private static final String PIN = "sha256:" + "0".repeat(64);

  @TempDir private Path directory;

  private final Machine machine = new Machine();
  private final TlsOptions options = new TlsOptions();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    machine.close();
  }

  private void read(Set<Role> sides, String... words) {
    CommandSpec spec = CommandSpec.create();
    options.addTo(spec, sides);
    new CommandLine(spec).parseArgs(words);
  }

  private Invocation invocation() {
    return new Invocation(
        machine.engine(),
        new Registry(List.of()),
        new Streams(new ByteArrayOutputStream(), error, false, false, 80),
        new Environment(Map.of()),
        List.of(),
        Invocation.Words.VERBOSE,
        Palette.PLAIN,
        Palette.PLAIN,
        () -> {
          throw new AssertionError("no shell is needed");
        });
  }

  private String refused(Class<? extends IpcException> kind, Runnable run) {
    return assertThrows(kind, run::run).getMessage();
  }

  @Test
  void client_without_options_takes_the_name_of_the_host() {
    read(BOTH);

    TlsSettings settings = options.client(invocation(), HOST);

    assertEquals(Role.CLIENT, settings.role());
    assertFalse(settings.trustsAnyone());
    assertEquals("", error.toString());
  }

  @Test
  void address_without_a_host_needs_a_name() {
    read(BOTH);
    assertEquals(
        "nothing says what the server's certificate must name",
        refused(IpcException.BadUsage.class, () -> options.client(invocation(), Optional.empty())));

    read(BOTH, "--tls-name", "localhost");
    options.client(invocation(), Optional.empty());
  }

  @Test
  void who_verifies_nothing_is_told_so() {
    read(BOTH, "--tls-insecure");

    assertTrue(options.client(invocation(), HOST).trustsAnyone());
    assertEquals("ipc: --tls-insecure: nobody verifies who the server is\n", error.toString());
  }

  @Test
  void files_are_read_at_once() {
    read(BOTH, "--tls-ca", directory + "/missing");

    assertEquals(
        "cannot open '" + directory + "/missing': no such file or directory (ENOENT)",
        refused(IpcException.NoSuchObject.class, () -> options.client(invocation(), HOST)));
  }

  @Test
  void server_takes_its_certificate_and_the_authorities_of_its_clients() {
    Certificates certificates = new Certificates(directory);
    certificates.authority("ca");
    certificates.signed("server", "ca");

    read(
        BOTH,
        "--tls-cert",
        certificates.pem("server"),
        "--tls-key",
        certificates.key("server"),
        "--tls-client-ca",
        certificates.pem("ca"),
        "--tls-alpn",
        "h2",
        "--tls-alpn",
        "http/1.1");

    assertEquals(Role.SERVER, options.server(invocation()).role());
  }

  @Test
  void server_without_a_certificate_is_refused() {
    read(BOTH);

    assertEquals(
        "a TLS server needs a certificate and its key",
        refused(IpcException.BadUsage.class, () -> options.server(invocation())));
  }

  @Test
  void pins_are_read_and_several_may_be_given() {
    read(BOTH, "--tls-pin", PIN, "--tls-pin", "sha256//" + "A".repeat(43) + "=");
    options.client(invocation(), Optional.empty());

    read(BOTH, "--tls-pin", "sha1:00");
    assertThrows(ValueException.class, () -> options.client(invocation(), HOST));
  }

  @Test
  void options_that_no_end_uses_are_refused() {
    read(BOTH, "--tls-insecure");
    assertEquals(
        "'--tls-insecure' does nothing here: no address is 'tls:'",
        refused(IpcException.BadUsage.class, () -> options.refuseUnused(Set.of())));
    assertEquals(
        "'--tls-insecure' does nothing here: we connect to nobody by TLS",
        refused(IpcException.BadUsage.class, () -> options.refuseUnused(Set.of(Role.SERVER))));
    options.refuseUnused(Set.of(Role.CLIENT));
    options.refuseUnused(BOTH);

    read(BOTH, "--tls-client-ca", "x");
    assertEquals(
        "'--tls-client-ca' does nothing here: nobody connects to us by TLS",
        refused(IpcException.BadUsage.class, () -> options.refuseUnused(Set.of(Role.CLIENT))));
  }

  @Test
  void nothing_given_is_nothing_unused() {
    read(BOTH);

    options.refuseUnused(Set.of());
  }

  @Test
  void verb_that_is_one_side_only_has_the_options_of_that_side() {
    assertThrows(
        CommandLine.UnmatchedArgumentException.class,
        () -> read(EnumSet.of(Role.SERVER), "--tls-insecure"));
    assertThrows(
        CommandLine.UnmatchedArgumentException.class,
        () -> read(EnumSet.of(Role.CLIENT), "--tls-client-ca", "x"));
    read(EnumSet.of(Role.CLIENT), "--tls-pin", PIN);
    read(EnumSet.of(Role.SERVER), "--tls-pin", PIN);
  }
}
