/* The workers: one that answers and adds up, others that take shares of a run. */

const MOST_WORKERS = 8;
const MOST_BYTES = 6e8; // of finished units, which wait in memory until all are there
const TOO_MUCH = new Error("too much to keep");

/* What stands in the page as text in base64 of gzip. */
async function unpacked(id) {
  const letters = atob(document.getElementById(id).textContent.trim());
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
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
    this.told = () => {};
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
    await this.put(this.first);
  }

  put(helper) {
    const files = [...this.files].map(([name, bytes]) => ({ name, bytes }));
    return helper.ask("put", { files });
  }

  async ask(ask, more) {
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

  /* Simulate. workers: how many share the work; the results do not depend on it. tell: called with
   * the share that is done, 0 to 1, and what is being done. */
  async run({ path, sets, rare = 0, workers }, tell) {
    await this.ready;
    const loaded = await this.first.ask("load", { path, sets });
    if (loaded.faults.length > 0) return loaded;
    try {
      if (workers > 1) await this.share(path, sets, workers, tell);
    } catch (error) {
      if (error !== TOO_MUCH) throw error;
      await this.stop(); // one worker keeps nothing
      return this.run({ path, sets, rare, workers: 1 }, tell);
    }
    this.told = ({ phase, done, total }) => {
      if (phase) tell(workers > 1 ? 1 : done / total, workers > 1 ? "adding up" : phase);
    };
    const ran = await this.first.ask("run", { rare });
    return { ...loaded, faults: ran.faults };
  }

  async share(path, sets, n, tell) {
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
    this.others = Array.from({ length: n - 1 }, () => new Helper(this.source, this.module, helped));
    const work = async (helper, at) => {
      await helper.ready;
      if (at > 0) {
        await this.put(helper);
        await helper.ask("load", { path, sets });
      }
      const answer = await helper.ask("share", { at, n });
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
    (this.others || []).forEach((helper) => helper.end("stopped"));
    this.ready = this.open();
    await this.ready;
  }
}
