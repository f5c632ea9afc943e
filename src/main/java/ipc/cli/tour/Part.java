package ipc.cli.tour;

import java.util.List;

/**
 * Steps that need each other; where one cannot be done, the rest of its part is left out, and the
 * tour goes on with the next.
 *
 * @param title a few words
 * @param steps in order
 */
record Part(String title, List<Step> steps) {
  static Part of(String title, Step... steps) {
    return new Part(title, List.of(steps));
  }
}
