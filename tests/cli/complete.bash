# usage: bash complete.bash COMPLETION STOPLOSS FOLDER WORD...
# The words that bash offers for the last WORD of that command line, a line each, sorted: by the
# script COMPLETION, loaded through bash-completion, in FOLDER, where the command is STOPLOSS.
set -u
completion=$1 PATH=$(dirname "$2"):$PATH
cd "$3" || exit 1
shift 3
# shellcheck source=/dev/null
. /usr/share/bash-completion/bash_completion
# shellcheck source=/dev/null
. "$completion"

COMP_LINE="stoploss $*"
COMP_POINT=${#COMP_LINE}
# As readline splits it: "=" is a word of its own.
COMP_WORDS=(stoploss)
for word in "$@"; do
  if [[ $word == -*=* ]]; then
    COMP_WORDS+=("${word%%=*}" "=")
    [[ -z ${word#*=} ]] || COMP_WORDS+=("${word#*=}")
  else
    COMP_WORDS+=("$word")
  fi
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMPREPLY=()
function_of=$(complete -p stoploss | sed 's/.*-F \([^ ]*\) .*/\1/')
"$function_of" stoploss "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}" | sort
