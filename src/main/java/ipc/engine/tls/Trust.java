package ipc.engine.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Whom we believe to be the peer. */
sealed interface Trust {
  /** Whoever answers; nothing is looked at. */
  record Anyone() implements Trust {}

  /**
   * Who has one of these keys. A key is a stronger proof than a signature of somebody else, so
   * names and dates are not looked at, unless authorities are named as well: then both must hold.
   */
  record Pinned(List<Pin> pins, Optional<Anchors> anchors) implements Trust {}

  /** For whom one of these authorities vouches. */
  record Signed(Anchors anchors) implements Trust {}

  /** For whom an authority vouches that comes with the JDK: where the system has no bundle. */
  record KnownToJdk() implements Trust {}

  /** Whether certificates are followed to an authority, and names compared. */
  default boolean looksAtChains() {
    return switch (this) {
      case Anyone() -> false;
      case Pinned(List<Pin> _, Optional<Anchors> anchors) -> anchors.isPresent();
      case Signed(Anchors _), KnownToJdk() -> true;
    };
  }

  /** The authorities that were named in a file, parsed. */
  default X509Certificate[] authorities() {
    return switch (this) {
      case Pinned(List<Pin> _, Optional<Anchors> anchors) when anchors.isPresent() ->
          anchors.get().certificates();
      case Signed(Anchors anchors) -> anchors.certificates();
      case Pinned(List<Pin> _, Optional<Anchors> _), Anyone(), KnownToJdk() ->
          new X509Certificate[0];
    };
  }
}
