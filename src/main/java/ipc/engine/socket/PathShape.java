package ipc.engine.socket;

import java.util.OptionalInt;

/**
 * Who may use the path of a listening Unix socket.
 *
 * @param mode of the path; without one the umask decides
 * @param user whose it is to be; ours otherwise
 * @param group whose it is to be; ours otherwise
 */
public record PathShape(OptionalInt mode, OptionalInt user, OptionalInt group) {
  /** What the umask and we ourselves make of it. */
  public static PathShape plain() {
    return new PathShape(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  /** Whether anything of it was asked for. */
  public boolean isAsked() {
    return mode.isPresent() || user.isPresent() || group.isPresent();
  }
}
