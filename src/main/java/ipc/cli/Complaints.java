package ipc.cli;

import ipc.engine.IpcException;
import ipc.model.AddressException;
import ipc.model.ByteText;
import ipc.model.Suggestion;
import ipc.model.ValueException;
import ipc.render.Palette;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How failures read: one line that names the subject, and at most one hint. */
final class Complaints {
  private Complaints() {}

  /**
   * Writes a failure and its hint; an answer of "no" only with {@code -v}, a closed reader never.
   */
  static void say(
      OutputStream error, Palette palette, IpcException failure, Invocation.Words words) {
    boolean silent =
        failure instanceof IpcException.OutputClosed
            || failure instanceof IpcException.EndedBySignal
            || failure instanceof IpcException.AnswerIsNo && words != Invocation.Words.VERBOSE;
    if (silent) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(palette.paint(Palette.Role.ERROR, "ipc:"))
        .append(' ')
        .append(oneLine(failure.getMessage()))
        .append('\n');
    failure
        .hint()
        .ifPresent(hint ->
            text.append(palette.paint(Palette.Role.HINT, "hint:"))
                .append(' ')
                .append(oneLine(hint))
                .append('\n'));
    try {
      error.write(ByteText.encode(text.toString()));
      error.flush();
    } catch (IOException | IpcException unheard) {
      // Nobody can be told that standard error does not work; the exit status still tells.
    }
  }

  /** Names can hold anything; what the model refused is escaped already, so a backslash stays. */
  static String oneLine(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split("\\\\", -1)) {
      parts.add(ByteText.printable(part));
    }
    return String.join("\\", parts);
  }

  /** What is wrong with the words of a known verb. */
  static IpcException.BadUsage of(ParameterException failure) {
    CommandSpec spec = failure.getCommandLine().getCommandSpec();
    String name = spec.qualifiedName();
    String manual = "'" + name + " --help' lists its options";
    // Not a switch: one over types costs a millisecond, and what is misspelt is typed again.
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, spec, name, manual);
    }
    if (failure instanceof MissingParameterException missing) {
      return new IpcException.BadUsage("'" + name + "' needs " + missing(missing), manual);
    }
    if (failure instanceof OverwrittenOptionException twice) {
      String option = ((OptionSpec) twice.getOverwritten()).longestName();
      return new IpcException.BadUsage("option '" + option + "' is given twice", manual);
    }
    return badValue(failure, manual);
  }

  private static IpcException.BadUsage unmatched(
      UnmatchedArgumentException failure, CommandSpec spec, String name, String manual) {
    String word = failure.getUnmatched().get(0);
    if (!failure.isUnknownOption()) {
      return new IpcException.BadUsage(
          "'" + name + "' takes no further operand '" + word + "'", manual);
    }
    List<String> known = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      known.addAll(List.of(option.names()));
    }
    int value = word.indexOf('=');
    String option = value < 0 ? word : word.substring(0, value);
    String hint =
        Suggestion.nearest(option, known)
            .map(nearest -> "did you mean '" + nearest + "'? " + manual)
            .orElse(manual);
    return new IpcException.BadUsage("'" + name + "' has no option '" + option + "'", hint);
  }

  private static String missing(MissingParameterException failure) {
    List<String> labels = new ArrayList<>();
    for (ArgSpec argument : failure.getMissing()) {
      labels.add(
          argument instanceof OptionSpec option
              ? option.longestName() + " " + option.paramLabel()
              : argument.paramLabel());
    }
    return String.join(" and ", labels);
  }

  private static IpcException.BadUsage badValue(ParameterException failure, String manual) {
    ArgSpec argument = failure.getArgSpec();
    String option =
        argument instanceof OptionSpec named ? "option '" + named.longestName() + "': " : "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AddressException address) {
        return new IpcException.BadUsage(option + address.getMessage(), hint(address.hint()));
      }
      if (cause instanceof ValueException value) {
        return new IpcException.BadUsage(option + value.getMessage(), hint(value.hint()));
      }
    }
    return new IpcException.BadUsage(option + plain(failure.getMessage()), manual);
  }

  /** Values that a verb checks itself, after the words were understood. */
  static IpcException.BadUsage of(ValueException failure) {
    return new IpcException.BadUsage(failure.getMessage(), hint(failure.hint()));
  }

  /** Addresses that a verb parses itself. */
  static IpcException.BadUsage of(AddressException failure) {
    return new IpcException.BadUsage(failure.getMessage(), hint(failure.hint()));
  }

  private static String hint(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String plain(String message) {
    return message.isEmpty() || !Character.isUpperCase(message.charAt(0))
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
