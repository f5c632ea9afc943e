package ipc.proc;

import java.util.Optional;

/**
 * What a {@link ProcSource} found, or why it found nothing.
 *
 * @param <T> what was asked for
 */
public sealed interface ProcAnswer<T> {
  /** Returns what was found; empty for every other answer. */
  Optional<T> content();

  /** Says why nothing was found, in a few words for a message; empty for {@link Content}. */
  String reason();

  /**
   * The question was answered.
   *
   * @param value the answer
   */
  record Content<T>(T value) implements ProcAnswer<T> {
    @Override
    public Optional<T> content() {
      return Optional.of(value);
    }

    @Override
    public String reason() {
      return "";
    }
  }

  /** There is no such file, or its process has ended (ENOENT, ESRCH). */
  record Gone<T>() implements ProcAnswer<T> {
    @Override
    public Optional<T> content() {
      return Optional.empty();
    }

    @Override
    public String reason() {
      return "not there";
    }
  }

  /** We may not look (EACCES, EPERM). */
  record Denied<T>() implements ProcAnswer<T> {
    /** The reason that every denial carries; warnings know a denial by it. */
    static final String REASON = "permission denied";

    @Override
    public Optional<T> content() {
      return Optional.empty();
    }

    @Override
    public String reason() {
      return REASON;
    }
  }

  /**
   * Another error of the system.
   *
   * @param reason lower case, for a message: {@code input/output error (EIO)}
   */
  record Failed<T>(String reason) implements ProcAnswer<T> {
    @Override
    public Optional<T> content() {
      return Optional.empty();
    }
  }
}
