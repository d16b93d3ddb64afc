#include "sim/study/exact/units.h"

#include <math.h>
#include <stdlib.h>

#define SAME 1e-12 /* relative: as cells take exposures for equal */

/* ---- which units there are ---- */

static const sl_exact_law_t *law_at(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                                    size_t exposure)
{
  return &group->laws[cell->exposures[exposure].law];
}

static bool is_mother(const sl_exact_group_t *group, const sl_exact_cell_t *cell)
{
  return cell->unit > 0 && law_at(group, cell, cell->n_exposures - 1)->of_mother;
}

/* The unit's children in the order of persons, in which the mother's exposures are too. */
static void find_children(const sl_exact_group_t *group, sl_exact_unit_t *unit)
{
  const sl_exact_cell_t *mother = &group->cells[unit->cell[0]];
  for (size_t c = 0; c < group->n_cells && unit->n < 1 + SL_EXACT_UNIT_LINKS; c++) {
    if (group->cells[c].unit != mother->unit || c == unit->cell[0]) {
      continue;
    }
    size_t i = unit->n++;
    while (i > 1 && group->cells[unit->cell[i - 1]].person > group->cells[c].person) {
      unit->cell[i] = unit->cell[i - 1];
      i--;
    }
    unit->cell[i] = c;
  }
}

static void find_links(const sl_exact_group_t *group, sl_exact_unit_t *unit)
{
  const sl_exact_cell_t *mother = &group->cells[unit->cell[0]];
  size_t of_mother = mother->n_services;
  while (!law_at(group, mother, of_mother)->of_mother) {
    of_mother++;
  }
  for (size_t m = 1; m < unit->n; m++) {
    const sl_exact_cell_t *child = &group->cells[unit->cell[m]];
    for (size_t i = child->n_services; i < child->n_exposures; i++) {
      if (law_at(group, child, i)->condition->mother_severity.family != NULL) {
        unit->link[unit->n_links++] = (sl_exact_link_t){m, i, of_mother++};
      }
    }
  }
}

static size_t links_of_mother(const sl_exact_group_t *group, const sl_exact_cell_t *mother)
{
  size_t n = 0;
  for (size_t i = mother->n_services; i < mother->n_exposures; i++) {
    n += law_at(group, mother, i)->of_mother;
  }
  return n;
}

/* Its persons count as independent, and figures are asked whether that matters. */
static void give_up(sl_exact_group_t *group, sl_exact_cell_t *mother)
{
  const uint32_t unit = mother->unit;
  group->linked = law_at(group, mother, mother->n_exposures - 1)->condition;
  for (size_t c = 0; c < group->n_cells; c++) {
    if (group->cells[c].unit == unit) {
      group->cells[c].unit = 0;
    }
  }
}

static bool is_near(double a, double b) { return fabs(a - b) <= SAME * fabs(b); }

static bool cells_equal(const sl_exact_cell_t *a, const sl_exact_cell_t *b)
{
  bool equal = a->plan == b->plan && a->row == b->row && a->n_exposures == b->n_exposures &&
               is_near(a->multipliers[0], b->multipliers[0]);
  for (size_t i = 0; equal && i < a->n_exposures; i++) {
    equal = a->exposures[i].law == b->exposures[i].law &&
            is_near(a->exposures[i].exposure, b->exposures[i].exposure);
  }
  return equal;
}

static bool units_equal(const sl_exact_group_t *group, const sl_exact_unit_t *a,
                        const sl_exact_unit_t *b)
{
  bool equal = a->n == b->n && a->n_links == b->n_links;
  for (size_t m = 0; equal && m < a->n; m++) {
    equal = cells_equal(&group->cells[a->cell[m]], &group->cells[b->cell[m]]);
  }
  return equal;
}

/* The last unit, which is there already or stays. */
static void settle_unit(sl_exact_group_t *group, sl_exact_unit_t *unit)
{
  for (size_t u = 0; u < group->n_units; u++) {
    if (units_equal(group, &group->units[u], unit)) {
      group->units[u].count += 1.0;
      return;
    }
  }
  unit->one = unit->count = 1.0;
  unit->whole =
      (sl_exact_cell_t){.multipliers = &unit->one, .counts = &unit->count, .n_multipliers = 1};
  for (size_t m = 0; m < unit->n; m++) {
    const sl_exact_cell_t *cell = &group->cells[unit->cell[m]];
    unit->whole.likeliest = fmax(unit->whole.likeliest, cell->likeliest * cell->multipliers[0]);
  }
  group->n_units++;
}

int sl_exact_make_units(sl_exact_group_t *group, sl_error_t *error)
{
  size_t mothers = 0;
  for (size_t c = 0; c < group->n_cells; c++) {
    mothers += is_mother(group, &group->cells[c]);
  }
  group->units = calloc(mothers + 1, sizeof *group->units);
  if (group->units == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu mothers", mothers);
  }
  for (size_t c = 0; c < group->n_cells; c++) {
    if (!is_mother(group, &group->cells[c])) {
      continue;
    }
    if (links_of_mother(group, &group->cells[c]) > SL_EXACT_UNIT_LINKS) {
      give_up(group, &group->cells[c]);
      continue;
    }
    sl_exact_unit_t *unit = &group->units[group->n_units];
    *unit = (sl_exact_unit_t){.n = 1, .cell = {c}};
    find_children(group, unit);
    find_links(group, unit);
    settle_unit(group, unit);
  }
  return SL_OK;
}

double sl_exact_link_chance(const sl_exact_group_t *group, const sl_exact_unit_t *unit,
                            const sl_exact_link_t *link, double factor)
{
  const sl_exact_cell_t *child = &group->cells[unit->cell[link->child]];
  return fmin(1.0, child->exposures[link->of_child].exposure * child->multipliers[0] * factor);
}

double sl_exact_link_covariance(const sl_exact_group_t *group, double factor)
{
  double sum = 0.0;
  for (size_t u = 0; u < group->n_units; u++) {
    const sl_exact_unit_t *unit = &group->units[u];
    for (size_t l = 0; l < unit->n_links; l++) {
      const sl_exact_link_t *link = &unit->link[l];
      const double q = sl_exact_link_chance(group, unit, link, factor);
      sum += unit->count * 2.0 * q * (1.0 - q) *
             law_at(group, &group->cells[unit->cell[link->child]], link->of_child)->mean *
             law_at(group, &group->cells[unit->cell[0]], link->of_mother)->mean;
    }
  }
  return sum;
}
