# usage: zsh -f complete.zsh FUNCTIONS STOPLOSS FOLDER LINE PATTERN
# Type LINE in FOLDER and press the tabulator once: 0 where what zsh then shows is like PATTERN. The
# completion comes from the folder FUNCTIONS, found by compinit as a user's shell finds it.
zmodload zsh/zpty
functions_of=$1 program=$2 folder=$3 line=$4 pattern=$5
zpty shell zsh -f -i
say() { zpty -w shell "$1" }
say "PS1= PS2= TERM=dumb; stty -echo cols 200 rows 100; cd $folder; PATH=${program:h}:\$PATH"
say "fpath=($functions_of \$fpath); autoload -Uz compinit; compinit -D -u; LISTMAX=10000"
say "setopt nobeep; print -r REA''DY"
zpty -r -m shell shown '*READY*' || exit 1
zpty -w -n shell "$line"$'\t'
# It reads until that is shown: the caller's timeout ends a wait in vain.
zpty -r -m shell shown "$pattern"
found=$?
zpty -d shell
exit $found
