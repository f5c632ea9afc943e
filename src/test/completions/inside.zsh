# Runs in the zsh of complete.zsh.
PS1=
stty -echo
fpath=($PWD/completions $fpath)
autoload -Uz compinit
compinit -D -u

offers=()
compadd() {
  local -a matches
  if [[ ${@[1,(i)(-|--)]} != *-[OAD](|\ *) ]]; then
    builtin compadd -O matches "$@"
    local before=$IPREFIX
    offers+=("$before"${^matches})
  fi
  builtin compadd "$@"
}
show() {
  local offer
  for offer in ${(u)offers}; do print -r -- "<offer>$offer</offer>"; done
  print -r -- "<end>"
}
zle -N show
bindkey '^I' complete-word
bindkey '^X^P' show
setopt no_beep no_list_beep
LISTMAX=1000
print -r -- '<''ready>'
