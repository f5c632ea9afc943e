package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.stream.Mover;
import ipc.engine.stream.PromptDescriptor;
import ipc.sys.FileCalls;

/** Takes plain bytes from a descriptor, and sends them enciphered. */
final class Encrypting implements Mover {
  private final TlsSession session;
  private final PromptDescriptor from;
  private final FileCalls files;
  private final Room plain; // read, and not enciphered yet
  private boolean inputEnded;
  private long moved;
  private int enciphered; // of the user's bytes, which wait to go

  Encrypting(Engine engine, TlsSession session, Descriptor from) {
    this.session = session;
    this.from = new PromptDescriptor(engine, from);
    this.from.widen();
    files = engine.kernel().files();
    plain = new Room(engine.kernel(), session.mostAtOnce(), from.name());
  }

  @Override
  public Descriptor from() {
    return from.descriptor();
  }

  @Override
  public Descriptor to() {
    return session.socket();
  }

  @Override
  public long moved() {
    return moved;
  }

  @Override
  public int unwritten() {
    return plain.held() + enciphered;
  }

  @Override
  public Step step() {
    Step flushed = flush();
    if (flushed != Step.MOVED) {
      return flushed;
    }
    if (plain.isEmpty()) {
      Step read = read();
      if (read != Step.MOVED || plain.isEmpty()) {
        return read;
      }
    }
    int before = plain.held();
    boolean taken = session.encipher(plain);
    enciphered += before - plain.held();
    return taken ? flush() : Step.READER_GONE;
  }

  /** MOVED when all that was enciphered is gone. */
  private Step flush() {
    Step flushed = session.flush();
    if (flushed == Step.MOVED) {
      moved += enciphered;
      enciphered = 0;
    }
    return flushed;
  }

  private Step read() {
    if (inputEnded) {
      return Step.INPUT_ENDED;
    }
    if (!from.canReadNow()) {
      return Step.NEEDS_INPUT;
    }
    long result = plain.readFrom(files, from.number());
    Step step = from.readCameTo(result, () -> moved + " bytes were sent before");
    inputEnded = step == Step.INPUT_ENDED;
    return step;
  }

  @Override
  public void close() {
    plain.close();
  }
}
