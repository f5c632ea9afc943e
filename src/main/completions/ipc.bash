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
