package ipc.docs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that is made from the catalogue: the text of each file by its path. */
public final class Documents {
  /** The directories that hold nothing else. */
  public static final List<String> DIRECTORIES = List.of("man", "completions");

  private Documents() {}

  /** Makes them all, of the running program and the sources in a project's directory. */
  public static Map<String, String> of(Path project) {
    List<Command> commands = Command.all();
    Map<String, String> files = new LinkedHashMap<>();
    Sources sources = new Sources(project);
    new ManualPages(sources, commands)
        .all()
        .forEach((name, text) -> files.put("man/" + name, text));
    files.put(
        "completions/ipc.bash", new BashCompletion(commands, sources.functions("ipc.bash")).text());
    files.put("completions/_ipc", new ZshCompletion(commands, sources.functions("_ipc")).text());
    files.put(
        "completions/ipc.fish", new FishCompletion(commands, sources.functions("ipc.fish")).text());
    return files;
  }
}
