"use strict";
/* The levers of a report: deductible, corridor and level of claims, from the years that stand in the
 * page (sim/output/decision/levers_code.h says how). Words are put in by textContent only. */
(function () {
  const place = document.getElementById("levers");
  const { levers, page } = JSON.parse(place.querySelector("script").textContent);
  const claims = [
    { level: 1, words: "10% fewer" },
    { level: 0, words: "as assumed" },
    { level: 2, words: "10% more" },
  ].filter((choice) => levers.levels[choice.level].trials > 0);

  // ---- words ----

  function grouped(number) {
    return String(Math.abs(Math.round(number))).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  function money(amount) {
    return (Math.round(amount) < 0 ? "-" : "") + page.symbol + grouped(amount);
  }

  /* As everywhere on the page: of 100 years. */
  function chance(now) {
    if (now.none) return "in none of the " + grouped(now.trials) + " simulated years";
    if (now.share < 0.01) return "in fewer than 1 of 100 years";
    return now.share > 0.99 ? "in more than 99 of 100 years" : "in " + Math.round(100 * now.share) + " of 100 years";
  }

  function deductible(chosen) {
    return money(levers.deductible[chosen.d]);
  }

  function corridor(chosen) {
    const value = levers.corridor[chosen.c];
    const name = value === null ? "as in the scenario" : Number((100 * value).toFixed(2)) + "%";
    return name + ", attaching at " + money(levers.point[chosen.d][chosen.c].attachment);
  }

  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  // ---- the years ----

  /* For each level, "eligible" and "before": for each deductible its steps above the lowest. */
  function unpack(bytes) {
    let at = 0;
    return levers.levels.map((level) => {
      const n = level.trials;
      const steps = {};
      for (const name of ["eligible", "before"].filter((key) => level[key] !== null)) {
        const rows = [];
        for (let d = 0; d < levers.deductible.length; d++, at += 2 * n) {
          const row = new Uint16Array(n);
          for (let t = 0; t < n; t++) {
            const u = bytes[at + t] * 256 + bytes[at + n + t];
            row[t] = (d > 0 ? rows[d - 1][t] : 0) + ((u >>> 1) ^ -(u & 1));
          }
          rows.push(row);
        }
        steps[name] = rows;
      }
      if (steps.eligible) {
        steps.before = steps.before.map((row, d) => row.map((k, t) => k + steps.eligible[d][t]));
      }
      return steps;
    });
  }

  let steps = null;

  async function read() {
    const packed = Uint8Array.from(atob(levers.data), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return unpack(new Uint8Array(await new Response(stream).arrayBuffer()));
  }

  /* Mean cost and share of deficits at these terms, over the first `trials` years of a level. */
  function average(level, d, c, trials) {
    const facts = levers.levels[level];
    const point = levers.point[d][c];
    const most = levers.aggregate_maximum === null ? Infinity : levers.aggregate_maximum;
    const before = steps[level].before[d];
    const eligible = steps[level].eligible ? steps[level].eligible[d] : null;
    let sum = 0;
    let deficits = 0;
    for (let t = 0; t < trials; t++) {
      let cost = facts.before[d] + levers.quantum * before[t] + point.shift;
      if (eligible !== null) {
        const above = facts.eligible[d] + levers.quantum * eligible[t] - point.attachment;
        cost -= Math.min(Math.max(above, 0), most);
      }
      sum += cost;
      deficits += cost > levers.budget + levers.tolerance ? 1 : 0;
    }
    return { mean: sum / trials, share: deficits / trials };
  }

  /* At another level of claims: what all years say, and what that level changes in its own. */
  function figures(level, d, c) {
    const all = levers.levels[0].trials;
    const now = average(0, d, c, all);
    let none = now.share === 0;
    if (level !== 0) {
      const n = levers.levels[level].trials;
      const then = average(level, d, c, n);
      const same = average(0, d, c, n);
      none = none && then.share === 0;
      now.mean += then.mean - same.mean;
      now.share = Math.min(Math.max(now.share + then.share - same.share, 0), 1);
    }
    return { mean: now.mean, share: now.share, none, trials: level === 0 ? all : levers.levels[level].trials };
  }

  // ---- what is turned ----

  const chosen = { d: levers.own_deductible, c: levers.own_corridor, level: 0 };

  function slider(name, label, n, key, words) {
    const id = "levers-" + name;
    const output = element("output", { for: id });
    const input = element("input", { id, type: "range", min: 0, max: n - 1, step: 1, value: chosen[key] });
    const say = () => {
      input.value = chosen[key];
      output.textContent = words(chosen);
      input.setAttribute("aria-valuetext", words(chosen));
    };
    input.addEventListener("input", () => {
      chosen[key] = Number(input.value);
      show();
    });
    return { row: element("div", {}, element("label", { for: id }, label), " ", output, input), say };
  }

  function choices() {
    const set = element("fieldset", {}, element("legend", {}, "Claims"));
    const inputs = claims.map((choice) => {
      const input = element("input", { type: "radio", name: "levers-claims", value: choice.level });
      input.addEventListener("change", () => {
        chosen.level = choice.level;
        show();
      });
      set.append(element("label", {}, input, " " + choice.words), " ");
      return input;
    });
    return {
      row: set,
      say() {
        inputs.forEach((input) => (input.checked = Number(input.value) === chosen.level));
      },
    };
  }

  // ---- what follows ----

  const parts = [];
  const answers = element("dl", { "aria-live": "polite" });

  function answer(name, term, words) {
    answers.append(element("div", {}, element("dt", {}, term), element("dd", { id: "levers-" + name }, words)));
  }

  function show() {
    const now = figures(chosen.level, chosen.d, chosen.c);
    const point = levers.point[chosen.d][chosen.c];
    parts.forEach((part) => part.say());
    answers.textContent = "";
    answer("cost", "Cost of an average year", money(now.mean));
    answer("deficit", "More than the budget of " + money(levers.budget), chance(now));
    answer("maximum", "Most that the contracts leave", point.maximum_cost === null ? "not bounded" : money(point.maximum_cost));
    if (page.reference !== null) {
      const saving = page.reference_mean[chosen.level] - now.mean;
      const words = (saving < 0 ? "dearer by " : "cheaper by ") + money(Math.abs(saving));
      answer("saving", "Against " + page.reference + ", on average", words);
    }
    answer("premium", "Stop-loss premium", money(point.specific_premium + (point.aggregate_premium || 0)));
  }

  function note() {
    const more = Math.max(levers.levels[1].trials, levers.levels[2].trials);
    const words =
      "From the run's first " + grouped(levers.levels[0].trials) + " simulated years" +
      (more > 0 ? "; what other claims change, from the first " + grouped(more) + " of them" : "") +
      ". The cost of a year is rounded by at most " + page.symbol + levers.quantum.toFixed(2) +
      ": a run with these terms gives these figures within that.";
    return element("p", { class: "note" }, words);
  }

  function build() {
    if (levers.deductible.length > 1) {
      parts.push(slider("deductible", "Specific deductible", levers.deductible.length, "d", deductible));
    }
    if (levers.corridor.length > 1) {
      parts.push(slider("corridor", "Corridor of the aggregate", levers.corridor.length, "c", corridor));
    }
    if (claims.length > 1) parts.push(choices());
    const back = element("button", { type: "button" }, "Back to the scenario");
    back.addEventListener("click", () => {
      Object.assign(chosen, { d: levers.own_deductible, c: levers.own_corridor, level: 0 });
      show();
    });
    const form = element("form", { "aria-label": "Other terms" }, ...parts.map((part) => part.row), back);
    form.addEventListener("submit", (event) => event.preventDefault());
    place.append(form, answers, note());
  }

  read().then(
    (unpacked) => {
      steps = unpacked;
      build();
      show();
    },
    () => place.append(element("p", { class: "note" }, "This browser is too old for the sliders."))
  );
})();
