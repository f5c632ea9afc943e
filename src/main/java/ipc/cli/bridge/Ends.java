package ipc.cli.bridge;

import ipc.cli.Invocation;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.fifo.FifoEnd;
import ipc.engine.mailbox.Mailbox;
import ipc.engine.mailbox.MailboxEnd;
import ipc.engine.socket.BareSockets;
import ipc.engine.socket.DialRules;
import ipc.engine.socket.Dialling;
import ipc.engine.socket.GivenEnd;
import ipc.engine.socket.MessageSocket;
import ipc.engine.socket.SocketEnd;
import ipc.engine.socket.SocketOptions;
import ipc.engine.stream.DescriptorEnd;
import ipc.engine.stream.FileEnd;
import ipc.engine.stream.FramedEnd;
import ipc.engine.stream.MessageEnd;
import ipc.engine.stream.Opening;
import ipc.engine.stream.RecordFraming;
import ipc.engine.stream.StandardStreams;
import ipc.engine.stream.StreamEnd;
import ipc.engine.tls.TlsOpening;
import ipc.engine.tls.TlsSettings;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Scheme;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What an address is as an end of a bridge: which way bytes can go there, and how it is opened.
 *
 * @param invocation the run
 * @param signals end the waiting of a mailbox
 * @param dialRules how long and how often the opening of an end is tried
 * @param mode of a file that is made
 * @param existing what becomes of a file that is there already
 * @param framing how messages are told apart in a stream
 * @param ciphers gives what is needed to talk TLS to an address
 */
record Ends(
    Invocation invocation,
    SignalWatch signals,
    DialRules dialRules,
    OptionalInt mode,
    FileEnd.Existing existing,
    Optional<RecordFraming> framing,
    Function<Address.Internet, TlsSettings> ciphers) {

  private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(30);

  /** Begins to open A: a file and a named pipe are read. */
  Opening first(Address address, SocketOptions options, boolean isOtherStandard) {
    return switch (address) {
      case Address.MappedFile file ->
          Opening.opened(FileEnd.reading(invocation.engine(), file.path()));
      case Address.Fifo fifo -> FifoEnd.reading(invocation.engine(), fifo, until());
      case Address.Descriptor given ->
          Opening.opened(
              GivenEnd.of(invocation.engine(), given.number(), DescriptorEnd.Role.SOURCE));
      case Address.StandardStream _ -> standard(isOtherStandard, StandardStreams.Part.INPUT);
      case Address.UnixSocket _, Address.Internet _ -> dial(address, options);
      case Address.Raw _, Address.Netlink _ -> bare(address, options);
      case Address.Named mailbox ->
          inMessages(
              MailboxEnd.taking(
                  invocation.engine(), mailbox.toString(), attached(mailbox), signals));
      case Address other -> throw refusal(other);
    };
  }

  /** Begins to open B: a file and a named pipe are written. */
  Opening second(Address address, StreamEnd first, boolean isOtherStandard) {
    return switch (address) {
      case Address.MappedFile file ->
          Opening.opened(FileEnd.writing(invocation.engine(), file.path(), mode, existing, first));
      case Address.Fifo fifo -> FifoEnd.writing(invocation.engine(), fifo, until());
      case Address.Descriptor given ->
          Opening.opened(GivenEnd.of(invocation.engine(), given.number(), DescriptorEnd.Role.SINK));
      case Address.StandardStream _ -> standard(isOtherStandard, StandardStreams.Part.OUTPUT);
      case Address.UnixSocket _, Address.Internet _ -> dial(address, SocketOptions.plain());
      case Address.Raw _, Address.Netlink _ -> bare(address, SocketOptions.plain());
      case Address.Named mailbox ->
          inMessages(
              MailboxEnd.sending(
                  invocation.engine(), mailbox.toString(), attached(mailbox), signals));
      case Address other -> throw refusal(other);
    };
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

  private Opening dial(Address address, SocketOptions options) {
    Opening dialling =
        new Dialling(invocation.engine(), address, options, dialRules, invocation::verdict);
    if (!isTls(address)) {
      return dialling;
    }
    TlsSettings settings = ciphers.apply((Address.Internet) address);
    Duration patience = dialRules.attemptTimeout().orElse(LONGEST_HANDSHAKE);
    return new TlsOpening(invocation.engine(), dialling, settings, patience);
  }

  /** A socket without a peer: of a protocol below TCP and UDP, or of the kernel's own. */
  private Opening bare(Address address, SocketOptions options) {
    BareSockets sockets = new BareSockets(invocation.engine(), options);
    return Opening.opened(
        address instanceof Address.Raw raw
            ? sockets.raw(raw)
            : sockets.netlink((Address.Netlink) address));
  }

  /** Whether it is talked to by TLS. */
  static boolean isTls(Address address) {
    return address.scheme() == Scheme.TLS;
  }

  private Deadline until() {
    return dialRules.timeout().map(invocation.engine()::within).orElse(Deadline.never());
  }

  /**
   * Whether it can be an end at all.
   *
   * @throws IpcException.BadUsage if it cannot
   */
  static void require(Address address) {
    boolean isEnd =
        switch (address) {
          case Address.MappedFile _, Address.Fifo _ -> true;
          case Address.Descriptor _, Address.StandardStream _ -> true;
          case Address.UnixSocket _, Address.Internet _ -> true;
          case Address.PosixShm _, Address.PosixMq _, Address.PosixSem _ -> false;
          case Address.SysvKey _, Address.SysvId _, Address.SysvFtok _ -> false;
          case Address.Named named -> named.scheme() == Scheme.MBOX;
          case Address.SysvPrivate _, Address.Process _ -> false;
          case Address.Raw _, Address.Netlink _ -> true;
        };
    if (!isEnd) {
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
    return switch (address) {
      case Address.Named _, Address.Raw _, Address.Netlink _ -> true;
      case Address.UnixSocket socket -> socket.type() != Address.UnixType.STREAM;
      case Address.Internet internet ->
          switch (internet.transport()) {
            case UDP, UDP6 -> true;
            case TCP, TCP6, TLS -> false;
          };
      case Address.Descriptor given -> MessageSocket.carriesMessages(engine, given.number());
      case Address _ -> false;
    };
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
