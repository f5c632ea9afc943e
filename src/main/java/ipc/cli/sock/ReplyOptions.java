package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.conversation.ConversationRules;
import ipc.engine.message.MessageEnd;
import ipc.engine.message.Replies;
import ipc.model.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how many replies are waited for, and how long. */
final class ReplyOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final OptionSpec count =
      Arguments.number(
          "take N replies and end; 124 when fewer come in time", 1, Integer.MAX_VALUE, "--replies");
  private final OptionSpec within =
      Arguments.duration(
          "wait for replies so long after the end of the input (default 1s)", "--within");

  void addTo(CommandSpec spec) {
    spec.addOption(count);
    spec.addOption(within);
  }

  void refuseUnlessMessages(Address address) {
    FramingOptions.refuse(address, count, within);
  }

  /** Bounds what comes from a peer that never says that it has no more to say. */
  Optional<Replies> bound(
      Engine engine, MessageEnd end, boolean hasEnd, ConversationRules.Directions directions) {
    Optional<Duration> given = Arguments.value(within);
    OptionalInt wanted =
        Arguments.<Integer>value(count).map(OptionalInt::of).orElse(OptionalInt.empty());
    boolean isAsked = given.isPresent() || wanted.isPresent();
    if (directions == ConversationRules.Directions.SEND_ONLY) {
      if (isAsked) {
        throw new IpcException.BadUsage(
            "'--send-only' waits for no replies, and '--replies' or '--within' asks for them",
            null);
      }
      given = Optional.of(Duration.ZERO);
    }
    if (hasEnd && !isAsked) {
      return Optional.empty();
    }
    Optional<Duration> patience = hasEnd ? Optional.empty() : Optional.of(PATIENCE);
    Replies replies = new Replies(engine, end, wanted, given, patience);
    if (directions == ConversationRules.Directions.RECEIVE_ONLY || end.sink().isEmpty()) {
      replies.startWaiting();
    }
    return Optional.of(replies);
  }
}
