# Keys of a scenario, as the program explains them. With "path" as --set takes them: an item of a list
# of maps by its index or name, as it stands in the word so far ($2), else the first.
_stoploss_keys() {
  "$_stoploss_program" explain --markdown 2>/dev/null </dev/null | awk -v what="$1" -v typed="$2" '
    BEGIN { n_typed = split(typed, given, ".") }
    what == "path" && /^## The census/ { exit }
    !/^\| `/ { next }
    {
      split($0, cell, "`")
      n = split(cell[2], part, ".")
      if (what != "path") { print cell[2]; next }
      if ($0 ~ /^\| `[^`]*` \| a list of maps/) { list[cell[2]]; next }
      key = path = ""
      at = 0
      for (i = 1; i <= n; i++) {
        key = key (i > 1 ? "." : "") part[i]
        path = path (i > 1 ? "." : "") part[i]
        at++
        if (i < n && key in list) { at++; path = path "." (at < n_typed ? given[at] : 0) }
      }
      print path "="
    }'
}

