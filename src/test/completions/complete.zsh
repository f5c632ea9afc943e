# Prints what completion offers for $LINE, each on a line.
#
# Only an interactive zsh completes, so one runs on a pseudo-terminal. In it compadd, through which
# all completions go, is wrapped: -O hands over the words that it would have added.
zmodload zsh/zpty
zpty shell zsh -f -i
expect() { zpty -r shell seen "*$1*" || exit 1 }

zpty -w shell "source $PWD/src/test/completions/inside.zsh"
expect '<ready>'
zpty -w -n shell "$LINE"$'\t\x18\x10'
expect '<end>'
print -rn -- "$seen" | tr -d '\r' | sed -n 's/.*<offer>\(.*\)<\/offer>.*/\1/p'
zpty -d shell
