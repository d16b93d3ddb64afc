/* Private to sim/output/trace. */
#ifndef SL_SIM_OUTPUT_TRACE_PARTS_H
#define SL_SIM_OUTPUT_TRACE_PARTS_H

#include "models/funding/arrangement.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/trace/trace_page.h"

#include <stdint.h>

#define SL_DAY_TEXT 16

/* "2026-03-14"; returns text. */
char *sl_trace_day(const sl_trace_t *trace, int32_t day, char text[SL_DAY_TEXT]);
/* "2026-03": the month so many months after that of a day. */
char *sl_trace_month(const sl_trace_t *trace, int32_t day, unsigned later, char text[SL_DAY_TEXT]);
/* Months from a paid claim to the specific's reimbursement of it. */
unsigned sl_trace_lag(const sl_trace_t *trace, size_t arrangement);

static inline const sl_arrangement_t *sl_trace_arrangement(const sl_trace_t *trace, size_t a)
{
  return &trace->scenario->arrangements->list[a];
}

/* Census data row, 1 = first; in a spreadsheet it is one more, for the header. */
static inline uint32_t sl_trace_row(const sl_trace_t *trace, size_t person)
{
  return trace->scenario->group->persons[trace->person[person].person].row;
}

/* "all of the year" where there are no claims. */
const char *sl_trace_service(const sl_trace_t *trace, const sl_seen_claim_t *seen);
/* "" where it is of none. */
const char *sl_trace_condition(const sl_trace_t *trace, const sl_seen_claim_t *seen);

/* For readers: blanks in place of underscores, cut where it is long. Returns text. */
#define SL_NAME_TEXT 200
char *sl_trace_spaced(const char *name, char text[SL_NAME_TEXT]);

/* The year in words. */
void sl_trace_put_words(sl_document_t *document, const sl_trace_t *trace, size_t persons);

#endif
