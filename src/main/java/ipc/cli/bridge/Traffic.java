package ipc.cli.bridge;

import ipc.cli.stream.Recording;
import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.message.MessageMover;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;
import ipc.engine.message.PacedMessages;
import ipc.engine.stream.CopyFile;
import ipc.engine.stream.CopyTap;
import ipc.engine.stream.Metered;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pace;
import ipc.engine.stream.PacedPump;
import ipc.engine.stream.Passage;
import ipc.engine.stream.Passages;
import ipc.engine.stream.Pump;
import ipc.engine.stream.RecordFraming;
import ipc.engine.stream.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** How bytes go between the ends of a bridge, in all of its conversations together. */
final class Traffic implements AutoCloseable {
  private final Engine engine;
  private final Pace pace;
  private final Optional<RecordFraming> framing;
  private final Optional<CopyFile> copy;
  private final Optional<Recording> recording;
  private final Optional<TrafficLine> line;
  private int connections;

  Traffic(
      Engine engine,
      Pace pace,
      Optional<RecordFraming> framing,
      Optional<CopyFile> copy,
      Optional<Recording> recording,
      Optional<TrafficLine> line) {
    this.engine = engine;
    this.pace = pace;
    this.framing = framing;
    this.copy = copy;
    this.recording = recording;
    this.line = line;
  }

  /** The passages of another conversation. */
  Passages between(String near, String far) {
    connections++;
    return new Passages(
        passage(copy, near, far, line.map(each -> each::movedForth)),
        passage(Optional.empty(), far, near, line.map(each -> each::movedBack)));
  }

  private Optional<Passage> passage(
      Optional<CopyFile> copied, String from, String to, Optional<LongConsumer> meter) {
    List<Tap> taps = new ArrayList<>();
    copied.ifPresent(file -> taps.add(new CopyTap(file, framing)));
    recording.ifPresent(each -> taps.add(each.of(connections, from, to)));
    if (taps.isEmpty() && pace.isUnbounded() && meter.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Way(taps, meter));
  }

  /** One direction of one conversation. */
  private final class Way implements Passage {
    private final List<Tap> taps;
    private final Optional<LongConsumer> meter;

    Way(List<Tap> taps, Optional<LongConsumer> meter) {
      this.taps = taps;
      this.meter = meter;
    }

    @Override
    public Mover between(Descriptor from, Descriptor to) {
      boolean isPlain = taps.isEmpty() && pace.isUnbounded();
      return metered(
          isPlain ? new Pump(engine, from, to) : new PacedPump(engine, from, to, pace, taps));
    }

    @Override
    public Mover between(MessageSource from, MessageSink to) {
      boolean isPlain = taps.isEmpty() && pace.isUnbounded();
      return metered(
          isPlain ? new MessageMover(from, to) : new PacedMessages(engine, from, to, pace, taps));
    }

    private Mover metered(Mover mover) {
      return meter.isPresent() ? new Metered(mover, meter.get()) : mover;
    }
  }

  /** A conversation is over: words about it come on a line of their own. */
  void settle() {
    line.ifPresent(TrafficLine::end);
  }

  @Override
  public void close() {
    copy.ifPresent(CopyFile::close);
    recording.ifPresent(Recording::close);
  }
}
