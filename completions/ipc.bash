# Completes ipc in bash. Made by .ci/generate.

_ipc_first='mbox shm fifo pipe sock ls stat who send recv peek rm wait bridge batch shell tour completion help --help --version'
_ipc_nouns='mbox shm fifo pipe sock'
_ipc_valued='--accept-timeout --allow --allow-uid --backoff --bind --bytes --color --columns --concurrent --conflict-status --connect-timeout --count --delay --deny --deny-uid --durability --format --gone --grace --group --holder --idle-timeout --interface --jitter --jobs --keepalive --lease --length --lifetime --linger --max-deliver --messages --mode --offset --pass-fd --pause --priority --rate --rcvbuf --ready --record --records --replies --report --retry --size --slow --sndbuf --sort --source --tee --timeout --tls-alpn --tls-ca --tls-cert --tls-client-ca --tls-key --tls-name --tls-pin --ttl --type --user --where --within -E -c -j -m -o -s -w'

_ipc_takes_value() {
  case "$1 $2" in
    'send --length' | 'recv --length' | 'bridge --length' | 'mbox send --length' | 'mbox recv --length' | 'sock listen --pass-fd' | 'sock listen --length' | 'sock connect --length') return 1 ;;
  esac
  [[ " $_ipc_valued " == *" $2 "* ]]
}

_ipc_verbs() {
  case $1 in
    mbox) _ipc_offer 'create set send recv peek ack nack extend seal purge stat ls rm wait --help' ;;
    shm) _ipc_offer 'create read write resize attach stat ls rm wait --help' ;;
    fifo) _ipc_offer 'create read write tee connect listen peek set stat ls rm wait --help' ;;
    pipe) _ipc_offer 'run --help' ;;
    sock) _ipc_offer 'listen connect stat ls rm wait --help' ;;
  esac
}

_ipc_options() {
  case $1 in
    'ls')
      _ipc_offer_options '--json --plain --header -o,--columns* --where* --sort* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'stat')
      _ipc_offer_options '--json --plain --header -o,--columns* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'who')
      _ipc_offer_options '--json --plain --header -o,--columns* --where* --sort* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'send')
      _ipc_offer_options '--lines -0,--nul --length --type --priority -w,--timeout -n,--no-wait --json -q,--quiet -v,--verbose --color --help --version'
      ;;
    'recv')
      _ipc_offer_options '-c,--count --all -f,--follow -0,--nul --length --json --type --lease --holder -w,--timeout -n,--no-wait -j,--jobs --grace -E,--conflict-status -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'peek')
      _ipc_offer_options '-c,--count --all --dead --held -0,--nul --json -q,--quiet -v,--verbose --color --help --version'
      ;;
    'rm')
      _ipc_offer_options '-f,--force --unused -q,--quiet -v,--verbose --color --help --version'
      ;;
    'wait')
      _ipc_offer_options '-w,--timeout -n,--no-wait -q,--quiet -v,--verbose --color --help --version'
      ;;
    'bridge')
      _ipc_offer_options '--listen --one-way --append -w,--timeout --connect-timeout --retry --bind -k,--keep --concurrent -c,--count --accept-timeout --allow* --deny* --allow-uid* --deny-uid* --lines -0,--nul --length --rate --delay --jitter --progress --tee --record --idle-timeout --linger --lifetime --grace -E,--conflict-status -m,--mode --user --group --nodelay --keepalive --rcvbuf --sndbuf --reuseport --v6only --socketpair --pty --tls-name --tls-ca --tls-insecure --tls-client-ca --tls-pin* --tls-cert --tls-key --tls-alpn* --ready --report -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'batch')
      _ipc_offer_options '--keep-going -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shell')
      _ipc_offer_options '-q,--quiet -v,--verbose --color --help --version'
      ;;
    'tour')
      _ipc_offer_options '--pause -q,--quiet -v,--verbose --color --help --version'
      ;;
    'completion')
      _ipc_offer_options '-q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox create')
      _ipc_offer_options '--messages --bytes --max-deliver --backoff -m,--mode --durability --open --json --plain --header -o,--columns* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox set')
      _ipc_offer_options '--max-deliver --backoff -m,--mode --messages --bytes --durability -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox send')
      _ipc_offer_options '--lines -0,--nul --length --type --priority -w,--timeout -n,--no-wait --json -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox recv')
      _ipc_offer_options '-c,--count --all -f,--follow -0,--nul --length --json --type --lease --holder -w,--timeout -n,--no-wait -j,--jobs --grace -E,--conflict-status -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'mbox peek')
      _ipc_offer_options '-c,--count --all --dead --held -0,--nul --json -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox ack')
      _ipc_offer_options '-q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox nack')
      _ipc_offer_options '--delay --dead -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox extend')
      _ipc_offer_options '--lease -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox seal')
      _ipc_offer_options '-q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox purge')
      _ipc_offer_options '--dead -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox stat')
      _ipc_offer_options '--json --plain --header -o,--columns* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox ls')
      _ipc_offer_options '--json --plain --header -o,--columns* --where* --sort* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox rm')
      _ipc_offer_options '-f,--force --unused -q,--quiet -v,--verbose --color --help --version'
      ;;
    'mbox wait')
      _ipc_offer_options '-w,--timeout -n,--no-wait -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shm create')
      _ipc_offer_options '-s,--size -m,--mode --group --open --json --plain --header -o,--columns* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shm read')
      _ipc_offer_options '--offset --length --format --progress -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shm write')
      _ipc_offer_options '--offset --length --format --progress -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shm resize')
      _ipc_offer_options '-s,--size --shrink --json --plain --header -o,--columns* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shm attach')
      _ipc_offer_options '--hold --read-only --lifetime --grace -E,--conflict-status -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'shm stat')
      _ipc_offer_options '--json --plain --header -o,--columns* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shm ls')
      _ipc_offer_options '--json --plain --header -o,--columns* --where* --sort* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shm rm')
      _ipc_offer_options '-f,--force --unused -q,--quiet -v,--verbose --color --help --version'
      ;;
    'shm wait')
      _ipc_offer_options '-w,--timeout -n,--no-wait -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo create')
      _ipc_offer_options '-m,--mode --group --pair --open -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo read')
      _ipc_offer_options '-w,--timeout -n,--no-wait -f,--follow --lifetime --report -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo write')
      _ipc_offer_options '-w,--timeout -n,--no-wait --records --hold --lifetime --report -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo tee')
      _ipc_offer_options '-w,--timeout -n,--no-wait --gone --report -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo connect')
      _ipc_offer_options '-w,--timeout -n,--no-wait --linger --grace -E,--conflict-status --report -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'fifo listen')
      _ipc_offer_options '-w,--timeout -n,--no-wait --linger --grace -E,--conflict-status --report -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'fifo peek')
      _ipc_offer_options '-q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo set')
      _ipc_offer_options '-s,--size -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo stat')
      _ipc_offer_options '--json --plain --header -o,--columns* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo ls')
      _ipc_offer_options '--json --plain --header -o,--columns* --where* --sort* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo rm')
      _ipc_offer_options '-f,--force --unused -q,--quiet -v,--verbose --color --help --version'
      ;;
    'fifo wait')
      _ipc_offer_options '-w,--timeout -n,--no-wait -q,--quiet -v,--verbose --color --help --version'
      ;;
    'pipe run')
      _ipc_offer_options '--grace -E,--conflict-status --report -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'sock listen')
      _ipc_offer_options '-k,--keep --concurrent -c,--count --hub --slow -w,--timeout --accept-timeout --allow* --deny* --allow-uid* --deny-uid* --send-only --recv-only --idle-timeout --linger --lifetime --grace -E,--conflict-status --socketpair --pty --crlf --hex --record --pass-fd --lines -0,--nul --length --interface --ttl --loop --no-loop --source -m,--mode --user --group --nodelay --keepalive --rcvbuf --sndbuf --reuseport --v6only --tls-client-ca --tls-pin* --tls-cert --tls-key --tls-alpn* --ready --report -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'sock connect')
      _ipc_offer_options '-w,--timeout --connect-timeout --retry --send-only --recv-only --idle-timeout --linger --lifetime --grace -E,--conflict-status --socketpair --pty --crlf --hex --record --pass-fd --lines -0,--nul --length --replies --within --bind --interface --ttl --loop --no-loop --broadcast --nodelay --keepalive --rcvbuf --sndbuf --reuseport --v6only --tls-name --tls-ca --tls-insecure --tls-pin* --tls-cert --tls-key --tls-alpn* --report -q,--quiet -v,--verbose --color --help --version --'
      ;;
    'sock stat')
      _ipc_offer_options '--json --plain --header -o,--columns* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'sock ls')
      _ipc_offer_options '--connections --json --plain --header -o,--columns* --where* --sort* -q,--quiet -v,--verbose --color --help --version'
      ;;
    'sock rm')
      _ipc_offer_options '-f,--force --unused -q,--quiet -v,--verbose --color --help --version'
      ;;
    'sock wait')
      _ipc_offer_options '-w,--timeout -n,--no-wait -q,--quiet -v,--verbose --color --help --version'
      ;;
  esac
}

# $1 is a command and an option, or a command and an operand's number.
_ipc_values() {
  case $1 in
    'ls -o' | 'ls --columns')
      _ipc_offer_list 'address changed content gid group id key kind messages mode owner persistence scheme semaphores size state uid users values all'
      ;;
    'ls --sort')
      _ipc_offer_list 'address changed content gid group id key kind messages mode owner persistence scheme semaphores size state uid users values'
      ;;
    'ls --color')
      _ipc_offer 'auto always never'
      ;;
    'stat -o' | 'stat --columns')
      _ipc_offer_list 'acknowledged address attached backoff buried capacity capacity-messages changed connections creator dead dropped expired gid given-back group held id key kind last-attach last-detach last-operation last-receive last-receiver last-send last-sender last-user locked lost max-deliver message-size messages mode owner peer pending persistence places processes purged readers redelivered removed resident semaphores sent size sockets state swapped taken torn uid unread used users values waiters waiting writers writing all'
      ;;
    'stat --color')
      _ipc_offer 'auto always never'
      ;;
    'stat '[0-9]*)
      _ipc_offer_addresses '' EXISTING mbox: posix-shm:/ posix-mq:/ posix-sem:/ sysv-shm: sysv-msg: sysv-sem: file: fifo: unix: tcp:
      ;;
    'who -o' | 'who --columns')
      _ipc_offer_list 'access address command count how pid uid user all'
      ;;
    'who --sort')
      _ipc_offer_list 'access address command count how pid uid user'
      ;;
    'who --color')
      _ipc_offer 'auto always never'
      ;;
    'who '[0-9]*)
      _ipc_offer_addresses '' EXISTING mbox: posix-shm:/ posix-mq:/ posix-sem:/ sysv-shm: sysv-msg: sysv-sem: file: fifo: unix: tcp:
      ;;
    'send --color')
      _ipc_offer 'auto always never'
      ;;
    'send 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'recv --color')
      _ipc_offer 'auto always never'
      ;;
    'recv 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'peek --color')
      _ipc_offer 'auto always never'
      ;;
    'peek 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'rm --color')
      _ipc_offer 'auto always never'
      ;;
    'rm '[0-9]*)
      _ipc_offer_addresses '' REMOVABLE mbox: posix-shm:/ posix-mq:/ posix-sem:/ sysv-shm: sysv-msg: sysv-sem: file: fifo: unix: tcp:
      ;;
    'wait --color')
      _ipc_offer 'auto always never'
      ;;
    'wait 0')
      _ipc_offer_addresses '' EXISTING mbox: posix-shm:/ posix-mq:/ posix-sem:/ sysv-shm: sysv-msg: sysv-sem: file: fifo: unix: tcp:
      ;;
    'wait 1')
      _ipc_offer 'present removed used unused empty drained ready full sealed open closed'
      ;;
    'bridge --bind')
      _ipc_offer_addresses '' NEW unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:
      ;;
    'bridge --allow-uid')
      _ipc_offer_accounts -u
      ;;
    'bridge --deny-uid')
      _ipc_offer_accounts -u
      ;;
    'bridge --tee')
      _ipc_offer_files ''
      ;;
    'bridge --record')
      _ipc_offer_files ''
      ;;
    'bridge --user')
      _ipc_offer_accounts -u
      ;;
    'bridge --group')
      _ipc_offer_accounts -g
      ;;
    'bridge --tls-ca')
      _ipc_offer_files ''
      ;;
    'bridge --tls-client-ca')
      _ipc_offer_files ''
      ;;
    'bridge --tls-cert')
      _ipc_offer_files ''
      ;;
    'bridge --tls-key')
      _ipc_offer_files ''
      ;;
    'bridge --ready')
      _ipc_offer_files ''
      ;;
    'bridge --report')
      _ipc_offer_files ''
      ;;
    'bridge --color')
      _ipc_offer 'auto always never'
      ;;
    'bridge 0')
      _ipc_offer_addresses '' ENDS mbox: fifo: file: unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls: fd:
      ;;
    'bridge 1')
      _ipc_offer_addresses '' ENDS mbox: fifo: file: unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls: fd:
      ;;
    'batch --color')
      _ipc_offer 'auto always never'
      ;;
    'batch 0')
      _ipc_offer_files ''
      ;;
    'shell --color')
      _ipc_offer 'auto always never'
      ;;
    'tour --color')
      _ipc_offer 'auto always never'
      ;;
    'completion --color')
      _ipc_offer 'auto always never'
      ;;
    'completion 0')
      _ipc_offer 'bash zsh fish'
      ;;
    'mbox create --durability')
      _ipc_offer 'kernel file'
      ;;
    'mbox create -o' | 'mbox create --columns')
      _ipc_offer_list 'address backoff capacity capacity-messages durability max-deliver new all'
      ;;
    'mbox create --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox create 0')
      _ipc_offer_addresses 'mbox' NEW mbox:
      ;;
    'mbox set --durability')
      _ipc_offer 'kernel file'
      ;;
    'mbox set --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox set 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox send --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox send 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox recv --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox recv 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox peek --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox peek 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox ack --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox ack 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox nack --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox nack 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox extend --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox extend 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox seal --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox seal 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox purge --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox purge 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox stat -o' | 'mbox stat --columns')
      _ipc_offer_list 'acknowledged address attached backoff buried capacity capacity-messages changed dead expired gid given-back group held id key kind lost max-deliver messages mode owner persistence places processes purged redelivered sent state taken torn uid unread used users writing all'
      ;;
    'mbox stat --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox stat '[0-9]*)
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox ls -o' | 'mbox ls --columns')
      _ipc_offer_list 'acknowledged address attached backoff buried capacity capacity-messages changed dead expired gid given-back group held lost max-deliver messages mode owner persistence purged redelivered sent state taken torn uid used users all'
      ;;
    'mbox ls --sort')
      _ipc_offer_list 'acknowledged address attached backoff buried capacity capacity-messages changed dead expired gid given-back group held lost max-deliver messages mode owner persistence purged redelivered sent state taken torn uid used users'
      ;;
    'mbox ls --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox rm --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox rm '[0-9]*)
      _ipc_offer_addresses 'mbox' REMOVABLE mbox:
      ;;
    'mbox wait --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox wait 0')
      _ipc_offer_addresses 'mbox' EXISTING mbox:
      ;;
    'mbox wait 1')
      _ipc_offer 'present removed used unused empty drained ready full sealed'
      ;;
    'shm create --group')
      _ipc_offer_accounts -g
      ;;
    'shm create -o' | 'shm create --columns')
      _ipc_offer_list 'address id key new size all'
      ;;
    'shm create --color')
      _ipc_offer 'auto always never'
      ;;
    'shm create 0')
      _ipc_offer_addresses 'shm' NEW posix-shm:/ sysv-shm: file:
      ;;
    'shm read --format')
      _ipc_offer 'raw hex text'
      ;;
    'shm read --color')
      _ipc_offer 'auto always never'
      ;;
    'shm read 0')
      _ipc_offer_addresses 'shm' EXISTING posix-shm:/ sysv-shm: file:
      ;;
    'shm write --format')
      _ipc_offer 'raw hex text'
      ;;
    'shm write --color')
      _ipc_offer 'auto always never'
      ;;
    'shm write 0')
      _ipc_offer_addresses 'shm' EXISTING posix-shm:/ sysv-shm: file:
      ;;
    'shm resize -o' | 'shm resize --columns')
      _ipc_offer_list 'address before size all'
      ;;
    'shm resize --color')
      _ipc_offer 'auto always never'
      ;;
    'shm resize 0')
      _ipc_offer_addresses 'shm' EXISTING posix-shm:/ sysv-shm: file:
      ;;
    'shm attach --color')
      _ipc_offer 'auto always never'
      ;;
    'shm attach 0')
      _ipc_offer_addresses 'shm' EXISTING posix-shm:/ sysv-shm: file:
      ;;
    'shm stat -o' | 'shm stat --columns')
      _ipc_offer_list 'address attached changed creator gid group id key kind last-attach last-detach last-user locked mode owner persistence processes removed resident size swapped uid unread users all'
      ;;
    'shm stat --color')
      _ipc_offer 'auto always never'
      ;;
    'shm stat '[0-9]*)
      _ipc_offer_addresses 'shm' EXISTING posix-shm:/ sysv-shm: file:
      ;;
    'shm ls -o' | 'shm ls --columns')
      _ipc_offer_list 'address attached changed creator gid group id key last-attach last-detach last-user mode owner persistence resident size state swapped uid users all'
      ;;
    'shm ls --sort')
      _ipc_offer_list 'address attached changed creator gid group id key last-attach last-detach last-user mode owner persistence resident size state swapped uid users'
      ;;
    'shm ls --color')
      _ipc_offer 'auto always never'
      ;;
    'shm rm --color')
      _ipc_offer 'auto always never'
      ;;
    'shm rm '[0-9]*)
      _ipc_offer_addresses 'shm' REMOVABLE posix-shm:/ sysv-shm: file:
      ;;
    'shm wait --color')
      _ipc_offer 'auto always never'
      ;;
    'shm wait 0')
      _ipc_offer_addresses 'shm' EXISTING posix-shm:/ sysv-shm: file:
      ;;
    'shm wait 1')
      _ipc_offer 'present removed used unused'
      ;;
    'fifo create --group')
      _ipc_offer_accounts -g
      ;;
    'fifo create --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo create '[0-9]*)
      _ipc_offer_addresses 'fifo' NEW fifo:
      ;;
    'fifo read --report')
      _ipc_offer_files ''
      ;;
    'fifo read --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo read 0')
      _ipc_offer_addresses 'fifo' EXISTING fifo:
      ;;
    'fifo write --records')
      _ipc_offer 'lines nul length'
      ;;
    'fifo write --report')
      _ipc_offer_files ''
      ;;
    'fifo write --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo write 0')
      _ipc_offer_addresses 'fifo' EXISTING fifo:
      ;;
    'fifo tee --gone')
      _ipc_offer 'end drop'
      ;;
    'fifo tee --report')
      _ipc_offer_files ''
      ;;
    'fifo tee --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo tee '[0-9]*)
      _ipc_offer_addresses 'fifo' EXISTING fifo:
      ;;
    'fifo connect --report')
      _ipc_offer_files ''
      ;;
    'fifo connect --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo connect 0')
      _ipc_offer_addresses 'fifo' PAIRS fifo:
      ;;
    'fifo listen --report')
      _ipc_offer_files ''
      ;;
    'fifo listen --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo listen 0')
      _ipc_offer_addresses 'fifo' PAIRS fifo:
      ;;
    'fifo peek --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo peek 0')
      _ipc_offer_addresses 'fifo' EXISTING fifo:
      ;;
    'fifo set --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo set 0')
      _ipc_offer_addresses 'fifo' EXISTING fifo:
      ;;
    'fifo stat -o' | 'fifo stat --columns')
      _ipc_offer_list 'address capacity changed gid group id key kind mode owner persistence processes readers uid unread users waiting writers all'
      ;;
    'fifo stat --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo stat '[0-9]*)
      _ipc_offer_addresses 'fifo' EXISTING fifo:
      ;;
    'fifo ls -o' | 'fifo ls --columns')
      _ipc_offer_list 'address capacity changed gid group mode owner persistence readers uid users waiting writers all'
      ;;
    'fifo ls --sort')
      _ipc_offer_list 'address capacity changed gid group mode owner persistence readers uid users waiting writers'
      ;;
    'fifo ls --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo rm --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo rm '[0-9]*)
      _ipc_offer_addresses 'fifo' REMOVABLE fifo:
      ;;
    'fifo wait --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo wait 0')
      _ipc_offer_addresses 'fifo' EXISTING fifo:
      ;;
    'fifo wait 1')
      _ipc_offer 'present removed used unused'
      ;;
    'pipe run --report')
      _ipc_offer_files ''
      ;;
    'pipe run --color')
      _ipc_offer 'auto always never'
      ;;
    'sock listen --slow')
      _ipc_offer 'close wait drop'
      ;;
    'sock listen --allow-uid')
      _ipc_offer_accounts -u
      ;;
    'sock listen --deny-uid')
      _ipc_offer_accounts -u
      ;;
    'sock listen --record')
      _ipc_offer_files ''
      ;;
    'sock listen --interface')
      _ipc_offer_interfaces
      ;;
    'sock listen --user')
      _ipc_offer_accounts -u
      ;;
    'sock listen --group')
      _ipc_offer_accounts -g
      ;;
    'sock listen --tls-client-ca')
      _ipc_offer_files ''
      ;;
    'sock listen --tls-cert')
      _ipc_offer_files ''
      ;;
    'sock listen --tls-key')
      _ipc_offer_files ''
      ;;
    'sock listen --ready')
      _ipc_offer_files ''
      ;;
    'sock listen --report')
      _ipc_offer_files ''
      ;;
    'sock listen --color')
      _ipc_offer 'auto always never'
      ;;
    'sock listen 0')
      _ipc_offer_addresses '' NEW unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:
      ;;
    'sock connect --record')
      _ipc_offer_files ''
      ;;
    'sock connect --bind')
      _ipc_offer_addresses '' NEW unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:
      ;;
    'sock connect --interface')
      _ipc_offer_interfaces
      ;;
    'sock connect --tls-ca')
      _ipc_offer_files ''
      ;;
    'sock connect --tls-cert')
      _ipc_offer_files ''
      ;;
    'sock connect --tls-key')
      _ipc_offer_files ''
      ;;
    'sock connect --report')
      _ipc_offer_files ''
      ;;
    'sock connect --color')
      _ipc_offer 'auto always never'
      ;;
    'sock connect 0')
      _ipc_offer_addresses '' EXISTING unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:
      ;;
    'sock stat -o' | 'sock stat --columns')
      _ipc_offer_list 'address changed connections dropped gid group id key kind mode owner peer pending persistence processes sockets state uid unread users waiting all'
      ;;
    'sock stat --color')
      _ipc_offer 'auto always never'
      ;;
    'sock stat '[0-9]*)
      _ipc_offer_addresses '' EXISTING unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:
      ;;
    'sock ls -o' | 'sock ls --columns')
      _ipc_offer_list 'address changed connections dropped gid group kind mode owner peer pending persistence scheme sockets state uid users waiting all'
      ;;
    'sock ls --sort')
      _ipc_offer_list 'address changed connections dropped gid group kind mode owner peer pending persistence scheme sockets state uid users waiting'
      ;;
    'sock ls --color')
      _ipc_offer 'auto always never'
      ;;
    'sock rm --color')
      _ipc_offer 'auto always never'
      ;;
    'sock rm '[0-9]*)
      _ipc_offer_addresses '' REMOVABLE unix: unix-dgram: unix-seqpacket:
      ;;
    'sock wait --color')
      _ipc_offer 'auto always never'
      ;;
    'sock wait 0')
      _ipc_offer_addresses '' EXISTING unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:
      ;;
    'sock wait 1')
      _ipc_offer 'present removed used unused open closed'
      ;;
  esac
}

# Whether a command may follow '--'.
_ipc_takes_command() {
  case $1 in
    'recv' | 'bridge' | 'mbox recv' | 'shm attach' | 'fifo connect' | 'fifo listen' | 'pipe run' | 'sock listen' | 'sock connect') return 0 ;;
    *) return 1 ;;
  esac
}

# Reads a word as it is typed: $plain is what a program would get, $open the quote that is not
# closed yet, $kept the part of $plain that readline leaves as it stands, since it ends in a
# character that breaks words, or stands before an open quote; $home whether it begins with a '~'
# that is not quoted.
_ipc_read() {
  local raw=$1 i c before=
  plain= open= kept= home=
  [[ $raw == \~* ]] && home=yes
  for ((i = 0; i < ${#raw}; i++)); do
    c=${raw:i:1}
    case $open$c in
      "''" | '""')
        open=
        kept=$before
        ;;
      "'"?) plain+=$c ;;
      '"\')
        [[ ${raw:i+1:1} == [\\\"\$\`] ]] && ((i++))
        plain+=${raw:i:1}
        ;;
      '"'?) plain+=$c ;;
      \\) plain+=${raw: ++i:1} ;;
      \$)
        if [[ ${raw:i} =~ ^\$\'(([^\'\\]|\\.)*)\' ]]; then
          printf -v c %b "${BASH_REMATCH[1]}"
          ((i += ${#BASH_REMATCH[0]} - 1))
        fi
        plain+=$c
        ;;
      "'" | '"')
        open=$c
        before=$kept
        kept=$plain
        ;;
      [:=])
        plain+=$c
        [[ $COMP_WORDBREAKS == *"$c"* ]] && kept=$plain
        ;;
      @) # it breaks words too, and belongs to the second
        [[ $COMP_WORDBREAKS == *@* ]] && kept=$plain
        plain+=$c
        ;;
      *) plain+=$c ;;
    esac
  done
}

# Offers a word if it goes on what is typed; quoted as it must be where it is to stand.
_ipc_add() {
  [[ $1 == "$plain"* ]] || return
  local rest=${1#"$kept"} quoted= i c
  if [[ -n $home && $rest == \~* ]]; then
    quoted=\~ # typed so, for the shell to replace
    rest=${rest#\~}
  fi
  case $open in
    "'") quoted=${rest//\'/\'\\\'\'} ;;
    '"')
      for ((i = 0; i < ${#rest}; i++)); do
        c=${rest:i:1}
        [[ $c == [\\\"\$\`] ]] && quoted+=\\
        quoted+=$c
      done
      ;;
    *)
      if [[ $rest == *[!A-Za-z0-9_./:=@%+,-]* ]]; then
        for ((i = 0; i < ${#rest}; i++)); do
          c=${rest:i:1}
          case $c in
            [A-Za-z0-9_./:=@%+,-]) ;;
            [[:print:]]) c=\\$c ;;
            *) printf -v c %q "$c" ;;
          esac
          quoted+=$c
        done
      else
        quoted+=$rest
      fi
      ;;
  esac
  COMPREPLY+=("$quoted")
}

# Offers words; $1 are all of them.
_ipc_offer() {
  local word
  for word in $1; do
    _ipc_add "$value$word"
  done
}

# Offers what of a list with commas goes on its last word; $1 are all words.
_ipc_offer_list() {
  local word before=
  [[ $typed == *,* ]] && before=${typed%,*},
  for word in $1; do
    _ipc_add "$value$before$word"
  done
}

# Offers options; $1 are all of them, commas between the names of one, '*' after one to repeat.
_ipc_offer_options() {
  local names name
  for names in $1; do
    if [[ $names != *\* ]]; then
      for name in ${names//,/ }; do
        [[ " $given " == *" $name "* ]] && continue 2
      done
    fi
    for name in ${names//[,*]/ }; do
      _ipc_add "$name"
    done
  done
}

# Offers paths; $1 stands before them, $2 is a test of those that are no directories, or 'none'.
_ipc_offer_files() {
  local path
  [[ -n $1 && ${typed#"$1"} == \~* ]] && return # nobody would replace it
  while IFS= read -r path; do
    if [[ -d ${path/#\~/$HOME} ]]; then
      path+=/
    elif [[ -n ${2-} ]]; then
      [[ $2 != none ]] && test "$2" "${path/#\~/$HOME}" || continue
    fi
    _ipc_add "$value$1$path"
  done < <(compgen -f -- "${typed#"$1"}")
}

# Interfaces of the network.
_ipc_offer_interfaces() {
  local path
  for path in /sys/class/net/*; do
    _ipc_add "$value${path##*/}"
  done
}

# Users and groups: $1 is -u or -g.
_ipc_offer_accounts() {
  local name
  while IFS= read -r name; do
    _ipc_add "$value$name"
  done < <(compgen "$1" -- "$typed")
}

# Asks the program itself, by the word that was typed for it, how the line can go on: candidates
# into $asked, what they are into $told.
_ipc_ask() {
  local program=$1 line word
  asked=() told=()
  case $program in
    \~/*) program=$HOME${program#\~} ;;
    */*) ;;
    *) type -P -- "$program" >/dev/null || program=ipc ;;
  esac
  while IFS= read -r line; do
    printf -v word %b "${line%%$'\t'*}"
    asked+=("$word")
    told+=("${line#*$'\t'}")
  done < <("$program" complete -- "${words[@]}" 2>/dev/null </dev/null)
}

# Offers what it answers.
_ipc_offer_asked() {
  local word asked told
  _ipc_ask "$program"
  for word in "${asked[@]}"; do
    _ipc_add "$word"
  done
}

# Mailboxes of ours; $1 is not empty where bare names are meant.
_ipc_offer_mailboxes() {
  local path name homes=("/dev/shm/ipc-$EUID" "${XDG_STATE_HOME:-$HOME/.local/state}/ipc")
  [[ -n ${IPC_HOME-} ]] && homes=("$IPC_HOME")
  for path in "${homes[@]}"; do
    for path in "$path"/*.mbox; do
      [[ -f $path ]] || continue
      name=${path##*/}
      name=${name%.mbox}
      [[ -n $1 && $name != *:* ]] || name=mbox:$name
      _ipc_add "$value$name"
    done
  done
}

# Names in the file system of shared memory; $1 stands before them here, $2 there.
_ipc_offer_names() {
  local path
  for path in /dev/shm/"$2"*; do
    [[ -f $path ]] || continue
    [[ -z $2 && ${path##*/} == sem.* ]] || _ipc_add "$value$1${path#"/dev/shm/$2"}"
  done
}

# Offers objects and files by their addresses; $1 is a noun where bare words mean something, $2
# says which names are wanted, the others are schemes.
_ipc_offer_addresses() {
  local noun=$1 names=$2 test= before=
  shift 2
  case $typed in
    file:*) before=file: test=-e ;;
    fifo:*) before=fifo: test=-p ;;
    unix:@* | unix-dgram:@* | unix-seqpacket:@*) ;;
    unix:* | unix-dgram:* | unix-seqpacket:*) before=${typed%%:*}: test=-S ;;
    mbox:*/*) before=mbox: test=-f ;;
    *:*) ;;
    */*)
      case $noun in
        fifo) test=-p ;;
        mbox) test=-f ;;
        shm) test=-e ;;
      esac
      ;;
  esac
  if [[ $names == NEW && " $given " != *' --open '* ]]; then
    [[ -n $test || $noun == fifo ]] && _ipc_offer_files "$before" none
  elif [[ -n $test && $names == PAIRS ]]; then
    _ipc_offer_asked
  elif [[ -n $test ]]; then
    _ipc_offer_files "$before" "$test"
    # Sockets and pipes are also known by who has them.
    ((${#COMPREPLY[@]} == 0)) && [[ $test != -[ef] ]] && _ipc_offer_asked
  else
    if [[ $* == mbox: && $typed != mbox:~* ]]; then
      [[ $noun == mbox && $typed != *:* ]] && _ipc_offer_mailboxes bare || _ipc_offer_mailboxes ''
    elif [[ $typed == posix-shm:/* ]]; then
      _ipc_offer_names posix-shm:/ ''
    elif [[ $typed == posix-sem:/* ]]; then
      _ipc_offer_names posix-sem:/ sem.
    else
      _ipc_offer_asked
    fi
  fi
  # The beginning of an address, where nothing that is there goes on.
  ((${#COMPREPLY[@]} > 0)) && [[ -n $typed ]] && return
  for before; do
    _ipc_add "$value$before"
  done
}

# Takes the words up to the cursor apart: $words as a program would get them, $starts with the
# number of each in COMP_WORDS. bash has split them at ':', '=' and '@' too, which are no blanks.
_ipc_read_line() {
  local line=${COMP_LINE:0:COMP_POINT} i piece raw= rest plain open kept home
  words=() starts=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    rest=${line#"${line%%[![:space:]]*}"}
    piece=${COMP_WORDS[i]}
    [[ $rest == "$piece"* ]] || piece=$rest # the cursor stands within it
    if ((i > 0)) && [[ $rest == "$line" ]]; then
      raw+=$piece
    else
      if ((i > 0)); then
        _ipc_read "$raw"
        words+=("$plain")
      fi
      raw=$piece
      starts+=("$i")
    fi
    line=${rest#"$piece"}
  done
  last_raw=$raw
}

# What is shown where bash lists and inserts nothing: each with what it is.
_ipc_list() {
  local i width=0 asked told space
  _ipc_ask "$program"
  ((${#asked[@]} > 1)) || return
  for i in "${asked[@]}"; do
    ((${#i} > width)) && width=${#i}
  done
  for i in "${!asked[@]}"; do
    printf -v space '%*s' $((width - ${#asked[i]} + 2)) ''
    COMPREPLY+=("${asked[i]//[[:cntrl:]]/?}${told[i]:+$space(${told[i]})}")
  done
  COMPREPLY=("${COMPREPLY[@]:0:500}")
  for i in "${!COMPREPLY[@]}"; do
    COMPREPLY[i]=${COMPREPLY[i]:0:${COLUMNS:-80}-2}
  done
  compopt -o nosort 2>/dev/null
}

_ipc_complete() {
  local program words starts last_raw typed plain open kept home value= given=' '
  local command first=1 last word pending= operand=0 i
  COMPREPLY=()
  _ipc_read_line
  last=$((${#starts[@]} - 2))
  ((last >= 0)) || return
  program=${words[0]}
  words=("${words[@]:1}")
  _ipc_read "$last_raw"
  words+=("$plain")
  typed=$plain
  if [[ " $_ipc_nouns " == *" ${words[0]} "* ]] && ((last > 0)); then
    command="${words[0]} ${words[1]}"
    first=2
  else
    command=${words[0]}
  fi
  for ((i = first; i < last; i++)); do
    word=${words[i]}
    if [[ -n $pending ]]; then
      pending=
    elif [[ $word == -- ]]; then
      _ipc_takes_command "$command" && _ipc_command $((i + 1))
      return
    elif [[ $word == --*=* ]]; then
      given+="${word%%=*} "
    elif [[ $word == -?* ]]; then
      given+="$word "
      _ipc_takes_value "$command" "$word" && pending=$word
    else
      operand=$((operand + 1))
    fi
  done
  # COMP_TYPE is '?' where a list is shown and nothing else happens; paths are shown as paths.
  if [[ $COMP_TYPE == 63 && $typed != */* ]]; then
    _ipc_list
    ((${#COMPREPLY[@]} == 0)) || return
  fi
  if ((last == 0)); then
    _ipc_offer "$_ipc_first"
  elif ((last < first)); then
    _ipc_verbs "${words[0]}"
  elif [[ $command == help ]]; then
    ((last == 1)) && _ipc_offer "$_ipc_first"
    ((last == 2)) && _ipc_verbs "${words[1]}"
  elif [[ -n $pending ]]; then
    _ipc_values "$command $pending"
  elif [[ $typed == --*=* ]]; then
    value=${typed%%=*}=
    typed=${typed#*=}
    _ipc_values "$command ${value%=}"
  elif [[ $typed == -* ]]; then
    _ipc_options "$command"
  else
    _ipc_values "$command $operand"
  fi
  if ((${#COMPREPLY[@]} == 1)) && [[ $COMPREPLY == *[:/=] ]]; then
    compopt -o nospace 2>/dev/null
  fi
}

# Completes the command after '--', whose words begin with number $1.
_ipc_command() {
  local path place=${starts[$1 + 1]-}
  if (($1 == last)); then
    while IFS= read -r path; do
      _ipc_add "$path"
    done < <(compgen -c -- "$typed" | sort -u)
  elif [[ ${words[$1]##*/} == ipc ]]; then
    _ipc_offer_asked
  elif declare -F _comp_command_offset >/dev/null; then
    _comp_command_offset "$place"
  elif declare -F _command_offset >/dev/null; then
    _command_offset "$place"
  else
    _ipc_offer_files ''
  fi
}

# What a user has set for the shell is not to change how this is read.
_ipc() {
  local IFS=$' \t\n'
  if shopt -q failglob; then
    shopt -u failglob
    _ipc_complete
    shopt -s failglob
  else
    _ipc_complete
  fi
}

complete -F _ipc ipc
