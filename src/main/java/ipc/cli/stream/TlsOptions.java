package ipc.cli.stream;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import ipc.engine.tls.Pin;
import ipc.engine.tls.TlsSettings;
import ipc.engine.tls.TlsSettings.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How TLS is spoken: the options of the verbs that can speak it.
 *
 * <p>A verb adds those of the sides that it can be, then, once it knows its addresses, has {@link
 * #refuseUnused} complain of what no end of them uses, and takes the settings for each end that
 * speaks TLS. Until then no class of TLS is loaded but the names of the two sides.
 */
public final class TlsOptions {
  private final OptionSpec name =
      Arguments.text(
          "NAME", "what the server's certificate must name, instead of the host", "--tls-name");
  private final OptionSpec authorities =
      Arguments.text("FILE", "trust these authorities (PEM) instead of the system's", "--tls-ca");
  private final OptionSpec insecure =
      Arguments.flag("take whoever answers for the server: verify nothing", "--tls-insecure");
  private final OptionSpec clientAuthorities =
      Arguments.text(
          "FILE",
          "let in only clients for whom one of these authorities (PEM) vouches",
          "--tls-client-ca");
  private final OptionSpec pins =
      Arguments.texts(
          "PIN",
          "the peer's key: sha256:HEX or sha256//BASE64 of its public key; repeatable; alone it"
              + " stands in for authorities and names",
          "--tls-pin");
  private final OptionSpec certificate =
      Arguments.text(
          "FILE", "our certificate, and those between it and its authority (PEM)", "--tls-cert");
  private final OptionSpec key =
      Arguments.text(
          "FILE", "its private key (PEM, not encrypted); default: in the same file", "--tls-key");
  private final OptionSpec protocols =
      Arguments.texts(
          "NAME", "a protocol to agree on (ALPN), best first; repeatable", "--tls-alpn");

  /** Adds what a verb needs to be one of these sides. */
  public void addTo(CommandSpec spec, Set<Role> sides) {
    for (OptionSpec option : usedBy(sides)) {
      spec.addOption(option);
    }
  }

  private List<OptionSpec> usedBy(Set<Role> sides) {
    List<OptionSpec> used = new ArrayList<>();
    if (sides.contains(Role.CLIENT)) {
      used.addAll(List.of(name, authorities, insecure));
    }
    if (sides.contains(Role.SERVER)) {
      used.add(clientAuthorities);
    }
    if (!sides.isEmpty()) {
      used.addAll(List.of(pins, certificate, key, protocols));
    }
    return used;
  }

  /**
   * Complains of an option that does nothing here.
   *
   * @param spoken the sides of TLS that the addresses make us; none where none is TLS
   * @throws IpcException.BadUsage if one is given that none of these uses
   */
  public void refuseUnused(Set<Role> spoken) {
    List<OptionSpec> used = usedBy(spoken);
    for (OptionSpec option : usedBy(EnumSet.allOf(Role.class))) {
      if (isGiven(option) && !used.contains(option)) {
        throw new IpcException.BadUsage(
            "'" + option.longestName() + "' does nothing here: " + why(option, spoken), null);
      }
    }
  }

  private String why(OptionSpec option, Set<Role> spoken) {
    if (spoken.isEmpty()) {
      return "no address is 'tls:'";
    }
    return option == clientAuthorities
        ? "nobody connects to us by TLS"
        : "we connect to nobody by TLS";
  }

  private static boolean isGiven(OptionSpec option) {
    return option.getValue() != null && !Boolean.FALSE.equals(option.getValue());
  }

  /**
   * The settings to connect with.
   *
   * @param host the host of the address; empty where it has none
   * @throws IpcException for files that cannot be used, and wishes that contradict each other
   */
  public TlsSettings client(Invocation invocation, Optional<String> host) {
    TlsSettings.Builder settings = TlsSettings.of(Role.CLIENT);
    Arguments.<String>value(name).or(() -> host).ifPresent(settings::serverName);
    Arguments.<String>value(authorities).ifPresent(settings::trustFile);
    if (Arguments.isSet(insecure)) {
      settings.insecure();
      invocation.verdict("--tls-insecure: nobody verifies who the server is");
    }
    return withBoth(settings).load(invocation.engine());
  }

  /**
   * The settings to be connected to with.
   *
   * @throws IpcException for files that cannot be used, and wishes that contradict each other
   */
  public TlsSettings server(Invocation invocation) {
    TlsSettings.Builder settings = TlsSettings.of(Role.SERVER);
    Arguments.<String>value(clientAuthorities).ifPresent(settings::trustFile);
    return withBoth(settings).load(invocation.engine());
  }

  private TlsSettings.Builder withBoth(TlsSettings.Builder settings) {
    Arguments.givenTexts(pins).forEach(text -> settings.pin(Pin.parse(text)));
    Arguments.<String>value(certificate).ifPresent(settings::certificateFile);
    Arguments.<String>value(key).ifPresent(settings::keyFile);
    Arguments.givenTexts(protocols).forEach(settings::applicationProtocol);
    return settings;
  }
}
