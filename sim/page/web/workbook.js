/* The sheets of an .xlsx workbook as CSV, as xlsx2csv writes them for the program: visible sheets, each behind a
 * line "-------- number - name"; dates are YYYY-MM-DD. Nothing in it is run, nothing that it names is fetched. */

const SHEETS = "workbook-sheets.csv"; // where the engine looks for what a workbook holds
const MOST_INFLATED = 1 << 26; // bytes of one part
const MOST_ROWS = 1 << 20;
const MOST_COLUMNS = 1 << 14;

const isZip = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/* ---- a zip archive ---- */

/* name -> {method, start, end}, from its central directory. */
function partsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("torn");
  const parts = new Map();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && view.getUint32(at, true) === 0x02014b50; left--) {
    const names = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + names));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    parts.set(name.toLowerCase(), {
      method: view.getUint16(at + 10, true), start, end: start + view.getUint32(at + 20, true) });
    at += 46 + names + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

async function inflated(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const pieces = [];
  let size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    size += piece.value.length;
    if (size > MOST_INFLATED) throw new Error("too large");
    pieces.push(piece.value);
  }
  return new Blob(pieces).arrayBuffer();
}

/* A part as a document; null where there is none. */
async function documentOf(bytes, parts, name) {
  const part = parts.get(name.replace(/^\//, "").toLowerCase());
  if (part === undefined) return null;
  const packed = bytes.subarray(part.start, part.end);
  const text = new TextDecoder().decode(part.method === 8 ? await inflated(packed) : packed);
  if (/<!DOCTYPE/i.test(text)) throw new Error("with entities of its own");
  return new DOMParser().parseFromString(text, "application/xml");
}

const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];

/* ---- cells ---- */

const textOf = (node) => all(node, "t")
  .filter((t) => t.parentNode.localName !== "rPh").map((t) => t.textContent).join("");

/* Formats by number that are dates; of others their code tells. */
const DATES = new Set([14, 15, 16, 17, 18, 19, 22]);
const TIMES = new Set([20, 21, 45, 46, 47]);
const DECIMALS = new Map([[2, "0.00"]]);

function formatsOf(styles) {
  if (styles === null) return [];
  const codes = new Map(all(styles, "numFmt").map((one) =>
    [Number(one.getAttribute("numFmtId")), one.getAttribute("formatCode").toLowerCase()]));
  const list = all(styles, "cellXfs")[0];
  return (list ? all(list, "xf") : []).map((xf) => {
    const id = Number(xf.getAttribute("numFmtId"));
    const code = codes.get(id) || DECIMALS.get(id) || "";
    const letters = code.replace(/"[^"]*"|\\.|_.|\[(?![hms]+\])[^\]]*\]|general/g, "");
    const kind = DATES.has(id) || /[dy]|^[^hs]*m[^hs]*$/.test(letters) ? "date"
      : TIMES.has(id) || /[hs]/.test(letters) ? "time" : "number";
    return { kind, code };
  });
}

function numberAs(text, { kind, code }, from1904) {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return text;
  if (kind === "date" && value >= 1 && value < 3e6) {
    const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    return new Date(first + Math.floor(value) * 86400000).toISOString().slice(0, 10);
  }
  if (kind !== "number") {
    const minutes = Math.floor(Math.round((value % 1) * 86400) / 60);
    return [minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  }
  if (code.startsWith("0.0")) return value.toFixed(Math.min(20, code.split(".")[1].length + (code.includes("%") ? 1 : 0)));
  return value.toFixed(6).replace(/\.?0+$/, "");
}

/* A column from 0, of a place such as AB12. */
const columnOf = (place) => [.../^[A-Z]*/.exec(place)[0]].reduce((n, letter) => 26 * n + letter.charCodeAt(0) - 64, 0) - 1;

function valueOf(cell, book) {
  const type = cell.getAttribute("t");
  const value = all(cell, "v")[0];
  const text = value ? value.textContent : "";
  if (type === "inlineStr") return textOf(cell);
  if (type === "s") return book.strings[Number(text)] || "";
  if (type === "b") return text === "1" ? "TRUE" : text === "0" ? "FALSE" : text;
  if (type !== null && type !== "n") return text;
  const format = book.formats[Number(cell.getAttribute("s"))];
  return format === undefined && type === null ? text : numberAs(text, format || { kind: "number", code: "" }, book.from1904);
}

const quoted = (value) => /[",\r\n]/.test(value) ? '"' + value.replaceAll('"', '""') + '"' : value;

function linesOf(sheet, book) {
  const lines = [];
  for (const row of all(sheet, "row")) {
    const number = Number(row.getAttribute("r")) || lines.length + 1;
    const cells = [];
    for (const cell of all(row, "c")) {
      const place = cell.getAttribute("r");
      const column = place === null ? cells.length : columnOf(place);
      if (column >= 0 && column < MOST_COLUMNS) cells[column] = valueOf(cell, book);
    }
    if (number > MOST_ROWS) throw new Error("too many rows");
    while (lines.length < number - 1) lines.push("");
    lines[number - 1] = Array.from(cells, (value) => quoted(value || "")).join(",");
  }
  return lines;
}

/* ---- the workbook ---- */

/* null where it is none of this kind. */
async function workbookText(bytes) {
  const parts = partsOf(bytes);
  const open = (name) => documentOf(bytes, parts, name);
  const workbook = await open("xl/workbook.xml");
  if (workbook === null) return null;
  const relations = await open("xl/_rels/workbook.xml.rels");
  const strings = await open("xl/sharedStrings.xml");
  const of1904 = all(workbook, "workbookPr").map((one) => one.getAttribute("date1904"))[0];
  const book = {
    strings: strings === null ? [] : all(strings, "si").map(textOf),
    formats: formatsOf(await open("xl/styles.xml")),
    from1904: of1904 === "1" || of1904 === "true",
  };
  const targets = new Map(relations === null ? [] : all(relations, "Relationship").map((one) =>
    [one.getAttribute("Id"), one.getAttribute("Target").replace(/^(\/?xl\/)?/, "xl/")]));
  const text = [];
  for (const [i, sheet] of all(workbook, "sheet").entries()) {
    if (/hidden/i.test(sheet.getAttribute("state") || "")) continue;
    const target = targets.get(sheet.getAttribute("r:id")) || "xl/worksheets/sheet" + (i + 1) + ".xml";
    const content = await open(target);
    text.push("-------- " + (i + 1) + " - " + sheet.getAttribute("name"));
    if (content !== null) text.push(...linesOf(content, book));
  }
  return text.join("\n") + "\n";
}
