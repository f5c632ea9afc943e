package ipc.cli.completion;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.model.ByteText;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code ipc complete -- WORD...}: what the completions of the shells ask, and no user. The words
 * are those after {@code ipc} up to the one that is being typed, which may be empty.
 *
 * <p>A candidate a line: the whole word, a tab, what it is. A backslash, a tab and a newline in the
 * word stand as {@code \\}, {@code \t} and {@code \n}, which {@code printf %b} undoes in every
 * shell; all other bytes stand as they are.
 */
public final class Complete implements Verb {
  @Override
  public void declare(CommandSpec spec) {
    // All that it takes stands after the two hyphens, where no word of a user is an option.
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.command();
    if (words.isEmpty()) {
      throw new IpcException.BadUsage(
          "'ipc complete' is what the completions of the shells ask",
          "'ipc completion bash' prints them, 'man ipc-completion' tells where to put them");
    }
    Completer completer =
        new Completer(invocation.engine(), invocation.registry(), invocation.environment());
    List<String> before = words.subList(0, words.size() - 1);
    for (Candidate candidate : completer.complete(before, words.getLast())) {
      invocation.print(
          escaped(candidate.text()) + "\t" + ByteText.printable(candidate.description()));
    }
    return Exit.OK.status();
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  @Override
  public List<Example> examples() {
    return List.of();
  }
}
