# Completes ipc in fish. Made by .ci/generate.

set -g __ipc_valued --accept-timeout --allow --allow-uid --backoff --bind --bytes --color --columns --concurrent --conflict-status --connect-timeout --count --delay --deny --deny-uid --durability --format --gone --grace --group --holder --idle-timeout --interface --jitter --jobs --keepalive --lease --length --lifetime --linger --max-deliver --messages --mode --offset --pass-fd --pause --priority --rate --rcvbuf --ready --record --records --replies --report --retry --size --slow --sndbuf --sort --source --tee --timeout --tls-alpn --tls-ca --tls-cert --tls-client-ca --tls-key --tls-name --tls-pin --ttl --type --user --where --within -E -c -j -m -o -s -w
set -g __ipc_unvalued 'send --length' 'recv --length' 'bridge --length' 'mbox send --length' 'mbox recv --length' 'sock listen --pass-fd' 'sock listen --length' 'sock connect --length'

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

complete -c ipc -n '__ipc_at' -a mbox -d 'mailboxes: messages between any number of processes'
complete -c ipc -n '__ipc_at' -a shm -d 'shared memory: System V and POSIX segments, mapped files'
complete -c ipc -n '__ipc_at' -a fifo -d 'named pipes: bytes from writers to readers'
complete -c ipc -n '__ipc_at' -a pipe -d 'ordinary pipes between commands'
complete -c ipc -n '__ipc_at' -a sock -d 'sockets: TCP, Unix, and what is said over them'
complete -c ipc -n '__ipc_at' -a ls -d 'list every object, and who uses it'
complete -c ipc -n '__ipc_at' -a stat -d 'show one object in full'
complete -c ipc -n '__ipc_at' -a who -d 'show the processes that use an object'
complete -c ipc -n '__ipc_at' -a send -d 'send messages to a mailbox'
complete -c ipc -n '__ipc_at' -a recv -d 'receive messages from a mailbox'
complete -c ipc -n '__ipc_at' -a peek -d 'show what waits in a mailbox'
complete -c ipc -n '__ipc_at' -a rm -d 'remove objects, telling who still has them'
complete -c ipc -n '__ipc_at' -a wait -d 'wait until an object is there, free or gone'
complete -c ipc -n '__ipc_at' -a bridge -d 'join two ends: sockets, pipes, files, commands'
complete -c ipc -n '__ipc_at' -a batch -d 'run a file of commands in one process'
complete -c ipc -n '__ipc_at' -a shell -d 'run commands that are typed, with completion'
complete -c ipc -n '__ipc_at' -a tour -d 'show what ipc does on real objects, in a private place'
complete -c ipc -n '__ipc_at' -a completion -d 'print the completions for a shell'
complete -c ipc -n '__ipc_at' -a help -d 'show how a command is used'
complete -c ipc -n '__ipc_at' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_at help' -a mbox -d 'mailboxes: messages between any number of processes'
complete -c ipc -n '__ipc_at help mbox' -a create -d 'create a mailbox'
complete -c ipc -n '__ipc_at help mbox' -a set -d 'change a mailbox that is in use'
complete -c ipc -n '__ipc_at help mbox' -a send -d 'send messages to a mailbox'
complete -c ipc -n '__ipc_at help mbox' -a recv -d 'receive messages, or run a command on each'
complete -c ipc -n '__ipc_at help mbox' -a peek -d 'show what waits in a mailbox, and change nothing'
complete -c ipc -n '__ipc_at help mbox' -a ack -d 'acknowledge leased messages'
complete -c ipc -n '__ipc_at help mbox' -a nack -d 'give leased messages back'
complete -c ipc -n '__ipc_at help mbox' -a extend -d 'keep leased messages longer'
complete -c ipc -n '__ipc_at help mbox' -a seal -d 'let nobody send to a mailbox any more'
complete -c ipc -n '__ipc_at help mbox' -a purge -d 'remove the messages that wait in a mailbox'
complete -c ipc -n '__ipc_at help mbox' -a stat -d 'show one mailbox in full, and who has it'
complete -c ipc -n '__ipc_at help mbox' -a ls -d 'list the mailboxes, and who has them'
complete -c ipc -n '__ipc_at help mbox' -a rm -d 'remove mailboxes with what is in them'
complete -c ipc -n '__ipc_at help mbox' -a wait -d 'wait until a mailbox is empty, there or gone'
complete -c ipc -n '__ipc_at help' -a shm -d 'shared memory: System V and POSIX segments, mapped files'
complete -c ipc -n '__ipc_at help shm' -a create -d 'create a segment'
complete -c ipc -n '__ipc_at help shm' -a read -d 'copy a segment to standard output'
complete -c ipc -n '__ipc_at help shm' -a write -d 'copy standard input into a segment'
complete -c ipc -n '__ipc_at help shm' -a resize -d 'make a segment larger or smaller'
complete -c ipc -n '__ipc_at help shm' -a attach -d 'hold a segment attached while a command runs'
complete -c ipc -n '__ipc_at help shm' -a stat -d 'show one segment in full, and who has it'
complete -c ipc -n '__ipc_at help shm' -a ls -d 'list the segments, and who has them'
complete -c ipc -n '__ipc_at help shm' -a rm -d 'remove segments, telling who still has them'
complete -c ipc -n '__ipc_at help shm' -a wait -d 'wait until a segment is there, used, free or gone'
complete -c ipc -n '__ipc_at help' -a fifo -d 'named pipes: bytes from writers to readers'
complete -c ipc -n '__ipc_at help fifo' -a create -d 'create named pipes'
complete -c ipc -n '__ipc_at help fifo' -a read -d 'copy a named pipe to standard output'
complete -c ipc -n '__ipc_at help fifo' -a write -d 'copy standard input into a named pipe'
complete -c ipc -n '__ipc_at help fifo' -a tee -d 'copy one input to several named pipes'
complete -c ipc -n '__ipc_at help fifo' -a connect -d 'talk over a pair of named pipes, as whoever asks'
complete -c ipc -n '__ipc_at help fifo' -a listen -d 'talk over a pair of named pipes, as whoever serves'
complete -c ipc -n '__ipc_at help fifo' -a peek -d 'show what waits in a named pipe, and take nothing'
complete -c ipc -n '__ipc_at help fifo' -a set -d 'change how much a named pipe holds'
complete -c ipc -n '__ipc_at help fifo' -a stat -d 'show a named pipe and who has it, without opening it'
complete -c ipc -n '__ipc_at help fifo' -a ls -d 'list the named pipes that are open'
complete -c ipc -n '__ipc_at help fifo' -a rm -d 'remove named pipes'
complete -c ipc -n '__ipc_at help fifo' -a wait -d 'wait until a named pipe is there, used, free or gone'
complete -c ipc -n '__ipc_at help' -a pipe -d 'ordinary pipes between commands'
complete -c ipc -n '__ipc_at help pipe' -a run -d 'run a pipeline and tell who failed'
complete -c ipc -n '__ipc_at help' -a sock -d 'sockets: TCP, Unix, and what is said over them'
complete -c ipc -n '__ipc_at help sock' -a listen -d 'take connections, by ourselves or by commands'
complete -c ipc -n '__ipc_at help sock' -a connect -d 'talk to whoever listens'
complete -c ipc -n '__ipc_at help sock' -a stat -d 'show a socket and who has it, without connecting'
complete -c ipc -n '__ipc_at help sock' -a ls -d 'list the sockets that peers can come to'
complete -c ipc -n '__ipc_at help sock' -a rm -d 'remove the paths of Unix sockets'
complete -c ipc -n '__ipc_at help sock' -a wait -d 'wait until a socket is open, closed, there or gone'
complete -c ipc -n '__ipc_at help' -a ls -d 'list every object, and who uses it'
complete -c ipc -n '__ipc_at help' -a stat -d 'show one object in full'
complete -c ipc -n '__ipc_at help' -a who -d 'show the processes that use an object'
complete -c ipc -n '__ipc_at help' -a send -d 'send messages to a mailbox'
complete -c ipc -n '__ipc_at help' -a recv -d 'receive messages from a mailbox'
complete -c ipc -n '__ipc_at help' -a peek -d 'show what waits in a mailbox'
complete -c ipc -n '__ipc_at help' -a rm -d 'remove objects, telling who still has them'
complete -c ipc -n '__ipc_at help' -a wait -d 'wait until an object is there, free or gone'
complete -c ipc -n '__ipc_at help' -a bridge -d 'join two ends: sockets, pipes, files, commands'
complete -c ipc -n '__ipc_at help' -a batch -d 'run a file of commands in one process'
complete -c ipc -n '__ipc_at help' -a shell -d 'run commands that are typed, with completion'
complete -c ipc -n '__ipc_at help' -a tour -d 'show what ipc does on real objects, in a private place'
complete -c ipc -n '__ipc_at help' -a completion -d 'print the completions for a shell'
complete -c ipc -n '__ipc_at mbox' -a create -d 'create a mailbox'
complete -c ipc -n '__ipc_at mbox' -a set -d 'change a mailbox that is in use'
complete -c ipc -n '__ipc_at mbox' -a send -d 'send messages to a mailbox'
complete -c ipc -n '__ipc_at mbox' -a recv -d 'receive messages, or run a command on each'
complete -c ipc -n '__ipc_at mbox' -a peek -d 'show what waits in a mailbox, and change nothing'
complete -c ipc -n '__ipc_at mbox' -a ack -d 'acknowledge leased messages'
complete -c ipc -n '__ipc_at mbox' -a nack -d 'give leased messages back'
complete -c ipc -n '__ipc_at mbox' -a extend -d 'keep leased messages longer'
complete -c ipc -n '__ipc_at mbox' -a seal -d 'let nobody send to a mailbox any more'
complete -c ipc -n '__ipc_at mbox' -a purge -d 'remove the messages that wait in a mailbox'
complete -c ipc -n '__ipc_at mbox' -a stat -d 'show one mailbox in full, and who has it'
complete -c ipc -n '__ipc_at mbox' -a ls -d 'list the mailboxes, and who has them'
complete -c ipc -n '__ipc_at mbox' -a rm -d 'remove mailboxes with what is in them'
complete -c ipc -n '__ipc_at mbox' -a wait -d 'wait until a mailbox is empty, there or gone'
complete -c ipc -n '__ipc_at shm' -a create -d 'create a segment'
complete -c ipc -n '__ipc_at shm' -a read -d 'copy a segment to standard output'
complete -c ipc -n '__ipc_at shm' -a write -d 'copy standard input into a segment'
complete -c ipc -n '__ipc_at shm' -a resize -d 'make a segment larger or smaller'
complete -c ipc -n '__ipc_at shm' -a attach -d 'hold a segment attached while a command runs'
complete -c ipc -n '__ipc_at shm' -a stat -d 'show one segment in full, and who has it'
complete -c ipc -n '__ipc_at shm' -a ls -d 'list the segments, and who has them'
complete -c ipc -n '__ipc_at shm' -a rm -d 'remove segments, telling who still has them'
complete -c ipc -n '__ipc_at shm' -a wait -d 'wait until a segment is there, used, free or gone'
complete -c ipc -n '__ipc_at fifo' -a create -d 'create named pipes'
complete -c ipc -n '__ipc_at fifo' -a read -d 'copy a named pipe to standard output'
complete -c ipc -n '__ipc_at fifo' -a write -d 'copy standard input into a named pipe'
complete -c ipc -n '__ipc_at fifo' -a tee -d 'copy one input to several named pipes'
complete -c ipc -n '__ipc_at fifo' -a connect -d 'talk over a pair of named pipes, as whoever asks'
complete -c ipc -n '__ipc_at fifo' -a listen -d 'talk over a pair of named pipes, as whoever serves'
complete -c ipc -n '__ipc_at fifo' -a peek -d 'show what waits in a named pipe, and take nothing'
complete -c ipc -n '__ipc_at fifo' -a set -d 'change how much a named pipe holds'
complete -c ipc -n '__ipc_at fifo' -a stat -d 'show a named pipe and who has it, without opening it'
complete -c ipc -n '__ipc_at fifo' -a ls -d 'list the named pipes that are open'
complete -c ipc -n '__ipc_at fifo' -a rm -d 'remove named pipes'
complete -c ipc -n '__ipc_at fifo' -a wait -d 'wait until a named pipe is there, used, free or gone'
complete -c ipc -n '__ipc_at pipe' -a run -d 'run a pipeline and tell who failed'
complete -c ipc -n '__ipc_at sock' -a listen -d 'take connections, by ourselves or by commands'
complete -c ipc -n '__ipc_at sock' -a connect -d 'talk to whoever listens'
complete -c ipc -n '__ipc_at sock' -a stat -d 'show a socket and who has it, without connecting'
complete -c ipc -n '__ipc_at sock' -a ls -d 'list the sockets that peers can come to'
complete -c ipc -n '__ipc_at sock' -a rm -d 'remove the paths of Unix sockets'
complete -c ipc -n '__ipc_at sock' -a wait -d 'wait until a socket is open, closed, there or gone'

# ipc ls
complete -c ipc -n '__ipc_after ls' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after ls' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after ls' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after ls' -s o -l columns -x -a '(__ipc_list address changed content gid group id key kind messages mode owner persistence scheme semaphores size state uid users values all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after ls' -l where -x -d 'only what this holds for; OP is = != < <= > >= ~; repeatable, all must hold'
complete -c ipc -n '__ipc_after ls' -l sort -x -a '(__ipc_list address changed content gid group id key kind messages mode owner persistence scheme semaphores size state uid users values)' -d 'order by these columns; -NAME is descending'
complete -c ipc -n '__ipc_after ls' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after ls' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after ls' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after ls' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after ls' -l version -d 'show the version and end'

# ipc stat
complete -c ipc -n '__ipc_after stat' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after stat' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after stat' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after stat' -s o -l columns -x -a '(__ipc_list acknowledged address attached backoff buried capacity capacity-messages changed connections creator dead dropped expired gid given-back group held id key kind last-attach last-detach last-operation last-receive last-receiver last-send last-sender last-user locked lost max-deliver message-size messages mode owner peer pending persistence places processes purged readers redelivered removed resident semaphores sent size sockets state swapped taken torn uid unread used users values waiters waiting writers writing all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after stat' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after stat' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after stat' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after stat' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after stat' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after stat' -k -a '(__ipc_addresses "" EXISTING)' -d 'ADDRESS'

# ipc who
complete -c ipc -n '__ipc_after who' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after who' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after who' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after who' -s o -l columns -x -a '(__ipc_list access address command count how pid uid user all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after who' -l where -x -d 'only what this holds for; OP is = != < <= > >= ~; repeatable, all must hold'
complete -c ipc -n '__ipc_after who' -l sort -x -a '(__ipc_list access address command count how pid uid user)' -d 'order by these columns; -NAME is descending'
complete -c ipc -n '__ipc_after who' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after who' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after who' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after who' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after who' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after who' -k -a '(__ipc_addresses "" EXISTING)' -d 'ADDRESS'

# ipc send
complete -c ipc -n '__ipc_after send' -l lines -d 'each line of standard input is a message, without its newline'
complete -c ipc -n '__ipc_after send' -s 0 -l nul -d 'each part of standard input up to a NUL is a message'
complete -c ipc -n '__ipc_after send' -l length -d 'each message of standard input begins with its length: 4 bytes, highest first'
complete -c ipc -n '__ipc_after send' -l type -x -d 'a type, for recv --type'
complete -c ipc -n '__ipc_after send' -l priority -x -d '0 (the default) to 32767, highest first'
complete -c ipc -n '__ipc_after send' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after send' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after send' -l json -d 'tell each message that was sent as a JSON object in a line'
complete -c ipc -n '__ipc_after send' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after send' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after send' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after send' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after send' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after send; and __ipc_operand 0 1' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc recv
complete -c ipc -n '__ipc_after recv' -s c -l count -x -d 'receive so many, each ended by a newline (or with -0 a NUL)'
complete -c ipc -n '__ipc_after recv' -l all -d 'receive what is there now, and never wait'
complete -c ipc -n '__ipc_after recv' -s f -l follow -d 'go on until it is sealed and empty'
complete -c ipc -n '__ipc_after recv' -s 0 -l nul -d 'end each message with a NUL'
complete -c ipc -n '__ipc_after recv' -l length -d 'begin each message with its length: 4 bytes, highest first'
complete -c ipc -n '__ipc_after recv' -l json -d 'print each message as a JSON object in a line'
complete -c ipc -n '__ipc_after recv' -l type -x -d 'only type N; ^N every other; -N the lowest type up to N; 0 any'
complete -c ipc -n '__ipc_after recv' -l lease -x -d 'keep it for so long only: it comes back unless it is acked'
complete -c ipc -n '__ipc_after recv' -l holder -x -d 'with --lease: it comes back too when that process is gone'
complete -c ipc -n '__ipc_after recv' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after recv' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after recv' -s j -l jobs -x -d 'run up to N commands beside each other (default 1)'
complete -c ipc -n '__ipc_after recv' -l grace -x -d 'how long CMD may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after recv' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after recv' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after recv' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after recv' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after recv' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after recv' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after recv; and __ipc_operand 0 1' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins recv' -a '(__ipc_command)'

# ipc peek
complete -c ipc -n '__ipc_after peek' -s c -l count -x -d 'show so many, each ended by a newline (or with -0 a NUL)'
complete -c ipc -n '__ipc_after peek' -l all -d 'show all that wait'
complete -c ipc -n '__ipc_after peek' -l dead -d 'show the dead letters, not what waits'
complete -c ipc -n '__ipc_after peek' -l held -d 'show what is received and not settled; with --json, by whom'
complete -c ipc -n '__ipc_after peek' -s 0 -l nul -d 'end each message with a NUL'
complete -c ipc -n '__ipc_after peek' -l json -d 'print each message as a JSON object in a line'
complete -c ipc -n '__ipc_after peek' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after peek' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after peek' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after peek' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after peek' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after peek; and __ipc_operand 0 1' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc rm
complete -c ipc -n '__ipc_after rm' -s f -l force -d 'an object that is not there is fine'
complete -c ipc -n '__ipc_after rm' -l unused -d 'refuse (1) while anybody holds it, or has it attached or open'
complete -c ipc -n '__ipc_after rm' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after rm' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after rm' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after rm' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after rm' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after rm' -k -a '(__ipc_addresses "" REMOVABLE)' -d 'ADDRESS'

# ipc wait
complete -c ipc -n '__ipc_after wait' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after wait' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after wait' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after wait' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after wait' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after wait' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after wait' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after wait; and __ipc_operand 0 1' -k -a '(__ipc_addresses "" EXISTING)' -d 'ADDRESS'
complete -c ipc -n '__ipc_after wait; and __ipc_operand 1 1' -a 'present removed used unused empty drained ready full sealed open closed' -d 'CONDITION'

# ipc bridge
complete -c ipc -n '__ipc_after bridge' -l listen -d 'let peers connect to A; each gets a B of its own'
complete -c ipc -n '__ipc_after bridge' -l one-way -d 'from A to B alone; what B answers is read and forgotten'
complete -c ipc -n '__ipc_after bridge' -l append -d 'write to the end of a file B instead of replacing it'
complete -c ipc -n '__ipc_after bridge' -s w -l timeout -x -d 'give up opening an end after so long, all attempts together, with 124'
complete -c ipc -n '__ipc_after bridge' -l connect-timeout -x -d 'give up one attempt to connect after so long'
complete -c ipc -n '__ipc_after bridge' -l retry -x -d 'try N times again to connect, after pauses that grow from 100 ms to 5 s'
complete -c ipc -n '__ipc_after bridge' -l bind -x -k -a '(__ipc_addresses "" NEW)' -d 'where A is connected to from: port 0 lets the kernel choose'
complete -c ipc -n '__ipc_after bridge' -s k -l keep -d 'take one connection or message after another'
complete -c ipc -n '__ipc_after bridge' -l concurrent -x -d 'take up to N connections or messages beside each other, each with a B of its own'
complete -c ipc -n '__ipc_after bridge' -s c -l count -x -d 'end after N connections or messages (default 1)'
complete -c ipc -n '__ipc_after bridge' -l accept-timeout -x -d 'end with 124 when nobody connects for so long'
complete -c ipc -n '__ipc_after bridge' -l allow -x -d 'take peers of this network alone: 10.0.0.0/8, ::1; may be repeated'
complete -c ipc -n '__ipc_after bridge' -l deny -x -d 'turn peers of this network away; may be repeated'
complete -c ipc -n '__ipc_after bridge' -l allow-uid -x -a '(__fish_complete_users)' -d 'take Unix peers of this user alone, a name or a uid; may be repeated'
complete -c ipc -n '__ipc_after bridge' -l deny-uid -x -a '(__fish_complete_users)' -d 'turn Unix peers of this user away; may be repeated'
complete -c ipc -n '__ipc_after bridge' -l lines -d 'a message is a line, without its newline'
complete -c ipc -n '__ipc_after bridge' -s 0 -l nul -d 'a message ends with a NUL, which is no part of it'
complete -c ipc -n '__ipc_after bridge' -l length -d 'four bytes of length, the highest first, before each message'
complete -c ipc -n '__ipc_after bridge' -l rate -x -d 'move at most so many bytes in a second, each way'
complete -c ipc -n '__ipc_after bridge' -l delay -x -d 'hold each piece back for so long, each way'
complete -c ipc -n '__ipc_after bridge' -l jitter -x -d 'hold each piece back for up to so much more, by chance'
complete -c ipc -n '__ipc_after bridge' -l progress -d 'show on standard error how far it is'
complete -c ipc -n '__ipc_after bridge' -l tee -x -a '(__fish_complete_path)' -d 'write a copy of what goes from A to B there'
complete -c ipc -n '__ipc_after bridge' -l record -x -a '(__fish_complete_path)' -d 'write what goes both ways there, with times, as lines of JSON'
complete -c ipc -n '__ipc_after bridge' -l idle-timeout -x -d 'end with 124 when nothing was moved for so long'
complete -c ipc -n '__ipc_after bridge' -l linger -x -d 'once one side has ended, let the other go on for so long, then end with 124'
complete -c ipc -n '__ipc_after bridge' -l lifetime -x -d 'stop after this time, whatever is left'
complete -c ipc -n '__ipc_after bridge' -l grace -x -d 'how long CMD may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after bridge' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after bridge' -s m -l mode -x -d 'permissions: octal, or as chmod takes them (default 0777)'
complete -c ipc -n '__ipc_after bridge' -l user -x -a '(__fish_complete_users)' -d 'give the path to this user, a name or a number'
complete -c ipc -n '__ipc_after bridge' -l group -x -a '(__fish_complete_groups)' -d 'give the path to this group, a name or a number'
complete -c ipc -n '__ipc_after bridge' -l nodelay -d 'send small pieces at once (TCP_NODELAY)'
complete -c ipc -n '__ipc_after bridge' -l keepalive -x -d 'after so long a silence ask whether the peer is there still; in seconds'
complete -c ipc -n '__ipc_after bridge' -l rcvbuf -x -d 'how much the kernel keeps that was not read (SO_RCVBUF)'
complete -c ipc -n '__ipc_after bridge' -l sndbuf -x -d 'how much the kernel keeps that was not sent (SO_SNDBUF)'
complete -c ipc -n '__ipc_after bridge' -l reuseport -d 'share the port with others that say so too (SO_REUSEPORT)'
complete -c ipc -n '__ipc_after bridge' -l v6only -d 'an IPv6 socket that takes no IPv4 peers'
complete -c ipc -n '__ipc_after bridge' -l socketpair -d 'give CMD one Unix socket as its input and output, not two pipes'
complete -c ipc -n '__ipc_after bridge' -l pty -d 'give CMD a terminal of its own, in a session of its own'
complete -c ipc -n '__ipc_after bridge' -l tls-name -x -d 'what the server\'s certificate must name, instead of the host'
complete -c ipc -n '__ipc_after bridge' -l tls-ca -x -a '(__fish_complete_path)' -d 'trust these authorities (PEM) instead of the system\'s'
complete -c ipc -n '__ipc_after bridge' -l tls-insecure -d 'take whoever answers for the server: verify nothing'
complete -c ipc -n '__ipc_after bridge' -l tls-client-ca -x -a '(__fish_complete_path)' -d 'let in only clients for whom one of these authorities (PEM) vouches'
complete -c ipc -n '__ipc_after bridge' -l tls-pin -x -d 'the peer\'s key: sha256:HEX or sha256//BASE64 of its public key; repeatable; alone it stands in for authorities and names'
complete -c ipc -n '__ipc_after bridge' -l tls-cert -x -a '(__fish_complete_path)' -d 'our certificate, and those between it and its authority (PEM)'
complete -c ipc -n '__ipc_after bridge' -l tls-key -x -a '(__fish_complete_path)' -d 'its private key (PEM, not encrypted); default: in the same file'
complete -c ipc -n '__ipc_after bridge' -l tls-alpn -x -d 'a protocol to agree on (ALPN), best first; repeatable'
complete -c ipc -n '__ipc_after bridge' -l ready -x -a '(__fish_complete_path)' -d 'write the address there as a line once peers can come'
complete -c ipc -n '__ipc_after bridge' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after bridge' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after bridge' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after bridge' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after bridge' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after bridge' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after bridge; and __ipc_operand 0 1' -k -a '(__ipc_addresses "" ENDS)' -d 'A'
complete -c ipc -n '__ipc_after bridge; and __ipc_operand 1 1' -k -a '(__ipc_addresses "" ENDS)' -d 'B'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins bridge' -a '(__ipc_command)'

# ipc batch
complete -c ipc -n '__ipc_after batch' -l keep-going -d 'go on after a failure; the status tells of it at the end'
complete -c ipc -n '__ipc_after batch' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after batch' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after batch' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after batch' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after batch' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after batch; and __ipc_operand 0 1' -a '(__fish_complete_path)' -d 'FILE'

# ipc shell
complete -c ipc -n '__ipc_after shell' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shell' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shell' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shell' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shell' -l version -d 'show the version and end'

# ipc tour
complete -c ipc -n '__ipc_after tour' -l pause -x -d 'pause so long after each step, Enter goes on sooner; 0 does not pause (default 6s on a terminal, else 0)'
complete -c ipc -n '__ipc_after tour' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after tour' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after tour' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after tour' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after tour' -l version -d 'show the version and end'

# ipc completion
complete -c ipc -n '__ipc_after completion' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after completion' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after completion' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after completion' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after completion' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after completion; and __ipc_operand 0 1' -a 'bash zsh fish' -d 'SHELL'

# ipc mbox create
complete -c ipc -n '__ipc_after mbox create' -l messages -x -d 'how many messages fit (default 4096)'
complete -c ipc -n '__ipc_after mbox create' -l bytes -x -d 'how many bytes of messages fit (default 4M)'
complete -c ipc -n '__ipc_after mbox create' -l max-deliver -x -d 'how often a message is delivered before it goes to the dead letters (default 5)'
complete -c ipc -n '__ipc_after mbox create' -l backoff -x -d 'how long a message stays away when it is given back, doubled each time (default 0)'
complete -c ipc -n '__ipc_after mbox create' -s m -l mode -x -d 'permissions: octal, or as chmod takes them (default 0600)'
complete -c ipc -n '__ipc_after mbox create' -l durability -x -a 'kernel file' -d 'kernel: until the system ends; file: until it is removed'
complete -c ipc -n '__ipc_after mbox create' -l open -d 'accept an existing mailbox of the same shape'
complete -c ipc -n '__ipc_after mbox create' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after mbox create' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after mbox create' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after mbox create' -s o -l columns -x -a '(__ipc_list address backoff capacity capacity-messages durability max-deliver new all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after mbox create' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox create' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox create' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox create' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox create' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox create; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" NEW)' -d 'ADDRESS'

# ipc mbox set
complete -c ipc -n '__ipc_after mbox set' -l max-deliver -x -d 'how often a message is delivered before it goes to the dead letters'
complete -c ipc -n '__ipc_after mbox set' -l backoff -x -d 'how long a message stays away when it is given back, doubled each time'
complete -c ipc -n '__ipc_after mbox set' -s m -l mode -x -d 'permissions of a mailbox at a path: octal, or as chmod takes them'
complete -c ipc -n '__ipc_after mbox set' -l messages -x -d 'refused: it cannot be changed in use'
complete -c ipc -n '__ipc_after mbox set' -l bytes -x -d 'refused: it cannot be changed in use'
complete -c ipc -n '__ipc_after mbox set' -l durability -x -a 'kernel file' -d 'refused: it cannot be changed in use'
complete -c ipc -n '__ipc_after mbox set' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox set' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox set' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox set' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox set' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox set; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox send
complete -c ipc -n '__ipc_after mbox send' -l lines -d 'each line of standard input is a message, without its newline'
complete -c ipc -n '__ipc_after mbox send' -s 0 -l nul -d 'each part of standard input up to a NUL is a message'
complete -c ipc -n '__ipc_after mbox send' -l length -d 'each message of standard input begins with its length: 4 bytes, highest first'
complete -c ipc -n '__ipc_after mbox send' -l type -x -d 'a type, for recv --type'
complete -c ipc -n '__ipc_after mbox send' -l priority -x -d '0 (the default) to 32767, highest first'
complete -c ipc -n '__ipc_after mbox send' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after mbox send' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after mbox send' -l json -d 'tell each message that was sent as a JSON object in a line'
complete -c ipc -n '__ipc_after mbox send' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox send' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox send' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox send' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox send' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox send; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox recv
complete -c ipc -n '__ipc_after mbox recv' -s c -l count -x -d 'receive so many, each ended by a newline (or with -0 a NUL)'
complete -c ipc -n '__ipc_after mbox recv' -l all -d 'receive what is there now, and never wait'
complete -c ipc -n '__ipc_after mbox recv' -s f -l follow -d 'go on until it is sealed and empty'
complete -c ipc -n '__ipc_after mbox recv' -s 0 -l nul -d 'end each message with a NUL'
complete -c ipc -n '__ipc_after mbox recv' -l length -d 'begin each message with its length: 4 bytes, highest first'
complete -c ipc -n '__ipc_after mbox recv' -l json -d 'print each message as a JSON object in a line'
complete -c ipc -n '__ipc_after mbox recv' -l type -x -d 'only type N; ^N every other; -N the lowest type up to N; 0 any'
complete -c ipc -n '__ipc_after mbox recv' -l lease -x -d 'keep it for so long only: it comes back unless it is acked'
complete -c ipc -n '__ipc_after mbox recv' -l holder -x -d 'with --lease: it comes back too when that process is gone'
complete -c ipc -n '__ipc_after mbox recv' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after mbox recv' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after mbox recv' -s j -l jobs -x -d 'run up to N commands beside each other (default 1)'
complete -c ipc -n '__ipc_after mbox recv' -l grace -x -d 'how long CMD may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after mbox recv' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after mbox recv' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox recv' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox recv' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox recv' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox recv' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox recv; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins mbox recv' -a '(__ipc_command)'

# ipc mbox peek
complete -c ipc -n '__ipc_after mbox peek' -s c -l count -x -d 'show so many, each ended by a newline (or with -0 a NUL)'
complete -c ipc -n '__ipc_after mbox peek' -l all -d 'show all that wait'
complete -c ipc -n '__ipc_after mbox peek' -l dead -d 'show the dead letters, not what waits'
complete -c ipc -n '__ipc_after mbox peek' -l held -d 'show what is received and not settled; with --json, by whom'
complete -c ipc -n '__ipc_after mbox peek' -s 0 -l nul -d 'end each message with a NUL'
complete -c ipc -n '__ipc_after mbox peek' -l json -d 'print each message as a JSON object in a line'
complete -c ipc -n '__ipc_after mbox peek' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox peek' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox peek' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox peek' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox peek' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox peek; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox ack
complete -c ipc -n '__ipc_after mbox ack' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox ack' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox ack' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox ack' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox ack' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox ack; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox nack
complete -c ipc -n '__ipc_after mbox nack' -l delay -x -d 'how long it stays away, whatever the mailbox\'s back-off'
complete -c ipc -n '__ipc_after mbox nack' -l dead -d 'send it to the dead letters, however often it was delivered'
complete -c ipc -n '__ipc_after mbox nack' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox nack' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox nack' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox nack' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox nack' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox nack; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox extend
complete -c ipc -n '__ipc_after mbox extend' -l lease -x -d 'how long it is kept from now on: 30s, 5m'
complete -c ipc -n '__ipc_after mbox extend' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox extend' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox extend' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox extend' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox extend' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox extend; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox seal
complete -c ipc -n '__ipc_after mbox seal' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox seal' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox seal' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox seal' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox seal' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox seal; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox purge
complete -c ipc -n '__ipc_after mbox purge' -l dead -d 'remove the dead letters, not what waits'
complete -c ipc -n '__ipc_after mbox purge' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox purge' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox purge' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox purge' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox purge' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox purge; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox stat
complete -c ipc -n '__ipc_after mbox stat' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after mbox stat' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after mbox stat' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after mbox stat' -s o -l columns -x -a '(__ipc_list acknowledged address attached backoff buried capacity capacity-messages changed dead expired gid given-back group held id key kind lost max-deliver messages mode owner persistence places processes purged redelivered sent state taken torn uid unread used users writing all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after mbox stat' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox stat' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox stat' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox stat' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox stat' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox stat' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'

# ipc mbox ls
complete -c ipc -n '__ipc_after mbox ls' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after mbox ls' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after mbox ls' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after mbox ls' -s o -l columns -x -a '(__ipc_list acknowledged address attached backoff buried capacity capacity-messages changed dead expired gid given-back group held lost max-deliver messages mode owner persistence purged redelivered sent state taken torn uid used users all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after mbox ls' -l where -x -d 'only what this holds for; OP is = != < <= > >= ~; repeatable, all must hold'
complete -c ipc -n '__ipc_after mbox ls' -l sort -x -a '(__ipc_list acknowledged address attached backoff buried capacity capacity-messages changed dead expired gid given-back group held lost max-deliver messages mode owner persistence purged redelivered sent state taken torn uid used users)' -d 'order by these columns; -NAME is descending'
complete -c ipc -n '__ipc_after mbox ls' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox ls' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox ls' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox ls' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox ls' -l version -d 'show the version and end'

# ipc mbox rm
complete -c ipc -n '__ipc_after mbox rm' -s f -l force -d 'an object that is not there is fine'
complete -c ipc -n '__ipc_after mbox rm' -l unused -d 'refuse (1) while anybody holds it, or has it attached or open'
complete -c ipc -n '__ipc_after mbox rm' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox rm' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox rm' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox rm' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox rm' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox rm' -k -a '(__ipc_addresses "mbox" REMOVABLE)' -d 'ADDRESS'

# ipc mbox wait
complete -c ipc -n '__ipc_after mbox wait' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after mbox wait' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after mbox wait' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after mbox wait' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after mbox wait' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after mbox wait' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after mbox wait' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after mbox wait; and __ipc_operand 0 2' -k -a '(__ipc_addresses "mbox" EXISTING)' -d 'ADDRESS'
complete -c ipc -n '__ipc_after mbox wait; and __ipc_operand 1 2' -a 'present removed used unused empty drained ready full sealed' -d 'CONDITION'

# ipc shm create
complete -c ipc -n '__ipc_after shm create' -s s -l size -x -d 'how large, at least one byte; all of it is allocated now'
complete -c ipc -n '__ipc_after shm create' -s m -l mode -x -d 'permissions: octal, or as chmod takes them (default 0600)'
complete -c ipc -n '__ipc_after shm create' -l group -x -a '(__fish_complete_groups)' -d 'give it to this group, a name or a number'
complete -c ipc -n '__ipc_after shm create' -l open -d 'accept an existing segment of the same shape'
complete -c ipc -n '__ipc_after shm create' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after shm create' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after shm create' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after shm create' -s o -l columns -x -a '(__ipc_list address id key new size all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after shm create' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm create' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm create' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm create' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm create' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after shm create; and __ipc_operand 0 2' -k -a '(__ipc_addresses "shm" NEW)' -d 'ADDRESS'

# ipc shm read
complete -c ipc -n '__ipc_after shm read' -l offset -x -d 'begin this far into the segment'
complete -c ipc -n '__ipc_after shm read' -l length -x -d 'move this many bytes, not all up to the segment\'s end'
complete -c ipc -n '__ipc_after shm read' -l format -x -a 'raw hex text' -d 'raw bytes (the default), hex as hexdump -C, or text up to the first NUL'
complete -c ipc -n '__ipc_after shm read' -l progress -d 'show on standard error how far it is'
complete -c ipc -n '__ipc_after shm read' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm read' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm read' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm read' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm read' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after shm read; and __ipc_operand 0 2' -k -a '(__ipc_addresses "shm" EXISTING)' -d 'ADDRESS'

# ipc shm write
complete -c ipc -n '__ipc_after shm write' -l offset -x -d 'begin this far into the segment'
complete -c ipc -n '__ipc_after shm write' -l length -x -d 'move this many bytes, not all up to the segment\'s end'
complete -c ipc -n '__ipc_after shm write' -l format -x -a 'raw hex text' -d 'raw bytes (the default), hex digits, or text that is ended by a NUL'
complete -c ipc -n '__ipc_after shm write' -l progress -d 'show on standard error how far it is'
complete -c ipc -n '__ipc_after shm write' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm write' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm write' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm write' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm write' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after shm write; and __ipc_operand 0 2' -k -a '(__ipc_addresses "shm" EXISTING)' -d 'ADDRESS'

# ipc shm resize
complete -c ipc -n '__ipc_after shm resize' -s s -l size -x -d 'how large it is to be, at least one byte'
complete -c ipc -n '__ipc_after shm resize' -l shrink -d 'cut off what lies behind the new end'
complete -c ipc -n '__ipc_after shm resize' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after shm resize' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after shm resize' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after shm resize' -s o -l columns -x -a '(__ipc_list address before size all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after shm resize' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm resize' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm resize' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm resize' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm resize' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after shm resize; and __ipc_operand 0 2' -k -a '(__ipc_addresses "shm" EXISTING)' -d 'ADDRESS'

# ipc shm attach
complete -c ipc -n '__ipc_after shm attach' -l hold -d 'print the address when attached, and hold it until a signal'
complete -c ipc -n '__ipc_after shm attach' -l read-only -d 'attach for reading only'
complete -c ipc -n '__ipc_after shm attach' -l lifetime -x -d 'let it go after this time; CMD is ended with TERM, then 124'
complete -c ipc -n '__ipc_after shm attach' -l grace -x -d 'how long CMD may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after shm attach' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after shm attach' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm attach' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm attach' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm attach' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm attach' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after shm attach; and __ipc_operand 0 2' -k -a '(__ipc_addresses "shm" EXISTING)' -d 'ADDRESS'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins shm attach' -a '(__ipc_command)'

# ipc shm stat
complete -c ipc -n '__ipc_after shm stat' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after shm stat' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after shm stat' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after shm stat' -s o -l columns -x -a '(__ipc_list address attached changed creator gid group id key kind last-attach last-detach last-user locked mode owner persistence processes removed resident size swapped uid unread users all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after shm stat' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm stat' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm stat' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm stat' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm stat' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after shm stat' -k -a '(__ipc_addresses "shm" EXISTING)' -d 'ADDRESS'

# ipc shm ls
complete -c ipc -n '__ipc_after shm ls' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after shm ls' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after shm ls' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after shm ls' -s o -l columns -x -a '(__ipc_list address attached changed creator gid group id key last-attach last-detach last-user mode owner persistence resident size state swapped uid users all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after shm ls' -l where -x -d 'only what this holds for; OP is = != < <= > >= ~; repeatable, all must hold'
complete -c ipc -n '__ipc_after shm ls' -l sort -x -a '(__ipc_list address attached changed creator gid group id key last-attach last-detach last-user mode owner persistence resident size state swapped uid users)' -d 'order by these columns; -NAME is descending'
complete -c ipc -n '__ipc_after shm ls' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm ls' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm ls' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm ls' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm ls' -l version -d 'show the version and end'

# ipc shm rm
complete -c ipc -n '__ipc_after shm rm' -s f -l force -d 'an object that is not there is fine'
complete -c ipc -n '__ipc_after shm rm' -l unused -d 'refuse (1) while anybody holds it, or has it attached or open'
complete -c ipc -n '__ipc_after shm rm' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm rm' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm rm' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm rm' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm rm' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after shm rm' -k -a '(__ipc_addresses "shm" REMOVABLE)' -d 'ADDRESS'

# ipc shm wait
complete -c ipc -n '__ipc_after shm wait' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after shm wait' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after shm wait' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after shm wait' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after shm wait' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after shm wait' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after shm wait' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after shm wait; and __ipc_operand 0 2' -k -a '(__ipc_addresses "shm" EXISTING)' -d 'ADDRESS'
complete -c ipc -n '__ipc_after shm wait; and __ipc_operand 1 2' -a 'present removed used unused' -d 'CONDITION'

# ipc fifo create
complete -c ipc -n '__ipc_after fifo create' -s m -l mode -x -d 'permissions: octal, or as chmod takes them (default 0600)'
complete -c ipc -n '__ipc_after fifo create' -l group -x -a '(__fish_complete_groups)' -d 'give it to this group, a name or a number'
complete -c ipc -n '__ipc_after fifo create' -l pair -d 'create ADDRESS.in and ADDRESS.out, for both ways'
complete -c ipc -n '__ipc_after fifo create' -l open -d 'accept a named pipe of the same mode and group that is there'
complete -c ipc -n '__ipc_after fifo create' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo create' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo create' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo create' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo create' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo create' -k -a '(__ipc_addresses "fifo" NEW)' -d 'ADDRESS'

# ipc fifo read
complete -c ipc -n '__ipc_after fifo read' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after fifo read' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after fifo read' -s f -l follow -d 'go on when the writers have gone: others may come'
complete -c ipc -n '__ipc_after fifo read' -l lifetime -x -d 'stop after this time, whatever is left'
complete -c ipc -n '__ipc_after fifo read' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after fifo read' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo read' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo read' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo read' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo read' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo read; and __ipc_operand 0 2' -k -a '(__ipc_addresses "fifo" EXISTING)' -d 'ADDRESS'

# ipc fifo write
complete -c ipc -n '__ipc_after fifo write' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after fifo write' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after fifo write' -l records -x -a 'lines nul length' -d 'lines, nul or length: write whole records, none torn by other writers'
complete -c ipc -n '__ipc_after fifo write' -l hold -d 'print the address, then keep both ends open until a signal; move nothing'
complete -c ipc -n '__ipc_after fifo write' -l lifetime -x -d 'with --hold: let it go after this time'
complete -c ipc -n '__ipc_after fifo write' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after fifo write' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo write' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo write' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo write' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo write' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo write; and __ipc_operand 0 2' -k -a '(__ipc_addresses "fifo" EXISTING)' -d 'ADDRESS'

# ipc fifo tee
complete -c ipc -n '__ipc_after fifo tee' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after fifo tee' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after fifo tee' -l gone -x -a 'end drop' -d 'when an output\'s readers go away: end (the default), or drop it and go on'
complete -c ipc -n '__ipc_after fifo tee' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after fifo tee' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo tee' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo tee' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo tee' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo tee' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo tee' -k -a '(__ipc_addresses "fifo" EXISTING)' -d 'ADDRESS'

# ipc fifo connect
complete -c ipc -n '__ipc_after fifo connect' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after fifo connect' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after fifo connect' -l linger -x -d 'how long the rest may take when one side has ended; then 124'
complete -c ipc -n '__ipc_after fifo connect' -l grace -x -d 'how long CMD may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after fifo connect' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after fifo connect' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after fifo connect' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo connect' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo connect' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo connect' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo connect' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo connect; and __ipc_operand 0 2' -k -a '(__ipc_addresses "fifo" PAIRS)' -d 'ADDRESS'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins fifo connect' -a '(__ipc_command)'

# ipc fifo listen
complete -c ipc -n '__ipc_after fifo listen' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after fifo listen' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after fifo listen' -l linger -x -d 'how long the rest may take when one side has ended; then 124'
complete -c ipc -n '__ipc_after fifo listen' -l grace -x -d 'how long CMD may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after fifo listen' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after fifo listen' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after fifo listen' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo listen' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo listen' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo listen' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo listen' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo listen; and __ipc_operand 0 2' -k -a '(__ipc_addresses "fifo" PAIRS)' -d 'ADDRESS'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins fifo listen' -a '(__ipc_command)'

# ipc fifo peek
complete -c ipc -n '__ipc_after fifo peek' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo peek' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo peek' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo peek' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo peek' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo peek; and __ipc_operand 0 2' -k -a '(__ipc_addresses "fifo" EXISTING)' -d 'ADDRESS'

# ipc fifo set
complete -c ipc -n '__ipc_after fifo set' -s s -l size -x -d 'how much it holds; the kernel rounds up'
complete -c ipc -n '__ipc_after fifo set' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo set' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo set' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo set' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo set' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo set; and __ipc_operand 0 2' -k -a '(__ipc_addresses "fifo" EXISTING)' -d 'ADDRESS'

# ipc fifo stat
complete -c ipc -n '__ipc_after fifo stat' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after fifo stat' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after fifo stat' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after fifo stat' -s o -l columns -x -a '(__ipc_list address capacity changed gid group id key kind mode owner persistence processes readers uid unread users waiting writers all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after fifo stat' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo stat' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo stat' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo stat' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo stat' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo stat' -k -a '(__ipc_addresses "fifo" EXISTING)' -d 'ADDRESS'

# ipc fifo ls
complete -c ipc -n '__ipc_after fifo ls' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after fifo ls' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after fifo ls' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after fifo ls' -s o -l columns -x -a '(__ipc_list address capacity changed gid group mode owner persistence readers uid users waiting writers all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after fifo ls' -l where -x -d 'only what this holds for; OP is = != < <= > >= ~; repeatable, all must hold'
complete -c ipc -n '__ipc_after fifo ls' -l sort -x -a '(__ipc_list address capacity changed gid group mode owner persistence readers uid users waiting writers)' -d 'order by these columns; -NAME is descending'
complete -c ipc -n '__ipc_after fifo ls' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo ls' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo ls' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo ls' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo ls' -l version -d 'show the version and end'

# ipc fifo rm
complete -c ipc -n '__ipc_after fifo rm' -s f -l force -d 'an object that is not there is fine'
complete -c ipc -n '__ipc_after fifo rm' -l unused -d 'refuse (1) while anybody holds it, or has it attached or open'
complete -c ipc -n '__ipc_after fifo rm' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo rm' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo rm' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo rm' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo rm' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo rm' -k -a '(__ipc_addresses "fifo" REMOVABLE)' -d 'ADDRESS'

# ipc fifo wait
complete -c ipc -n '__ipc_after fifo wait' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after fifo wait' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after fifo wait' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after fifo wait' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after fifo wait' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after fifo wait' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after fifo wait' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after fifo wait; and __ipc_operand 0 2' -k -a '(__ipc_addresses "fifo" EXISTING)' -d 'ADDRESS'
complete -c ipc -n '__ipc_after fifo wait; and __ipc_operand 1 2' -a 'present removed used unused' -d 'CONDITION'

# ipc pipe run
complete -c ipc -n '__ipc_after pipe run' -l grace -x -d 'how long the commands may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after pipe run' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after pipe run' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after pipe run' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after pipe run' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after pipe run' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after pipe run' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after pipe run' -l version -d 'show the version and end'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins pipe run' -a '(__ipc_command)'

# ipc sock listen
complete -c ipc -n '__ipc_after sock listen' -s k -l keep -d 'take one connection or message after another'
complete -c ipc -n '__ipc_after sock listen' -l concurrent -x -d 'take up to N connections or messages beside each other, each with a CMD of its own'
complete -c ipc -n '__ipc_after sock listen' -s c -l count -x -d 'end after N connections or messages (default 1)'
complete -c ipc -n '__ipc_after sock listen' -l hub -d 'pass what each peer says, and standard input, to all others and to standard output'
complete -c ipc -n '__ipc_after sock listen' -l slow -x -a 'close wait drop' -d 'with --hub, when 1 MiB waits for a peer: close it (default), wait, or drop what comes'
complete -c ipc -n '__ipc_after sock listen' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after sock listen' -l accept-timeout -x -d 'end with 124 when no connection is open for so long; -w is for the first alone'
complete -c ipc -n '__ipc_after sock listen' -l allow -x -d 'take peers of this network alone: 10.0.0.0/8, ::1; may be repeated'
complete -c ipc -n '__ipc_after sock listen' -l deny -x -d 'turn peers of this network away; may be repeated'
complete -c ipc -n '__ipc_after sock listen' -l allow-uid -x -a '(__fish_complete_users)' -d 'take Unix peers of this user alone, a name or a uid; may be repeated'
complete -c ipc -n '__ipc_after sock listen' -l deny-uid -x -a '(__fish_complete_users)' -d 'turn Unix peers of this user away; may be repeated'
complete -c ipc -n '__ipc_after sock listen' -l send-only -d 'send alone; what comes back is read and forgotten'
complete -c ipc -n '__ipc_after sock listen' -l recv-only -d 'receive alone; standard input is left as it is'
complete -c ipc -n '__ipc_after sock listen' -l idle-timeout -x -d 'end with 124 when nothing was moved for so long'
complete -c ipc -n '__ipc_after sock listen' -l linger -x -d 'once one side has ended, let the other go on for so long, then end with 124'
complete -c ipc -n '__ipc_after sock listen' -l lifetime -x -d 'stop after this time, whatever is left'
complete -c ipc -n '__ipc_after sock listen' -l grace -x -d 'how long CMD may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after sock listen' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after sock listen' -l socketpair -d 'give CMD one Unix socket as its input and output, not two pipes'
complete -c ipc -n '__ipc_after sock listen' -l pty -d 'give CMD a terminal of its own, in a session of its own'
complete -c ipc -n '__ipc_after sock listen' -l crlf -d 'end lines by CR LF on the way to the peer, by LF on the way here'
complete -c ipc -n '__ipc_after sock listen' -l hex -d 'show what goes each way on standard error, in hexadecimal'
complete -c ipc -n '__ipc_after sock listen' -l record -x -a '(__fish_complete_path)' -d 'write what goes both ways there, with times, as lines of JSON'
complete -c ipc -n '__ipc_after sock listen' -l pass-fd -d 'receive a descriptor from the peer first, for CMD, as IPC_FD'
complete -c ipc -n '__ipc_after sock listen' -l lines -d 'a message is a line, without its newline'
complete -c ipc -n '__ipc_after sock listen' -s 0 -l nul -d 'a message ends with a NUL, which is no part of it'
complete -c ipc -n '__ipc_after sock listen' -l length -d 'four bytes of length, the highest first, before each message'
complete -c ipc -n '__ipc_after sock listen' -l interface -x -a '(__fish_print_interfaces)' -d 'the interface of a group: its name, or an address it has'
complete -c ipc -n '__ipc_after sock listen' -l ttl -x -d 'let datagrams pass N routers at most'
complete -c ipc -n '__ipc_after sock listen' -l loop -d 'members of the group on this machine get it too (the default)'
complete -c ipc -n '__ipc_after sock listen' -l no-loop -d 'members of the group on this machine get nothing of it'
complete -c ipc -n '__ipc_after sock listen' -l source -x -d 'take from a group what this host sends alone'
complete -c ipc -n '__ipc_after sock listen' -s m -l mode -x -d 'permissions: octal, or as chmod takes them (default 0777)'
complete -c ipc -n '__ipc_after sock listen' -l user -x -a '(__fish_complete_users)' -d 'give the path to this user, a name or a number'
complete -c ipc -n '__ipc_after sock listen' -l group -x -a '(__fish_complete_groups)' -d 'give the path to this group, a name or a number'
complete -c ipc -n '__ipc_after sock listen' -l nodelay -d 'send small pieces at once (TCP_NODELAY)'
complete -c ipc -n '__ipc_after sock listen' -l keepalive -x -d 'after so long a silence ask whether the peer is there still; in seconds'
complete -c ipc -n '__ipc_after sock listen' -l rcvbuf -x -d 'how much the kernel keeps that was not read (SO_RCVBUF)'
complete -c ipc -n '__ipc_after sock listen' -l sndbuf -x -d 'how much the kernel keeps that was not sent (SO_SNDBUF)'
complete -c ipc -n '__ipc_after sock listen' -l reuseport -d 'share the port with others that say so too (SO_REUSEPORT)'
complete -c ipc -n '__ipc_after sock listen' -l v6only -d 'an IPv6 socket that takes no IPv4 peers'
complete -c ipc -n '__ipc_after sock listen' -l tls-client-ca -x -a '(__fish_complete_path)' -d 'let in only clients for whom one of these authorities (PEM) vouches'
complete -c ipc -n '__ipc_after sock listen' -l tls-pin -x -d 'the peer\'s key: sha256:HEX or sha256//BASE64 of its public key; repeatable; alone it stands in for authorities and names'
complete -c ipc -n '__ipc_after sock listen' -l tls-cert -x -a '(__fish_complete_path)' -d 'our certificate, and those between it and its authority (PEM)'
complete -c ipc -n '__ipc_after sock listen' -l tls-key -x -a '(__fish_complete_path)' -d 'its private key (PEM, not encrypted); default: in the same file'
complete -c ipc -n '__ipc_after sock listen' -l tls-alpn -x -d 'a protocol to agree on (ALPN), best first; repeatable'
complete -c ipc -n '__ipc_after sock listen' -l ready -x -a '(__fish_complete_path)' -d 'write the address there as a line once peers can come'
complete -c ipc -n '__ipc_after sock listen' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after sock listen' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after sock listen' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after sock listen' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after sock listen' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after sock listen' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after sock listen; and __ipc_operand 0 2' -k -a '(__ipc_addresses "" NEW)' -d 'ADDRESS'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins sock listen' -a '(__ipc_command)'

# ipc sock connect
complete -c ipc -n '__ipc_after sock connect' -s w -l timeout -x -d 'give up connecting after so long, all attempts together, with 124'
complete -c ipc -n '__ipc_after sock connect' -l connect-timeout -x -d 'give up one attempt after so long'
complete -c ipc -n '__ipc_after sock connect' -l retry -x -d 'try N times again, after pauses that grow from 100 ms to 5 s'
complete -c ipc -n '__ipc_after sock connect' -l send-only -d 'send alone; what comes back is read and forgotten'
complete -c ipc -n '__ipc_after sock connect' -l recv-only -d 'receive alone; standard input is left as it is'
complete -c ipc -n '__ipc_after sock connect' -l idle-timeout -x -d 'end with 124 when nothing was moved for so long'
complete -c ipc -n '__ipc_after sock connect' -l linger -x -d 'once one side has ended, let the other go on for so long, then end with 124'
complete -c ipc -n '__ipc_after sock connect' -l lifetime -x -d 'stop after this time, whatever is left'
complete -c ipc -n '__ipc_after sock connect' -l grace -x -d 'how long CMD may take to end after a signal (default 10s)'
complete -c ipc -n '__ipc_after sock connect' -s E -l conflict-status -x -d 'end with N for every failure of ours before CMD starts'
complete -c ipc -n '__ipc_after sock connect' -l socketpair -d 'give CMD one Unix socket as its input and output, not two pipes'
complete -c ipc -n '__ipc_after sock connect' -l pty -d 'give CMD a terminal of its own, in a session of its own'
complete -c ipc -n '__ipc_after sock connect' -l crlf -d 'end lines by CR LF on the way to the peer, by LF on the way here'
complete -c ipc -n '__ipc_after sock connect' -l hex -d 'show what goes each way on standard error, in hexadecimal'
complete -c ipc -n '__ipc_after sock connect' -l record -x -a '(__fish_complete_path)' -d 'write what goes both ways there, with times, as lines of JSON'
complete -c ipc -n '__ipc_after sock connect' -l pass-fd -x -d 'pass descriptor N of ours to the peer first, over a Unix socket'
complete -c ipc -n '__ipc_after sock connect' -l lines -d 'a message is a line, without its newline'
complete -c ipc -n '__ipc_after sock connect' -s 0 -l nul -d 'a message ends with a NUL, which is no part of it'
complete -c ipc -n '__ipc_after sock connect' -l length -d 'four bytes of length, the highest first, before each message'
complete -c ipc -n '__ipc_after sock connect' -l replies -x -d 'take N replies and end; 124 when fewer come in time'
complete -c ipc -n '__ipc_after sock connect' -l within -x -d 'wait for replies so long after the end of the input (default 1s)'
complete -c ipc -n '__ipc_after sock connect' -l bind -x -k -a '(__ipc_addresses "" NEW)' -d 'where to connect from: port 0 lets the kernel choose'
complete -c ipc -n '__ipc_after sock connect' -l interface -x -a '(__fish_print_interfaces)' -d 'the interface of a group: its name, or an address it has'
complete -c ipc -n '__ipc_after sock connect' -l ttl -x -d 'let datagrams pass N routers at most'
complete -c ipc -n '__ipc_after sock connect' -l loop -d 'members of the group on this machine get it too (the default)'
complete -c ipc -n '__ipc_after sock connect' -l no-loop -d 'members of the group on this machine get nothing of it'
complete -c ipc -n '__ipc_after sock connect' -l broadcast -d 'send to all hosts of a network (SO_BROADCAST)'
complete -c ipc -n '__ipc_after sock connect' -l nodelay -d 'send small pieces at once (TCP_NODELAY)'
complete -c ipc -n '__ipc_after sock connect' -l keepalive -x -d 'after so long a silence ask whether the peer is there still; in seconds'
complete -c ipc -n '__ipc_after sock connect' -l rcvbuf -x -d 'how much the kernel keeps that was not read (SO_RCVBUF)'
complete -c ipc -n '__ipc_after sock connect' -l sndbuf -x -d 'how much the kernel keeps that was not sent (SO_SNDBUF)'
complete -c ipc -n '__ipc_after sock connect' -l reuseport -d 'share the port with others that say so too (SO_REUSEPORT)'
complete -c ipc -n '__ipc_after sock connect' -l v6only -d 'an IPv6 socket that takes no IPv4 peers'
complete -c ipc -n '__ipc_after sock connect' -l tls-name -x -d 'what the server\'s certificate must name, instead of the host'
complete -c ipc -n '__ipc_after sock connect' -l tls-ca -x -a '(__fish_complete_path)' -d 'trust these authorities (PEM) instead of the system\'s'
complete -c ipc -n '__ipc_after sock connect' -l tls-insecure -d 'take whoever answers for the server: verify nothing'
complete -c ipc -n '__ipc_after sock connect' -l tls-pin -x -d 'the peer\'s key: sha256:HEX or sha256//BASE64 of its public key; repeatable; alone it stands in for authorities and names'
complete -c ipc -n '__ipc_after sock connect' -l tls-cert -x -a '(__fish_complete_path)' -d 'our certificate, and those between it and its authority (PEM)'
complete -c ipc -n '__ipc_after sock connect' -l tls-key -x -a '(__fish_complete_path)' -d 'its private key (PEM, not encrypted); default: in the same file'
complete -c ipc -n '__ipc_after sock connect' -l tls-alpn -x -d 'a protocol to agree on (ALPN), best first; repeatable'
complete -c ipc -n '__ipc_after sock connect' -l report -x -a '(__fish_complete_path)' -d 'write there as JSON what became of the bytes; nothing if none could move'
complete -c ipc -n '__ipc_after sock connect' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after sock connect' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after sock connect' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after sock connect' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after sock connect' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after sock connect; and __ipc_operand 0 2' -k -a '(__ipc_addresses "" EXISTING)' -d 'ADDRESS'
complete -c ipc -n 'contains -- -- (commandline -opc); and __ipc_begins sock connect' -a '(__ipc_command)'

# ipc sock stat
complete -c ipc -n '__ipc_after sock stat' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after sock stat' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after sock stat' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after sock stat' -s o -l columns -x -a '(__ipc_list address changed connections dropped gid group id key kind mode owner peer pending persistence processes sockets state uid unread users waiting all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after sock stat' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after sock stat' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after sock stat' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after sock stat' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after sock stat' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after sock stat' -k -a '(__ipc_addresses "" EXISTING)' -d 'ADDRESS'

# ipc sock ls
complete -c ipc -n '__ipc_after sock ls' -l connections -d 'list those that are connected, or were, as well'
complete -c ipc -n '__ipc_after sock ls' -l json -d 'one JSON document, its field names fixed'
complete -c ipc -n '__ipc_after sock ls' -l plain -d 'lines of fields between tabs, as off a terminal'
complete -c ipc -n '__ipc_after sock ls' -l header -d 'a line of column names before plain lines'
complete -c ipc -n '__ipc_after sock ls' -s o -l columns -x -a '(__ipc_list address changed connections dropped gid group kind mode owner peer pending persistence scheme sockets state uid users waiting all)' -d 'the columns, with commas between; +NAME adds one, \'all\' is all of them'
complete -c ipc -n '__ipc_after sock ls' -l where -x -d 'only what this holds for; OP is = != < <= > >= ~; repeatable, all must hold'
complete -c ipc -n '__ipc_after sock ls' -l sort -x -a '(__ipc_list address changed connections dropped gid group kind mode owner peer pending persistence scheme sockets state uid users waiting)' -d 'order by these columns; -NAME is descending'
complete -c ipc -n '__ipc_after sock ls' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after sock ls' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after sock ls' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after sock ls' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after sock ls' -l version -d 'show the version and end'

# ipc sock rm
complete -c ipc -n '__ipc_after sock rm' -s f -l force -d 'an object that is not there is fine'
complete -c ipc -n '__ipc_after sock rm' -l unused -d 'refuse (1) while anybody holds it, or has it attached or open'
complete -c ipc -n '__ipc_after sock rm' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after sock rm' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after sock rm' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after sock rm' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after sock rm' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after sock rm' -k -a '(__ipc_addresses "" REMOVABLE)' -d 'ADDRESS'

# ipc sock wait
complete -c ipc -n '__ipc_after sock wait' -s w -l timeout -x -d 'wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare'
complete -c ipc -n '__ipc_after sock wait' -s n -l no-wait -d 'never wait'
complete -c ipc -n '__ipc_after sock wait' -s q -l quiet -d 'say nothing but failures on standard error'
complete -c ipc -n '__ipc_after sock wait' -s v -l verbose -d 'tell what was done on standard error, and why the answer is no'
complete -c ipc -n '__ipc_after sock wait' -l color -x -a 'auto always never' -d 'colour on a terminal: auto, always or never (NO_COLOR is obeyed)'
complete -c ipc -n '__ipc_after sock wait' -l help -d 'show this help and end'
complete -c ipc -n '__ipc_after sock wait' -l version -d 'show the version and end'
complete -c ipc -n '__ipc_after sock wait; and __ipc_operand 0 2' -k -a '(__ipc_addresses "" EXISTING)' -d 'ADDRESS'
complete -c ipc -n '__ipc_after sock wait; and __ipc_operand 1 2' -a 'present removed used unused open closed' -d 'CONDITION'
