package ipc.model;

import java.util.Collection;
import java.util.Optional;

/** What a mistyped word probably meant. */
public final class Suggestion {
  private static final int MOST_EDITS = 2;

  private Suggestion() {}

  /**
   * Returns the candidate that takes the fewest edits to reach from {@code word}, letter case
   * aside; an edit inserts, deletes or replaces a letter or swaps two neighbours. Of equals the
   * first.
   *
   * @return empty if it would take more than two edits, or more than half of the longer word
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    String nearest = null;
    int fewest = MOST_EDITS + 1;
    for (String candidate : candidates) {
      int longer = Math.max(word.length(), candidate.length());
      int limit = Math.min(MOST_EDITS, longer / 2);
      if (Math.abs(word.length() - candidate.length()) > limit) {
        continue;
      }
      int edits = edits(word, candidate);
      if (edits <= limit && edits < fewest) {
        nearest = candidate;
        fewest = edits;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Damerau and Levenshtein's distance where no letter is edited twice, three rows at a time. */
  private static int edits(String from, String to) {
    int[] before = new int[to.length() + 1];
    int[] above = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] free = before;
      before = above;
      above = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (same(from, i - 1, to, j - 1) ? 0 : 1);
        int edits = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && same(from, i - 1, to, j - 2) && same(from, i - 2, to, j - 1)) {
          edits = Math.min(edits, before[j - 2] + 1);
        }
        row[j] = edits;
      }
    }
    return row[to.length()];
  }

  private static boolean same(String a, int i, String b, int j) {
    return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
  }
}
