package ipc.image;

import static ipc.image.Play.play;

import java.util.List;

/** How the examples of what helps to use {@code ipc} itself are tried. */
final class ToolPlays {

  private ToolPlays() {}

  static List<Play> all() {
    return List.of(
        play(
            "ipc batch setup.ipc",
            "printf 'mbox create jobs -q\\nsend mbox:jobs one\\nmbox create jobs\\necho never\\n'"
                + " >setup.ipc",
            73,
            "mbox:jobs\none",
            "ipc recv mbox:jobs 2>&1"),
        play(
            "printf '%s\\n' 'mbox create jobs' 'send mbox:jobs one two' | ipc batch -",
            "", 0, "mbox:jobs\n2", "ipc mbox stat jobs -o messages"),
        play(
            "ipc batch --keep-going setup.ipc || echo $?",
            "printf 'stat mbox:none\\nfalse\\necho on\\n' >setup.ipc",
            "on\n71"),
        play(
            "ipc shell",
            "ipc() { script -qec \"command ipc $*\" /dev/null <keys | tr -d '\\r'; };"
                + " export TERM=dumb; printf 'echo hello\\nexit\\n' >keys",
            // The terminal itself echoes what is typed before the shell reads.
            "...\n...ipc> hello\n..."),
        play(
            "ipc completion bash > ~/.local/share/bash-completion/completions/ipc",
            "export HOME=$PWD; mkdir -p .local/share/bash-completion/completions",
            0,
            "complete -F _ipc ipc",
            "tail -n 1 .local/share/bash-completion/completions/ipc"),
        play(
            "ipc completion zsh > ~/.zfunc/_ipc",
            "export HOME=$PWD; mkdir .zfunc",
            0,
            "#compdef ipc",
            "head -n 1 .zfunc/_ipc"),
        play(
            "ipc completion fish > ~/.config/fish/completions/ipc.fish",
            "export HOME=$PWD; mkdir -p .config/fish/completions",
            0,
            "# Completes ipc in fish...",
            "head -n 1 .config/fish/completions/ipc.fish"));
  }
}
