"use strict";
/* The worker: one engine, files in its memory, a question at a time. With `stoplossEngine` of engine.js
 * before it. A question is {id, ask, ...}; its answer {id, answer} or {id, failed}. */
let engine = null;
const units = new Map(); // of the run: what other workers computed, and this one's share
let gives = false; // finished units go to the page, which hands them to the worker that adds up

const calls = {
  plan(total) {
    postMessage({ plan: total });
  },
  keep(key, parts) {
    const bytes = parts[0].byteLength + parts[1].byteLength;
    if (gives) {
      postMessage({ unit: key, bytes, parts }, [parts[0].buffer, parts[1].buffer]);
    } else {
      units.set(key, parts);
      postMessage({ unit: key, bytes });
    }
  },
  take(key) {
    return units.get(key);
  },
  progress(phase, done, total) {
    postMessage({ phase, done, total });
  },
};

/* A text for the engine, for as long as `use` takes. */
function withTexts(texts, use) {
  const places = texts.map((text) => {
    const size = engine.lengthBytesUTF8(text) + 1;
    const place = engine._malloc(size);
    engine.stringToUTF8(text, place, size);
    return place;
  });
  try {
    return use(...places);
  } finally {
    places.forEach((place) => engine._free(place));
  }
}

/* The engine's text, which is given back. */
function textAt(place) {
  if (place === 0) {
    throw new Error(engine.UTF8ToString(engine._page_fault()));
  }
  const text = engine.UTF8ToString(place);
  engine._free(place);
  return text;
}

const answerAt = (place) => JSON.parse(textAt(place));

const questions = {
  put({ files }) {
    for (const { name, bytes } of files) engine.FS.writeFile(name, bytes);
    return true;
  },
  read({ name }) {
    return engine.FS.readFile(name, { encoding: "utf8" });
  },
  load({ path, sets }) {
    return withTexts([path, sets], (a, b) => answerAt(engine._page_load(a, b)));
  },
  outline({ path }) {
    return withTexts([path], (a) => answerAt(engine._page_outline(a)));
  },
  keys() {
    return answerAt(engine._page_keys());
  },
  make({ name, employees }) {
    return withTexts([name], (a) => answerAt(engine._page_new(a, employees)));
  },
  census({ from, effective, order, maps, skip, to }) {
    return withTexts([from, effective, order, maps, to], (a, b, c, d, e) =>
      answerAt(engine._page_import_census(a, b, c, d, skip ? 1 : 0, e)));
  },
  quotes({ from, scenario, lasers, credit }) {
    return withTexts([from, scenario, lasers], (a, b, c) =>
      answerAt(engine._page_import_quotes(a, b, c, credit ? 1 : 0)));
  },
  forget() {
    units.clear();
    return true;
  },
  unit({ key, parts }) {
    units.set(key, parts);
    return true;
  },
  share({ at, n }) {
    gives = at > 0;
    return answerAt(engine._page_share(at, n));
  },
  run({ rare }) {
    const answer = answerAt(engine._page_run(rare));
    units.clear();
    return answer;
  },
  text({ what }) {
    return withTexts([what], (a) => textAt(engine._page_text(a)));
  },
};

async function begin({ module }) {
  const instantiateWasm = (imports, done) => {
    WebAssembly.instantiate(module, imports).then((instance) => done(instance));
    return {};
  };
  engine = await stoplossEngine({ instantiateWasm, page: calls, print() {}, printErr() {} });
  return true;
}

onmessage = async ({ data }) => {
  try {
    const answer = data.ask === "begin" ? await begin(data) : questions[data.ask](data);
    if (data.id !== undefined) postMessage({ id: data.id, answer });
  } catch (error) {
    postMessage({ id: data.id, failed: String(error.message || error) });
  }
};
