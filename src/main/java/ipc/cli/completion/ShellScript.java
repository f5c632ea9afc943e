package ipc.cli.completion;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.model.ByteText;
import ipc.model.ValueException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc completion}: prints what makes a shell complete our command lines. */
public final class ShellScript implements Verb {
  private enum Shell {
    BASH("bash", "ipc.bash"),
    ZSH("zsh", "_ipc"),
    FISH("fish", "ipc.fish");

    private final String word;
    private final String file;

    Shell(String word, String file) {
      this.word = word;
      this.file = file;
    }

    static Shell parse(String text) {
      for (Shell shell : values()) {
        if (shell.word.equals(text)) {
          return shell;
        }
      }
      throw new ValueException(
          "shell", text, "there are no completions for it", "bash", "zsh", "fish");
    }
  }

  private final PositionalParamSpec shell =
      PositionalParamSpec.builder()
          .index("0")
          .arity("1")
          .required(true)
          .paramLabel("SHELL")
          .type(Shell.class)
          .converters(Shell::parse)
          .completionCandidates(List.of("bash", "zsh", "fish"))
          .description("bash, zsh or fish")
          .build();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(shell);
  }

  @Override
  public int run(Invocation invocation) {
    Shell wanted = shell.getValue();
    // Made from the catalogue at build time: it lies beside this class.
    try (InputStream script = ShellScript.class.getResourceAsStream(wanted.file)) {
      if (script == null) {
        throw new IllegalStateException("the program was built without " + wanted.file);
      }
      invocation.print(ByteText.decode(script.readAllBytes()).stripTrailing());
    } catch (IOException failure) {
      throw new IllegalStateException("a resource of ours cannot be read", failure);
    }
    return Exit.OK.status();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "ipc completion bash > ~/.local/share/bash-completion/completions/ipc",
            "for every bash from now on"),
        new Example("ipc completion zsh > ~/.zfunc/_ipc", "for zsh, where ~/.zfunc is in fpath"),
        new Example(
            "ipc completion fish > ~/.config/fish/completions/ipc.fish",
            "for every fish from now on"));
  }
}
