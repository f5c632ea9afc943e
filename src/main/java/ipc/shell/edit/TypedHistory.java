package ipc.shell.edit;

import ipc.engine.IpcException;
import ipc.engine.job.PrivateLines;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * What was typed, in this shell and in those before; each line is kept as soon as it is there.
 *
 * <p>A line of several lines stands in the file as one, with {@code \n} between them and each
 * backslash doubled.
 */
public final class TypedHistory extends DefaultHistory {
  private static final int MOST_LINES = 10_000;

  private final Optional<PrivateLines> file;
  private boolean isLoading;
  private Optional<IpcException> trouble = Optional.empty();

  /** The history of a file, or of this shell alone where there is none. */
  public TypedHistory(Optional<PrivateLines> file) {
    this.file = file;
  }

  /** What keeps lines from being kept. */
  public Optional<IpcException> trouble() {
    return trouble;
  }

  /** Takes what is in the file; to be called when a line reader has this history. */
  void loadLines() {
    isLoading = true;
    try {
      List<String> lines = file.map(PrivateLines::read).orElse(List.of());
      List<String> kept = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
      if (lines.size() > 2 * MOST_LINES) {
        file.get().replace(kept);
      }
      for (String line : kept) {
        add(Instant.EPOCH, unescaped(line));
      }
    } catch (IpcException failure) {
      trouble = Optional.of(failure);
    } finally {
      isLoading = false;
    }
    moveToEnd();
  }

  @Override
  public void add(Instant time, String line) {
    if (line.isBlank()) {
      return;
    }
    int last = last();
    super.add(time, line);
    if (isLoading || last() == last || trouble.isPresent() || file.isEmpty()) {
      return;
    }
    try {
      file.get().add(escaped(get(last())));
    } catch (IpcException failure) {
      trouble = Optional.of(failure);
    }
  }

  private static String escaped(String line) {
    return line.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String unescaped(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (character == '\\' && i + 1 < line.length()) {
        i++;
        character = line.charAt(i) == 'n' ? '\n' : line.charAt(i);
      }
      text.append(character);
    }
    return text.toString();
  }
}
