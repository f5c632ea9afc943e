package ipc.cli.stream;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.stream.Filter;
import ipc.engine.stream.FilterPump;
import ipc.engine.stream.LineEnds;
import ipc.engine.stream.Passage;
import ipc.engine.stream.Passages;
import ipc.engine.stream.Tap;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that change what is said on its way to the peer and back, or show it. */
public final class TranslationOptions {
  private final OptionSpec crlf =
      Arguments.flag("end lines by CR LF on the way to the peer, by LF on the way here", "--crlf");
  private final OptionSpec hex =
      Arguments.flag("show what goes each way on standard error, in hexadecimal", "--hex");

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(crlf);
    spec.addOption(hex);
  }

  /** The passages of one conversation, whose far end is the peer; none where nothing is asked. */
  public Passages passages(Invocation invocation) {
    if (!Arguments.isSet(crlf) && !Arguments.isSet(hex)) {
      return Passages.none();
    }
    boolean translates = Arguments.isSet(crlf);
    Passage forth =
        (from, to) ->
            new FilterPump(
                invocation.engine(),
                from,
                to,
                translates ? Optional.of(LineEnds.toCrLf()) : Optional.<Filter>empty(),
                Optional.empty(),
                trace(invocation, '>'));
    Passage back =
        (from, to) ->
            new FilterPump(
                invocation.engine(),
                from,
                to,
                translates ? Optional.of(LineEnds.toLf()) : Optional.<Filter>empty(),
                trace(invocation, '<'),
                Optional.empty());
    return new Passages(Optional.of(forth), Optional.of(back));
  }

  private Optional<Tap> trace(Invocation invocation, char mark) {
    return Arguments.isSet(hex) ? Optional.of(new HexTrace(invocation, mark)) : Optional.empty();
  }
}
