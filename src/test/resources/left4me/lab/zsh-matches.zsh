# zsh-matches.zsh LINE: what zsh offers at the end of the line, one a line.
# TEST FIXTURE: types the line and a TAB into an interactive zsh, which notes what completion adds.
emulate -L zsh
zmodload zsh/zpty
export matches=$(mktemp)
zpty shell zsh -f -i
zpty -w shell 'PROMPT= ; autoload -Uz compinit; compinit -D -u'
zpty -w shell 'compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a added
    builtin compadd -A added "$@"
    print -rl -- $added >> $matches
    builtin compadd "$@"
}'
# After the TAB, which so is done with.
zpty -w shell 'leave() { exit }; zle -N leave; bindkey "^X" leave'
zpty -w shell 'LISTMAX=10000'
zpty -w -n shell "$1"$'\t\C-X'
while zpty -r shell; do :; done > /dev/null
sort -u $matches
rm $matches
