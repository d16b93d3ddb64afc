/* What the simulated years say, which no quote tells. */
#include "sim/output/exhibit/parts.h"

#include <math.h>
#include <stdio.h>

static sl_cell_t money(sl_place_t *place, sl_estimate_t value, const char *variable)
{
  return sl_cell_of(place, SL_CELL_MONEY, value, variable);
}

/* ---- claims ---- */

static sl_cell_t carriers_claims(sl_place_t *place)
{
  const sl_offer_t *offer = &place->column->offer;
  if (!place->column->arrangement->kind->retains_claims) {
    return sl_cell_words(place, "insured");
  }
  return sl_cell_by_formula(SL_CELL_MONEY, (sl_estimate_t){offer->expected_claims, 0.0},
                            "quote.expected_claims, else attachment_point / carrier_corridor");
}

static sl_cell_t our_claims(sl_place_t *place)
{
  const sl_arrangement_t *arrangement = place->column->arrangement;
  if (!arrangement->kind->retains_claims) {
    return sl_cell_words(place, "insured");
  }
  return arrangement->has_aggregate
             ? money(place, place->column->expected_claims, "expected_eligible")
             : sl_cell_by_formula(SL_CELL_MONEY, place->column->expected_claims,
                                  "mean of retained_claims");
}

static sl_cell_t claims_ratio(sl_place_t *place)
{
  const double theirs = place->column->offer.expected_claims;
  const sl_estimate_t ours = place->column->expected_claims;
  return theirs > 0.0 ? sl_cell_by_formula(
                            SL_CELL_SHARE,
                            (sl_estimate_t){ours.value / theirs, ours.standard_error / theirs},
                            "expected claims, simulated / the carrier's")
                      : sl_cell_silent();
}

/* ---- cost ---- */

static sl_cell_t mean_cost(sl_place_t *place)
{
  return money(place, place->column->summary->expected_cost, "cost_mean");
}

static sl_cell_t mean_pepm(sl_place_t *place)
{
  return sl_cell_by_formula(SL_CELL_CENTS, place->column->summary->expected_pepm,
                            "cost_mean / employee_months");
}

static sl_cell_t from_reference(sl_place_t *place)
{
  return sl_cell_by_formula(SL_CELL_MONEY, place->column->from_reference,
                            "mean of cost - cost of the reference");
}

static sl_cell_t from_renewal(sl_place_t *place)
{
  return sl_cell_by_formula(SL_CELL_MONEY, place->column->from_renewal,
                            "mean of cost - cost of the renewal");
}

static sl_cell_t from_first(sl_place_t *place)
{
  return place->index > 0
             ? sl_cell_by_formula(SL_CELL_MONEY, place->column->summary->baseline_saving,
                                  "mean of cost - cost[0]")
             : sl_cell_silent();
}

static sl_cell_t share_of_years(sl_place_t *place, sl_estimate_t share, const char *source)
{
  sl_cell_t cell = sl_cell_by_formula(SL_CELL_SHARE, share, source);
  cell.trials = place->comparison->summary->trials;
  return cell;
}

static sl_cell_t above_current(sl_place_t *place)
{
  return share_of_years(place, place->column->above_current,
                        "share of trials with cost > cost of current");
}

static sl_cell_t above_budget(sl_place_t *place)
{
  snprintf(place->source, sizeof place->source, "deficit_probability[%zu]", place->index);
  return share_of_years(place, place->column->summary->deficit_probability, place->source);
}

static sl_cell_t budget(sl_place_t *place)
{
  return money(place, place->column->facts->price.budget, "budget");
}

static sl_cell_t quantile(sl_place_t *place, size_t level)
{
  snprintf(place->source, sizeof place->source, "cost_quantile[%zu, %zu]", level, place->index);
  return sl_cell_by_formula(SL_CELL_MONEY, place->column->summary->quantile[level], place->source);
}

static sl_cell_t one_in_20(sl_place_t *place) { return quantile(place, SL_QUANTILE_95); }

static sl_cell_t one_in_100(sl_place_t *place) { return quantile(place, SL_QUANTILE_99); }

static sl_cell_t at_percentile(sl_place_t *place)
{
  snprintf(place->source, sizeof place->source, "quantile %g of cost",
           place->comparison->percentile);
  return sl_cell_by_formula(SL_CELL_MONEY, place->column->at_percentile, place->source);
}

/* ---- what it is made of ---- */

static sl_cell_t unless_zero(sl_place_t *place, sl_cost_variable_t variable, const char *source)
{
  const sl_estimate_t mean = place->column->summary->component[variable];
  return fabs(mean.value) > 0.0 ? sl_cell_by_formula(SL_CELL_MONEY, mean, source)
                                : sl_cell_silent();
}

static sl_cell_t kept_claims(sl_place_t *place)
{
  return unless_zero(place, SL_COST_RETAINED_CLAIMS, "mean of retained_claims");
}

static sl_cell_t premiums(sl_place_t *place)
{
  return unless_zero(place, SL_COST_PREMIUMS, "mean of premiums");
}

static sl_cell_t fees(sl_place_t *place)
{
  return unless_zero(place, SL_COST_FEES, "mean of fees");
}

static sl_cell_t taxes(sl_place_t *place)
{
  return unless_zero(place, SL_COST_TAXES, "mean of taxes");
}

static sl_cell_t savings_accounts(sl_place_t *place)
{
  return unless_zero(place, SL_COST_HSA_CONTRIBUTIONS, "mean of hsa_contributions");
}

static sl_cell_t refunds(sl_place_t *place)
{
  return unless_zero(place, SL_COST_REFUNDS, "mean of refunds");
}

/* ---- contracts ---- */

static sl_cell_t gap(sl_place_t *place) { return unless_zero(place, SL_COST_GAP, "mean of gap"); }

static bool bears_above(const sl_compared_t *column)
{
  const sl_arrangement_t *arrangement = column->arrangement;
  return arrangement->has_specific &&
         (arrangement->specific.n_lasers > 0 || arrangement->specific.aggregating_deductible > 0.0);
}

static sl_cell_t kept_above(sl_place_t *place)
{
  static const char formula[] =
      "mean of retained_claims + aggregate_reimbursement - gap, less expected_eligible";
  if (!bears_above(place->column)) {
    return sl_cell_none();
  }
  return isnan(place->column->kept_above.value)
             ? sl_cell_words(place, "not known")
             : sl_cell_by_formula(SL_CELL_MONEY, place->column->kept_above, formula);
}

static sl_cell_t aggregating(sl_place_t *place)
{
  const sl_specific_t *specific = &place->column->arrangement->specific;
  return place->column->arrangement->has_specific && specific->aggregating_deductible > 0.0
             ? sl_cell_by_formula(SL_CELL_MONEY,
                                  (sl_estimate_t){specific->aggregating_deductible, 0.0},
                                  "specific.aggregating_deductible")
             : sl_cell_none();
}

static sl_cell_t specific_reimbursed(sl_place_t *place)
{
  return unless_zero(place, SL_COST_SPECIFIC_REIMBURSEMENT, "mean of specific_reimbursement");
}

static sl_cell_t aggregate_reimbursed(sl_place_t *place)
{
  return unless_zero(place, SL_COST_AGGREGATE_REIMBURSEMENT, "mean of aggregate_reimbursement");
}

/* ---- choices ---- */

static sl_cell_t break_even(sl_place_t *place)
{
  return money(place, place->column->break_even_premium, "cost_mean");
}

static sl_cell_t loss_ratio(sl_place_t *place)
{
  return sl_cell_by_formula(SL_CELL_SHARE, place->column->break_even_loss_ratio,
                            "mean of plan_paid / cost_mean");
}

static sl_cell_t dominated(sl_place_t *place)
{
  const size_t by = place->column->dominated_by;
  char header[SL_COLUMN_HEADER];
  if (by == SL_NO_COLUMN) {
    return sl_cell_none();
  }
  sl_column_header(&place->comparison->column[by], header);
  return sl_cell_words(place, "by %s", header);
}

static sl_cell_t equivalent(sl_place_t *place)
{
  return sl_cell_by_formula(SL_CELL_CENTS, place->column->equivalent_percentile[place->which],
                            "rate where the year's cost is the percentile");
}

/* ---- each laser ---- */

static const sl_laser_t *laser_of(const sl_place_t *place, uint32_t row)
{
  const sl_specific_t *specific = &place->column->arrangement->specific;
  for (size_t i = 0; place->column->arrangement->has_specific && i < specific->n_lasers; i++) {
    if (specific->lasers[i].row == row) {
      return &specific->lasers[i];
    }
  }
  return NULL;
}

static sl_cell_t laser_exposure(sl_place_t *place)
{
  const sl_laser_t *laser = laser_of(place, (uint32_t)place->which);
  if (laser == NULL) {
    return sl_cell_none();
  }
  return laser->excluded
             ? sl_cell_words(place, "not bounded: excluded")
             : sl_cell_by_formula(
                   SL_CELL_MONEY,
                   (sl_estimate_t){
                       laser->deductible - place->column->arrangement->specific.deductible, 0.0},
                   "laser - deductible");
}

/* Whether an earlier column, or an earlier laser of this one, has the row. */
static bool is_listed(const sl_comparison_t *comparison, size_t a, size_t i)
{
  const uint32_t row = comparison->column[a].arrangement->specific.lasers[i].row;
  for (size_t b = 0; b < a; b++) {
    const sl_place_t place = {.column = &comparison->column[b]};
    if (laser_of(&place, row) != NULL) {
      return true;
    }
  }
  return false;
}

static void list_lasers(sl_grid_t *grid)
{
  const sl_comparison_t *comparison = grid->comparison;
  for (size_t a = 0; a < comparison->n; a++) {
    const sl_arrangement_t *arrangement = comparison->column[a].arrangement;
    for (size_t i = 0; arrangement->has_specific && i < arrangement->specific.n_lasers; i++) {
      char label[80];
      const uint32_t row = arrangement->specific.lasers[i].row;
      snprintf(label, sizeof label, "Laser on census row %lu: at most", (unsigned long)row);
      if (!is_listed(comparison, a, i)) {
        sl_grid_row(grid, SL_ROW_PLAIN, label, laser_exposure, row);
      }
    }
  }
}

/* ---- the table ---- */

#define ROW(label, cells) sl_grid_row(grid, SL_ROW_PLAIN, label, cells, 0)

static void list_cost(sl_grid_t *grid)
{
  const sl_comparison_t *comparison = grid->comparison;
  char header[SL_COLUMN_HEADER], label[200];
  sl_column_header(&comparison->column[comparison->reference], header);
  snprintf(label, sizeof label, "Against %.120s, same claims",
           comparison->current != SL_NO_COLUMN ? "current" : header);
  sl_grid_section(grid, "EXPECTED CLAIMS");
  ROW("The carrier's", carriers_claims);
  ROW("Simulated, the same claims", our_claims);
  ROW("Simulated / the carrier's", claims_ratio);
  sl_grid_section(grid, "EXPECTED PLAN COST, SIMULATED");
  sl_grid_row(grid, SL_ROW_TOTAL, "Average year", mean_cost, 0);
  ROW("of it claims that the employer keeps", kept_claims);
  ROW("of it premiums", premiums);
  ROW("of it fees, rebates negative", fees);
  ROW("of it taxes", taxes);
  ROW("of it savings accounts (HSA)", savings_accounts);
  ROW("taken off: refunds", refunds);
  ROW("Per employee per month", mean_pepm);
  ROW(label, from_reference);
  ROW("Against the renewal, same claims", from_renewal);
  if (comparison->reference != 0) {
    sl_column_header(&comparison->column[0], header);
    snprintf(label, sizeof label, "Against %.120s, same claims", header);
    ROW(label, from_first);
  }
}

static void list_chances(sl_grid_t *grid)
{
  char label[80];
  snprintf(label, sizeof label, "Cost not exceeded in %.4g of 100 years",
           100.0 * grid->comparison->percentile);
  sl_grid_section(grid, "HOW DEAR A YEAR CAN BE");
  ROW("Chance to cost more than current", above_current);
  ROW("Budget", budget);
  ROW("Chance to cost more than the budget", above_budget);
  ROW(label, at_percentile);
  ROW("1 year of 20 costs at least", one_in_20);
  ROW("1 year of 100 costs at least", one_in_100);
}

void sl_exhibit_risk(sl_document_t *document, const sl_comparison_t *comparison)
{
  char section[120];
  sl_grid_t made = sl_grid_new(document, comparison, "simulated",
                               "What no quote tells: the simulated years", "A year", true);
  sl_grid_t *grid = &made;
  list_cost(grid);
  list_chances(grid);
  sl_grid_section(grid, "WHAT STOP-LOSS DOES, an average year");
  ROW("Specific pays", specific_reimbursed);
  ROW("Aggregate pays", aggregate_reimbursed);
  ROW("Claims in no contract (the gap)", gap);
  sl_grid_section(grid, "LASERS AND AGGREGATING SPECIFIC");
  ROW("Cost of them together, an average year", kept_above);
  ROW("Aggregating specific: at most", aggregating);
  list_lasers(grid);
  sl_grid_section(grid, "WHICH TO CHOOSE");
  ROW("Insurance premium of the same average cost", break_even);
  ROW("Loss ratio of that premium", loss_ratio);
  ROW("Dominated", dominated);
  snprintf(section, sizeof section,
           "EQUIVALENT RATES where the year costs the %.4g%% percentile, a month",
           100.0 * comparison->percentile);
  sl_grid_section(grid, section);
  sl_grid_tiers(grid, "Rate", equivalent);
}

/* ---- the chart ---- */

void sl_exhibit_chart(sl_document_t *document, const sl_comparison_t *comparison)
{
  static const struct {
    const char *name;
    int level; /* -1: the mean */
  } series[] = {{"good year, 1 in 20", SL_QUANTILE_05},
                {"average year", -1},
                {"bad year, 1 in 20", SL_QUANTILE_95}};
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_BARS, "cost_by_quote", "What a year costs, simulated",
                        "cost of a year", SL_CELL_MONEY);
  for (size_t a = 0; a < comparison->n; a++) {
    char header[SL_COLUMN_HEADER];
    sl_column_header(&comparison->column[a], header);
    sl_chart_category(chart, header);
  }
  for (size_t s = 0; s < sizeof series / sizeof series[0]; s++) {
    double values[SL_EXHIBIT_COLUMNS_MAX];
    for (size_t a = 0; a < comparison->n; a++) {
      const sl_arrangement_summary_t *summary = comparison->column[a].summary;
      values[a] = series[s].level < 0 ? summary->expected_cost.value
                                      : summary->quantile[series[s].level].value;
    }
    sl_chart_series(chart, series[s].name, values);
  }
}
