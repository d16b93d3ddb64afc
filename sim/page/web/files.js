/* What the reader brings: scenarios, censuses and quotes, told apart by what is in them. */

const OWN_CENSUS = "census.csv"; // where a census from elsewhere is written
const BEGINS_WITH = 50; // employees of a made-up group, where nothing is known of one

const decoded = (bytes) => new TextDecoder().decode(bytes);
const escaped = (name) => name.replace(/^.*[\\/]/, "").replace(/[^\w .\-()]/g, "_") || "file";
const isYaml = ({ name }) => /\.ya?ml$/i.test(name);
const isScenario = ({ bytes }) => /(^|[{,\s])"?stoploss"?\s*:/m.test(decoded(bytes));

/* The project's own census: every column has a name of its own, and those that it needs are there. */
const OWN_COLUMNS = ["employee", "relationship", "sex", "age", "birth_date", "plan", "months", "risk_score", "salary",
  "region", "member", "from", "to", "tier"];

function isOwnCensus(text) {
  const header = text.slice(0, 4096).split(/\r?\n/)[0];
  const columns = header.split(",").map((word) => word.trim().replace(/^"(.*)"$/, "$1"));
  return columns.every((column) => OWN_COLUMNS.includes(column)) &&
    ["employee", "relationship", "sex"].every((column) => columns.includes(column)) &&
    columns.includes("age") !== columns.includes("birth_date");
}

/* The plans that a census of the project's own names, in order. */
function plansOf(text) {
  const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
    .map(([, inQuotes, plain]) => (inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"')).trim());
  const [header, ...lines] = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const at = cells(header).indexOf("plan");
  const names = at < 0 ? [] : lines.map((line) => cells(line)[at]);
  return [...new Set(names)].filter((name) => name && name.toLowerCase() !== "waived");
}

/* The starter's plan once for each of them. */
function withPlans(text, names) {
  const begin = text.indexOf("  - name: PPO");
  const end = text.indexOf("\n\n", begin);
  if (names.length === 0 || begin < 0 || end < 0) return text;
  const design = text.slice(text.indexOf("\n", begin), end);
  return text.slice(0, begin) + names.map((name) => "  - name: " + JSON.stringify(name) + design).join("\n") +
    text.slice(end);
}

/* "acme-census_2026.csv" in words: Acme census 2026 */
function inTitle(name) {
  const words = name.replace(/\.\w+$/, "").replace(/[-_.\s]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

class Files {
  /* scenario: {text, names(file), start(), open(text), change(text), nameCensus(file)}; at: an element by its id;
   * safely: runs what may fail. */
  constructor(engine, scenario, at, safely) {
    this.engine = engine;
    this.scenario = scenario;
    this.at = at;
    this.safely = safely;
    this.waiting = []; // {name, kind} of what is to be taken; the first one may need an answer
    this.told = new Map(); // kind -> what was read of it
    at("skip").addEventListener("click", () => safely(() => this.takeWaiting(true)));
    at("again").addEventListener("click", () => safely(() => this.takeAgain()));
  }

  async take(list) {
    const read = await Promise.all([...list].map(async (file) =>
      ({ name: escaped(file.name), bytes: new Uint8Array(await file.arrayBuffer()) })));
    for (const { name, bytes } of read) await this.engine.write(name, bytes);
    const texts = read.filter(isYaml);
    const tables = read.filter((file) => !isYaml(file));
    const scenario = texts.find(isScenario) || (this.scenario.text === "" ? texts[0] : undefined);
    if (scenario) await this.scenario.open(decoded(scenario.bytes));
    else if (texts.length > 0) await this.scenario.change(this.scenario.text);
    const kinds = [];
    for (const { name, bytes } of tables) kinds.push({ name, kind: await this.kindOf(name, bytes) });
    this.told.clear();
    this.waiting = ["named", "own", "census", "quotes", "neither"].flatMap((kind) =>
      kinds.filter((other) => other.kind === kind));
    await this.takeWaiting(false);
  }

  /* One after the other, until one needs an answer. */
  async takeWaiting(skip) {
    while (this.waiting.length > 0 && (await this.takeTable(this.waiting[0], skip))) {
      this.last = this.waiting.shift();
      skip = false;
    }
  }

  /* What a workbook holds is put where the engine looks for it. */
  async unfold(name) {
    const bytes = this.engine.files.get(name);
    if (!bytes || !isZip(bytes)) return;
    const text = await workbookText(bytes).catch(() => {
      throw new Error("the workbook " + name + " is damaged or too large: save its sheet as CSV");
    });
    await this.engine.write(SHEETS, text || ""); // of no earlier workbook
  }

  /* What a table is: a file that the scenario names, a census, quotes. */
  async kindOf(name, bytes) {
    if (isOwnCensus(decoded(bytes))) return this.scenario.names(name) ? "named" : "own";
    const census = await this.readCensus(name, false);
    if (census.faults.length === 0) return "census";
    const quotes = await this.readQuotes(name);
    return quotes.report ? "quotes" : this.scenario.names(name) ? "named" : "neither";
  }

  /* Whether it was taken. */
  async takeTable({ name, kind }, skip) {
    if (kind === "quotes") return this.takeQuotes(name);
    if (kind === "census" || kind === "neither") return this.takeCensus(name, skip);
    if (kind === "named") await this.scenario.change(this.scenario.text);
    else await this.useCensus(name, name);
    return true;
  }

  async takeAgain() {
    if (this.waiting.length === 0) this.waiting = [this.last];
    await this.takeWaiting(false);
  }

  /* ---- a census ---- */

  async readCensus(from, skip) {
    const effective = this.scenario.text !== "" ? this.scenario.start()
      : /^start: (\S+)/m.exec(await this.starter(BEGINS_WITH))[1];
    await this.unfold(from);
    return this.engine.ask("census", {
      from, skip, effective, to: OWN_CENSUS, order: this.at("order").value, maps: this.at("maps").value });
  }

  async takeCensus(name, skip) {
    const answer = await this.readCensus(name, skip);
    const written = answer.faults.length === 0 && (answer.open === 0 || skip);
    this.tell(answer, "census");
    this.at("skip").hidden = written || answer.faults.length > 0;
    if (!written) return false;
    await this.engine.keep(OWN_CENSUS);
    await this.useCensus(OWN_CENSUS, name);
    this.at("import-part").scrollIntoView();
    return true;
  }

  /* Where no scenario is open, one of its size is begun. */
  async useCensus(name, from) {
    if (this.scenario.text === "") await this.scenario.open(await this.begun(name, inTitle(from)));
    else await this.scenario.nameCensus(name);
  }

  async starter(employees) {
    const answer = await this.engine.ask("make", { name: "group", employees });
    if (answer.faults.length > 0) throw new Error(answer.faults[0].text);
    await this.engine.keep("group.csv");
    return this.engine.keep("group.yaml");
  }

  /* A starter scenario about a census: of as many employees, with its plans, without the words about made-up
   * people. */
  async begun(census, title) {
    const plans = plansOf(decoded(this.engine.files.get(census)));
    const about = (text, name) => withPlans(text.slice(text.indexOf("stoploss: 1")), plans)
      .replace(/^census: .*$/m, () => "census: " + JSON.stringify(census))
      .replace(/^name: .*$/m, () => "name: " + JSON.stringify(name));
    const first = about(await this.starter(BEGINS_WITH), title);
    await this.engine.write(FILE, first);
    const { faults, employees } = await this.engine.ask("load", { path: FILE, sets: "" });
    if (faults.length > 0) return first;
    return about(await this.starter(employees), title + ", " + employees + " employees");
  }

  /* ---- quotes ---- */

  async readQuotes(from) {
    const scenario = this.scenario.text !== "" ? FILE : "group.yaml";
    if (this.scenario.text !== "") await this.engine.write(FILE, this.scenario.text);
    else await this.starter(BEGINS_WITH);
    await this.unfold(from);
    return this.engine.ask("quotes", {
      from, scenario, lasers: this.at("lasers").value, credit: this.at("credit").checked });
  }

  /* Quotes side by side take the place of the arrangements. */
  async takeQuotes(name) {
    const answer = await this.readQuotes(name);
    this.tell(answer, "quotes");
    if (!answer.scenario) return false;
    if (this.scenario.text === "") await this.scenario.open(answer.scenario);
    else await this.scenario.change(answer.scenario);
    this.at("import-part").scrollIntoView();
    return true;
  }

  /* ---- what was read ---- */

  tell(answer, kind) {
    const at = this.at;
    const faults = answer.faults.map((fault) => fault.text).join("\n");
    this.told.set(kind, [faults, answer.report].filter(Boolean).join("\n\n"));
    at("import-part").hidden = false;
    at("import-title").textContent = "What was read from your " + [...this.told.keys()].join(" and ");
    at("import").textContent = [...this.told.values()].join("\n\n\n");
    at("skip").hidden = true;
    at("of-census").hidden = !this.told.has("census");
    at("of-quotes").hidden = !this.told.has("quotes");
    at("otherwise").open = answer.faults.length > 0;
    at("import-part").scrollIntoView();
  }
}
