package ipc.cli.stream;

import ipc.cli.Invocation;
import ipc.engine.Descriptor;
import ipc.engine.message.MessageMover;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;
import ipc.engine.message.PacedMessages;
import ipc.engine.stream.Filter;
import ipc.engine.stream.FilterPump;
import ipc.engine.stream.LineEnds;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pace;
import ipc.engine.stream.Passage;
import ipc.engine.stream.Passages;
import ipc.engine.stream.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How what is said is changed, shown and recorded, in all conversations of a command together. */
public final class Translation implements AutoCloseable {
  private final Invocation invocation;
  private final boolean endsLines;
  private final boolean shows;
  private final Optional<Recording> recording;
  private int connections;

  Translation(
      Invocation invocation, boolean endsLines, boolean shows, Optional<Recording> recording) {
    this.invocation = invocation;
    this.endsLines = endsLines;
    this.shows = shows;
    this.recording = recording;
  }

  /** The passages of another conversation; none where nothing was asked for. */
  public Passages between(String near, String far) {
    connections++;
    if (!endsLines && !shows && recording.isEmpty()) {
      return Passages.none();
    }
    // What the peer says and hears is shown and recorded: before a change here, after one there.
    Way forth = new Way(filter(LineEnds.toCrLf()), List.of(), taps('>', near, far));
    Way back = new Way(filter(LineEnds.toLf()), taps('<', far, near), List.of());
    return new Passages(Optional.of(forth), Optional.of(back));
  }

  private Optional<Filter> filter(Filter lines) {
    return endsLines ? Optional.of(lines) : Optional.empty();
  }

  private List<Tap> taps(char mark, String from, String to) {
    List<Tap> taps = new ArrayList<>();
    if (shows) {
      taps.add(new HexTrace(invocation, mark));
    }
    recording.ifPresent(each -> taps.add(each.of(connections, from, to)));
    return taps;
  }

  /** One direction of one conversation. */
  private final class Way implements Passage {
    private final Optional<Filter> filter;
    private final List<Tap> before;
    private final List<Tap> after;

    Way(Optional<Filter> filter, List<Tap> before, List<Tap> after) {
      this.filter = filter;
      this.before = before;
      this.after = after;
    }

    @Override
    public Mover between(Descriptor from, Descriptor to) {
      return new FilterPump(invocation.engine(), from, to, filter, before, after);
    }

    @Override
    public Mover between(MessageSource from, MessageSink to) {
      List<Tap> taps = new ArrayList<>(before);
      taps.addAll(after);
      return taps.isEmpty()
          ? new MessageMover(from, to)
          : new PacedMessages(invocation.engine(), from, to, Pace.unbounded(), taps);
    }
  }

  @Override
  public void close() {
    recording.ifPresent(Recording::close);
  }
}
