/* What the page's worker calls: the engine for one reader, in one thread, with files in memory.
 *
 * A session holds one scenario and the results of its last run. Files lie where the worker put
 * them (emscripten's file system in memory), under plain paths. Texts that are returned are from
 * malloc and the caller frees them; NULL: page_fault says why. What is an answer is JSON:
 *   {"faults": [{"file", "line", "column", "text"}, ...], "warnings": [likewise], ...}
 * with no faults where it went well; lines and columns count from 1, 0 = unknown.
 *
 * Checked by tests/page/equality.py against the program itself, and by tests/page/browser.py.
 */
#ifndef SL_SIM_PAGE_PAGE_H
#define SL_SIM_PAGE_PAGE_H

#include <stddef.h>
#include <stdint.h>

/* Load a scenario, with sets in place of what it says: lines PATH=VALUE, as of --set. The answer
 * has also "title", "currency", "trials", "employees", "members", "arrangements" (names). What an
 * earlier call loaded, and its results, are gone. */
char *page_load(const char *path, const char *sets);

/* A YAML file as a tree, for a form: {"tree": NODE}, NODE being {"kind": "scalar" | "list" | "map",
 * "line", "column"} with "text" and "quoted", "items", or "entries": [{"key", "value": NODE}]. */
char *page_outline(const char *path);

/* The rows of the scenario's keys: {"keys": [{"path", "types": [...], "unit", "default", "low",
 * "high", "choices", "required", "doc", "allowed"}]}; null where there is none. */
char *page_keys(void);

/* Write a starter scenario and a made-up group of so many employees, as `stoploss new` does:
 * NAME.yaml and NAME.csv. */
char *page_new(const char *name, uint32_t employees);

/* Read somebody else's census at `from` and write it as the project's own to `to`: {"report": as
 * `stoploss import census`, "open": rows that need an answer}; it is written where none does, or
 * with skip. effective: YYYY-MM-DD. order: "mdy", "dmy", or "" where the file tells it. maps: lines
 * COLUMN=FIELD, as of --map. */
char *page_import_census(const char *from, const char *effective, const char *order,
                         const char *maps, int skip, const char *to);

/* Read a comparison of quotes at `from`, an option a column, and put them in the place of the
 * arrangements of the scenario at that path: {"report": as `stoploss import quotes`, "scenario":
 * the new text}; null where there is a fault. The scenario's file stays as it is. lasers: lines
 * WHO=ROW or WHO=ID, as of --laser; credit: --credit-rebates. */
char *page_import_quotes(const char *from, const char *scenario, const char *lasers, int credit);

/* Simulate the loaded scenario: prices, trials, band, levers and so many rare years (0 = none). The
 * units that page_take gives are not computed again. */
char *page_run(uint32_t rare);

/* Compute the units at, at + n, ... and hand them to page_keep. */
char *page_share(uint32_t at, uint32_t n);

/* Of the results: "page.txt", "run.json", "report.html", "report.json", "report.csv",
 * "exhibit.html", "exhibit.csv", "exhibit.json", "scenario.yaml" (as it was resolved). */
char *page_text(const char *what);

/* Every combination of so many deductibles and corridors of the first arrangement that takes
 * stop-loss: what `stoploss sweep --json` prints. */
char *page_sweep(const double *specific, uint32_t n_specific, const double *corridor,
                 uint32_t n_corridor);

/* Columns of every trial: the names, {"trial": [...], "cost": [...], "year": [...], "years",
 * "promises": how many}, and the values of one, which stay the session's; NULL: there is none. With
 * one plan year there is no column by year, nor a promise. */
char *page_columns(void);
const double *page_trial_column(uint32_t variable);
const double *page_cost_column(uint32_t variable, uint32_t arrangement);
const double *page_year_column(uint32_t variable, uint32_t arrangement, uint32_t year);
const double *page_promise_column(uint32_t promise);

/* Why the last call returned NULL. */
const char *page_fault(void);

/* ---- what the worker provides (sim/page/calls.js) ---- */

/* How many units the run has, before the first of them. */
void page_plan(double units);

/* A finished unit of work: two runs of doubles, which are the engine's. */
void page_keep(uint32_t pass, uint32_t block, uint32_t tile, const double *first, size_t n_first,
               const double *second, size_t n_second);

/* Fill in a unit that another worker computed; 0 where there is none of these lengths. */
int page_take(uint32_t pass, uint32_t block, uint32_t tile, double *first, size_t n_first,
              double *second, size_t n_second);

void page_progress(const char *phase, double done, double total);

#endif
