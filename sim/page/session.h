/* The page's session, and answers in JSON; for this room only. */
#ifndef SL_SIM_PAGE_SESSION_H
#define SL_SIM_PAGE_SESSION_H

#include "sim/input/read/faults.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/text/json_parts.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

typedef struct page_session {
  sl_scenario_t *scenario; /* NULL: none is loaded */
  sl_results_t *results;   /* NULL: none has run */
  sl_summary_t *summary;
  sl_error_t fault; /* of the call that returned NULL last */
} page_session_t;

extern page_session_t page_session;

/* The results, and with `all` the scenario, are gone. */
void page_session_clear(int all);

/* {"faults": [...], "warnings": [...]}; either may be NULL. */
json_t *page_answer(const sl_faults_t *faults, const sl_faults_t *warnings);

/* The same of one fault, NULL or SL_OK: none. */
json_t *page_answer_of(const sl_error_t *error);

/* As text; the tree is taken over. */
char *page_answer_text(json_t *answer);

#endif
