# Prints what completion offers for $LINE, each on a line: whole words, as the user would see them.
source completions/ipc.bash

# bash splits a line at its COMP_WORDBREAKS, of which ':' and '=' matter here.
COMP_WORDS=()
for word in $LINE; do
  while [[ $word == *[:=]* ]]; do
    head=${word%%[:=]*}
    [[ -z $head ]] || COMP_WORDS+=("$head")
    word=${word#"$head"}
    COMP_WORDS+=("${word:0:1}")
    word=${word:1}
  done
  [[ -z $word ]] || COMP_WORDS+=("$word")
done
[[ $LINE != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE=$LINE
COMP_POINT=${#LINE}
COMP_TYPE=9

# What a user may have set.
set -u
shopt -s failglob
IFS=,
_ipc
IFS=$' \t\n'
set +u

typed=${LINE##* }
before=
[[ $typed != *[:=]* ]] || before=${typed%"${typed##*[:=]}"}
for offer in "${COMPREPLY[@]}"; do
  printf '%s\n' "$before$offer"
done
