/* The page: what the reader opens, changes, runs and saves. */

const FILE = "scenario.yaml";
const engine = new Engine();
const at = (id) => document.getElementById(id);

function say(text) {
  at("status").textContent = text;
}

/* ---- a scenario, checked ---- */

const scenario = {
  text: "", // "": none is open
  title: "",
  tree: null,
  form: null,
  tried: 0,
  good: false,

  /* The value of a key of the scenario's own map, of a plain value. */
  value(key) {
    const entry = this.tree && (this.tree.entries || []).find((other) => other.key === key);
    return entry && entry.value.kind === "scalar" ? entry.value : null;
  },

  start() {
    const value = this.value("start");
    return value ? value.text : "";
  },

  /* Whether some value of it is that file. */
  names(file) {
    const within = (node) => node.kind === "scalar" ? node.text === file || node.text === "./" + file
      : (node.items || (node.entries || []).map((entry) => entry.value)).some(within);
    return this.text !== "" && this.tree !== null && within(this.tree);
  },

  async open(text) {
    at("work").hidden = false;
    document.body.classList.add("open");
    at("result").hidden = true;
    result.texts = null;
    this.tree = null;
    await this.change(text);
    at("work").scrollIntoView();
  },

  async change(text) {
    this.text = text;
    at("text").value = text;
    if (result.texts) at("stale").hidden = false;
    await this.check();
  },

  async nameCensus(name) {
    const value = this.value("census");
    await this.change(value ? withValue(this.text, value, name, true) : this.text);
  },

  async check() {
    const turn = ++this.tried;
    await engine.write(FILE, this.text);
    const outline = await engine.ask("outline", { path: FILE });
    const loaded = await engine.ask("load", { path: FILE, sets: "" });
    if (turn !== this.tried) return;
    if (outline.tree) {
      this.form.show(this.text, outline.tree);
      this.tree = outline.tree;
    }
    this.tell(loaded);
  },

  tell({ faults, warnings, title, employees, members }) {
    const n = faults.length;
    at("faults").replaceChildren(...listOf(this.form.tell(faults, FILE)));
    at("fault-part").hidden = n === 0;
    at("warnings").replaceChildren(...listOf(warnings.map((warning) => ({ ...warning, field: null }))));
    at("warning-part").hidden = warnings.length === 0;
    at("warning-count").textContent = warnings.length;
    this.good = n === 0;
    if (this.good) this.title = title;
    const counted = (count, what) => count.toLocaleString("en-US") + " " + what + (count === 1 ? "" : "s");
    at("who").textContent = this.good ? counted(employees, "employee") + ", " + counted(members, "member") + " covered."
      : n + (n === 1 ? " fault" : " faults") + " to mend before it can run.";
    at("run").disabled = !this.good || result.running;
  },
};

function listOf(faults) {
  return faults.map((fault) => {
    const place = fault.field || !fault.file ? "" : fault.file + (fault.line ? ", line " + fault.line : "") + ": ";
    const words = place + fault.text;
    return element("li", {}, fault.field ? element("a", { href: "#" + fault.field.input.id }, words) : words);
  });
}

async function openExample(name) {
  const { yaml, csv } = JSON.parse(decoded(await unpacked("examples")))[name];
  await engine.write(name + ".csv", csv);
  await scenario.open(yaml);
}

/* ---- a run ---- */

const TEXTS = ["report.html", "exhibit.html", "report.csv", "run.json"];
const TITLES = { "report.html": "Decision and report", "exhibit.html": "Quotes side by side" };
const KINDS = { html: "text/html", json: "application/json", csv: "text/csv", yaml: "text/yaml" };

const result = {
  texts: null, // what -> a promise of its text; null: nothing has run
  running: false,

  async run() {
    const years = at("years").value;
    const { text } = scenario;
    const begun = performance.now();
    this.busy(true);
    try {
      const ran = await engine.run({
        path: FILE,
        sets: years === "" ? "" : "simulation.trials=" + years,
        rare: at("rare").checked ? 8192 : 0,
        workers: workers(),
        texts: TEXTS,
      }, (share, phase) => {
        at("bar").value = share;
        say(phase + ": " + Math.round(100 * share) + "%");
      });
      if (ran.faults.length > 0) {
        scenario.tell({ warnings: [], ...ran });
        throw new Error(ran.faults[0].text);
      }
      at("stop").hidden = true;
      say("writing the report");
      this.texts = ran.texts;
      await this.show("report.html");
      at("stale").hidden = scenario.text === text;
      const trials = ran.trials.toLocaleString("en-US");
      say("Done: " + trials + " simulated years in " + ((performance.now() - begun) / 1000).toFixed(1) + " s.");
    } finally {
      this.busy(false);
    }
  },

  busy(is) {
    this.running = is;
    at("progress").hidden = !is;
    at("stop").hidden = !is;
    at("run").disabled = is || !scenario.good;
    at("bar").value = 0;
    if (is) say("beginning");
  },

  async show(what) {
    const text = await this.texts.get(what);
    if (text === null) throw new Error("there is none of this result");
    at("result").hidden = false;
    at("shown").srcdoc = text;
    at("shown").title = TITLES[what];
    for (const button of at("views").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.what === what));
      this.texts.get(button.dataset.what).then((other) => (button.hidden = other === null));
    }
    at("result").scrollIntoView();
  },

  async save(what) {
    const text = this.texts && (await this.texts.get(what));
    if (text) save(nameOf(what), text);
    else say("There is no result of that kind.");
  },

  async stop() {
    await engine.stop();
    await scenario.check();
    say("Stopped.");
  },
};

function workers() {
  return Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1));
}

/* ---- saving ---- */

/* After the client, so that those of several lie side by side. */
function nameOf(what) {
  const client = scenario.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
  return (client || "client") + "-" + what;
}

function save(name, content) {
  const type = KINDS[name.split(".").pop()] || "text/plain";
  const link = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/* Under the name that the scenario has for it. */
function saveCensus() {
  const value = scenario.value("census");
  const bytes = value && engine.files.get(value.text);
  if (bytes) save(value.text, bytes);
  else say("There is no census yet.");
}

/* ---- what happens when ---- */

async function safely(what) {
  try {
    await what();
  } catch (error) {
    if (error.message !== "stopped") say("That failed: " + error.message);
  }
}

function listen(files) {
  const on = (id, event, what) => at(id).addEventListener(event, (given) => safely(() => what(given)));
  for (const button of document.querySelectorAll("[data-example]")) {
    button.addEventListener("click", () => safely(async () => {
      await openExample(button.dataset.example);
      await result.run();
    }));
  }
  on("make", "submit", async (event) => {
    event.preventDefault();
    await scenario.open(await files.starter(Number(at("employees").value)));
  });
  for (const id of ["files", "quotes"]) {
    on(id, "change", async ({ target }) => {
      try {
        await files.take(target.files);
      } finally {
        target.value = ""; // or the same file, mended, could not be chosen again
      }
    });
  }
  on("text", "change", ({ target }) => (at("work").hidden ? scenario.open(target.value) : scenario.change(target.value)));
  on("run", "click", () => result.run());
  on("stop", "click", () => result.stop());
  on("save-scenario", "click", () => save(nameOf("scenario.yaml"), scenario.text));
  on("save-census", "click", saveCensus);
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => safely(() => result.save(button.dataset.save)));
  }
  for (const button of at("views").querySelectorAll("button")) {
    button.addEventListener("click", () => safely(() => result.show(button.dataset.what)));
  }
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("over");
    safely(() => files.take(event.dataTransfer.files));
  });
}

async function begin() {
  if (typeof DecompressionStream === "undefined" || typeof WebAssembly === "undefined") {
    say("This browser is too old for this page: take one of 2023 or later.");
    return;
  }
  await engine.ready;
  const { keys } = await engine.ask("keys");
  scenario.form = new Form(at("form"), new Keys(keys), (text) => safely(() => scenario.change(text)));
  listen(new Files(engine, scenario, at, safely));
  document.body.classList.add("ready");
  for (const control of document.querySelectorAll(".begin :disabled")) control.disabled = false;
  say("Ready.");
}

safely(begin);
