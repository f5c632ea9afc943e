package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.engine.IpcException;
import ipc.engine.socket.CastOptions;
import ipc.engine.socket.SocketOptions;
import ipc.model.Address;
import ipc.model.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that shape a socket, of whoever connects and of whoever listens. */
public final class ShapeOptions {
  private final OptionSpec noDelay =
      Arguments.flag("send small pieces at once (TCP_NODELAY)", "--nodelay");
  private final OptionSpec keepAlive =
      Arguments.duration(
          "after so long a silence ask whether the peer is there still; in seconds", "--keepalive");
  private final OptionSpec receiveBuffer =
      Arguments.size("how much the kernel keeps that was not read (SO_RCVBUF)", "--rcvbuf");
  private final OptionSpec sendBuffer =
      Arguments.size("how much the kernel keeps that was not sent (SO_SNDBUF)", "--sndbuf");
  private final OptionSpec reusePort =
      Arguments.flag("share the port with others that say so too (SO_REUSEPORT)", "--reuseport");
  private final OptionSpec v6only =
      Arguments.flag("an IPv6 socket that takes no IPv4 peers", "--v6only");

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(noDelay);
    spec.addOption(keepAlive);
    spec.addOption(receiveBuffer);
    spec.addOption(sendBuffer);
    spec.addOption(reusePort);
    spec.addOption(v6only);
  }

  /** Whether any of them is given. */
  public boolean isGiven() {
    boolean isFlagGiven =
        Arguments.isSet(noDelay) || Arguments.isSet(reusePort) || Arguments.isSet(v6only);
    return isFlagGiven
        || keepAlive.getValue() != null
        || receiveBuffer.getValue() != null
        || sendBuffer.getValue() != null;
  }

  /** Refuses what would do nothing for messages. */
  public void refuseForMessages(Address address) {
    for (OptionSpec option : new OptionSpec[] {noDelay, keepAlive}) {
      if (option.getValue() != null) {
        throw new IpcException.BadUsage(
            "'" + option.longestName() + "' is for TCP, and '" + address + "' has no connection",
            null);
      }
    }
  }

  /** What they say, and where a connecting socket is bound. */
  public SocketOptions options(Optional<Address> bind, CastOptions cast) {
    return new SocketOptions(
        bind,
        true,
        Arguments.isSet(reusePort),
        Arguments.isSet(v6only) ? Optional.of(true) : Optional.empty(),
        Arguments.isSet(noDelay),
        Arguments.<Duration>value(keepAlive),
        bytes(receiveBuffer),
        bytes(sendBuffer),
        cast);
  }

  private static OptionalInt bytes(OptionSpec option) {
    return Arguments.<Size>value(option)
        .map(size -> OptionalInt.of((int) Math.min(size.bytes(), Integer.MAX_VALUE)))
        .orElse(OptionalInt.empty());
  }
}
