package ipc.shell.language;

import java.util.List;
import java.util.Optional;

/** A piece of a word. */
public sealed interface Part {

  /**
   * Characters that stand for themselves.
   *
   * @param isQuoted whether {@code *}, {@code ?} and {@code [} among them do so too
   */
  record Text(String text, boolean isQuoted) implements Part {}

  /**
   * The value of a variable, always one word or a part of one.
   *
   * @param name a name, a number, or one of {@code ? ! $ #}
   * @param otherwise what stands for one that is not set
   * @param isForEmpty whether it stands for an empty one too: {@code :-}
   * @param start where the {@code $} is
   */
  record Variable(String name, Optional<Word> otherwise, boolean isForEmpty, int start)
      implements Part {}

  /**
   * What commands print, without the newlines at its end: {@code $(…)}.
   *
   * @param chains the commands
   * @param start where the {@code $} is
   */
  record Output(List<Chain> chains, int start) implements Part {}
}
