#include "sim/output/report/checks.h"

#include "sim/output/text/json_parts.h"
#include "sim/results/checks.h"

#include <math.h>

static json_t *rows_of(const sl_check_row_t *rows, size_t n)
{
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++) {
    const sl_check_row_t *row = &rows[i];
    list = sl_json_and(
        list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "name", row->name, "quantile",
                        sl_json_number(row->level), "simulated", sl_json_estimate(row->simulated),
                        "exact", sl_json_number(row->exact.value), "bound",
                        sl_json_number(row->exact.bound), "z", sl_json_number(row->z), "agrees",
                        isfinite(row->z) ? json_boolean(fabs(row->z) <= SL_CHECK_Z) : json_null()));
  }
  return list;
}

static json_t *controls_of(const sl_arrangement_checks_t *checks)
{
  json_t *controls = json_object();
  for (size_t i = 0; i < SL_N_CONTROL_FIGURES; i++) {
    controls =
        sl_json_with(controls, sl_control_figures[i].name, sl_json_estimate(checks->control[i]));
  }
  return controls;
}

json_t *sl_checks_json(const sl_results_t *results, const sl_summary_t *summary)
{
  const sl_checks_t *checks = results->checks;
  json_t *arrangements = json_array();
  sl_check_row_t rows[SL_CHECK_ROWS];
  if (checks == NULL) {
    json_decref(arrangements);
    return json_null();
  }
  for (size_t a = 0; a < checks->n_arrangements; a++) {
    const size_t n = sl_check_rows(checks, results, summary, a, rows);
    arrangements = sl_json_and(
        arrangements,
        json_pack("{s:s, s:s, s:o, s:o}", "name", results->facts->arrangements[a].name, "not_exact",
                  checks->arrangements[a].reasons, "figures", rows_of(rows, n), "control_variates",
                  controls_of(&checks->arrangements[a])));
  }
  const size_t n = sl_check_group_rows(checks, results, summary, rows);
  return json_pack("{s:s, s:o, s:o}", "not_exact", checks->reasons, "group", rows_of(rows, n),
                   "arrangements", arrangements);
}
