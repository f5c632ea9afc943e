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
