#include "sim/output/decision/rare.h"

#include "sim/output/decision/rows.h"
#include "sim/output/text/format.h"

#include <math.h>

/* What is linear in the laws' densities is known but for rounding. */
#define MANY_TIMES 1e6

static const sl_rare_summary_t *rare_of(const sl_decision_t *decision, size_t a)
{
  return &decision->results->rare->arrangements[a];
}

/* None seen is no chance of 0, unless nothing can happen. */
static sl_cell_t share(const sl_decision_t *decision, sl_estimate_t estimate, bool can_happen)
{
  sl_cell_t cell = sl_cell_estimate(SL_CELL_SHARE, estimate, NULL);
  if (estimate.value <= 0.0 && can_happen) {
    cell.trials = (uint64_t)decision->results->rare->count;
  }
  return cell;
}

static sl_cell_t deficit_years(const sl_decision_t *decision, size_t a)
{
  return share(decision, rare_of(decision, a)->deficit_probability,
               !sl_cost_is_fixed(sl_decision_facts(decision, a)));
}

static sl_cell_t aggregate_years(const sl_decision_t *decision, size_t a)
{
  return share(decision, rare_of(decision, a)->aggregate_probability,
               sl_decision_facts(decision, a)->has_aggregate);
}

/* How many plain years one rare year is worth. */
static sl_cell_t worth(const sl_decision_t *decision, double equivalent)
{
  const double times = equivalent / decision->results->rare->count;
  return times > MANY_TIMES ? sl_cell_text("as if exact")
                            : sl_cell_exact(SL_CELL_MULTIPLE, times, NULL);
}

static sl_cell_t worth_deficit(const sl_decision_t *decision, size_t a)
{
  return worth(decision, rare_of(decision, a)->equivalent_deficit);
}

static sl_cell_t worth_99(const sl_decision_t *decision, size_t a)
{
  return worth(decision, rare_of(decision, a)->equivalent_quantile99);
}

static const sl_figure_row_t rows[] = {
    SL_MADE_ROW("Years with a deficit", SL_CELL_SHARE, "rare.deficit_probability[@]",
                deficit_years),
    SL_MADE_ROW("plain years that one is worth", SL_CELL_MULTIPLE,
                "rare.equivalent_trials_deficit[@] / rare.rare_trials", worth_deficit),
    SL_RARE_ROW("Expected deficit, all years", SL_CELL_MONEY, "rare.expected_deficit[@]",
                expected_deficit),
    SL_RARE_ROW("99 (worse: 1 year in 100)", SL_CELL_MONEY, "rare.cost_quantile_99[@]", quantile99),
    SL_MADE_ROW("plain years that one is worth", SL_CELL_MULTIPLE,
                "rare.equivalent_trials_99[@] / rare.rare_trials", worth_99),
    SL_RARE_ROW("Average of the worst 1%", SL_CELL_MONEY, "rare.cost_tail_mean_99[@]", tail_mean99),
    SL_MADE_ROW("Years in which the aggregate pays", SL_CELL_SHARE, "rare.aggregate_probability[@]",
                aggregate_years),
    SL_RARE_ROW("Paid by the aggregate", SL_CELL_MONEY, "rare.expected_aggregate_reimbursement[@]",
                expected_aggregate),
    SL_ROWS_END,
};

void sl_put_rare_rows(sl_document_table_t *table, const sl_decision_t *decision, size_t first,
                      size_t end)
{
  if (decision->results->rare != NULL) {
    sl_put_figure_rows(table, decision, "Rare years, looked at more closely", rows, true, first,
                       end);
  }
}

/* Only where every weight is 1. */
static bool are_plain(const sl_rare_t *rare) { return rare->effective_size >= rare->count; }

void sl_put_rare_note(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_rare_t *rare = decision->results->rare;
  if (rare == NULL) {
    return;
  }
  sl_document_note(
      document,
      are_plain(rare)
          ? "Rare years: %s further years, drawn as they come: no way was found to draw dear ones "
            "more often that would tell every figure better. They tell as much as so many plain "
            "years."
          : "Rare years: %s further years, drawn so that dear ones come up more often, and each "
            "counted for less by just as much. What one is worth: 25.00 means that it tells as "
            "much as 25 of the plain years; below 1, plain years tell more. Where the two answers "
            "differ, believe the one with the smaller \xc2\xb1.",
      sl_format_count(rare->count).text);
}
