/* The form: fields for what a scenario says, with the words of its keys. Everything that comes from
 * files is put in as text, never as markup. */

function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
}

const inWords = (key) => key.replaceAll("_", " ");

/* The rows of the keys, by path. */
class Keys {
  constructor(rows) {
    this.rows = new Map(rows.map((row) => [row.path, row]));
  }

  /* prefix of the paths of what lies in a row's value */
  static inside(row, isList) {
    return (path) => path + (isList ? "[]." : ".");
  }

  child(row, isList, name) {
    const inside = Keys.inside(row, isList);
    if (row === null) return this.rows.get(name) || null;
    if (row === undefined) return undefined;
    const own = this.rows.get(inside(row.path) + name);
    if (own !== undefined || !row.like) return own;
    const shared = this.rows.get(row.like + "." + name) || this.rows.get(row.like + "[]." + name);
    return (row.except || "").split(" ").includes(name) ? undefined : shared;
  }

  children(row, isList) {
    const prefix = row === null ? "" : Keys.inside(row, isList)(row.path);
    const direct = (path) => path.startsWith(prefix) && !/[.[]/.test(path.slice(prefix.length));
    return [...this.rows.values()].filter((other) => other.path !== "" && direct(other.path));
  }

  /* What a new key is set to, before the reader says better. */
  starting(row) {
    if (row.choices) return row.choices[0];
    if (row.default !== null && row.default !== "") return row.default;
    if (row.types.includes("flag")) return "true";
    if (row.types.some((type) => type === "number" || type === "whole")) return "0";
    if (row.types.includes("date")) return "2026-01-01";
    if (row.types.includes("list")) return "[]";
    if (row.types.includes("map")) {
      const needed = this.children(row, false).filter((child) => child.required);
      const name = (child) => child.path.slice(child.path.lastIndexOf(".") + 1);
      return "{" + needed.map((child) => name(child) + ": " + this.starting(child)).join(", ") + "}";
    }
    return '""';
  }
}

const FOLDED = [".plans", ".arrangements"];
const PLAIN_FIRST = ["name", "start", "census", "currency", "plans", "arrangements"];

class Form {
  /* place: an element; change(text): what the reader has changed. */
  constructor(place, keys, change) {
    this.place = place;
    this.keys = keys;
    this.change = change;
    this.fields = new Map(); // path -> {input, node, fault}
    this.shape = "";
  }

  show(text, tree) {
    this.text = text;
    this.tree = tree;
    const seen = new Map();
    const shape = [];
    this.walk(tree, "", (path, node) => {
      seen.set(path, node);
      shape.push(path);
    });
    if (shape.join("\n") === this.shape) this.refresh(seen);
    else this.build(shape);
  }

  walk(node, path, see) {
    see(path + ":" + node.kind, node);
    for (const entry of node.entries || []) this.walk(entry.value, path + "." + entry.key, see);
    (node.items || []).forEach((item, i) => this.walk(item, path + "." + i, see));
  }

  refresh(seen) {
    for (const [path, field] of this.fields) {
      field.node = seen.get(path + ":scalar") || field.node;
      if (document.activeElement !== field.input) field.input.value = field.node.text;
    }
  }

  build(shape) {
    const focused = document.activeElement && document.activeElement.id;
    this.unfolded = new Set([...this.place.querySelectorAll("details[id][open]")].map((part) => part.id));
    this.shape = shape.join("\n");
    this.fields.clear();
    const root = this.tree.entries || [];
    const order = (entry) => {
      const at = PLAIN_FIRST.indexOf(entry.key);
      return at < 0 ? PLAIN_FIRST.length : at;
    };
    const sorted = [...root].sort((a, b) => order(a) - order(b));
    const plain = sorted.filter((entry) => order(entry) < PLAIN_FIRST.length);
    const more = sorted.filter((entry) => order(entry) === PLAIN_FIRST.length && entry.key !== "stoploss");
    const part = (entry) => this.part(entry.value, entry.key, "." + entry.key, this.keys.child(null, false, entry.key));
    this.place.replaceChildren(
      element("div", { class: "fields" }, ...plain.map(part)),
      element("details", { class: "more", id: "more", open: this.unfolded.has("more") },
        element("summary", {}, "More: claims, calendar, money, simulation"),
        element("div", { class: "fields" }, ...more.map(part)), this.adder(this.tree, null, false, "the scenario")));
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
  }

  part(node, key, path, row, isItem = false) {
    if (node.kind === "scalar") return this.field(node, key, path, row);
    if (node.kind === "map") return this.map(node, key, path, row, isItem);
    if (node.kind === "list") return this.list(node, key, path, row);
    return "";
  }

  map(node, key, path, row, isItem) {
    const parts = node.entries.map((entry) =>
      this.part(entry.value, entry.key, path + "." + entry.key, this.keys.child(row, isItem, entry.key)));
    const name = node.entries.find((entry) => entry.key === "name" && entry.value.kind === "scalar");
    const title = isItem && name ? name.value.text : inWords(key);
    const small = node.entries.length < 4 && node.entries.every((entry) => entry.value.kind === "scalar");
    return element("fieldset", { class: small && !isItem ? "small" : "" }, element("legend", {}, title),
      element("div", { class: "fields" }, ...parts), this.adder(node, row, isItem, title));
  }

  list(node, key, path, row) {
    const items = node.items.map((item, i) => {
      const part = this.part(item, inWords(key) + " " + (i + 1), path + "." + i, row, true);
      if (item.kind === "map" && linesOfItem(this.text, node, i) !== null) part.append(this.buttons(node, key, i));
      return item.kind === "map" && FOLDED.includes(path) && node.items.length > 1
        ? this.folded(part, node, key, path, i)
        : part;
    });
    return element("section", { class: "list" }, element("h3", {}, inWords(key)), ...items);
  }

  /* One of several plans or arrangements: the first one unfolded. */
  folded(part, list, key, path, i) {
    const id = "i" + path.replace(/[^\w]/g, "-") + "-" + i;
    return element("details", { class: "item", id, open: this.unfolded.has(id) || (i === 0 && this.unfolded.size === 0) },
      element("summary", {}, this.called(list, key, i)), part);
  }

  called(list, key, i) {
    const name = list.items[i].entries.find((entry) => entry.key === "name");
    return name && name.value.text ? name.value.text : inWords(key) + " " + (i + 1);
  }

  buttons(list, key, i) {
    const what = this.called(list, key, i);
    const change = (to) => () => this.change(to(this.text, list, i));
    return element("p", { class: "buttons" },
      element("button", { type: "button", onclick: change(withCopy), "aria-label": "Copy " + what }, "Copy"), " ",
      list.items.length > 1
        ? element("button", { type: "button", onclick: change(withoutItem), "aria-label": "Remove " + what }, "Remove")
        : "");
  }

  /* Terms that a map does not have yet. */
  adder(node, row, isItem, title) {
    const has = new Set(node.entries.map((entry) => entry.key));
    const name = (child) => child.path.slice(child.path.lastIndexOf(".") + 1);
    const absent = row === undefined ? [] : this.keys.children(row, isItem).filter((child) => !has.has(name(child)));
    if (absent.length === 0) return "";
    const choice = element("select", {}, element("option", { value: "" }, "choose"),
      ...absent.map((child) => element("option", { value: child.path, title: child.doc || "" }, inWords(name(child)))));
    const add = () => {
      const child = absent.find((other) => other.path === choice.value);
      if (child) this.change(withKey(this.text, node, name(child), this.keys.starting(child)));
    };
    choice.setAttribute("aria-label", "Terms for " + title);
    return element("details", { class: "adder" }, element("summary", {}, "More terms"), choice, " ",
      element("button", { type: "button", onclick: add, "aria-label": "Add the chosen term to " + title }, "Add"));
  }

  field(node, key, path, row) {
    const id = "f" + path.replace(/[^\w]/g, "-");
    const fixed = rangeOf(this.text, node) === null;
    const isText = row !== undefined && row !== null &&
      row.types.every((type) => type === "text" || type === "paragraph");
    const told = (event) => this.change(withValue(this.text, this.fields.get(path).node, event.target.value, isText));
    const words = ((row && row.choices) || (row && row.types.join() === "flag" && ["true", "false"]) || null);
    const common = { id, "aria-describedby": id + "-hint " + id + "-fault", onchange: told, disabled: fixed };
    const input = words
      ? element("select", common, ...[...new Set([...words, node.text])].map((word) => element("option", {}, word)))
      : element("input", { ...common, type: "text", autocomplete: "off", spellcheck: "false" });
    input.value = node.text;
    const fault = element("span", { id: id + "-fault", class: "fault" });
    const hint = [row && row.unit, row && row.doc].filter(Boolean).join(": ");
    this.fields.set(path, { input, node, fault });
    return element("div", { class: path === ".name" ? "field wide" : "field" }, element("label", { for: id }, inWords(key)), input,
      element("span", { id: id + "-hint", class: "hint" }, hint), fault);
  }

  /* Faults of the scenario's file stand at the field of their place; the others are returned. */
  tell(faults, file) {
    for (const { input, fault } of this.fields.values()) {
      fault.textContent = "";
      input.removeAttribute("aria-invalid");
    }
    return faults.map((fault) => ({ ...fault, field: fault.file === file ? this.at(fault) : null }))
      .map((fault) => {
        if (fault.field) {
          fault.field.fault.textContent += (fault.field.fault.textContent ? " " : "") + fault.text;
          fault.field.input.setAttribute("aria-invalid", "true");
          for (let part = fault.field.input; part !== null; part = part.parentElement.closest("details")) {
            if (part.tagName === "DETAILS") part.open = true;
          }
        }
        return fault;
      });
  }

  /* The field where a fault is: at its place, else the one before it on its line. */
  at({ line, column }) {
    const near = [...this.fields.values()].filter(({ node }) => node.line === line);
    return near.find(({ node }) => node.column >= column) || near[near.length - 1] || null;
  }
}
