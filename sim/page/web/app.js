/* The page: what the reader opens, changes, runs and saves. */

const FILE = "scenario.yaml";
const engine = new Engine();
const at = (id) => document.getElementById(id);
const state = { text: "", census: "census.csv", result: null, running: false, form: null, tried: 0 };

const escaped = (name) => name.replace(/^.*[\\/]/, "").replace(/[^\w .\-()]/g, "_") || "file";

function say(text) {
  at("status").textContent = text;
}

/* ---- a scenario, checked ---- */

function listOf(faults) {
  return faults.map((fault) => {
    const place = fault.field ? "" : fault.file + (fault.line ? ", line " + fault.line : "") + ": ";
    const words = place + fault.text;
    return element("li", {}, fault.field
      ? element("a", { href: "#" + fault.field.input.id }, words)
      : words);
  });
}

function tellFaults(faults, warnings) {
  at("faults").replaceChildren(...listOf(state.form.tell(faults, FILE)));
  at("fault-part").hidden = faults.length === 0;
  at("warnings").replaceChildren(...listOf(warnings.map((warning) => ({ ...warning, field: null }))));
  at("warning-part").hidden = warnings.length === 0;
  at("warning-count").textContent = warnings.length;
}

async function check() {
  const turn = ++state.tried;
  await engine.write(FILE, state.text);
  const outline = await engine.ask("outline", { path: FILE });
  const loaded = await engine.ask("load", { path: FILE, sets: "" });
  if (turn !== state.tried) return false;
  if (outline.tree) {
    state.form.show(state.text, outline.tree);
    state.tree = outline.tree;
  }
  tellFaults(loaded.faults, loaded.warnings);
  const good = loaded.faults.length === 0;
  at("who").textContent = good
    ? loaded.title + ": " + loaded.employees + " employees, " + loaded.members + " members."
    : loaded.faults.length + (loaded.faults.length === 1 ? " fault" : " faults") + " to mend before it can run.";
  at("run").disabled = !good || state.running;
  return good;
}

async function change(text) {
  state.text = text;
  at("text").value = text;
  if (state.result) at("stale").hidden = false;
  await check();
}

async function open(text) {
  at("work").hidden = false;
  at("result").hidden = true;
  state.result = null;
  return change(text);
}

/* The entry of the scenario's own map, of a plain value. */
const valueOf = (key) => {
  const entry = state.tree && (state.tree.entries || []).find((other) => other.key === key);
  return entry && entry.value.kind === "scalar" ? entry.value : null;
};

/* ---- files ---- */

async function openExample(name) {
  const { yaml, csv } = JSON.parse(at("examples").textContent)[name];
  await engine.write(name + ".csv", csv);
  await open(yaml);
}

async function makeGroup(employees) {
  const answer = await engine.ask("make", { name: "group", employees });
  if (answer.faults.length > 0) throw new Error(answer.faults[0].text);
  await engine.keep("group.csv");
  await open(await engine.keep("group.yaml"));
}

/* The project's own census: its header has the two columns that it needs. */
function isOwnCensus(text) {
  const header = text.slice(0, 4096).split(/\r?\n/).find((line) => !line.startsWith("#")) || "";
  const columns = header.toLowerCase().split(",").map((word) => word.trim());
  return columns.includes("employee") && columns.includes("relationship") && columns.includes("age");
}

async function takeCensus(name, bytes) {
  await engine.write(name, bytes);
  if (state.text === "") await makeGroup(50);
  if (isOwnCensus(new TextDecoder().decode(bytes))) {
    await nameCensus(name);
  } else {
    await importCensus(name, false);
  }
}

async function nameCensus(name) {
  const entry = valueOf("census");
  await change(entry ? withValue(state.text, entry, name, true) : state.text);
}

async function importCensus(name, skip) {
  const start = valueOf("start");
  const answer = await engine.ask("census", {
    from: name, effective: start ? start.text : "", skip, to: state.census });
  tellImport(answer, "What was read from your census");
  const written = answer.faults.length === 0 && (answer.open === 0 || skip);
  at("skip").hidden = written || answer.faults.length > 0;
  at("skip").onclick = () => safely(() => importCensus(name, true));
  if (!written) return;
  await engine.keep(state.census);
  await nameCensus(state.census);
}

/* Quotes side by side take the place of the arrangements. */
async function importQuotes(name, bytes) {
  if (state.text === "") throw new Error("open a census or a scenario first, then the quotes");
  await engine.write(name, bytes);
  await engine.write(FILE, state.text);
  const answer = await engine.ask("quotes", { from: name, scenario: FILE });
  tellImport(answer, "What was read from your quotes");
  if (answer.scenario) await change(answer.scenario);
}

function tellImport(answer, title) {
  at("import-part").hidden = false;
  at("import-title").textContent = title;
  const faults = answer.faults.map((fault) => fault.text).join("\n");
  at("import").textContent = [faults, answer.report].filter(Boolean).join("\n\n");
  at("skip").hidden = true;
}

async function takeFiles(files) {
  const list = await Promise.all([...files].map(async (file) =>
    ({ name: escaped(file.name), bytes: new Uint8Array(await file.arrayBuffer()) })));
  const isScenario = ({ name }) => /\.ya?ml$/i.test(name);
  const scenario = list.find(isScenario);
  const others = list.filter((file) => !isScenario(file));
  for (const { name, bytes } of others) await engine.write(name, bytes);
  if (scenario) await open(new TextDecoder().decode(scenario.bytes));
  const named = scenario ? valueOf("census") : null;
  for (const { name, bytes } of others) {
    if (!named || others.length === 1 && named.text !== name && !engine.files.has(named.text)) {
      await takeCensus(name, bytes);
    }
  }
}

/* ---- a run ---- */

async function run() {
  const years = at("years").value;
  const rare = at("rare").checked ? 8192 : 0;
  const sets = years === "" ? "" : "simulation.trials=" + years;
  const begun = performance.now();
  state.running = true;
  busy(true);
  try {
    const ran = await engine.run({ path: FILE, sets, rare, workers: workers() }, (share, phase) => {
      at("bar").value = share;
      say(phase + ": " + Math.round(100 * share) + "%");
    });
    tellFaults(ran.faults, ran.warnings || []);
    if (ran.faults.length > 0) throw new Error(ran.faults[0].text);
    say("writing the report");
    await keepTexts();
    show("report.html");
    say("Done in " + ((performance.now() - begun) / 1000).toFixed(1) + " s.");
  } finally {
    state.running = false;
    busy(false);
  }
}

function workers() {
  return Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1));
}

function busy(is) {
  at("progress").hidden = !is;
  at("stop").hidden = !is;
  at("run").disabled = is;
  at("bar").value = 0;
  if (is) say("beginning");
}

async function keepTexts() {
  state.result = new Map();
  for (const what of ["report.html", "exhibit.html", "run.json", "report.csv", "exhibit.csv"]) {
    try {
      state.result.set(what, await engine.ask("text", { what }));
    } catch (error) {
      state.result.set(what, null);
    }
  }
  if (state.result.get("report.html") === null) throw new Error("there is no report of this result");
}

function show(what) {
  at("result").hidden = false;
  at("stale").hidden = true;
  at("shown").srcdoc = state.result.get(what);
  at("shown").title = what === "report.html" ? "Report" : "Quotes side by side";
  for (const button of at("views").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.what === what));
    button.hidden = state.result.get(button.dataset.what) === null;
  }
  at("result").scrollIntoView();
}

async function stop() {
  await engine.stop();
  await check();
  say("Stopped.");
}

/* ---- saving ---- */

function save(name, content, type) {
  const link = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function saveCensus() {
  const entry = valueOf("census");
  const bytes = entry && engine.files.get(entry.text);
  if (bytes) save(entry.text, bytes, "text/csv");
  else say("There is no census yet.");
}

const TYPES = { html: "text/html", json: "application/json", csv: "text/csv" };

function saveResult(what) {
  const text = state.result && state.result.get(what);
  if (text) save(what, text, TYPES[what.split(".").pop()]);
  else say("There is no result of that kind yet: run first.");
}

/* ---- what happens when ---- */

async function safely(what) {
  try {
    await what();
  } catch (error) {
    if (error.message !== "stopped") say("That failed: " + error.message);
  }
}

function listen() {
  const on = (id, event, what) => at(id).addEventListener(event, (given) => safely(() => what(given)));
  on("example", "click", async () => {
    await openExample("machine-shop");
    await run();
  });
  on("small-example", "click", async () => {
    await openExample("flower-shop");
    await run();
  });
  on("make", "submit", (event) => {
    event.preventDefault();
    return makeGroup(Number(at("employees").value));
  });
  on("files", "change", async ({ target }) => {
    const { files } = target;
    await takeFiles(files);
    target.value = "";
  });
  on("quotes", "change", async ({ target }) => {
    const [file] = target.files;
    await importQuotes(escaped(file.name), new Uint8Array(await file.arrayBuffer()));
    target.value = "";
  });
  on("text", "change", ({ target }) => (at("work").hidden ? open(target.value) : change(target.value)));
  on("run", "click", run);
  on("stop", "click", stop);
  on("save-scenario", "click", () => save(FILE, state.text, "text/yaml"));
  on("save-census", "click", saveCensus);
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => saveResult(button.dataset.save));
  }
  for (const button of at("views").querySelectorAll("button")) {
    button.addEventListener("click", () => show(button.dataset.what));
  }
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    safely(() => takeFiles(event.dataTransfer.files));
  });
}

async function begin() {
  if (typeof DecompressionStream === "undefined" || typeof WebAssembly === "undefined") {
    say("This browser is too old for this page: take one of 2023 or later.");
    return;
  }
  await engine.ready;
  const { keys } = await engine.ask("keys");
  state.form = new Form(at("form"), new Keys(keys), (text) => safely(() => change(text)));
  listen();
  document.body.classList.add("ready");
  for (const id of ["example", "small-example", "make-it", "files"]) at(id).disabled = false;
  say("Ready.");
}

safely(begin);
