package ipc.cli.stream;

import ipc.cli.Arguments;
import ipc.cli.CommandOptions;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import ipc.engine.conversation.ConversationRules;
import ipc.model.Deadline;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a verb that lets two ends talk to each other: which way, and how long. */
public final class ConversationOptions {
  private final OptionSpec sendOnly =
      Arguments.flag("send alone; what comes back is read and forgotten", "--send-only");
  private final OptionSpec receiveOnly =
      Arguments.flag("receive alone; standard input is left as it is", "--recv-only");
  private final OptionSpec idle =
      Arguments.duration("end with 124 when nothing was moved for so long", "--idle-timeout");
  private final OptionSpec linger =
      Arguments.duration(
          "once one side has ended, let the other go on for so long, then end with 124",
          "--linger");
  private final OptionSpec lifetime =
      Arguments.duration("stop after this time, whatever is left", "--lifetime");
  private final CommandOptions command = new CommandOptions();

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(sendOnly);
    spec.addOption(receiveOnly);
    addBoundsTo(spec);
  }

  /** Adds those that bound a conversation, to a verb that says otherwise which way bytes go. */
  public void addBoundsTo(CommandSpec spec) {
    spec.addOption(idle);
    spec.addOption(linger);
    spec.addOption(lifetime);
    command.addTo(spec);
  }

  /**
   * Refuses what bounds a conversation of two where there are many.
   *
   * @param option what makes them many
   */
  public void refuseBounds(String option) {
    boolean isGiven =
        idle.getValue() != null || linger.getValue() != null || Arguments.isSet(sendOnly);
    if (isGiven) {
      throw new IpcException.BadUsage(
          "--idle-timeout, --linger and --send-only are for a conversation of two, not for "
              + option,
          "--lifetime ends all of it");
    }
  }

  /** Whether standard input is left as it is. */
  public boolean receivesOnly() {
    return Arguments.isSet(receiveOnly);
  }

  /** What they say. */
  public ConversationRules rules() {
    return rules(directions());
  }

  /** What they say of bounds, with directions that were said otherwise. */
  public ConversationRules rules(ConversationRules.Directions directions) {
    return new ConversationRules(
        directions, Arguments.value(idle), Arguments.value(linger), command.grace());
  }

  private ConversationRules.Directions directions() {
    if (Arguments.isSet(sendOnly) && Arguments.isSet(receiveOnly)) {
      throw new IpcException.BadUsage(
          "'--send-only' and '--recv-only' exclude each other", "without both, bytes go both ways");
    }
    if (Arguments.isSet(sendOnly)) {
      return ConversationRules.Directions.SEND_ONLY;
    }
    return Arguments.isSet(receiveOnly)
        ? ConversationRules.Directions.RECEIVE_ONLY
        : ConversationRules.Directions.BOTH;
  }

  /** When to stop whatever is left; it runs from now. */
  public Deadline lifetime(Invocation invocation) {
    return invocation.engine().deadline(Arguments.value(lifetime));
  }

  /** To be called when a command has been started: statuses of ours are not replaced any more. */
  public void commandStarted() {
    command.commandStarted();
  }

  /** Runs the verb, and replaces the status of a failure that came before a command was started. */
  public int run(Invocation invocation, ToIntFunction<Invocation> action) {
    command.refuseWithoutCommand(invocation);
    return command.run(invocation, action);
  }
}
