"""Types lines into an interactive shell, a Tab after each, and prints what words they became.

    type.py bash|zsh|fish LINE...
    type.py bash|zsh|fish --list WORDS LINE

Each line, as it is after the Tab, is run with a program before it that writes its arguments down; they are
printed in one line, each between brackets, bytes that cannot be seen as \\xNN. With --list what the shell
shows for a line is printed, once it holds those words. The completions are those of the directory
$COMPLETIONS, loaded as the shell finds them in a package, and PATH has the program.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time

SECONDS = 40
READY = b"<ready>"

BASH = """
PS1='<ready>'
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind 'set completion-query-items 0'
bind 'set page-completions off'
source '{completions}/ipc.bash'
"""

ZSH = """
PS1='<ready>'
fpath=('{completions}' $fpath)
autoload -Uz compinit
compinit -D -u
bindkey '^I' complete-word
setopt no_beep no_list_beep
LISTMAX=10000
"""

FISH = """
function fish_prompt; echo -n '<ready>'; end
function fish_greeting; end
function fish_right_prompt; end
set -g fish_features no-query-term
set -p fish_complete_path '{completions}'
"""


def start(shell, scratch):
    rc = {"bash": BASH, "zsh": ZSH, "fish": FISH}[shell]
    file = os.path.join(scratch, ".zshrc" if shell == "zsh" else "rc")
    with open(file, "w") as out:
        out.write(rc.format(completions=os.environ["COMPLETIONS"]))
    words = {
        "bash": ["bash", "--noprofile", "--rcfile", file, "-i"],
        "zsh": ["zsh", "-d", "-i"],
        "fish": ["fish", "--no-config", "-i", "-C", f"source {file}"],
    }[shell]
    environment = dict(os.environ, TERM="xterm", ZDOTDIR=scratch, XDG_CONFIG_HOME=scratch)
    environment["XDG_DATA_HOME"] = scratch
    environment["ARGS"] = os.path.join(scratch, "args")
    environment["PATH"] = scratch + ":" + environment["PATH"]
    program = os.path.join(scratch, "showargs")
    with open(program, "w") as out:
        out.write("#!/bin/sh\nprintf '%s\\0' \"$@\" >\"$ARGS.new\"; mv \"$ARGS.new\" \"$ARGS\"\n")
    os.chmod(program, 0o755)
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(words[0], words, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    return pid, terminal, environment["ARGS"]


def read_until(terminal, done, seen=b""):
    end = time.monotonic() + SECONDS
    while not done(seen):
        if time.monotonic() > end:
            sys.exit(f"nothing came of it: {seen!r}")
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                sys.exit(f"the shell has ended: {seen!r}")
    return seen


def shown(word):
    text = "".join(chr(c) if 32 <= c < 127 and c != 92 else f"\\x{c:02x}" for c in word)
    return f"[{text}]"


def words_of(terminal, args, line):
    os.write(terminal, line + b"\t\x01showargs \r")
    read_until(terminal, lambda seen: os.path.exists(args))
    with open(args, "rb") as file:
        words = file.read().split(b"\0")[:-1]
    os.unlink(args)
    return " ".join(map(shown, words))


def listed(shell, terminal, wanted, line):
    # bash lists at the second Tab, the others at the first.
    os.write(terminal, line + (b"\t\t" if shell == "bash" else b"\t"))
    seen = read_until(terminal, lambda seen: wanted in seen)
    # Colours and moves of the cursor are of no interest.
    text = re.sub(rb"\x1b(\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>])", b"", seen)
    return text.decode("latin-1").replace("\r", "")


def main():
    shell, lines = sys.argv[1], list(map(os.fsencode, sys.argv[2:]))
    with tempfile.TemporaryDirectory() as scratch:
        pid, terminal, args = start(shell, scratch)
        try:
            read_until(terminal, lambda seen: READY in seen)
            if lines[0] == b"--list":
                print(listed(shell, terminal, lines[1], lines[2]))
            else:
                for line in lines:
                    print(words_of(terminal, args, line))
        finally:
            os.kill(pid, signal.SIGKILL)
            os.close(terminal)
            os.waitpid(pid, 0)


main()
