#include "sim/output/batch/figures.h"

#include "sim/output/decision/compared.h"
#include "sim/results/variable_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const sl_dimension_t sl_batch_dimension = {.name = "row"};
const sl_shape_t sl_batch_shape = {1, {&sl_batch_dimension}, .omits_zeros = false};

#define SL_RECORD sl_client_figures_t
#define SL_STEP 0
#define SL_SHAPE(u) &sl_batch_shape
#define SL_TABLE sl_batch_variables
const sl_variable_t sl_batch_variables[SL_N_BATCH_VARIABLES] = {SL_BATCH_ESTIMATES(SL_TWO_ROW)
                                                                    SL_BATCH_NUMBERS(SL_ONE_ROW)};
#undef SL_TABLE
#undef SL_SHAPE
#undef SL_STEP
#undef SL_RECORD

static size_t level_at(double level)
{
  size_t q = 0;
  while (q + 1 < SL_N_QUANTILES && sl_quantile_levels[q] < level) {
    q++;
  }
  return q;
}

/* By how much the saving moves where claims are at another level. */
static double saving_at(const sl_results_t *results, const sl_decision_t *decision, size_t a,
                        sl_band_level_t level)
{
  const size_t reference = sl_decision_reference(decision);
  if (results->band == NULL || reference == SL_NO_ARRANGEMENT || reference == a) {
    return (double)NAN;
  }
  const sl_band_arrangement_t *band = results->band->arrangements;
  return sl_decision_saving(decision, a).value + band[reference].level[level].cost_change.value -
         band[a].level[level].cost_change.value;
}

static sl_client_figures_t figures_of(const sl_results_t *results, const sl_summary_t *summary,
                                      const sl_decision_t *decision, size_t a)
{
  const sl_arrangement_summary_t *own = &summary->arrangements[a];
  return (sl_client_figures_t){.expected = own->expected_cost,
                               .bad_year = own->quantile[level_at(0.95)],
                               .worst_year = own->quantile[level_at(0.99)],
                               .deficit = own->deficit_probability,
                               .budget = results->facts->arrangements[a].price.budget,
                               .saving = sl_decision_saving(decision, a),
                               .cheaper = sl_decision_cheaper(decision, a),
                               .maximum = own->maximum_cost,
                               .saving_fewer = saving_at(results, decision, a, SL_BAND_FEWER),
                               .saving_more = saving_at(results, decision, a, SL_BAND_MORE)};
}

static const char *role_of(const sl_decision_t *decision, size_t a)
{
  return a == sl_decision_subject(decision)     ? "subject"
         : a == sl_decision_reference(decision) ? "reference"
                                                : "";
}

static int fill(const sl_results_t *results, const sl_summary_t *summary,
                const sl_decision_t *decision, sl_client_row_t *rows)
{
  for (size_t a = 0; a < results->facts->n_arrangements; a++) {
    const sl_arrangement_facts_t *facts = &results->facts->arrangements[a];
    rows[a] = (sl_client_row_t){.arrangement = strdup(facts->name),
                                .kind = facts->kind,
                                .role = role_of(decision, a),
                                .figures = figures_of(results, summary, decision, a)};
    if (rows[a].arrangement == NULL) {
      return SL_ERR_MEMORY;
    }
  }
  return SL_OK;
}

int sl_client_rows_new(const sl_results_t *results, const sl_summary_t *summary,
                       const sl_scenario_t *scenario, sl_client_row_t **rows, sl_error_t *error)
{
  const size_t n = results->facts->n_arrangements;
  sl_decision_t *decision = NULL;
  *rows = NULL;
  int code = sl_decision_new(results, summary, scenario, SL_DECISION_COMPARED, &decision, error);
  if (code != SL_OK) {
    return code;
  }
  sl_client_row_t *made = calloc(n, sizeof *made);
  code = made != NULL ? fill(results, summary, decision, made) : SL_ERR_MEMORY;
  sl_decision_free(decision);
  if (code != SL_OK) {
    sl_client_rows_free(made, n);
    return sl_fail(error, code, "no memory for the figures of a client");
  }
  *rows = made;
  return SL_OK;
}

void sl_client_rows_free(sl_client_row_t *rows, size_t n)
{
  for (size_t a = 0; rows != NULL && a < n; a++) {
    free(rows[a].arrangement);
  }
  free(rows);
}
