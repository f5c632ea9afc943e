package ipc.shell.language;

import java.util.List;

/**
 * Pipelines of which each runs or not by the status before it.
 *
 * @param first runs always
 * @param rest in their order
 * @param isBackground whether {@code &} ends it: what follows does not wait
 * @param start index of its first character in the text
 * @param end index after its last, without what ends it
 */
public record Chain(Pipeline first, List<Link> rest, boolean isBackground, int start, int end) {
  /** A chain that nothing changes any more. */
  public Chain {
    rest = List.copyOf(rest);
  }

  /**
   * A further pipeline.
   *
   * @param runsAfterSuccess after {@code &&} it runs if the status is 0, after {@code ||} if not
   * @param pipeline what runs
   */
  public record Link(boolean runsAfterSuccess, Pipeline pipeline) {}
}
