// What sim/page/page.h asks of the worker: the module's `page` object has the functions.
mergeInto(LibraryManager.library, {
  page_plan: function (units) {
    Module.page.plan(units);
  },
  page_keep: function (pass, block, tile, first, nFirst, second, nSecond) {
    Module.page.keep(pass + ":" + block + ":" + tile, [
      HEAPF64.slice(first >> 3, (first >> 3) + nFirst),
      HEAPF64.slice(second >> 3, (second >> 3) + nSecond),
    ]);
  },
  page_take: function (pass, block, tile, first, nFirst, second, nSecond) {
    var parts = Module.page.take(pass + ":" + block + ":" + tile);
    if (!parts || parts[0].length !== nFirst || parts[1].length !== nSecond) {
      return 0;
    }
    HEAPF64.set(parts[0], first >> 3);
    HEAPF64.set(parts[1], second >> 3);
    return 1;
  },
  page_progress: function (phase, done, total) {
    Module.page.progress(UTF8ToString(phase), done, total);
  },
});
