# What stands before the cursor's word: the subcommand ("run", "import census") in _stoploss_command.
_stoploss_find_command() {
  local i word
  _stoploss_command=
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    [[ $word != -* ]] || continue
    word=${_stoploss_command:+$_stoploss_command }$word
    [[ $'\n'$_stoploss_commands == *$'\n'"$word"$'\t'* ]] || break
    _stoploss_command=$word
  done
}

# Files whose names match (nothing does where only folders are wanted), and the folders on the way.
_stoploss_files() {
  local file
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do
    COMPREPLY+=("$file")
  done < <(
    compgen -d -- "$_stoploss_current"
    compgen -f -- "$_stoploss_current" | while IFS= read -r file; do
      [[ -d $file || ! $file =~ $1 ]] || printf '%s\n' "$file"
    done
  )
}

_stoploss_words() {
  local word
  while IFS= read -r word; do
    [[ $word != "$_stoploss_current"* ]] || COMPREPLY+=("$word")
  done
}

# What an argument may be.
_stoploss_complete() {
  case $1 in
  file) _stoploss_files . ;;
  file:yaml | basis) _stoploss_files '\.ya?ml$' ;;
  file:*) _stoploss_files "\\.${1#file:}\$" ;;
  folder) _stoploss_files '^$' ;;
  of:*) _stoploss_words < <(tr '|' '\n' <<<"${1#of:}") ;;
  key) _stoploss_words < <(_stoploss_keys key '') ;;
  path)
    compopt -o nospace 2>/dev/null
    _stoploss_words < <(_stoploss_keys path "$_stoploss_current")
    ;;
  esac
}

_stoploss() {
  local _stoploss_command _stoploss_argument _stoploss_options _stoploss_program=$1
  local _stoploss_current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local flag what kind=
  COMPREPLY=()
  # "--output=x" is three words to bash.
  if [[ $_stoploss_current == '=' ]]; then
    _stoploss_current=
    [[ $before == -* ]] || return
  elif [[ $before == '=' && $COMP_CWORD -ge 2 ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
    [[ $before == -* ]] || return
  fi
  _stoploss_find_command
  _stoploss_table "$_stoploss_command"
  while IFS=$'\t' read -r flag what _; do
    [[ $flag != "$before" ]] || kind=$what
  done <<<"$_stoploss_options"
  if [[ -n $kind && $kind != none ]]; then
    _stoploss_complete "$kind"
  elif [[ $_stoploss_current == -* ]]; then
    _stoploss_words < <(cut -f 1 <<<"$_stoploss_options")
  elif [[ -n $_stoploss_command || $COMP_CWORD -eq 1 ]]; then
    _stoploss_words < <(
      sed -n "s/^${_stoploss_command:+$_stoploss_command }\([a-z-]*\)\t.*/\1/p" <<<"$_stoploss_commands"
    )
    _stoploss_complete "$_stoploss_argument"
  fi
}

complete -F _stoploss stoploss
