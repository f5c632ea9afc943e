package ipc.cli;

import java.util.List;

/**
 * Runs command lines in this process, each as if it had been started by itself: nothing of one is
 * left when the next begins.
 */
public interface CommandRunner {
  /**
   * Runs one.
   *
   * @param words what follows the program's name
   * @param environment the variables that it sees
   * @return how a process of its own would have ended
   */
  Ending run(List<String> words, Environment environment);
}
