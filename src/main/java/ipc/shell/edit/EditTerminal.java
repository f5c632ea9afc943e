package ipc.shell.edit;

import ipc.engine.job.JobTerminal;
import ipc.model.ByteText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.AbstractTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.NonBlockingReader;

/**
 * jline's view of our terminal. Its own terminals need native libraries of theirs, start programs,
 * or read ahead by a thread of their own what a command is to read.
 */
final class EditTerminal extends AbstractTerminal {
  private static final int DEFAULT_ROWS = 24;
  private static final int DEFAULT_COLUMNS = 80;
  private static final int CONTROL_D = 4;
  private static final int BACKSPACE = 127;
  private static final int CONTROL_U = 21;
  private static final int CONTROL_W = 23;
  private static final int CONTROL_V = 22;

  private final JobTerminal terminal;
  private final NonBlockingReader reader;
  private final PrintWriter writer;

  EditTerminal(JobTerminal terminal, NonBlockingReader reader, String type) throws IOException {
    super("ipc", type, StandardCharsets.UTF_8, SignalHandler.SIG_DFL);
    this.terminal = terminal;
    this.reader = reader;
    this.writer = new PrintWriter(new ByteWriter(terminal));
    parseInfoCmp();
  }

  /** Characters to bytes, as {@link ByteText} has them, when all of a text is there. */
  private static final class ByteWriter extends Writer {
    private final JobTerminal terminal;
    private final StringBuilder text = new StringBuilder();

    ByteWriter(JobTerminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void write(char[] characters, int offset, int count) {
      text.append(characters, offset, count);
    }

    @Override
    public void flush() {
      String whole = text.toString();
      text.setLength(0);
      for (var stray = ByteText.unencodable(whole);
          stray.isPresent();
          stray = ByteText.unencodable(whole)) {
        int at = stray.getAsInt();
        whole = whole.substring(0, at) + '?' + whole.substring(at + 1);
      }
      terminal.write(ByteText.encode(whole));
    }

    @Override
    public void close() {
      flush();
    }
  }

  private boolean isDumb() {
    return type.equals(TYPE_DUMB);
  }

  @Override
  public NonBlockingReader reader() {
    return reader;
  }

  @Override
  public PrintWriter writer() {
    return writer;
  }

  @Override
  public InputStream input() {
    return InputStream.nullInputStream();
  }

  @Override
  public OutputStream output() {
    return OutputStream.nullOutputStream();
  }

  /** A dumb terminal edits lines by itself. */
  @Override
  public Attributes enterRawMode() {
    Attributes before = getAttributes();
    if (!isDumb()) {
      terminal.beginEditing();
    }
    return before;
  }

  @Override
  public Attributes getAttributes() {
    Attributes attributes = new Attributes();
    attributes.setControlChar(Attributes.ControlChar.VEOF, CONTROL_D);
    attributes.setControlChar(Attributes.ControlChar.VERASE, BACKSPACE);
    attributes.setControlChar(Attributes.ControlChar.VKILL, CONTROL_U);
    attributes.setControlChar(Attributes.ControlChar.VWERASE, CONTROL_W);
    attributes.setControlChar(Attributes.ControlChar.VLNEXT, CONTROL_V);
    return attributes;
  }

  /** Called with what {@link #enterRawMode} gave, when the line is done. */
  @Override
  public void setAttributes(Attributes attributes) {
    if (!isDumb()) {
      terminal.endEditing();
    }
  }

  @Override
  public Size getSize() {
    int[] size = terminal.size();
    return new Size(size[1] > 0 ? size[1] : DEFAULT_COLUMNS, size[0] > 0 ? size[0] : DEFAULT_ROWS);
  }

  @Override
  public void setSize(Size size) {
    throw new UnsupportedOperationException("the size of the terminal is the user's");
  }

  /** Asking for it writes to the terminal and waits for an answer. */
  @Override
  public boolean supportsGraphemeClusterMode() {
    return false;
  }

  @Override
  public TerminalProvider getProvider() {
    return null;
  }

  @Override
  public SystemStream getSystemStream() {
    return SystemStream.Input;
  }
}
