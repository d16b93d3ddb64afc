# What an argument may be.
_stoploss_complete() {
  case $1 in
  file) _files ;;
  file:yaml | basis) _files -g '*.(yaml|yml)(-.)' ;;
  file:*) _files -g "*.${1#file:}(-.)" ;;
  folder) _files -/ ;;
  of:*) compadd -- ${(s:|:)${1#of:}} ;;
  key) compadd -- ${(f)"$(_stoploss_keys key '')"} ;;
  path) compadd -S '' -- ${(f)"$(_stoploss_keys path "$PREFIX")"} ;;
  any) _message 'a value' ;;
  esac
}

# The subcommand before the cursor ("run", "import census") in _stoploss_command.
_stoploss_find_command() {
  local word name
  _stoploss_command=
  for word in ${words[2,CURRENT-1]}; do
    [[ $word != -* ]] || continue
    name=${_stoploss_command:+$_stoploss_command }$word
    [[ -n ${(M)${(f)_stoploss_commands}:#${name}$'\t'*} ]] || break
    _stoploss_command=$name
  done
}

_stoploss() {
  local _stoploss_command _stoploss_argument _stoploss_options _stoploss_program=$words[1]
  local row before=$words[CURRENT-1] kind prefix
  local -a parts choices
  _stoploss_find_command
  _stoploss_table "$_stoploss_command"
  if [[ $words[CURRENT] == --*=* ]]; then
    before=${words[CURRENT]%%=*}
    compset -P '*='
  fi
  for row in ${(f)_stoploss_options}; do
    parts=("${(@ps:\t:)row}")
    [[ $parts[1] != "$before" ]] || kind=$parts[2]
    choices+=("$parts[1]:$parts[3]")
  done
  if [[ -n $kind && $kind != none ]]; then
    _stoploss_complete $kind
    return
  fi
  if [[ $words[CURRENT] == -* ]]; then
    _describe -o option choices
    return
  fi
  choices=()
  prefix=${_stoploss_command:+$_stoploss_command }
  for row in ${(f)_stoploss_commands}; do
    parts=("${(@ps:\t:)row}")
    [[ $parts[1] != ${prefix}* || ${parts[1]#$prefix} == *' '* ]] ||
      choices+=("${parts[1]#$prefix}:$parts[2]")
  done
  (( ! $#choices )) || _describe subcommand choices
  _stoploss_complete $_stoploss_argument
}

if [[ $funcstack[1] == _stoploss ]]; then
  _stoploss "$@"
else
  compdef _stoploss stoploss
fi
