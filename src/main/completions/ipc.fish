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
    for word in $words[(math $argv[2] + 2)..]
        if test $pending = yes
            set pending no
        else if contains -- $word $__ipc_valued
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

# Mailboxes of ours; after the noun mbox by their bare names too. $argv[2] is what is typed.
function __ipc_mailboxes
    set -l state $HOME/.local/state
    set -q XDG_STATE_HOME
    and set state $XDG_STATE_HOME
    set -l homes /dev/shm/ipc-(id -u) $state/ipc
    test -n "$IPC_HOME"
    and set homes $IPC_HOME
    for path in $homes/*.mbox
        set -l name (string replace -r '.*/(.*)\.mbox$' '$1' -- $path)
        if test "$argv[1]" = mbox
            and not string match -q '*:*' -- "$argv[2]" $name
            echo $name
        else
            echo mbox:$name
        end
    end
end

# Unix sockets that peers can come to, where a path from the root or an abstract name leads there.
function __ipc_sockets
    set -l head '^\S+ \S+ \S+'
    set -l name '\d+ ([/@].*)$'
    string replace -rf "$head 00010000 0001 \S+ +$name" 'unix:$1' </proc/net/unix
    string replace -rf "$head 00010000 0005 \S+ +$name" 'unix-seqpacket:$1' </proc/net/unix
    string replace -rf "$head 00000000 0002 01 +$name" 'unix-dgram:$1' </proc/net/unix
end

# Objects and files by their addresses; $argv[1] is a noun, one with a colon after it where bare
# words mean nothing, or empty for all objects; the others are schemes.
function __ipc_addresses
    set -l typed (commandline -ct)
    set -l scheme (string match -r '^(?:file:|mbox:(?=.*/))' -- $typed)
    if test "$argv[1]" = mbox; and string match -qr '^[^:]*/' -- $typed
        or test -n "$scheme"
        set -l rest (string sub -s (math (string length -- "$scheme") + 1) -- $typed)
        for path in $rest*
            test -d $path
            and echo "$scheme$path/"
            or echo "$scheme$path"
        end
        return
    end
    if string match -qr '^(?:mbox:?)?$' -- "$argv[1]"
        __ipc_mailboxes "$argv[1]" "$typed"
    end
    if test -n "$argv[1]"; and string match -q 'mbox*' -- $argv[1]
        printf '%s\n' $argv[2..]
        return
    end
    if string match -qr '^(?:sock)?$' -- "$argv[1]"
        __ipc_sockets
    end
    if test "$argv[1]" = sock
        printf '%s\n' $argv[2..]
        return
    end
    for path in /dev/shm/*
        test -f $path
        or continue
        set -l name (string replace /dev/shm/ '' -- $path)
        if string match -q 'sem.*' -- $name
            test -z "$argv[1]"
            and echo posix-sem:/(string replace sem. '' -- $name)
        else if test "$argv[1]" = shm
            and not string match -q '*:*' -- $typed
            and not string match -qr '^[0-9]|:' -- $name
            echo $name
        else
            echo posix-shm:/$name
        end
    end
    if test -z "$argv[1]"
        for path in /dev/mqueue/*
            echo posix-mq:/(string replace /dev/mqueue/ '' -- $path)
        end
    end
    printf '%s\n' $argv[2..]
end

# Completes the command after '--'.
function __ipc_command
    set -l words (commandline -opc) (commandline -ct)
    set -l dashes (contains -i -- -- $words)
    and complete -C "$(string escape -- $words[(math $dashes + 1)..-2]) $words[-1]"
end

complete -c ipc -e
complete -c ipc -f
