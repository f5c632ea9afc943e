package ipc.cli.bridge;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.cli.stream.Recording;
import ipc.engine.IpcException;
import ipc.engine.stream.CopyFile;
import ipc.engine.stream.Pace;
import ipc.engine.stream.RecordFraming;
import ipc.model.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how bytes go between the ends, and who else sees them. */
final class TrafficOptions {
  private final OptionSpec rate =
      Arguments.size("move at most so many bytes in a second, each way", "--rate");
  private final OptionSpec delay =
      Arguments.duration("hold each piece back for so long, each way", "--delay");
  private final OptionSpec jitter =
      Arguments.duration("hold each piece back for up to so much more, by chance", "--jitter");
  private final OptionSpec progress =
      Arguments.flag("show on standard error how far it is", "--progress");
  private final OptionSpec tee =
      Arguments.text("FILE|fd:N", "write a copy of what goes from A to B there", "--tee");
  private final OptionSpec record = Recording.option();

  void addTo(CommandSpec spec) {
    spec.addOption(rate);
    spec.addOption(delay);
    spec.addOption(jitter);
    spec.addOption(progress);
    spec.addOption(tee);
    spec.addOption(record);
  }

  /** Whether what goes from A to B is copied. */
  boolean isTeeing() {
    return tee.getValue() != null;
  }

  /** Opens what they name, so that a place that cannot be written ends it before it begins. */
  Traffic open(Invocation invocation, Optional<RecordFraming> framing) {
    Pace pace = new Pace(bytesPerSecond(), duration(delay), duration(jitter));
    Optional<CopyFile> copy =
        Arguments.<String>value(tee).map(place -> CopyFile.at(invocation.engine(), place));
    Optional<Recording> recording = Recording.open(invocation, record);
    Optional<TrafficLine> line =
        Arguments.isSet(progress) ? Optional.of(new TrafficLine(invocation)) : Optional.empty();
    return new Traffic(invocation.engine(), pace, framing, copy, recording, line);
  }

  private OptionalLong bytesPerSecond() {
    Optional<Size> most = Arguments.value(rate);
    if (most.isEmpty()) {
      return OptionalLong.empty();
    }
    if (most.get().bytes() == 0) {
      throw new IpcException.BadUsage("at a rate of 0 nothing would ever go", null);
    }
    return OptionalLong.of(most.get().bytes());
  }

  private static Duration duration(OptionSpec option) {
    return Arguments.<Duration>value(option).orElse(Duration.ZERO);
  }
}
