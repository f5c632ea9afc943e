package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.engine.IpcException;
import ipc.engine.socket.CastOptions;
import ipc.model.Address;
import ipc.model.IpAddress;
import ipc.model.ValueException;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of datagrams that go to a group, or to all hosts of a network. */
final class CastingOptions {
  private static final int MOST_HOPS = 255;

  private final OptionSpec through =
      Arguments.text(
          "NAME|IP", "the interface of a group: its name, or an address it has", "--interface");
  private final OptionSpec ttl =
      Arguments.number("let datagrams pass N routers at most", 0, MOST_HOPS, "--ttl");
  private final OptionSpec loop =
      Arguments.flag("members of the group on this machine get it too (the default)", "--loop");
  private final OptionSpec noLoop =
      Arguments.flag("members of the group on this machine get nothing of it", "--no-loop");
  private final OptionSpec source =
      OptionSpec.builder("--source")
          .arity("1")
          .paramLabel("IP")
          .type(IpAddress.class)
          .converters(CastingOptions::address)
          .description("take from a group what this host sends alone")
          .build();
  private final OptionSpec broadcast =
      Arguments.flag("send to all hosts of a network (SO_BROADCAST)", "--broadcast");

  private static IpAddress address(String text) {
    return IpAddress.parse(text)
        .orElseThrow(
            () -> new ValueException("address", text, "no IP address", "192.0.2.1", "2001:db8::1"));
  }

  void addToListener(CommandSpec spec) {
    addCommon(spec);
    spec.addOption(source);
  }

  void addToSender(CommandSpec spec) {
    addCommon(spec);
    spec.addOption(broadcast);
  }

  private void addCommon(CommandSpec spec) {
    spec.addOption(through);
    spec.addOption(ttl);
    spec.addOption(loop);
    spec.addOption(noLoop);
  }

  CastOptions options(Address address) {
    FramingOptions.refuse(address, through, ttl, loop, noLoop, source, broadcast);
    if (!(address instanceof Address.Internet || address instanceof Address.Raw)) {
      refuse(address, through, ttl, loop, noLoop, source, broadcast);
    }
    if (Arguments.isSet(loop) && Arguments.isSet(noLoop)) {
      throw new IpcException.BadUsage("'--loop' and '--no-loop' exclude each other", null);
    }
    boolean isAsked = Arguments.isSet(loop) || Arguments.isSet(noLoop);
    return new CastOptions(
        Arguments.value(through),
        Arguments.value(source),
        Arguments.<Integer>value(ttl).map(OptionalInt::of).orElse(OptionalInt.empty()),
        isAsked ? Optional.of(Arguments.isSet(loop)) : Optional.empty(),
        Arguments.isSet(broadcast));
  }

  private static void refuse(Address address, OptionSpec... options) {
    for (OptionSpec option : options) {
      if (option.getValue() != null) {
        throw new IpcException.BadUsage(
            "'"
                + option.longestName()
                + "' is for datagrams of the Internet, not '"
                + address
                + "'",
            "as in udp:239.1.2.3:5000");
      }
    }
  }
}
