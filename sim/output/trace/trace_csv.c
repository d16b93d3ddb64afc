#include "models/core/calendar.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"
#include "sim/output/trace/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define END "\r\n"

/* Words that a spreadsheet would take for a formula begin with an apostrophe. */
static void put_words(sl_text_t *text, const char *before, const char *words)
{
  const bool formula = before[0] == '\0' && sl_text_is_formula(words);
  sl_text_append(text, "\"%s%s", formula ? "'" : "", before);
  for (; *words != '\0'; words++) {
    sl_text_append(text, "%s%c", *words == '"' ? "\"" : "", *words);
  }
  sl_text_append(text, "\"");
}

static void put_number(sl_text_t *text, double value)
{
  char buffer[SL_NUMBER_TEXT];
  sl_text_append(text, ",%s", isnan(value) ? "" : sl_number_format(value, buffer));
}

static const struct {
  const char *name;
  size_t field;
} shares[] = {
    {"specific: ", offsetof(sl_trace_share_t, specific)},
    {"aggregate: ", offsetof(sl_trace_share_t, aggregate)},
    {"captive: ", offsetof(sl_trace_share_t, captive)},
    {"insured: ", offsetof(sl_trace_share_t, insured)},
    {"retained: ", offsetof(sl_trace_share_t, retained)},
    {"above the deductible: ", offsetof(sl_trace_share_t, excess)},
    {"towards the aggregate: ", offsetof(sl_trace_share_t, eligible)},
};
#define N_SHARES (sizeof shares / sizeof shares[0])

static double share_at(const sl_trace_share_t *share, size_t i)
{
  double value;
  memcpy(&value, (const char *)share + shares[i].field, sizeof value);
  return value;
}

/* A figure that is 0 for every claim has no column: most arrangements have no captive. */
static bool is_told(const sl_trace_t *trace, size_t a, size_t i)
{
  bool any = false;
  for (size_t c = 0; c < trace->n_claims && !any; c++) {
    any = share_at(sl_trace_share(trace, c, a), i) != 0.0;
  }
  return any;
}

static void put_header(sl_text_t *text, const sl_trace_t *trace, const bool *told)
{
  sl_text_append(text, "row,spreadsheet_row,service,condition,incurred,paid,in_year,allowed,"
                       "member_paid,plan_paid");
  for (size_t k = 0; k < trace->n_arrangements * N_SHARES; k++) {
    if (told[k]) {
      sl_text_append(text, ",");
      put_words(text, shares[k % N_SHARES].name, sl_trace_arrangement(trace, k / N_SHARES)->name);
    }
  }
  sl_text_append(text, END);
}

static void put_claim(sl_text_t *text, const sl_trace_t *trace, size_t p, size_t c,
                      const bool *told)
{
  const sl_trace_claim_t *claim = &trace->claim[c];
  const uint32_t row = sl_trace_row(trace, p);
  char incurred[SL_DAY_TEXT] = "", paid[SL_DAY_TEXT] = "";
  if (!claim->seen.is_year) {
    sl_trace_day(trace, claim->seen.incurred, incurred);
    sl_trace_day(trace, claim->seen.paid, paid);
  }
  sl_text_append(text, "%u,%u,", row, row + 1);
  put_words(text, "", sl_trace_service(trace, &claim->seen));
  sl_text_append(text, ",");
  put_words(text, "", sl_trace_condition(trace, &claim->seen));
  sl_text_append(text, ",%s,%s,%d", incurred, paid, claim->in_year ? 1 : 0);
  put_number(text, claim->seen.allowed);
  put_number(text, claim->seen.allowed - claim->seen.plan_paid);
  put_number(text, claim->seen.plan_paid);
  for (size_t k = 0; k < trace->n_arrangements * N_SHARES; k++) {
    if (told[k]) {
      put_number(text, share_at(sl_trace_share(trace, c, k / N_SHARES), k % N_SHARES));
    }
  }
  sl_text_append(text, END);
}

int sl_trace_csv(const sl_trace_t *trace, char **bytes, size_t *n, sl_error_t *error)
{
  sl_text_t text = {0};
  bool *told = calloc(trace->n_arrangements * N_SHARES + 1, sizeof *told);
  *bytes = NULL;
  if (told == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a table of claims");
  }
  for (size_t k = 0; k < trace->n_arrangements * N_SHARES; k++) {
    told[k] = is_told(trace, k / N_SHARES, k % N_SHARES);
  }
  put_header(&text, trace, told);
  for (size_t p = 0; p < trace->n_persons; p++) {
    const sl_trace_person_t *person = &trace->person[p];
    for (size_t c = person->first; c < person->first + person->n; c++) {
      put_claim(&text, trace, p, c, told);
    }
  }
  free(told);
  *n = text.length;
  *bytes = sl_text_take(&text);
  return *bytes != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a table of claims");
}
