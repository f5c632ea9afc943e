package ipc.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The sockets of the network namespace that this process is in, each table read when it is first
 * asked for. A table that cannot be read is empty, and a warning says so; without IPv6 there are no
 * tables of it.
 */
public final class SocketTables {
  private final ProcSource source;
  private final WarningLedger ledger;
  private final ProcessQuestions questions;
  private final Supplier<DescriptorIndex> descriptors;
  private final Once<List<InternetSocket>> tcp =
      new Once<>(() -> lines("/proc/net/tcp", InternetSocket::parseTcp));
  private final Once<List<InternetSocket>> tcp6 =
      new Once<>(() -> lines("/proc/net/tcp6", InternetSocket::parseTcp));
  private final Once<List<InternetSocket>> udp =
      new Once<>(() -> lines("/proc/net/udp", InternetSocket::parseUdp));
  private final Once<List<InternetSocket>> udp6 =
      new Once<>(() -> lines("/proc/net/udp6", InternetSocket::parseUdp));
  private final Once<List<UnixSocket>> unix =
      new Once<>(() -> lines("/proc/net/unix", UnixSocket::parse));

  SocketTables(
      ProcSource source,
      WarningLedger ledger,
      ProcessQuestions questions,
      Supplier<DescriptorIndex> descriptors) {
    this.source = source;
    this.ledger = ledger;
    this.questions = questions;
    this.descriptors = descriptors;
  }

  /** Those of TCP over IPv4. */
  public List<InternetSocket> tcp() {
    return tcp.get();
  }

  /** Those of TCP over IPv6, and over both. */
  public List<InternetSocket> tcp6() {
    return tcp6.get();
  }

  /** Those of UDP over IPv4. */
  public List<InternetSocket> udp() {
    return udp.get();
  }

  /** Those of UDP over IPv6, and over both. */
  public List<InternetSocket> udp6() {
    return udp6.get();
  }

  /** The Unix sockets, unnamed ones too. */
  public List<UnixSocket> unix() {
    return unix.get();
  }

  /**
   * Returns the open descriptors of a socket, by pid ascending; processes that could not be looked
   * into are in {@link ProcScan#descriptorCoverage()}.
   *
   * @param inode as the tables have it
   */
  public List<Opener> openers(long inode) {
    String target = "socket:[" + inode + "]";
    List<Opener> found = new ArrayList<>();
    for (DescriptorIndex.Descriptor descriptor : descriptors.get().ofSocket(inode)) {
      long pid = descriptor.pid();
      // The file of a Unix socket is a socket too, to who has it open by O_PATH.
      String link = questions.directory(pid) + "/fd/" + descriptor.number();
      if (source.link(link).content().filter(target::equals).isPresent()) {
        found.add(new Opener(pid, descriptor.number(), AccessMode.READ_WRITE));
      }
    }
    return found;
  }

  /** Returns where a process works; empty if it has ended, or if that cannot be read. */
  public Optional<String> workingDirectory(long pid) {
    return source.link("/proc/" + pid + "/cwd").content();
  }

  private <T> List<T> lines(String path, Function<byte[], Parsed<T>> parser) {
    ProcAnswer<byte[]> answer = source.read(path);
    Optional<byte[]> text = answer.content();
    if (text.isEmpty()) {
      // ipv6(7): the module may be missing, or switched off.
      if (!path.endsWith("6") || !(answer instanceof ProcAnswer.Gone<?>)) {
        ledger.unread(path, answer);
      }
      return List.of();
    }
    Parsed<T> parsed = parser.apply(text.get());
    ledger.notUnderstood(path, parsed.malformed());
    return parsed.values();
  }
}
