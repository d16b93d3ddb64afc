/* The decision page and the report: whether the employer should fund its plan itself, what that
 * saves, how bad a year can be, and how sure that is.
 *
 * One composition, chapter by chapter (parts.h), from figures worked out once: the page of the
 * terminal is its first chapters, the report all of them. A sentence shows figures without errors;
 * the tables have them, each with its source.
 *
 *   subject   = the arrangement in question: the first one that retains claims, else the first one
 *   reference = what it is compared with: the first fully insured one, else the one that `quote:`
 *               calls current, else the second; none where there is one arrangement only
 *   difference = cost of the subject less cost of the reference, trial by trial
 *
 * Source: models/MODEL.md, "Estimates" and "The assumption band". Checked by
 * tests/unit/test_decision.c, tests/unit/test_decision_page.c and tests/cli/test_decision.c.
 */
#ifndef SL_SIM_OUTPUT_DECISION_DECISION_H
#define SL_SIM_OUTPUT_DECISION_DECISION_H

#include "sim/output/document/document.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_NO_ARRANGEMENT SIZE_MAX
#define SL_YEARS_SHOWN 20 /* simulated years side by side: the run's first ones */
#define SL_DOTS_SHOWN 50  /* quantiles of a dotplot: at (i + 1/2) / 50 */

typedef struct sl_decision sl_decision_t;

/* What is worked out, each with what stands before it: work that nobody looks at is left undone. */
typedef enum sl_decision_extent {
  SL_DECISION_COMPARED, /* what compared.h tells */
  SL_DECISION_PAGE,     /* what sl_decision_page shows */
  SL_DECISION_REPORT    /* what sl_decision_report shows: pictures, dominance, the bridge */
} sl_decision_extent_t;

/* The scenario of a result for its decision; NULL where the file holds none that can be read, or
 * another one than its figures are of: an older file's, or a forged one. Free it with
 * sl_scenario_free, after the decision. SL_ERR_MEMORY. */
int sl_decision_scenario(const sl_results_t *results, sl_scenario_t **scenario, sl_error_t *error);

/* scenario: what sl_scenario_reload makes of the results' resolved text, or NULL where it cannot be
 * read: then nothing is current, and what was assumed is not told. Reads all three, which must
 * outlive it. Cost: O(arrangements x trials) to compare, O(arrangements x trials log trials) for
 * the page, as much again and a pass over the blocks for the report. Memory: 24 bytes a trial.
 * SL_ERR_MEMORY, SL_ERR_ARGUMENT without trials, or the error of the columns' source. */
int sl_decision_new(const sl_results_t *results, const sl_summary_t *summary,
                    const sl_scenario_t *scenario, sl_decision_extent_t extent,
                    sl_decision_t **decision, sl_error_t *error);
void sl_decision_free(sl_decision_t *decision); /* NULL is fine */

/* What `run` and `summary` print, of a decision of that extent or a larger one; the caller frees
 * it. NULL without memory, which every renderer takes as a failure. */
sl_document_t *sl_decision_page(const sl_decision_t *decision);

/* The same as text, with the scenario that the results hold. The caller frees *text. The errors of
 * sl_decision_new but for a scenario that cannot be read. */
int sl_decision_text(const sl_results_t *results, const sl_summary_t *summary,
                     const sl_paper_t *paper, char **text, sl_error_t *error);

/* All of it, of a decision of that extent. */
sl_document_t *sl_decision_report(const sl_decision_t *decision);

#endif
