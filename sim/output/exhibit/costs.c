/* What the quotes come to: expected and maximum cost, and equivalent rates. */
#include "sim/output/exhibit/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static sl_cell_t cents(double value, const char *formula)
{
  return sl_cell_by_formula(SL_CELL_CENTS, (sl_estimate_t){value, 0.0}, formula);
}

/* ---- expected ---- */

static sl_cell_t fixed(sl_place_t *place)
{
  return cents(place->column->offer.fixed_cost, "premiums + fees + taxes");
}

static sl_cell_t expected_claims(sl_place_t *place)
{
  if (!place->column->arrangement->kind->retains_claims) {
    return sl_cell_words(place, "insured");
  }
  return cents(place->column->offer.expected_claims,
               "quote.expected_claims, else attachment_point / carrier_corridor");
}

static sl_cell_t expected_cost(sl_place_t *place)
{
  return cents(place->column->offer.expected_cost, "fixed_cost + expected_claims");
}

static double against(const sl_place_t *place, size_t other)
{
  return other == SL_NO_COLUMN || other == place->index
             ? (double)NAN
             : place->column->offer.expected_cost -
                   place->comparison->column[other].offer.expected_cost;
}

static sl_cell_t against_reference(sl_place_t *place)
{
  return cents(against(place, place->comparison->reference),
               "expected_cost - expected_cost of the reference");
}

static sl_cell_t share_of_reference(sl_place_t *place)
{
  const sl_comparison_t *comparison = place->comparison;
  const double base = comparison->column[comparison->reference].offer.expected_cost;
  return sl_cell_by_formula(SL_CELL_GROWTH,
                            (sl_estimate_t){against(place, comparison->reference) / base, 0.0},
                            "expected_cost / expected_cost of the reference - 1");
}

static sl_cell_t against_renewal(sl_place_t *place)
{
  return cents(against(place, place->comparison->renewal),
               "expected_cost - expected_cost of the renewal");
}

/* ---- maximum ---- */

static bool is_unbounded(const sl_place_t *place)
{
  return place->column->arrangement->kind->retains_claims &&
         !place->column->arrangement->has_aggregate;
}

static sl_cell_t maximum(sl_place_t *place, double value, const char *formula)
{
  if (is_unbounded(place)) {
    return sl_cell_words(place, "not bounded");
  }
  return isinf(value) ? sl_cell_words(place, "not bounded: exclusion") : cents(value, formula);
}

static sl_cell_t maximum_claims(sl_place_t *place)
{
  if (is_unbounded(place)) {
    return sl_cell_words(place, "no aggregate: not bounded");
  }
  if (!place->column->arrangement->kind->retains_claims) {
    return sl_cell_words(place, "insured");
  }
  return maximum(place, place->column->offer.maximum_claims, "attachment_point");
}

static sl_cell_t maximum_cost(sl_place_t *place)
{
  return maximum(place, place->column->offer.maximum_cost, "fixed_cost + attachment_point");
}

static sl_cell_t further(sl_place_t *place)
{
  const double value = place->column->offer.aggregating_and_lasers;
  if (isinf(value)) {
    return sl_cell_words(place, "not bounded: exclusion");
  }
  return value > 0.0 ? cents(value, "aggregating_deductible + sum of (laser - deductible)")
                     : sl_cell_none();
}

/* Where any column has such an exposure. */
static sl_cell_t maximum_with(sl_place_t *place)
{
  const sl_comparison_t *comparison = place->comparison;
  const sl_offer_t *offer = &place->column->offer;
  bool any = false;
  for (size_t a = 0; a < comparison->n; a++) {
    any |= comparison->column[a].offer.aggregating_and_lasers > 0.0;
  }
  return !any ? sl_cell_silent()
              : maximum(place, offer->maximum_cost + offer->aggregating_and_lasers,
                        "maximum_cost + aggregating_and_lasers");
}

static sl_cell_t rebates(sl_place_t *place)
{
  return place->column->offer.rebates > 0.0
             ? cents(place->column->offer.rebates, "rebates: negative fees and quote.rebates")
             : sl_cell_none();
}

/* ---- equivalent rates ---- */

static sl_cell_t equivalent_expected(sl_place_t *place)
{
  return cents(place->column->equivalent_expected[place->which],
               place->column->expected_is_ours ? "rate at our expected claims"
                                               : "rate at the carrier's expected claims");
}

static sl_cell_t equivalent_maximum(sl_place_t *place)
{
  return maximum(place, place->column->offer.equivalent_maximum[place->which],
                 "rate at the attachment point");
}

static sl_cell_t cobra(sl_place_t *place)
{
  return cents(SL_COBRA_FACTOR * place->column->equivalent_expected[place->which],
               "1.02 x equivalent rate at expected claims");
}

static void list_costs(sl_grid_t *grid, const char *reference)
{
  char difference[160], share[160];
  snprintf(difference, sizeof difference, "Against %.120s", reference);
  snprintf(share, sizeof share, "Against %.120s, in %%", reference);
  sl_grid_section(grid, "EXPECTED, BY THE CARRIERS' CLAIMS");
  sl_grid_row(grid, SL_ROW_PLAIN, "Fixed cost", fixed, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, "Expected claims, the carrier's", expected_claims, 0);
  sl_grid_row(grid, SL_ROW_TOTAL, "EXPECTED PLAN COST", expected_cost, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, difference, against_reference, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, share, share_of_reference, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, "Against the renewal", against_renewal, 0);
  sl_grid_section(grid, "MAXIMUM");
  sl_grid_row(grid, SL_ROW_PLAIN, "Maximum claims liability", maximum_claims, 0);
  sl_grid_row(grid, SL_ROW_TOTAL, "MAXIMUM PLAN COST", maximum_cost, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, "Aggregating specific and lasers, at most", further, 0);
  sl_grid_row(grid, SL_ROW_TOTAL, "MAXIMUM PLAN COST with these", maximum_with, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, "Rebates, a credit not taken off above", rebates, 0);
}

void sl_exhibit_costs(sl_document_t *document, const sl_comparison_t *comparison)
{
  sl_grid_t grid =
      sl_grid_new(document, comparison, "quoted_cost", "What the quotes come to", "A year", false);
  char header[SL_COLUMN_HEADER];
  sl_column_header(&comparison->column[comparison->reference], header);
  list_costs(&grid, comparison->current != SL_NO_COLUMN ? "current" : header);
  sl_grid_section(&grid, "FULLY-INSURED-EQUIVALENT RATES, a month");
  sl_grid_tiers(&grid, "At expected claims", equivalent_expected);
  sl_grid_tiers(&grid, "At maximum claims", equivalent_maximum);
  if (comparison->is_us) {
    sl_grid_section(&grid, "COBRA RATES, 102% of those at expected claims");
    sl_grid_tiers(&grid, "COBRA", cobra);
  }
}
