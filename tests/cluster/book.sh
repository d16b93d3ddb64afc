# shellcheck shell=bash
# A small book of clients for the tests of this folder, and what their results must be; sourced.

# make_book FOLDER PROGRAM CLIENTS TRIALS: book.csv, and whole/, the results of an undisturbed batch.
make_book() {
  local scenarios i
  scenarios=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../scenarios
  cp "$scenarios/machine-shop".{yaml,csv} "$1"
  {
    echo scenario,name,trials
    for ((i = 1; i <= $3; i++)); do echo "machine-shop.yaml,client-$i,$4"; done
  } >"$1/book.csv"
  (cd "$1" && "$2" batch book.csv -o whole --quiet)
}

# same_book FOLDER DIR: every client's file, and the summary, has the bytes of whole/.
same_book() {
  local file
  for file in "$1"/whole/*.h5 "$1"/whole/summary.csv; do
    [[ $(basename "$file") == summary.h5 ]] || cmp "$file" "$1/$2/$(basename "$file")" || return
  done
}
