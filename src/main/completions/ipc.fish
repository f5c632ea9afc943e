# Whether the words so far begin with those given.
function __ipc_begins
    set -l words (commandline -opc)
    set -l depth (count $argv)
    test (count $words) -gt $depth
    and test "$words[2..$(math $depth + 1)]" = "$argv"
end

# Whether they do, and no '--' has come.
function __ipc_after
    __ipc_begins $argv
    and not contains -- -- (commandline -opc)
end

# Whether no word has come but those given.
function __ipc_at
    set -l words (commandline -opc)
    test "$words[2..]" = "$argv"
end

# Whether the operand to type has number $argv[1], after $argv[2] words.
function __ipc_operand
    set -l words (commandline -opc)
    set -l operands 0
    set -l pending no
    set -l last (math $argv[2] + 1)
    for word in $words[(math $last + 1)..]
        if test $pending = yes
            set pending no
        else if contains -- $word $__ipc_valued
            and not contains -- "$words[2..$last] $word" $__ipc_unvalued
            set pending yes
        else if not string match -q -- '-?*' $word
            set operands (math $operands + 1)
        end
    end
    test $pending = no
    and test $operands -eq $argv[1]
end

# What is typed of a list with commas, each with one of the words given.
function __ipc_list
    set -l before (string match -r '^.*,' -- (commandline -ct))
    for word in $argv
        echo $before$word
    end
end

# What is typed of a word, as a program would get it; a quote may still be open.
function __ipc_typed
    set -l raw (commandline -ct)
    begin
        string unescape -- $raw
        or string unescape -- $raw\'
        or string unescape -- $raw\"
        or echo -- $raw
    end | string collect
end

# Asks the program itself, by the word that was typed for it, how the line can go on: candidates
# and what they are.
function __ipc_ask
    set -l words (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    type -fq -- $program
    or set program ipc
    type -fq -- $program
    or return
    set -l typed (__ipc_typed)
    for line in (command $program complete -- $words[2..] "$typed" 2>/dev/null </dev/null)
        set -l parts (string split -m 1 \t -- $line)
        # Here a tab ends a word, so a name that has one cannot be offered.
        string match -q '*\\\\t*' -- $parts[1]
        and continue
        printf '%b\t%s\0' $parts[1] "$parts[2]"
    end | string split0
end

# Objects and files by their addresses; $argv[1] is a noun where bare words mean something,
# $argv[2] says which names are wanted.
function __ipc_addresses
    set -l typed (commandline -ct)
    set -l scheme (string match -r '^(?:file:|fifo:|unix(?:-dgram|-seqpacket)?:(?!@)|mbox:(?=.*/))' -- $typed)
    set -l bare no
    test -n "$argv[1]"
    and string match -qr '^[^:]*/' -- $typed
    and set bare yes
    if test $argv[2] = NEW
        and not contains -- --open (commandline -opc)
        if test -n "$scheme" -o $bare = yes
            or test "$argv[1]" = fifo
            __ipc_paths "$scheme" none
            return
        end
    else if test $argv[2] != PAIRS
        and test -n "$scheme" -o $bare = yes
        switch "$scheme$argv[1]"
            case 'fifo*'
                __ipc_paths "$scheme" -p
            case 'unix*'
                __ipc_paths "$scheme" -S
            case 'mbox*'
                __ipc_paths "$scheme" -f
            case '*'
                __ipc_paths "$scheme" -e
        end
        return
    end
    __ipc_ask
end

# Paths after $argv[1]; $argv[2] is a test of those that are no directories, or 'none'.
function __ipc_paths
    set -l typed (__ipc_typed)
    set -l rest (string sub -s (math (string length -- "$argv[1]") + 1) -- "$typed" | string collect)
    set -l home ''
    if test -z "$argv[1]"
        and string match -qr '^~/' -- "$rest"
        set home $HOME
        set rest (string sub -s 2 -- $rest | string collect)
    end
    for path in $home$rest*
        set -l word "$argv[1]$path"
        test -n "$home"
        and set word "~"(string sub -s (math (string length -- $home) + 1) -- $path | string collect)
        if test -d $path
            printf '%s/\0' $word
        else if test $argv[2] != none
            and test $argv[2] $path
            printf '%s\0' $word
        end
    end | string split0
end

# Completes the command after '--'.
function __ipc_command
    set -l words (commandline -opc) (commandline -ct)
    set -l dashes (contains -i -- -- $words)
    and complete -C "$(string escape -- $words[(math $dashes + 1)..-2] | string join ' ') $words[-1]"
end

complete -c ipc -e
complete -c ipc -f
