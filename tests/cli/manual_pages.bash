# usage: bash manual_pages.bash STOPLOSS SOURCE-TREE SCRATCH
# The manual pages against --help: says what is wrong, and then ends with 1.
set -euo pipefail
stoploss=$1 source=$2 pages=$3/man failed=0
export LC_ALL=C.UTF-8 MANWIDTH=100
wrong() {
  echo "    $*"
  failed=1
}

# lines PAGE: as a reader sees it, without hyphens that the lines' ends make. joined: in one line.
lines() {
  man -l --no-hyphenation "$pages/man${1##*.}/$1.gz" 2>/dev/null | col -bx
}
joined() {
  tr -s ' \n' ' '
}

# options WORD...: those that `stoploss WORD... --help` lists, one a line.
options() {
  "$stoploss" "$@" --help | grep -oE '^ {2,6}(-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+'
}

bash "$source/sim/cli/manual/make" "$stoploss" "$(command -v scdoc)" "$pages"

# No warning by either formatter.
for page in "$pages"/man*/*.gz; do
  said=$(man -l --warnings "$page" 2>&1 >/dev/null) || wrong "$page cannot be shown"
  [[ -z $said ]] || wrong "$page: $said"
  said=$(mandoc -T lint -W error "$page" 2>&1) || wrong "$page: $said"
done

# A page for every subcommand, and for every one within another.
first=$(lines stoploss.1 | joined)
while read -r name; do
  [[ -f $pages/man1/stoploss-$name.1.gz ]] || wrong "no page of stoploss $name"
  grep -qF "stoploss-$name(1)" <<<"$first" || wrong "stoploss(1) does not name $name"
done < <("$stoploss" --help | sed -n 's/^  stoploss \([a-z]*\) .*/\1/p')
for inner in census quotes; do
  [[ -f $pages/man1/stoploss-import-$inner.1.gz ]] || wrong "no page of stoploss import $inner"
done

# Every option, every line of usage, and the status with which the program ends.
statuses=$("$stoploss" --help | sed -n '/^Exit status/,$p' | grep -oE '\b[0-9]+\b')
for page in "$pages"/man1/stoploss-*.gz; do
  name=$(basename "$page" .gz)
  seen=$(lines "$name")
  text=$(joined <<<"$seen")
  listed=$(sed -n '/^OPTIONS/,/^EX/p' <<<"$seen")
  read -ra words <<<"$(sed -e 's/^stoploss-//' -e 's/\.1$//' -e 's/^import-/import /' <<<"$name")"
  count=0
  while read -r option; do
    count=$((count + 1))
    grep -qE -- "^ {7}(-., )?${option}([=]|\\[|\$)" <<<"$listed" || wrong "$name: no $option"
  done < <(options "${words[@]}")
  [[ $count -ge 2 ]] || wrong "$name: --help lists no options"
  for status in $statuses; do
    grep -qE "EXIT STATUS.* $status [A-Z]" <<<"$text" || wrong "$name: no exit status $status"
  done
done

# The examples written by hand call for options that there are.
while read -r file line; do
  read -ra words <<<"$line"
  command=("${words[1]}")
  [[ ${words[1]} != import ]] || command+=("${words[2]}")
  known=$(options "${command[@]}") || wrong "$file: no stoploss ${command[*]}"
  for word in "${words[@]}"; do
    [[ $word != --* ]] || grep -qx -- "${word%%=*}" <<<"$known" || wrong "$file: no $word in ${command[*]}"
  done
done < <(cd "$source/sim/cli/manual" && grep -oH 'stoploss [a-z][^)]*' ./*.scd | sed -n 's/^\(.*scd\):\(stoploss [a-z].*\)/\1 \2/p' | grep -v 'end\.')

# Every key of a scenario.
text=$(lines stoploss-scenario.5 | joined)
while read -r key; do
  [[ $text == *" $key "* ]] || wrong "stoploss-scenario(5): no $key"
done < <("$stoploss" explain --markdown | sed -n 's/^| `\([^`]*\)` .*/\1/p')

exit $failed
