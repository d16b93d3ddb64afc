/* Administration and premiums of a year, to the total fixed cost. */
#include "models/funding/price.h"
#include "sim/output/exhibit/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FEES_MAX 200 /* names of the exhibit; what is beyond is in the total alone */

static double per_employee(const sl_place_t *place, double a_year)
{
  return a_year / place->comparison->enrolment.employee_months;
}

static sl_cell_t money(sl_cell_unit_t unit, double value, const char *formula)
{
  return sl_cell_by_formula(unit, (sl_estimate_t){value, 0.0}, formula);
}

static sl_cell_t unless_zero(sl_cell_unit_t unit, double value, const char *formula)
{
  return fabs(value) > 0.0 ? money(unit, value, formula) : sl_cell_silent();
}

/* ---- fees by name ---- */

typedef struct fee_names {
  const char *name[FEES_MAX];
  size_t n;
} fee_names_t;

static void add_name(fee_names_t *names, const char *name)
{
  for (size_t i = 0; i < names->n; i++) {
    if (strcmp(names->name[i], name) == 0) {
      return;
    }
  }
  if (names->n < FEES_MAX) {
    names->name[names->n++] = name;
  }
}

/* A fee of the year, at the carrier's expected claims; NaN where it follows claims that the carrier
 * does not state. */
static double fee_of(const sl_comparison_t *comparison, const sl_compared_t *column, size_t fee)
{
  const double expected = column->offer.expected_claims;
  const sl_price_t *price = &column->facts->price;
  const double at_none = sl_offer_fee(column->arrangement, &comparison->enrolment, price, fee, 0.0);
  const double at = sl_offer_fee(column->arrangement, &comparison->enrolment, price, fee,
                                 isnan(expected) ? 1e6 : expected);
  return isnan(expected) && fabs(at - at_none) > 0.0 ? (double)NAN : at;
}

static fee_names_t names_of(const sl_comparison_t *comparison)
{
  fee_names_t names = {.n = 0};
  for (size_t a = 0; a < comparison->n; a++) {
    const sl_compared_t *column = &comparison->column[a];
    for (size_t i = 0; i < column->arrangement->n_fees; i++) {
      if (!(fee_of(comparison, column, i) <= 0.0)) {
        add_name(&names, column->arrangement->fees[i].name);
      }
    }
  }
  return names;
}

/* Charged in the year under this name; NaN where the column has none of it. */
static double charged(const sl_comparison_t *comparison, const sl_compared_t *column,
                      const char *name)
{
  double sum = (double)NAN;
  for (size_t i = 0; i < column->arrangement->n_fees; i++) {
    const double fee = fee_of(comparison, column, i);
    if (fee >= 0.0 && strcmp(column->arrangement->fees[i].name, name) == 0) {
      sum = (isnan(sum) ? 0.0 : sum) + fee;
    }
  }
  return sum;
}

static sl_cell_t fee_pepm(sl_place_t *place)
{
  const double fee = charged(place->comparison, place->column, place->label);
  return money(SL_CELL_CENTS, per_employee(place, fee), "fee / employee_months");
}

static sl_cell_t fee_year(sl_place_t *place)
{
  return money(SL_CELL_CENTS, charged(place->comparison, place->column, place->label), "fee");
}

/* ---- totals ---- */

static sl_cell_t fees_pepm(sl_place_t *place)
{
  return unless_zero(SL_CELL_CENTS, per_employee(place, place->column->offer.fees),
                     "fees / employee_months");
}

static sl_cell_t fees_year(sl_place_t *place)
{
  return unless_zero(SL_CELL_CENTS, place->column->offer.fees, "fees");
}

static sl_cell_t taxes_year(sl_place_t *place)
{
  return unless_zero(SL_CELL_CENTS, place->column->offer.taxes, "taxes");
}

static sl_cell_t lines_year(sl_place_t *place)
{
  const sl_price_t *price = &place->column->facts->price;
  return unless_zero(SL_CELL_CENTS, price->insured_lines_premium.value, "insured_lines_premium");
}

static sl_cell_t other_year(sl_place_t *place)
{
  return unless_zero(SL_CELL_CENTS, place->column->offer.other_premiums,
                     "captive_premium + terminal_premium");
}

static sl_cell_t premiums_year(sl_place_t *place)
{
  return unless_zero(SL_CELL_CENTS, sl_price_premiums(&place->column->facts->price),
                     "all premiums");
}

static sl_cell_t fixed_pepm(sl_place_t *place)
{
  return money(SL_CELL_CENTS, per_employee(place, place->column->offer.fixed_cost),
               "fixed_cost / employee_months");
}

static sl_cell_t fixed_year(sl_place_t *place)
{
  return money(SL_CELL_CENTS, place->column->offer.fixed_cost, "premiums + fees + taxes");
}

static sl_cell_t fixed_share(sl_place_t *place)
{
  const sl_comparison_t *comparison = place->comparison;
  const double base = comparison->column[comparison->reference].offer.fixed_cost;
  return base > 0.0 && comparison->n > 1
             ? money(SL_CELL_SHARE, place->column->offer.fixed_cost / base,
                     "fixed_cost / fixed_cost of the reference")
             : sl_cell_silent();
}

static void list_fees(sl_grid_t *grid, const char *section, sl_row_cells_t *cells)
{
  const fee_names_t names = names_of(grid->comparison);
  sl_grid_section(grid, section);
  for (size_t i = 0; i < names.n; i++) {
    sl_grid_row(grid, SL_ROW_PLAIN, names.name[i], cells, i);
  }
}

void sl_exhibit_charges(sl_grid_t *grid)
{
  const sl_comparison_t *comparison = grid->comparison;
  list_fees(grid, "ADMINISTRATION, per employee per month", fee_pepm);
  sl_grid_row(grid, SL_ROW_TOTAL, "All fees, per employee per month", fees_pepm, 0);
  list_fees(grid, "ADMINISTRATION, a year", fee_year);
  sl_grid_row(grid, SL_ROW_TOTAL, "All fees, a year", fees_year, 0);
  sl_grid_section(grid, "FIXED COST");
  sl_grid_row(grid, SL_ROW_PLAIN, "Insured lines, a year", lines_year, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, "Captive and terminal options, a year", other_year, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, "All premiums, a year", premiums_year, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, "All fees, a year", fees_year, 0);
  sl_grid_row(grid, SL_ROW_PLAIN, "Taxes on premiums, claims and fees, a year", taxes_year, 0);
  sl_grid_row(grid, SL_ROW_TOTAL, "TOTAL FIXED COST, per employee per month", fixed_pepm, 0);
  sl_grid_row(grid, SL_ROW_TOTAL, "TOTAL FIXED COST, a year", fixed_year, 0);
  char label[SL_COLUMN_HEADER + 8], header[SL_COLUMN_HEADER];
  sl_column_header(&comparison->column[comparison->reference], header);
  snprintf(label, sizeof label, "%% of %.120s",
           comparison->current != SL_NO_COLUMN ? "current" : header);
  sl_grid_row(grid, SL_ROW_PLAIN, label, fixed_share, 0);
}
