package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.Progress;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of what copies between a segment and one of our standard streams. */
final class CopyOptions {
  private final Region region = new Region();
  private final OptionSpec format;
  private final OptionSpec progress =
      Arguments.flag("show on standard error how far it is", "--progress");

  /**
   * The options of a verb.
   *
   * @param formats what each format means there
   */
  CopyOptions(String formats) {
    this.format = Format.option(formats);
  }

  void addTo(CommandSpec spec) {
    region.addTo(spec);
    spec.addOption(format);
    spec.addOption(progress);
  }

  /** The part of the segment. */
  Region region() {
    return region;
  }

  /** How its bytes are written. */
  Format format() {
    return Arguments.<Format>value(format).orElse(Format.RAW);
  }

  /**
   * Copies, and shows how far it is where that is asked for.
   *
   * @param copying gets who is to be told, and gives how many bytes were copied
   */
  long copy(Invocation invocation, long length, ToLongFunction<Progress> copying) {
    if (!Arguments.isSet(progress)) {
      return copying.applyAsLong(done -> {});
    }
    ProgressLine line = new ProgressLine(invocation, length);
    long copied = copying.applyAsLong(line);
    line.end(copied);
    return copied;
  }
}
