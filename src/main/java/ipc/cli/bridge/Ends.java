package ipc.cli.bridge;

import ipc.cli.Invocation;
import ipc.cli.sock.DialOptions;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.DescriptorEnd;
import ipc.engine.conversation.FileEnd;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.StandardStreams;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.fifo.FifoEnd;
import ipc.engine.mailbox.Mailbox;
import ipc.engine.mailbox.MailboxEnd;
import ipc.engine.message.FramedEnd;
import ipc.engine.message.MessageEnd;
import ipc.engine.socket.GivenEnd;
import ipc.engine.socket.MessageSocket;
import ipc.engine.socket.SocketEnd;
import ipc.engine.socket.SocketOptions;
import ipc.engine.stream.RecordFraming;
import ipc.engine.tls.TlsSettings;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Scheme;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What an address is as an end of a bridge: which way bytes can go there, and how it is opened.
 *
 * @param invocation the run
 * @param signals end the waiting of a mailbox
 * @param dialling how long and how often the opening of an end is tried
 * @param mode of a file that is made
 * @param existing what becomes of a file that is there already
 * @param framing how messages are told apart in a stream
 * @param ciphers gives what is needed to talk TLS to an address
 */
record Ends(
    Invocation invocation,
    SignalWatch signals,
    DialOptions dialling,
    OptionalInt mode,
    FileEnd.Existing existing,
    Optional<RecordFraming> framing,
    Function<Address.Internet, TlsSettings> ciphers) {

  /** Begins to open A: a file and a named pipe are read. */
  Opening first(Address address, SocketOptions options, boolean isOtherStandard) {
    // No switch over types: at start-up its first use costs more than opening.
    Engine engine = invocation.engine();
    if (address instanceof Address.MappedFile file) {
      return Opening.opened(FileEnd.reading(engine, file.path()));
    }
    if (address instanceof Address.Fifo fifo) {
      return FifoEnd.reading(engine, fifo, until());
    }
    if (address instanceof Address.Descriptor given) {
      return Opening.opened(GivenEnd.of(engine, given.number(), DescriptorEnd.Role.SOURCE));
    }
    if (address instanceof Address.StandardStream) {
      return standard(isOtherStandard, StandardStreams.Part.INPUT);
    }
    if (address instanceof Address.Named mailbox) {
      return inMessages(MailboxEnd.taking(engine, mailbox.toString(), attached(mailbox), signals));
    }
    return socket(address, options);
  }

  /** Begins to open B: a file and a named pipe are written. */
  Opening second(Address address, StreamEnd first, boolean isOtherStandard) {
    Engine engine = invocation.engine();
    if (address instanceof Address.MappedFile file) {
      return Opening.opened(FileEnd.writing(engine, file.path(), mode, existing, first));
    }
    if (address instanceof Address.Fifo fifo) {
      return FifoEnd.writing(engine, fifo, until());
    }
    if (address instanceof Address.Descriptor given) {
      return Opening.opened(GivenEnd.of(engine, given.number(), DescriptorEnd.Role.SINK));
    }
    if (address instanceof Address.StandardStream) {
      return standard(isOtherStandard, StandardStreams.Part.OUTPUT);
    }
    if (address instanceof Address.Named mailbox) {
      return inMessages(MailboxEnd.sending(engine, mailbox.toString(), attached(mailbox), signals));
    }
    return socket(address, SocketOptions.plain());
  }

  private Opening socket(Address address, SocketOptions options) {
    return dialling.dial(invocation, address, options, ciphers);
  }

  private Mailbox attached(Address.Named mailbox) {
    return invocation.mailboxes().attach(mailbox, signals);
  }

  private Opening inMessages(MessageEnd end) {
    return Opening.opened(framed(end));
  }

  /** An end of messages, told apart in a stream as was asked for. */
  StreamEnd framed(MessageEnd end) {
    return new FramedEnd(invocation.engine(), end, framing);
  }

  /** The end itself, or what is said to it and by it in messages. */
  StreamEnd framed(StreamEnd end) {
    boolean isOfMessages =
        end instanceof SocketEnd socket
            && MessageSocket.carriesMessages(invocation.engine(), socket.descriptor().number());
    return isOfMessages ? framed(new MessageSocket(invocation.engine(), (SocketEnd) end)) : end;
  }

  private Opening standard(boolean isOtherStandard, StandardStreams.Part part) {
    StandardStreams.Part wanted = isOtherStandard ? part : StandardStreams.Part.BOTH;
    return Opening.opened(new StandardStreams(invocation.engine(), wanted));
  }

  /** Whether it is talked to by TLS. */
  static boolean isTls(Address address) {
    return address.scheme() == Scheme.TLS;
  }

  private Deadline until() {
    return invocation.engine().deadline(dialling.timeout());
  }

  /**
   * Whether it can be an end at all.
   *
   * @throws IpcException.BadUsage if it cannot
   */
  static void require(Address address) {
    if (!address.scheme().isEnd()) {
      throw refusal(address);
    }
  }

  /** Whether it is only read as A, and only written as B. */
  static boolean isOneWay(Address address) {
    return address instanceof Address.MappedFile
        || address instanceof Address.Fifo
        || address instanceof Address.Named;
  }

  /** Whether it speaks in messages. */
  static boolean isOfMessages(Engine engine, Address address) {
    return address instanceof Address.Descriptor given
        ? MessageSocket.carriesMessages(engine, given.number())
        : address.scheme().carriesMessages();
  }

  /** Whether it is made as a socket, and so has a shape. */
  static boolean isSocket(Address address) {
    return address instanceof Address.UnixSocket || address instanceof Address.Internet;
  }

  /** Whether peers can connect to it. */
  static boolean isListening(Address address) {
    return isSocket(address) || address instanceof Address.Descriptor;
  }

  private static IpcException refusal(Address address) {
    return new IpcException.BadUsage(
        "'" + address + "' is no end of a bridge",
        "accepted: tcp: tls: udp: unix: unix-dgram: unix-seqpacket: raw: netlink: fifo: file: mbox:"
            + " fd: -");
  }
}
