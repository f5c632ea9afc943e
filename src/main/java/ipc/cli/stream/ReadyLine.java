package ipc.cli.stream;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.stream.ReportFile;
import ipc.model.Address;
import ipc.model.ByteText;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Tells that peers can come, and where: a line for whoever waits for it. */
public final class ReadyLine {
  private final OptionSpec ready =
      Arguments.text(
          "FILE|fd:N", "write the address there as a line once peers can come", "--ready");

  /** Adds its option to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(ready);
  }

  /** Whether somebody waits for it. */
  public boolean isGiven() {
    return ready.getValue() != null;
  }

  /**
   * Tells it.
   *
   * @param asked what was typed: a port that the kernel chose is told even to who did not ask
   */
  public void tell(Invocation invocation, Address asked, Address bound) {
    Optional<String> place = Arguments.value(ready);
    if (place.isPresent()) {
      try (ReportFile file = ReportFile.open(invocation.engine(), place.get())) {
        file.write(ByteText.encode(bound + "\n"));
      }
    }
    boolean isChosen = asked instanceof Address.Internet internet && internet.port() == 0;
    if (isChosen && place.isEmpty()) {
      invocation.note("listening at " + bound);
    } else {
      invocation.verdict("listening at " + bound);
    }
  }
}
