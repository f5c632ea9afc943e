package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Mover.Step;
import ipc.model.ByteText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * One conversation over TLS: a handshake, then a mover in each direction, over a socket that is
 * somebody else's. Nothing here waits, and one thread uses it.
 *
 * <p>What the one who drives it does:
 *
 * <ol>
 *   <li>Calls {@link #handshake} until it gives INPUT_ENDED, and waits for the socket in between:
 *       for reading at NEEDS_INPUT, for writing at NEEDS_ROOM. How long it waits is for it to
 *       decide.
 *   <li>Steps {@link #encrypting} and {@link #decrypting} as any other movers, each when one of its
 *       ends is ready. <b>And whenever the socket is ready, both</b>: TLS talks of its own accord
 *       (new keys, tickets, the answer to an end), so that deciphering can have something to send,
 *       and after a handshake deciphered bytes can wait that no poll of the socket shows: so each
 *       is stepped once before the first wait. While {@link #wantsToWrite} is true the socket is
 *       waited for for writing too, whatever the movers need.
 *   <li>When the input of {@link #encrypting} ends, calls {@link #finishWriting} until that gives
 *       INPUT_ENDED, then may shut the socket's writing down (shutdown(2)), and goes on
 *       deciphering. In TLS 1.3 the peer can go on answering; in TLS 1.2 it answers the end by its
 *       own end, and what it had not sent by then it may discard.
 *   <li>When {@link #encrypting} comes to READER_GONE or RESET, steps {@link #decrypting} until it
 *       needs input or ends: the peer's reason may lie there. In TLS 1.3 a server refuses the
 *       certificate of a client only after that has begun to send.
 *   <li>When {@link #decrypting} comes to INPUT_ENDED, the peer said that this was all. In TLS 1.2
 *       nothing can be sent any more from then on: {@link #encrypting} gives READER_GONE.
 * </ol>
 */
public final class TlsSession implements AutoCloseable {
  /** Four records of ciphertext, the most that TLS makes of 64 KiB: some 17 KB each. */
  private static final int RECORDS_HELD = 4;

  /** The most that one record holds: RFC 8446, 5.1. */
  private static final int RECORD_CONTENT_BYTES = 1 << 14;

  private static final int MOST_SHOWN = 40;

  // RFC 8446, 5.1: what a record begins with, between 20 and 23.
  private static final int FIRST_CONTENT_TYPE = 20;
  private static final int LAST_CONTENT_TYPE = 23;

  /** A greeting of SSL 2, which is answered by an alert. */
  private static final int SSL2_LENGTH = 0x80;

  private final Engine engine;
  private final SSLEngine tls;
  private final Wire wire;
  private final Room plain; // deciphered, and not written yet
  private final TlsSettings.Role role;
  private final int recordBytes;
  private final int plainBytes;
  private boolean begun;
  private boolean agreed;
  private boolean incomplete; // what has come ends in the midst of a record
  private Deciphered end; // of what comes; null before
  private IpcException failure; // that is told behind what came before it; null before

  /**
   * A conversation that begins with {@link #handshake}.
   *
   * @param socket connected and non-blocking; whoever opened it closes it, after this
   */
  public TlsSession(Engine engine, Descriptor socket, TlsSettings settings) {
    this.engine = engine;
    role = settings.role();
    tls = settings.engine();
    recordBytes = tls.getSession().getPacketBufferSize();
    plainBytes = tls.getSession().getApplicationBufferSize();
    wire = new Wire(engine, socket, RECORDS_HELD * recordBytes);
    try {
      plain = new Room(engine.kernel(), RECORDS_HELD * plainBytes, socket.name());
    } catch (IpcException failure) {
      wire.close();
      throw failure;
    }
  }

  /**
   * Goes on with the handshake as far as that is possible now.
   *
   * @return NEEDS_INPUT or NEEDS_ROOM, of the socket; INPUT_ENDED when it is done; RESET
   * @throws IpcException.PeerBrokeProtocol if the peer is not who it must be, refuses us, goes away
   *     or speaks no TLS
   */
  public Step handshake() {
    try {
      if (!begun) {
        begun = true;
        tls.beginHandshake();
      }
      return agreed ? Step.INPUT_ENDED : goOnWithHandshake();
    } catch (SSLException failure) {
      sendAlert();
      throw Refusals.of(noTls(), failure);
    }
  }

  private Step goOnWithHandshake() throws SSLException {
    while (true) {
      HandshakeStatus status = tls.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_WRAP && wire.out.free() >= recordBytes) {
        wrap(Wire.NOTHING);
        continue;
      }
      Step flushed = wire.flush();
      if (flushed == Step.NEEDS_ROOM) {
        return flushed;
      }
      switch (status) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> {
          if (flushed != Step.MOVED) {
            return endedEarly(flushed);
          }
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          // Though nothing goes out any more, the reason may have come in.
          Step step = unwrapOfHandshake(status);
          if (step != Step.MOVED) {
            return flushed == Step.MOVED ? step : endedEarly(flushed);
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          agreed = true;
          return Step.INPUT_ENDED;
        }
      }
    }
  }

  private void runTasks() {
    for (Runnable task = tls.getDelegatedTask(); task != null; task = tls.getDelegatedTask()) {
      task.run();
    }
  }

  private Step unwrapOfHandshake(HandshakeStatus status) throws SSLException {
    boolean again = status == HandshakeStatus.NEED_UNWRAP_AGAIN;
    if (!again && (wire.in.isEmpty() || incomplete)) {
      Step filled = wire.fill();
      if (filled == Step.INPUT_ENDED) {
        throw Refusals.refusal(noTls(), "it closed the connection in the handshake", null);
      }
      if (filled != Step.MOVED) {
        return filled;
      }
    }
    if (!again) {
      checkSpeaksTls();
    }
    if (unwrap().getStatus() == SSLEngineResult.Status.CLOSED) {
      throw Refusals.refusal(noTls(), "it ended the conversation in the handshake", null);
    }
    return Step.MOVED;
  }

  private Step endedEarly(Step flushed) {
    if (flushed == Step.RESET) {
      return flushed;
    }
    throw Refusals.refusal(noTls(), "it closed the connection in the handshake", null);
  }

  /** The JDK would only say that it did not understand. */
  private void checkSpeaksTls() {
    int first = wire.in.peek(0);
    boolean record = first >= FIRST_CONTENT_TYPE && first <= LAST_CONTENT_TYPE;
    if (record || role == TlsSettings.Role.SERVER && first >= SSL2_LENGTH) {
      return;
    }
    byte[] shown = new byte[Math.min(wire.in.held(), MOST_SHOWN)];
    wire.in.front().get(shown);
    String text = new String(shown, StandardCharsets.ISO_8859_1);
    int lineEnd = text.indexOf('\n');
    String line = lineEnd < 0 ? text : text.substring(0, lineEnd).stripTrailing();
    throw Refusals.refusal(
        noTls(),
        "it speaks no TLS; it began with " + ByteText.quote(line),
        role == TlsSettings.Role.CLIENT ? "'tcp:' is the address without TLS" : null);
  }

  private String noTls() {
    return "no TLS with '" + wire.socket().name() + "'";
  }

  /**
   * What was agreed on; after the handshake.
   *
   * @throws IllegalStateException before
   */
  public TlsPeer peer() {
    requireAgreed();
    return TlsPeer.of(tls);
  }

  private void requireAgreed() {
    if (!agreed) {
      throw new IllegalStateException("the handshake is not done");
    }
  }

  /** The direction to the peer; after the handshake, once. */
  public Mover encrypting(Descriptor plainInput) {
    requireAgreed();
    return new Encrypting(engine, this, plainInput);
  }

  /**
   * The direction from the peer; after the handshake, once. Its step throws {@link
   * IpcException.TransferFailed} where the connection ends before the peer said that this was all:
   * whoever cut it may have cut off data too.
   */
  public Mover decrypting(Descriptor plainOutput) {
    requireAgreed();
    return new Decrypting(engine, this, plainOutput);
  }

  /**
   * Whether something waits to be sent that the socket does not take now, so that it is to be
   * waited for for writing. What it takes goes.
   */
  public boolean wantsToWrite() {
    return !wire.out.isEmpty() && wire.flush() == Step.NEEDS_ROOM || hasOwnToSay();
  }

  /** Whether TLS itself has something to say. Once the peer ended it always says that it has. */
  private boolean hasOwnToSay() {
    return agreed
        && end == null
        && !wire.isBroken()
        && tls.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
  }

  /**
   * Tells the peer that nothing more follows (close_notify).
   *
   * @return INPUT_ENDED when it is on its way; NEEDS_ROOM; READER_GONE or RESET
   */
  public Step finishWriting() {
    try {
      tls.closeOutbound();
      while (!tls.isOutboundDone()) {
        if (wire.out.free() < recordBytes && wire.flush() != Step.MOVED) {
          return wire.flush();
        }
        if (wrap(Wire.NOTHING).bytesProduced() == 0) {
          break;
        }
      }
    } catch (SSLException failure) {
      throw Refusals.of(brokeOff(), failure);
    }
    Step flushed = wire.flush();
    return flushed == Step.MOVED ? Step.INPUT_ENDED : flushed;
  }

  Descriptor socket() {
    return wire.socket();
  }

  /** What was deciphered and not written yet. */
  Room plain() {
    return plain;
  }

  /** Sends what waits to go, TLS's own words too; see {@link Wire#flush}. */
  Step flush() {
    try {
      return sayOwn();
    } catch (SSLException failure) {
      throw Refusals.of(brokeOff(), failure);
    }
  }

  /** How many bytes one round of {@link #encipher} takes at most. */
  int mostAtOnce() {
    return RECORDS_HELD * RECORD_CONTENT_BYTES;
  }

  /**
   * Enciphers what is held, as far as there is room.
   *
   * @return whether the peer still takes anything
   */
  boolean encipher(Room from) {
    try {
      while (!from.isEmpty() && wire.out.free() >= recordBytes) {
        ByteBuffer front = from.front();
        SSLEngineResult result = wrap(front);
        from.taken();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
          return false;
        }
        if (result.bytesProduced() == 0) {
          throw anotherHandshake();
        }
      }
      return true;
    } catch (SSLException failure) {
      throw Refusals.of(brokeOff(), failure);
    }
  }

  /** What deciphering came to. */
  enum Deciphered {
    /** There is something to be written. */
    PLAIN,
    /** Nothing has come. */
    NOTHING,
    /** The peer said that this was all. */
    ALL,
    /** The connection ended, and the peer had not said that this was all. */
    CUT_OFF,
    /** The peer reset the connection. */
    RESET
  }

  /**
   * Deciphers what comes, as far as there is room. What came whole is given out before a failure is
   * told.
   */
  Deciphered decipher() {
    try {
      while (end == null && failure == null && plain.free() >= plainBytes) {
        if (wire.in.isEmpty() || incomplete) {
          Step filled = wire.fill();
          if (filled == Step.NEEDS_INPUT) {
            return plain.isEmpty() ? Deciphered.NOTHING : Deciphered.PLAIN;
          }
          if (filled != Step.MOVED) {
            end = filled == Step.RESET ? Deciphered.RESET : Deciphered.CUT_OFF;
            break;
          }
        }
        SSLEngineResult result = unwrap();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
          end = Deciphered.ALL;
        }
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
          failure = anotherHandshake();
        }
        sayOwn();
      }
    } catch (SSLException broken) {
      sendAlert();
      failure = Refusals.of(brokeOff(), broken);
    }
    if (failure != null && plain.isEmpty()) {
      throw failure;
    }
    if (end == Deciphered.ALL && isOld()) {
      // TLS 1.2: the end of one is answered by the end of the other, which the JDK has prepared.
      finishWriting();
    }
    return plain.isEmpty() ? end : Deciphered.PLAIN;
  }

  /** In TLS 1.2 the engine then takes no data until that is done. */
  private IpcException anotherHandshake() {
    return Refusals.refusal(
        brokeOff(), "it asks for another handshake, which is not done here", null);
  }

  private boolean isOld() {
    return tls.getSession().getProtocol().equals("TLSv1.2");
  }

  private Step sayOwn() throws SSLException {
    while (hasOwnToSay() && wire.out.free() >= recordBytes) {
      wrap(Wire.NOTHING);
    }
    return wire.flush();
  }

  private String brokeOff() {
    return "TLS with '" + wire.socket().name() + "' broke off";
  }

  private SSLEngineResult wrap(ByteBuffer from) throws SSLException {
    SSLEngineResult result = tls.wrap(from, wire.out.back());
    wire.out.added();
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      throw new IllegalStateException("a record is longer than its session says");
    }
    return result;
  }

  private SSLEngineResult unwrap() throws SSLException {
    SSLEngineResult result = tls.unwrap(wire.in.front(), plain.back());
    wire.in.taken();
    plain.added();
    // Whatever the reason: where nothing was taken, more must come before that changes.
    incomplete = result.bytesConsumed() == 0;
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      throw new IllegalStateException("a record holds more than its session says");
    }
    return result;
  }

  /** After a failure the engine has the alert ready that tells the peer. It goes if it can. */
  private void sendAlert() {
    try {
      tls.closeOutbound();
      while (!tls.isOutboundDone() && wire.out.free() >= recordBytes) {
        if (wrap(Wire.NOTHING).bytesProduced() == 0) {
          break;
        }
      }
      wire.flush();
    } catch (SSLException | IpcException secondary) {
      // The failure that is being told is the one to know of.
    }
  }

  /** Gives back the memory; the socket stays open. Says no end: that is {@link #finishWriting}. */
  @Override
  public void close() {
    wire.close();
    plain.close();
  }
}
