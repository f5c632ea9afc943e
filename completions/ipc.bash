# Completes ipc in bash. Made by .ci/generate.

_ipc_first='mbox shm fifo pipe sock ls stat who send recv peek rm wait bridge batch shell tour help --help --version'
_ipc_nouns='mbox shm fifo pipe sock'
_ipc_valued='--accept-timeout --allow --allow-uid --backoff --bind --bytes --color --columns --concurrent --conflict-status --connect-timeout --count --delay --deny --deny-uid --durability --format --gone --grace --group --holder --idle-timeout --interface --jitter --jobs --keepalive --lease --length --lifetime --linger --max-deliver --messages --mode --offset --pass-fd --priority --rate --rcvbuf --ready --record --records --replies --report --retry --size --slow --sndbuf --sort --source --tee --timeout --tls-alpn --tls-ca --tls-cert --tls-client-ca --tls-key --tls-name --tls-pin --ttl --type --user --where --within -E -c -j -m -o -s -w'

_ipc_verbs() {
  case $1 in
    mbox) _ipc_offer 'create set send recv peek ack nack extend seal purge stat ls rm wait --help' ;;
    shm) _ipc_offer 'create read write attach stat ls rm wait --help' ;;
    fifo) _ipc_offer 'create read write tee connect listen peek set stat ls rm wait --help' ;;
    pipe) _ipc_offer 'run --help' ;;
    sock) _ipc_offer 'listen connect stat ls rm wait --help' ;;
  esac
}

_ipc_options() {
  case $1 in
    'ls')
      _ipc_offer '--json --plain --header -o --columns --where --sort -q --quiet -v --verbose --color --help --version'
      ;;
    'stat')
      _ipc_offer '--json --plain --header -o --columns -q --quiet -v --verbose --color --help --version'
      ;;
    'who')
      _ipc_offer '--json --plain --header -o --columns --where --sort -q --quiet -v --verbose --color --help --version'
      ;;
    'send')
      _ipc_offer '--lines -0 --nul --length --type --priority -w --timeout -n --no-wait --json -q --quiet -v --verbose --color --help --version'
      ;;
    'recv')
      _ipc_offer '-c --count --all -f --follow -0 --nul --length --json --type --lease --holder -w --timeout -n --no-wait -j --jobs --grace -E --conflict-status -q --quiet -v --verbose --color --help --version --'
      ;;
    'peek')
      _ipc_offer '-c --count --all --dead --held -0 --nul --json -q --quiet -v --verbose --color --help --version'
      ;;
    'rm')
      _ipc_offer '-f --force --unused -q --quiet -v --verbose --color --help --version'
      ;;
    'wait')
      _ipc_offer '-w --timeout -n --no-wait -q --quiet -v --verbose --color --help --version'
      ;;
    'bridge')
      _ipc_offer '--listen --one-way --append -w --timeout --connect-timeout --retry --bind -k --keep --concurrent -c --count --accept-timeout --allow --deny --allow-uid --deny-uid --lines -0 --nul --length --rate --delay --jitter --progress --tee --record --idle-timeout --linger --lifetime --grace -E --conflict-status -m --mode --user --group --nodelay --keepalive --rcvbuf --sndbuf --reuseport --v6only --socketpair --pty --tls-name --tls-ca --tls-insecure --tls-client-ca --tls-pin --tls-cert --tls-key --tls-alpn --ready --report -q --quiet -v --verbose --color --help --version --'
      ;;
    'batch')
      _ipc_offer '--keep-going -q --quiet -v --verbose --color --help --version'
      ;;
    'shell')
      _ipc_offer '-q --quiet -v --verbose --color --help --version'
      ;;
    'tour')
      _ipc_offer '-q --quiet -v --verbose --color --help --version'
      ;;
    'mbox create')
      _ipc_offer '--messages --bytes --max-deliver --backoff -m --mode --durability --open --json --plain --header -o --columns -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox set')
      _ipc_offer '--max-deliver --backoff -m --mode --messages --bytes --durability -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox send')
      _ipc_offer '--lines -0 --nul --length --type --priority -w --timeout -n --no-wait --json -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox recv')
      _ipc_offer '-c --count --all -f --follow -0 --nul --length --json --type --lease --holder -w --timeout -n --no-wait -j --jobs --grace -E --conflict-status -q --quiet -v --verbose --color --help --version --'
      ;;
    'mbox peek')
      _ipc_offer '-c --count --all --dead --held -0 --nul --json -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox ack')
      _ipc_offer '-q --quiet -v --verbose --color --help --version'
      ;;
    'mbox nack')
      _ipc_offer '--delay --dead -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox extend')
      _ipc_offer '--lease -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox seal')
      _ipc_offer '-q --quiet -v --verbose --color --help --version'
      ;;
    'mbox purge')
      _ipc_offer '--dead -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox stat')
      _ipc_offer '--json --plain --header -o --columns -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox ls')
      _ipc_offer '--json --plain --header -o --columns --where --sort -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox rm')
      _ipc_offer '-f --force --unused -q --quiet -v --verbose --color --help --version'
      ;;
    'mbox wait')
      _ipc_offer '-w --timeout -n --no-wait -q --quiet -v --verbose --color --help --version'
      ;;
    'shm create')
      _ipc_offer '-s --size -m --mode --group --open --json --plain --header -o --columns -q --quiet -v --verbose --color --help --version'
      ;;
    'shm read')
      _ipc_offer '--offset --length --format --progress -q --quiet -v --verbose --color --help --version'
      ;;
    'shm write')
      _ipc_offer '--offset --length --format --progress -q --quiet -v --verbose --color --help --version'
      ;;
    'shm attach')
      _ipc_offer '--hold --read-only --lifetime --grace -E --conflict-status -q --quiet -v --verbose --color --help --version --'
      ;;
    'shm stat')
      _ipc_offer '--json --plain --header -o --columns -q --quiet -v --verbose --color --help --version'
      ;;
    'shm ls')
      _ipc_offer '--json --plain --header -o --columns --where --sort -q --quiet -v --verbose --color --help --version'
      ;;
    'shm rm')
      _ipc_offer '-f --force --unused -q --quiet -v --verbose --color --help --version'
      ;;
    'shm wait')
      _ipc_offer '-w --timeout -n --no-wait -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo create')
      _ipc_offer '-m --mode --group --pair --open -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo read')
      _ipc_offer '-w --timeout -n --no-wait -f --follow --lifetime --report -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo write')
      _ipc_offer '-w --timeout -n --no-wait --records --hold --lifetime --report -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo tee')
      _ipc_offer '-w --timeout -n --no-wait --gone --report -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo connect')
      _ipc_offer '-w --timeout -n --no-wait --linger --grace -E --conflict-status --report -q --quiet -v --verbose --color --help --version --'
      ;;
    'fifo listen')
      _ipc_offer '-w --timeout -n --no-wait --linger --grace -E --conflict-status --report -q --quiet -v --verbose --color --help --version --'
      ;;
    'fifo peek')
      _ipc_offer '-q --quiet -v --verbose --color --help --version'
      ;;
    'fifo set')
      _ipc_offer '-s --size -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo stat')
      _ipc_offer '--json --plain --header -o --columns -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo ls')
      _ipc_offer '--json --plain --header -o --columns --where --sort -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo rm')
      _ipc_offer '-f --force --unused -q --quiet -v --verbose --color --help --version'
      ;;
    'fifo wait')
      _ipc_offer '-w --timeout -n --no-wait -q --quiet -v --verbose --color --help --version'
      ;;
    'pipe run')
      _ipc_offer '--grace -E --conflict-status --report -q --quiet -v --verbose --color --help --version --'
      ;;
    'sock listen')
      _ipc_offer '-k --keep --concurrent -c --count --hub --slow -w --timeout --accept-timeout --allow --deny --allow-uid --deny-uid --send-only --recv-only --idle-timeout --linger --lifetime --grace -E --conflict-status --socketpair --pty --crlf --hex --record --pass-fd --lines -0 --nul --length --interface --ttl --loop --no-loop --source -m --mode --user --group --nodelay --keepalive --rcvbuf --sndbuf --reuseport --v6only --tls-client-ca --tls-pin --tls-cert --tls-key --tls-alpn --ready --report -q --quiet -v --verbose --color --help --version --'
      ;;
    'sock connect')
      _ipc_offer '-w --timeout --connect-timeout --retry --send-only --recv-only --idle-timeout --linger --lifetime --grace -E --conflict-status --socketpair --pty --crlf --hex --record --pass-fd --lines -0 --nul --length --replies --within --bind --interface --ttl --loop --no-loop --broadcast --nodelay --keepalive --rcvbuf --sndbuf --reuseport --v6only --tls-name --tls-ca --tls-insecure --tls-pin --tls-cert --tls-key --tls-alpn --report -q --quiet -v --verbose --color --help --version --'
      ;;
    'sock stat')
      _ipc_offer '--json --plain --header -o --columns -q --quiet -v --verbose --color --help --version'
      ;;
    'sock ls')
      _ipc_offer '--connections --json --plain --header -o --columns --where --sort -q --quiet -v --verbose --color --help --version'
      ;;
    'sock rm')
      _ipc_offer '-f --force --unused -q --quiet -v --verbose --color --help --version'
      ;;
    'sock wait')
      _ipc_offer '-w --timeout -n --no-wait -q --quiet -v --verbose --color --help --version'
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
      _ipc_offer_list 'address attached backoff capacity capacity-messages changed connections creator dead dropped gid group held id key kind last-attach last-detach last-operation last-receive last-receiver last-send last-sender last-user locked lost max-deliver message-size messages mode owner peer pending persistence places processes readers removed resident semaphores sent size sockets state swapped torn uid unread used users values waiters waiting writers writing all'
      ;;
    'stat --color')
      _ipc_offer 'auto always never'
      ;;
    'stat '[0-9]*)
      _ipc_offer_addresses '' 'mbox: posix-shm:/ posix-mq:/ posix-sem:/ sysv-shm: sysv-msg: sysv-sem: file: fifo: unix: tcp:'
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
      _ipc_offer_addresses '' 'mbox: posix-shm:/ posix-mq:/ posix-sem:/ sysv-shm: sysv-msg: sysv-sem: file: fifo: unix: tcp:'
      ;;
    'send --color')
      _ipc_offer 'auto always never'
      ;;
    'send 0')
      _ipc_offer_addresses 'mbox:' 'mbox:'
      ;;
    'recv --color')
      _ipc_offer 'auto always never'
      ;;
    'recv 0')
      _ipc_offer_addresses 'mbox:' 'mbox:'
      ;;
    'peek --color')
      _ipc_offer 'auto always never'
      ;;
    'peek 0')
      _ipc_offer_addresses 'mbox:' 'mbox:'
      ;;
    'rm --color')
      _ipc_offer 'auto always never'
      ;;
    'rm '[0-9]*)
      _ipc_offer_addresses '' 'mbox: posix-shm:/ posix-mq:/ posix-sem:/ sysv-shm: sysv-msg: sysv-sem: file: fifo: unix: tcp:'
      ;;
    'wait --color')
      _ipc_offer 'auto always never'
      ;;
    'wait 0')
      _ipc_offer_addresses '' 'mbox: posix-shm:/ posix-mq:/ posix-sem:/ sysv-shm: sysv-msg: sysv-sem: file: fifo: unix: tcp:'
      ;;
    'wait 1')
      _ipc_offer 'present removed used unused empty drained ready full sealed open closed'
      ;;
    'bridge --bind')
      _ipc_offer_addresses 'sock' 'unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:'
      ;;
    'bridge --allow-uid')
      mapfile -t COMPREPLY < <(compgen -u -- "$typed")
      ;;
    'bridge --deny-uid')
      mapfile -t COMPREPLY < <(compgen -u -- "$typed")
      ;;
    'bridge --tee')
      _ipc_offer_files ''
      ;;
    'bridge --record')
      _ipc_offer_files ''
      ;;
    'bridge --user')
      mapfile -t COMPREPLY < <(compgen -u -- "$typed")
      ;;
    'bridge --group')
      mapfile -t COMPREPLY < <(compgen -g -- "$typed")
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
      _ipc_offer_addresses '' 'mbox: fifo: file: unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls: fd:'
      ;;
    'bridge 1')
      _ipc_offer_addresses '' 'mbox: fifo: file: unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls: fd:'
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
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox set --durability')
      _ipc_offer 'kernel file'
      ;;
    'mbox set --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox set 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox send --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox send 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox recv --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox recv 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox peek --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox peek 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox ack --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox ack 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox nack --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox nack 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox extend --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox extend 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox seal --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox seal 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox purge --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox purge 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox stat -o' | 'mbox stat --columns')
      _ipc_offer_list 'address attached backoff capacity capacity-messages changed dead gid group held id key kind lost max-deliver messages mode owner persistence places processes sent state torn uid unread used users writing all'
      ;;
    'mbox stat --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox stat '[0-9]*)
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox ls -o' | 'mbox ls --columns')
      _ipc_offer_list 'address attached backoff capacity capacity-messages changed dead gid group held lost max-deliver messages mode owner persistence sent state torn uid used users all'
      ;;
    'mbox ls --sort')
      _ipc_offer_list 'address attached backoff capacity capacity-messages changed dead gid group held lost max-deliver messages mode owner persistence sent state torn uid used users'
      ;;
    'mbox ls --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox rm --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox rm '[0-9]*)
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox wait --color')
      _ipc_offer 'auto always never'
      ;;
    'mbox wait 0')
      _ipc_offer_addresses 'mbox' 'mbox:'
      ;;
    'mbox wait 1')
      _ipc_offer 'present removed used unused empty drained ready full sealed'
      ;;
    'shm create --group')
      mapfile -t COMPREPLY < <(compgen -g -- "$typed")
      ;;
    'shm create -o' | 'shm create --columns')
      _ipc_offer_list 'address id key new size all'
      ;;
    'shm create --color')
      _ipc_offer 'auto always never'
      ;;
    'shm create 0')
      _ipc_offer_addresses 'shm' 'posix-shm:/ sysv-shm: file:'
      ;;
    'shm read --format')
      _ipc_offer 'raw hex text'
      ;;
    'shm read --color')
      _ipc_offer 'auto always never'
      ;;
    'shm read 0')
      _ipc_offer_addresses 'shm' 'posix-shm:/ sysv-shm: file:'
      ;;
    'shm write --format')
      _ipc_offer 'raw hex text'
      ;;
    'shm write --color')
      _ipc_offer 'auto always never'
      ;;
    'shm write 0')
      _ipc_offer_addresses 'shm' 'posix-shm:/ sysv-shm: file:'
      ;;
    'shm attach --color')
      _ipc_offer 'auto always never'
      ;;
    'shm attach 0')
      _ipc_offer_addresses 'shm' 'posix-shm:/ sysv-shm: file:'
      ;;
    'shm stat -o' | 'shm stat --columns')
      _ipc_offer_list 'address attached changed creator gid group id key kind last-attach last-detach last-user locked mode owner persistence processes removed resident size swapped uid unread users all'
      ;;
    'shm stat --color')
      _ipc_offer 'auto always never'
      ;;
    'shm stat '[0-9]*)
      _ipc_offer_addresses 'shm' 'posix-shm:/ sysv-shm: file:'
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
      _ipc_offer_addresses 'shm' 'posix-shm:/ sysv-shm: file:'
      ;;
    'shm wait --color')
      _ipc_offer 'auto always never'
      ;;
    'shm wait 0')
      _ipc_offer_addresses 'shm' 'posix-shm:/ sysv-shm: file:'
      ;;
    'shm wait 1')
      _ipc_offer 'present removed used unused'
      ;;
    'fifo create --group')
      mapfile -t COMPREPLY < <(compgen -g -- "$typed")
      ;;
    'fifo create --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo create '[0-9]*)
      _ipc_offer_addresses 'fifo' 'fifo:'
      ;;
    'fifo read --report')
      _ipc_offer_files ''
      ;;
    'fifo read --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo read 0')
      _ipc_offer_addresses 'fifo' 'fifo:'
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
      _ipc_offer_addresses 'fifo' 'fifo:'
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
      _ipc_offer_addresses 'fifo' 'fifo:'
      ;;
    'fifo connect --report')
      _ipc_offer_files ''
      ;;
    'fifo connect --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo connect 0')
      _ipc_offer_addresses 'fifo' 'fifo:'
      ;;
    'fifo listen --report')
      _ipc_offer_files ''
      ;;
    'fifo listen --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo listen 0')
      _ipc_offer_addresses 'fifo' 'fifo:'
      ;;
    'fifo peek --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo peek 0')
      _ipc_offer_addresses 'fifo' 'fifo:'
      ;;
    'fifo set --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo set 0')
      _ipc_offer_addresses 'fifo' 'fifo:'
      ;;
    'fifo stat -o' | 'fifo stat --columns')
      _ipc_offer_list 'address capacity changed gid group id key kind mode owner persistence processes readers uid unread users waiting writers all'
      ;;
    'fifo stat --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo stat '[0-9]*)
      _ipc_offer_addresses 'fifo' 'fifo:'
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
      _ipc_offer_addresses 'fifo' 'fifo:'
      ;;
    'fifo wait --color')
      _ipc_offer 'auto always never'
      ;;
    'fifo wait 0')
      _ipc_offer_addresses 'fifo' 'fifo:'
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
      mapfile -t COMPREPLY < <(compgen -u -- "$typed")
      ;;
    'sock listen --deny-uid')
      mapfile -t COMPREPLY < <(compgen -u -- "$typed")
      ;;
    'sock listen --record')
      _ipc_offer_files ''
      ;;
    'sock listen --interface')
      _ipc_offer_interfaces
      ;;
    'sock listen --user')
      mapfile -t COMPREPLY < <(compgen -u -- "$typed")
      ;;
    'sock listen --group')
      mapfile -t COMPREPLY < <(compgen -g -- "$typed")
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
      _ipc_offer_addresses 'sock' 'unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:'
      ;;
    'sock connect --record')
      _ipc_offer_files ''
      ;;
    'sock connect --bind')
      _ipc_offer_addresses 'sock' 'unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:'
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
      _ipc_offer_addresses 'sock' 'unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:'
      ;;
    'sock stat -o' | 'sock stat --columns')
      _ipc_offer_list 'address changed connections dropped gid group id key kind mode owner peer pending persistence processes sockets state uid unread users waiting all'
      ;;
    'sock stat --color')
      _ipc_offer 'auto always never'
      ;;
    'sock stat '[0-9]*)
      _ipc_offer_addresses 'sock' 'unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:'
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
      _ipc_offer_addresses 'sock' 'unix: unix-dgram: unix-seqpacket:'
      ;;
    'sock wait --color')
      _ipc_offer 'auto always never'
      ;;
    'sock wait 0')
      _ipc_offer_addresses 'sock' 'unix: unix-dgram: unix-seqpacket: tcp: tcp6: udp: udp6: tls:'
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

# Offers those of the words in $1 that go on what is typed.
_ipc_offer() {
  local word
  for word in $1; do
    [[ $word == "$typed"* ]] && COMPREPLY+=("$word")
  done
}

# Offers what of a list with commas goes on its last word; $1 are all words.
_ipc_offer_list() {
  local word before=
  [[ $typed == *,* ]] && before=${typed%,*},
  for word in $1; do
    [[ $before$word == "$typed"* ]] && COMPREPLY+=("$before$word")
  done
}

# Offers paths; $1 stands before them.
_ipc_offer_files() {
  local path
  while IFS= read -r path; do
    printf -v path %q "$path"
    COMPREPLY+=("$1$path")
  done < <(compgen -f -- "${typed#"$1"}")
}

# Interfaces of the network.
_ipc_offer_interfaces() {
  local path
  for path in /sys/class/net/"$typed"*; do
    [[ -e $path ]] && COMPREPLY+=("${path##*/}")
  done
}

# Mailboxes of ours; after the noun mbox by their bare names too.
_ipc_offer_mailboxes() {
  local home path name homes=("/dev/shm/ipc-$EUID" "${XDG_STATE_HOME:-$HOME/.local/state}/ipc")
  [[ -n ${IPC_HOME-} ]] && homes=("$IPC_HOME")
  for home in "${homes[@]}"; do
    for path in "$home"/*.mbox; do
      [[ -f $path ]] || continue
      name=${path##*/}
      name=${name%.mbox}
      [[ $1 == mbox && $typed != *:* && $name != *:* ]] || name=mbox:$name
      [[ $name == "$typed"* ]] && printf -v name %q "$name" && COMPREPLY+=("$name")
    done
  done
}

# Unix sockets that peers can come to, where a path from the root or an abstract name leads there.
_ipc_offer_sockets() {
  local kind name flags type state
  while read -r _ _ _ flags type state _ name; do
    case $flags.$type.$state in
      00010000.0001.*) kind=unix ;;
      00010000.0005.*) kind=unix-seqpacket ;;
      00000000.0002.01) kind=unix-dgram ;;
      *) continue ;;
    esac
    [[ $name == [/@]* && $kind:$name == "$typed"* ]] || continue
    printf -v name %q "$kind:$name"
    COMPREPLY+=("$name")
  done </proc/net/unix
}

# Offers objects and files by their addresses; $1 is a noun, one with a colon after it where bare
# words mean nothing, or empty for all objects; $2 are the schemes.
_ipc_offer_addresses() {
  local path name scheme=none
  case $typed in
    file:* | mbox:*/*) scheme=${typed%%:*}: ;;
    *:*) ;;
    */*) [[ $1 == mbox ]] && scheme= ;;
  esac
  if [[ $scheme != none ]]; then
    _ipc_offer_files "$scheme"
    return
  fi
  [[ $1 == mbox* || -z $1 ]] && _ipc_offer_mailboxes "$1"
  [[ $1 == sock || -z $1 ]] && _ipc_offer_sockets
  [[ $1 == mbox* || $1 == sock ]] || for path in /dev/shm/*; do
    [[ -f $path ]] || continue
    name=${path##*/}
    if [[ $name == sem.* ]]; then
      name=posix-sem:/${name#sem.}
      [[ -n $1 ]] && continue
    elif [[ $1 == shm && $typed != *:* && ! $name =~ ^[0-9] && $name != *:* ]]; then
      :
    else
      name=posix-shm:/$name
    fi
    [[ $name == "$typed"* ]] && printf -v name %q "$name" && COMPREPLY+=("$name")
  done
  if [[ -z $1 ]]; then
    for path in /dev/mqueue/*; do
      name=posix-mq:/${path##*/}
      [[ -e $path && $name == "$typed"* ]] &&
        printf -v name %q "$name" && COMPREPLY+=("$name")
    done
  fi
  # The beginning of an address, where nothing that is there goes on.
  ((${#COMPREPLY[@]} > 0)) && [[ -n $typed ]] && return
  for name in $2; do
    [[ $name == "$typed"* ]] && COMPREPLY+=("$name")
  done
}

_ipc() {
  local words=() typed command= first=1 last word pending= operand=0 i glued=
  COMPREPLY=()
  # bash has split the words at ':' and '=' too.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == [:=]* && ${#words[@]} -gt 0 ]]; then
      words[-1]+=$word
      glued=yes
    elif [[ -n $glued ]]; then
      words[-1]+=$word
      glued=
    else
      words+=("$word")
    fi
  done
  last=$((${#words[@]} - 1))
  typed=${words[last]}
  if ((last == 0)); then
    _ipc_offer "$_ipc_first"
    return
  fi
  case " $_ipc_nouns " in
    *" ${words[0]} "*)
      if ((last == 1)); then
        _ipc_verbs "${words[0]}"
        return
      fi
      command="${words[0]} ${words[1]}"
      first=2
      ;;
    *) command=${words[0]} ;;
  esac
  for ((i = first; i < last; i++)); do
    word=${words[i]}
    if [[ -n $pending ]]; then
      pending=
    elif [[ $word == -- ]]; then
      _ipc_takes_command "$command" || return
      if ((i + 1 == last)); then
        mapfile -t COMPREPLY < <(compgen -c -- "$typed")
      else
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$typed")
      fi
      return
    elif [[ $word == -?* ]]; then
      [[ " $_ipc_valued " == *" $word "* ]] && pending=$word
    else
      operand=$((operand + 1))
    fi
  done
  if [[ -n $pending ]]; then
    _ipc_values "$command $pending"
  elif [[ $typed == --*=* ]]; then
    word=${typed%%=*}
    typed=${typed#*=}
    _ipc_values "$command $word"
    COMPREPLY=("${COMPREPLY[@]/#/$word=}")
    typed=$word=$typed
  elif [[ $typed == -* ]]; then
    _ipc_options "$command"
  else
    _ipc_values "$command $operand"
  fi
  if ((${#COMPREPLY[@]} == 1)) && [[ $COMPREPLY == *[:/] ]]; then
    compopt -o nospace 2>/dev/null
  fi
  # bash replaces no more than what follows the last ':' or '='.
  if [[ $typed == *[:=]* ]]; then
    word=${typed%"${typed##*[:=]}"}
    COMPREPLY=("${COMPREPLY[@]#"$word"}")
  fi
}

complete -F _ipc ipc
