/* The workers: one that answers and adds up, others that take shares of a run. */

const MOST_WORKERS = 8;
const MOST_BYTES = 6e8; // of finished units, which wait in memory until all are there
const TOO_MUCH = new Error("too much to keep");

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;.=>?@^_`{|}~";

/* What stands in the page as text: gzip in base 85 (sim/page/assemble.py). */
async function unpacked(id) {
  const [length, letters] = document.getElementById(id).textContent.trim().split(" ");
  const digit = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) digit[DIGITS.charCodeAt(i)] = i;
  const padded = new DataView(new ArrayBuffer((letters.length / 5) * 4));
  for (let i = 0, at = 0; i < letters.length; at += 4) {
    let word = 0;
    for (const end = i + 5; i < end; i++) word = word * 85 + digit[letters.charCodeAt(i)];
    padded.setUint32(at, word);
  }
  const bytes = new Uint8Array(padded.buffer, 0, Number(length));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

class Helper {
  constructor(source, module, told) {
    this.asked = new Map();
    this.next = 0;
    this.worker = new Worker(source);
    this.worker.onmessage = ({ data }) => {
      if (data.id === undefined) {
        told(data);
        return;
      }
      const { resolve, reject } = this.asked.get(data.id);
      this.asked.delete(data.id);
      if (data.failed === undefined) resolve(data.answer);
      else reject(new Error(data.failed));
    };
    this.worker.onerror = (event) => this.end(event.message || "the engine has failed");
    this.ready = this.ask("begin", { module });
  }

  ask(ask, more = {}, transfer = []) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject });
      this.worker.postMessage({ id, ask, ...more }, transfer);
    });
  }

  tell(ask, more, transfer) {
    this.worker.postMessage({ ask, ...more }, transfer);
  }

  end(why) {
    this.worker.terminate();
    for (const { reject } of this.asked.values()) reject(new Error(why));
    this.asked.clear();
  }
}

class Engine {
  constructor() {
    this.files = new Map(); // name -> bytes; the page's own, put anew into every worker
    this.others = [];
    this.told = () => {};
    this.over = Promise.resolve(); // of the run that is under way
    this.ready = this.prepare();
  }

  async prepare() {
    const script = await unpacked("worker");
    this.source = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.module = await WebAssembly.compile(await unpacked("module"));
    await this.open();
  }

  async open() {
    this.first = new Helper(this.source, this.module, (data) => this.told(data));
    await this.first.ready;
    await this.first.ask("put", { files: this.listed() });
  }

  listed() {
    return [...this.files].map(([name, bytes]) => ({ name, bytes }));
  }

  /* What is asked while a run is under way waits: an answer may load another scenario. */
  async ask(ask, more) {
    await this.over;
    await this.ready;
    return this.first.ask(ask, more);
  }

  async write(name, content) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    this.files.set(name, bytes);
    await this.ask("put", { files: [{ name, bytes }] });
  }

  /* A file that the engine wrote becomes one of the page's. */
  async keep(name) {
    const text = await this.ask("read", { name });
    this.files.set(name, new TextEncoder().encode(text));
    return text;
  }

  /* Simulate. asked: {path, sets, rare, workers, texts}: workers: how many share the work; the results do not
   * depend on it; texts: names of what is to be told of the results. tell: called with the share that is done, 0 to
   * 1, and what is being done. The answer is that of loading, with the texts as promises. */
  async run(asked, tell) {
    await this.over;
    await this.ready;
    let end;
    this.over = new Promise((resolve) => (end = resolve));
    try {
      return await this.simulate(asked, this.listed(), tell);
    } finally {
      this.told = () => {};
      end();
    }
  }

  async simulate(asked, files, tell) {
    const { path, sets, rare, workers, texts } = asked;
    await this.first.ask("put", { files });
    const loaded = await this.first.ask("load", { path, sets });
    if (loaded.faults.length > 0) return loaded;
    try {
      if (workers > 1) await this.share(asked, files, tell);
    } catch (error) {
      if (error !== TOO_MUCH) throw error;
      await this.stop(); // one worker keeps nothing
      return this.simulate({ ...asked, workers: 1 }, files, tell);
    }
    this.told = ({ phase, done, total }) => {
      if (phase) tell(done / total, workers > 1 && phase !== "rare years" ? "adding up" : phase);
    };
    const ran = await this.first.ask("run", { rare });
    if (ran.faults.length > 0) return { ...loaded, faults: ran.faults };
    const text = (what) => this.first.ask("text", { what }).catch(() => null);
    return { ...loaded, texts: new Map(texts.map((what) => [what, text(what)])) };
  }

  async share({ path, sets, workers }, files, tell) {
    let total = 0;
    let done = 0;
    let refuse;
    const refused = new Promise((_, reject) => (refuse = reject));
    const counted = (data) => {
      if (data.plan) total = data.plan;
      if (data.unit && total * data.bytes > MOST_BYTES) refuse(TOO_MUCH);
      if (data.unit) tell(total > 0 ? ++done / total : 0, "simulating");
    };
    const helped = (data) => {
      if (data.unit) {
        counted(data);
        const { unit: key, parts } = data;
        this.first.tell("unit", { key, parts }, [parts[0].buffer, parts[1].buffer]);
      }
    };
    this.told = counted;
    await this.first.ask("forget");
    this.others = Array.from({ length: workers - 1 }, () => new Helper(this.source, this.module, helped));
    const work = async (helper, at) => {
      await helper.ready;
      if (at > 0) {
        await helper.ask("put", { files });
        await helper.ask("load", { path, sets });
      }
      const answer = await helper.ask("share", { at, n: workers });
      if (answer.faults.length > 0) throw new Error(answer.faults[0].text);
    };
    try {
      await Promise.race([refused, Promise.all([this.first, ...this.others].map(work))]);
    } finally {
      this.others.forEach((helper) => helper.end("stopped"));
      this.others = [];
    }
  }

  /* What runs ends with an error; the engine begins anew. */
  async stop() {
    this.first.end("stopped");
    this.others.forEach((helper) => helper.end("stopped"));
    this.ready = this.open();
    await this.ready;
  }
}
