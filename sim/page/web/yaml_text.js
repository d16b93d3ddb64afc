/* Small changes of a scenario's text, at the places that the engine's outline says: what the reader
 * wrote around them stays. */

/* Where a node begins; the outline counts lines and columns from 1, columns in characters. */
function offsetOf(text, node) {
  let start = 0;
  for (let line = 1; line < node.line; line++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  for (let column = 1; column < node.column && start < text.length; column++) {
    start += text.codePointAt(start) > 0xffff ? 2 : 1;
  }
  return start;
}

/* [start, end] of a scalar on one line; null: a form cannot change it. */
function rangeOf(text, node) {
  const start = offsetOf(text, node);
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    for (let at = start + 1; at < text.length && text[at] !== "\n"; at++) {
      if (quote === '"' && text[at] === "\\") at++;
      else if (text[at] === quote && quote === "'" && text[at + 1] === "'") at++;
      else if (text[at] === quote) return [start, at + 1];
    }
    return null;
  }
  return text.startsWith(node.text, start) && !node.quoted ? [start, start + node.text.length] : null;
}

/* A value as a scenario writes it. Quotes wherever a plain word could be read as something else; a
 * JSON string is one of YAML. */
function writtenAs(value, isText) {
  const plain = isText ? /^[A-Za-z][\w .+\/()-]*$/ : /^[\w.+\-\/%]+$/;
  const word = /^(true|false|null|yes|no|on|off)$/i;
  const trimmed = value.trim();
  return plain.test(trimmed) && !(isText && word.test(trimmed)) ? trimmed : JSON.stringify(value);
}

function withValue(text, node, value, isText) {
  const range = rangeOf(text, node);
  if (range === null) return text;
  return text.slice(0, range[0]) + writtenAs(value, isText || node.quoted) + text.slice(range[1]);
}

/* One more key of a map, before the others. */
function withKey(text, map, key, value) {
  const at = offsetOf(text, map);
  if (text[at] === "{") {
    const rest = map.entries.length > 0 ? ", " : "";
    return text.slice(0, at + 1) + key + ": " + value + rest + text.slice(at + 1);
  }
  const indent = " ".repeat(map.column - 1);
  return text.slice(0, at) + key + ": " + value + "\n" + indent + text.slice(at);
}

/* The lines of item i of a list that is written with dashes: [first, behind the last], from 0; null:
 * it is written otherwise. */
function linesOfItem(text, list, i) {
  const lines = text.split("\n");
  const first = list.items[i].line - 1;
  const dash = /^(\s*)- /.exec(lines[first]);
  if (dash === null) return null;
  let end = first + 1;
  const inside = (line) => /^\s*(#.*)?$/.test(line) || /^\s*/.exec(line)[0].length > dash[1].length;
  while (end < lines.length && inside(lines[end])) end++;
  while (end > first + 1 && /^\s*(#.*)?$/.test(lines[end - 1])) end--;
  return [first, end];
}

/* A list with its item i once more, under another name. */
function withCopy(text, list, i) {
  const place = linesOfItem(text, list, i);
  if (place === null) return text;
  const lines = text.split("\n");
  const copy = lines.slice(...place);
  const name = list.items[i].entries.find((entry) => entry.key === "name");
  const named = copy.map((line, at) =>
    name !== undefined && at === name.value.line - list.items[i].line
      ? line.replace(/(name:\s*).*$/, (_, key) => key + JSON.stringify(name.value.text + " (copy)"))
      : line);
  lines.splice(place[1], 0, ...named);
  return lines.join("\n");
}

function withoutItem(text, list, i) {
  const place = linesOfItem(text, list, i);
  if (place === null || list.items.length < 2) return text;
  const lines = text.split("\n");
  lines.splice(place[0], place[1] - place[0]);
  return lines.join("\n");
}
