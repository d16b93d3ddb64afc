"use strict";
/* One scenario through the page's engine, without a browser.
 * usage: node engine.js MODULE_FOLDER ROOT WORKERS SCENARIO SETS RARE [SWEEP]
 * MODULE_FOLDER has engine.js and engine.wasm; SCENARIO is relative to ROOT; SETS: lines PATH=VALUE; SWEEP:
 * deductibles and corridors, as 25000,50000:1.1,1.25. Prints one JSON object: what was loaded, run.json as text, the
 * SHA-256 of each column, seconds of processor that the run took. */
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");

const [folder, root, workers, scenario, sets, rare, sweep] = process.argv.slice(2);
const make = require(path.resolve(folder, "engine.js"));

/* Every file that a scenario may name: those of its folder, of the folders in it, and of those above it. */
function copyInto(FS, from, name, deep) {
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const to = name + "/" + entry.name;
    const source = path.join(from, entry.name);
    if (entry.isDirectory() && deep) {
      FS.mkdir(to);
      copyInto(FS, source, to, true);
    } else if (entry.isFile() && /\.(ya?ml|csv)$/.test(entry.name)) {
      FS.writeFile(to, fs.readFileSync(source));
    }
  }
}

async function engine(page) {
  const made = await make({ wasmBinary: fs.readFileSync(path.resolve(folder, "engine.wasm")), page });
  const parts = scenario.split("/").slice(0, -1);
  parts.forEach((_, i) => {
    const name = parts.slice(0, i + 1).join("/");
    made.FS.mkdir(name);
    copyInto(made.FS, path.join(root, name), name, i + 1 === parts.length);
  });
  return made;
}

function withText(made, text, use) {
  const size = made.lengthBytesUTF8(text) + 1;
  const place = made._malloc(size);
  made.stringToUTF8(text, place, size);
  return use(place);
}

function textAt(made, place) {
  if (place === 0) throw new Error(made.UTF8ToString(made._page_fault()));
  const text = made.UTF8ToString(place);
  made._free(place);
  return text;
}

const answerAt = (made, place) => {
  const answer = JSON.parse(textAt(made, place));
  if (answer.faults.length > 0) throw new Error(JSON.stringify(answer.faults));
  return answer;
};

function load(made) {
  return withText(made, scenario, (a) => withText(made, sets, (b) => answerAt(made, made._page_load(a, b))));
}

const units = new Map();
const page = { plan() {}, keep: (key, parts) => units.set(key, parts), take: (key) => units.get(key), progress() {} };

/* Every share by an engine of its own, which knows of no other's units. */
async function share(n) {
  for (let at = 0; at < n; at++) {
    const other = await engine({ ...page, take: () => undefined });
    load(other);
    answerAt(other, other._page_share(at, n));
  }
}

function digests(made, { arrangements, trials }) {
  const names = JSON.parse(textAt(made, made._page_columns()));
  const digest = (place) =>
    crypto.createHash("sha256").update(new Float64Array(made.memory(), place, trials).map((x) => x + 0)).digest("hex");
  const found = {};
  const counts = (n) => Array.from({ length: n }, (_, i) => i);
  names.trial.forEach((name, v) => (found[name] = [digest(made._page_trial_column(v))]));
  names.cost.forEach((name, v) =>
    (found[name] = arrangements.map((_, a) => digest(made._page_cost_column(v, a)))));
  if (names.years > 0) {
    names.year.forEach((name, v) =>
      (found["years/" + name] = arrangements.flatMap((_, a) =>
        counts(names.years).map((k) => digest(made._page_year_column(v, a, k))))));
  }
  if (names.promises > 0) {
    found["years/promise_saved"] = counts(names.promises).map((p) => digest(made._page_promise_column(p)));
  }
  return found;
}

function numbers(made, text) {
  const list = text === "" ? [] : text.split(",").map(Number);
  const place = made._malloc(8 * list.length + 8);
  new Uint8Array(made.memory(), place, 8 * list.length).set(new Uint8Array(Float64Array.from(list).buffer));
  return [place, list.length];
}

async function main() {
  if (Number(workers) > 1) await share(Number(workers));
  const made = await engine(page);
  made.memory = () => made.HEAPU8.buffer;
  const loaded = load(made);
  const begun = process.cpuUsage();
  answerAt(made, made._page_run(Number(rare)));
  const used = process.cpuUsage(begun);
  const seconds = (used.user + used.system) / 1e6;
  const text = (what) => withText(made, what, (place) => textAt(made, made._page_text(place)));
  const out = { seconds, json: text("run.json"), page: text("page.txt"), columns: digests(made, loaded) };
  out.report = text("report.html");
  if (sweep !== undefined) {
    const [specific, corridor] = sweep.split(":");
    out.sweep = textAt(made, made._page_sweep(...numbers(made, specific), ...numbers(made, corridor)));
  }
  process.stdout.write(JSON.stringify(out));
}

main().catch((error) => {
  process.stderr.write(String(error.message) + "\n");
  process.exitCode = 1;
});
