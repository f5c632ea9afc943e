package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AddressPropertyTest {
  private static final long SEED = 0x616464726573L;
  private static final int ROUNDS = 20_000;
  private static final List<Scheme> OURS =
      List.of(Scheme.values()).stream().filter(Scheme::isOurs).toList();

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void every_address_parses_back_from_its_canonical_text() {
    for (int round = 0; round < ROUNDS; round++) {
      Address address = address();
      String message = "seed " + SEED + ", round " + round + ": " + address;

      assertEquals(address, Address.parse(address.toString()), message);
      assertEquals(address, Address.parse(address.toString(), pick(Noun.values())), message);
    }
  }

  @Test
  void garbage_is_read_or_refused_within_its_length() {
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(20);
      for (int i = 0; i < length; i++) {
        text.append(letter());
      }
      readOrRefuse(text.toString(), round);
    }
  }

  @Test
  void a_damaged_address_is_read_or_refused_within_its_length() {
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder(address().toString());
      int edits = random.nextInt(1, 4);
      for (int i = 0; i < edits; i++) {
        damage(text);
      }
      readOrRefuse(text.toString(), round);
    }
  }

  private void damage(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(3)) {
      case 0 -> text.insert(at, letter());
      case 1 -> text.setLength(at);
      default -> text.delete(at, Math.min(at + 1, text.length()));
    }
  }

  private void readOrRefuse(String text, int round) {
    readOrRefuse(text, round, () -> Address.parse(text));
    Noun noun = pick(Noun.values());
    readOrRefuse(text, round, () -> Address.parse(text, noun));
  }

  private void readOrRefuse(String text, int round, Supplier<Address> reading) {
    String message = "seed " + SEED + ", round " + round + ": " + ByteText.quote(text);
    try {
      Address address = reading.get();
      assertEquals(address, Address.parse(address.toString()), message);
    } catch (AddressException refused) {
      assertEquals(text, refused.text(), message);
      assertTrue(refused.position() >= 0 && refused.position() <= text.length(), message);
      assertTrue(refused.accepted().size() > 0, message);
    }
  }

  private Address address() {
    return switch (random.nextInt(18)) {
      case 0 -> new Address.PosixShm("/x" + name(200));
      case 1 -> new Address.PosixMq("/x" + name(200));
      case 2 -> new Address.PosixSem("/x" + name(200));
      case 3 -> new Address.SysvKey(family(), random.nextInt() | 1);
      case 4 -> new Address.SysvId(family(), random.nextInt() >>> 1);
      case 5 -> new Address.SysvFtok(family(), path(), random.nextInt(1, 256));
      case 6 -> new Address.SysvPrivate(family());
      case 7 -> new Address.MappedFile(path());
      case 8 -> new Address.Named(OURS.get(random.nextInt(OURS.size())), place());
      case 9 -> new Address.Named(Scheme.MBOX, new Place.OfUser("u" + name(20), "n" + name(150)));
      case 10 -> new Address.Process(random.nextInt(1, Integer.MAX_VALUE));
      case 11 -> new Address.Fifo(path());
      case 12 -> new Address.UnixPath(pick(Address.UnixType.values()), path());
      case 13 -> new Address.UnixAbstract(pick(Address.UnixType.values()), "x" + name(90) + "/");
      case 14 -> internet();
      case 15 -> raw();
      case 16 -> new Address.Netlink(pick(NetlinkTopic.values()));
      default ->
          random.nextBoolean()
              ? new Address.Descriptor(random.nextInt() >>> 1)
              : new Address.StandardStream();
    };
  }

  private Address internet() {
    Address.Transport transport = pick(Address.Transport.values());
    int port = random.nextInt(65536);
    if (random.nextBoolean()) {
      return new Address.Internet(transport, "host-" + random.nextInt(100) + ".example", port);
    }
    StringBuilder host = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      int group = random.nextInt(3) == 0 ? random.nextInt(65536) : 0;
      host.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    return new Address.Internet(transport, host.toString(), port);
  }

  private Address raw() {
    RawProtocol protocol = pick(RawProtocol.values());
    String number = protocol == RawProtocol.ICMP ? "10.0.0." : "fe80::";
    String host = pick("host-", number) + random.nextInt(100);
    return new Address.Raw(protocol, random.nextBoolean() ? Optional.of(host) : Optional.empty());
  }

  private Place place() {
    return random.nextBoolean() ? new Place.Name("n" + name(150)) : new Place.AtPath(path());
  }

  private String path() {
    String start = pick("/", "", "./", "../", "~", "@");
    return start + "p" + name(40) + pick("", "/", "/" + name(40));
  }

  private Address.SysvFamily family() {
    return pick(Address.SysvFamily.values());
  }

  /** Bytes that are never NUL or a slash, as the kernel's own names are; colons and such often. */
  private String name(int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    for (int i = 0; i < bytes.length; i++) {
      int value = random.nextInt(4) == 0 ? pick(':', ',', ' ', '@', '~', '\n') : nonNul();
      bytes[i] = (byte) (value == '/' ? '_' : value);
    }
    return ByteText.decode(bytes);
  }

  private int nonNul() {
    return random.nextInt(1, 256);
  }

  private String letter() {
    return switch (random.nextInt(4)) {
      case 0 -> pick(":", "/", "-", "@", "~", ",", "[", "]", ".", "%", "=", "0x", "::", "\0");
      case 1 -> pick("posix", "sysv", "mbox:", "tcp:", "tcp6:", "unix:", "id=", "ftok=", "shm:");
      case 2 -> Integer.toString(random.nextInt(0, 100_000));
      default -> Character.toString((char) random.nextInt(0x10000));
    };
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
