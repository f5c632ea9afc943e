# Prints what completion offers for $LINE, each on a line, without the descriptions.
source completions/ipc.fish
complete -C "$LINE" | string replace -r '\t.*' ''
true
