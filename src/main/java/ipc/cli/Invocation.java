package ipc.cli;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Registry;
import ipc.engine.mailbox.Mailboxes;
import ipc.model.ByteText;
import ipc.render.Palette;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * One run of one verb: what it works with, and where its words and data go.
 *
 * @param engine the kernel and the clocks
 * @param registry the mechanisms
 * @param streams standard output and error
 * @param environment what the process was started with
 * @param command what follows {@code --}, argv of a command to run; empty where there is none
 * @param words how much is said on standard error
 * @param palette colours of words on standard error
 * @param tablePalette colours of tables on standard output
 * @param interpreter makes what runs commands that stand elsewhere
 */
public record Invocation(
    Engine engine,
    Registry registry,
    Streams streams,
    Environment environment,
    List<String> command,
    Words words,
    Palette palette,
    Palette tablePalette,
    Supplier<Interpreter> interpreter) {

  /** How much is said on standard error. */
  public enum Words {
    /** Failures alone. */
    QUIET,
    /** Failures, warnings and what a user would be surprised by. */
    NORMAL,
    /** All of that, and a verdict. */
    VERBOSE
  }

  /** The mailboxes that this command works with. */
  public Mailboxes mailboxes() {
    return new Mailboxes(engine, environment.mailboxes(engine.ownProcess()));
  }

  /** Prints one line of data on standard output. */
  public void print(String line) {
    write(streams.out(), line + "\n");
  }

  /** Says something that the user would be surprised by, unless {@code -q}. */
  public void note(String line) {
    if (words != Words.QUIET) {
      say(Complaints.oneLine(line));
    }
  }

  /** Says that something may mislead, unless {@code -q}. */
  public void warn(String line) {
    if (words != Words.QUIET) {
      String label = palette.paint(Palette.Role.WARNING, "warning:");
      say(label + " " + Complaints.oneLine(line));
    }
  }

  /** Says what was done, with {@code -v}. */
  public void verdict(String line) {
    if (words == Words.VERBOSE) {
      say(Complaints.oneLine(line));
    }
  }

  /** Says a failure, whatever is asked: what failed, then the way out. */
  public void complain(IpcException failure) {
    Complaints.say(streams.error(), palette, failure, words);
  }

  /** Says on standard error what a failure is the reason of, whatever is asked. */
  public void say(String line) {
    write(streams.error(), "ipc: " + line + "\n");
    flush(streams.error());
  }

  /** Brings what was printed to its reader now, before something that takes time. */
  public void flush() {
    flush(streams.out());
  }

  private static void flush(OutputStream stream) {
    try {
      stream.flush();
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }

  private static void write(OutputStream stream, String text) {
    try {
      stream.write(ByteText.encode(text));
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }
}
