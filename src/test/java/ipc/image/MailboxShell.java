package ipc.image;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Scripts in a directory of their own, with mailboxes of their own: {@code $ipc} is the command.
 *
 * @param directory where a script runs
 * @param home where names of mailboxes lead to
 * @param prelude what comes before each script, ends with a newline or is empty
 */
record MailboxShell(Path directory, Path home, String prelude) {

  /** With the mailboxes in the directory {@code home} of that one. */
  static MailboxShell in(Path directory) {
    return new MailboxShell(directory, directory.resolve("home"), "");
  }

  /** The same with functions and variables that its scripts use. */
  MailboxShell with(String functions) {
    return new MailboxShell(directory, home, functions + "\n");
  }

  /** Runs a script to its end. */
  Ran run(String script) throws IOException, InterruptedException {
    return Image.built()
        .shell(
            "export LC_ALL=C IPC_HOME="
                + home
                + " ipc=$image/bin/ipc; cd "
                + directory
                + "\n"
                + prelude
                + script);
  }
}
