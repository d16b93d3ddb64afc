/* The page's session, and answers in JSON; for this room only. */
#ifndef SL_SIM_PAGE_SESSION_H
#define SL_SIM_PAGE_SESSION_H

#include "sim/input/read/faults.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/text/json_parts.h"
#include "sim/page/kept_years.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

typedef struct page_session {
  sl_scenario_t *scenario; /* NULL: none is loaded */
  sl_results_t *results;   /* NULL: none has run */
  sl_summary_t *summary;
  const page_years_t *years; /* the results' own; NULL with one plan year */
  sl_error_t fault;          /* of the call that returned NULL last */
} page_session_t;

extern page_session_t page_session;

/* The results, and with `all` the scenario, are gone. */
void page_session_clear(int all);

/* {"faults": [...], "warnings": [...]}; either may be NULL. */
json_t *page_answer(const sl_faults_t *faults, const sl_faults_t *warnings);

/* The same of one fault, NULL or SL_OK: none. */
json_t *page_answer_of(const sl_error_t *error);

/* Call `put` with each line that is not blank, and the place of its last equals sign; `lines` is
 * cut up. SL_ERR_INPUT: a line without one, or with nothing before or behind it; or what `put`
 * returns. */
typedef int page_put_line_t(void *context, const char *line, const char *equals, sl_error_t *error);
int page_each_line(char *lines, page_put_line_t *put, void *context, sl_error_t *error);

/* As text; the tree is taken over. */
char *page_answer_text(json_t *answer);

#endif
