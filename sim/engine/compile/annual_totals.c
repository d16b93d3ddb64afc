#include "sim/engine/compile/annual_totals.h"

#include "models/core/elementary.h"
#include "sim/engine/compile/rating_cells.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/block.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define FEWEST_NODES 9
#define MOST_NODES 257

static bool has_copay(const sl_scenario_t *scenario)
{
  bool found = false;
  for (size_t i = 0; i < scenario->plans->n; i++) {
    for (size_t s = 0; s < scenario->claims->n_services; s++) {
      found = found || !isnan(scenario->plans->list[i].rule[s].copay);
    }
  }
  return found;
}

static bool has_fee_by_claim(const sl_scenario_t *scenario)
{
  bool found = false;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    const sl_arrangement_t *arrangement = &scenario->arrangements->list[a];
    for (size_t i = 0; i < arrangement->n_fees; i++) {
      found = found || arrangement->fees[i].per == SL_PER_CLAIM;
    }
  }
  return found;
}

static const char *obstacle_of(const sl_scenario_t *scenario, bool by_claim)
{
  if (scenario->claims->uncertainty > 0.0) {
    return "claims.uncertainty makes a person's expected claims differ from trial to trial";
  }
  if (by_claim) {
    return "a contract, the cash flow or the plan (a family limit that can bind, too) asks when "
           "claims are incurred or paid, or which claim of a person it is";
  }
  if (has_copay(scenario)) {
    return "a copay is charged claim by claim";
  }
  if (has_fee_by_claim(scenario)) {
    return "a fee is charged by claim";
  }
  return NULL;
}

const char *sl_annual_totals_obstacle(const sl_scenario_t *scenario)
{
  return obstacle_of(scenario, sl_dating_is_needed(scenario));
}

static int check_table(const sl_totals_t *table, sl_error_t *error)
{
  if (sl_totals_error(table) <= SL_TOTALS_TOLERANCE) {
    return SL_OK;
  }
  return sl_fail(error, SL_ERR_UNSUPPORTED,
                 "simulation.sampler: totals does not suit these claims: a table of annual totals "
                 "would be off by %.2g of the mean (at most %g), as amounts crowd about a few "
                 "values; use claims",
                 sl_totals_error(table), SL_TOTALS_TOLERANCE);
}

/* The table of one cell. */
static int make_table(sl_rating_t *rating, const sl_rating_cell_t *cell, double multiplier,
                      sl_totals_t **table, sl_error_t *error)
{
  sl_total_law_t law;
  sl_error_t why = {0};
  const int code = sl_rating_law(rating, cell, multiplier, &law, &why);
  if (code == SL_OK) {
    return sl_totals_new(&law, table, error);
  }
  return code == SL_ERR_UNSUPPORTED
             ? sl_fail(error, code,
                       "simulation.sampler: totals does not suit these claims: fixed amounts make "
                       "too many different totals (%s); use claims",
                       why.text)
             : sl_fail(error, code, "%s", why.text);
}

/* ---- a curve of cells ---- */

/* Tables at equal steps of the multiplier's logarithm. */
typedef struct nodes {
  double low, high; /* logarithms of the multipliers at the ends */
  size_t n;         /* 1 + a power of 2; 0 = none */
  sl_totals_t *table[MOST_NODES];
} nodes_t;

static void free_nodes(nodes_t *nodes)
{
  for (size_t i = 0; i < nodes->n; i++) {
    sl_totals_free(nodes->table[i]);
  }
  nodes->n = 0;
}

static double node_at(const nodes_t *nodes, size_t i)
{
  return nodes->low + (nodes->high - nodes->low) * (double)i / (double)(nodes->n - 1);
}

/* Through the four nodes about x (Lagrange): local, as a kink of the severity is one of every
 * table, at another place in each. */
static int interpolate(const nodes_t *nodes, double x, sl_totals_t **table, sl_error_t *error)
{
  const double step = (nodes->high - nodes->low) / (double)(nodes->n - 1);
  const double at = floor((x - nodes->low) / step) - 1.0, most = (double)(nodes->n - 4);
  const size_t first = at < 0.0 ? 0 : (size_t)(at < most ? at : most);
  double weight[4];
  for (size_t i = 0; i < 4; i++) {
    weight[i] = 1.0;
    for (size_t k = 0; k < 4; k++) {
      weight[i] *= k != i ? (x - node_at(nodes, first + k)) /
                                (node_at(nodes, first + i) - node_at(nodes, first + k))
                          : 1.0;
    }
  }
  return sl_totals_interpolate(nodes->table + first, weight, 4, table, error);
}

static int make_node(sl_rating_t *rating, const sl_rating_cell_t *cell, double x,
                     sl_totals_t **table, sl_error_t *error)
{
  const int code = make_table(rating, cell, sl_det_exp(x) / cell->multiplier, table, error);
  return code == SL_OK ? check_table(*table, error) : code;
}

static int first_nodes(sl_rating_t *rating, const sl_rating_curve_t *curve, nodes_t *nodes,
                       sl_error_t *error)
{
  const sl_rating_cell_t *cells = curve->cells;
  int code = SL_OK;
  *nodes = (nodes_t){sl_det_log(cells[0].multiplier),
                     sl_det_log(cells[curve->n - 1].multiplier),
                     FEWEST_NODES,
                     {NULL}};
  for (size_t i = 0; code == SL_OK && i < nodes->n; i++) {
    code = make_node(rating, cells, node_at(nodes, i), &nodes->table[i], error);
  }
  return code;
}

/* Tables half way between the nodes join them; *apart: how far the interpolated ones were off. */
static int refine(sl_rating_t *rating, const sl_rating_curve_t *curve, nodes_t *nodes,
                  double *apart, sl_error_t *error)
{
  nodes_t finer = {nodes->low, nodes->high, 2 * nodes->n - 1, {NULL}};
  int code = SL_OK;
  *apart = 0.0;
  for (size_t i = 1; code == SL_OK && i < finer.n; i += 2) {
    sl_totals_t *between = NULL;
    code = make_node(rating, curve->cells, node_at(&finer, i), &finer.table[i], error);
    if (code == SL_OK) {
      code = interpolate(nodes, node_at(&finer, i), &between, error);
    }
    if (code == SL_OK) {
      *apart = fmax(*apart, sl_totals_distance(finer.table[i], between));
    }
    sl_totals_free(between);
  }
  for (size_t i = 0; i < nodes->n; i++) {
    finer.table[2 * i] = nodes->table[i];
  }
  *nodes = finer;
  return code;
}

/* Enough nodes for a curve, or none where its cells are to be made one by one. */
static int find_nodes(sl_rating_t *rating, const sl_rating_curve_t *curve, nodes_t *nodes,
                      sl_error_t *error)
{
  double apart = 1.0;
  if (curve->n < 4 * FEWEST_NODES || rating->keeps_atoms) {
    return SL_OK;
  }
  int code = first_nodes(rating, curve, nodes, error);
  while (code == SL_OK && apart > SL_TOTALS_INTERPOLATION && 2 * nodes->n - 1 <= MOST_NODES &&
         2 * nodes->n - 1 < curve->n) {
    code = refine(rating, curve, nodes, &apart, error);
  }
  if (apart > SL_TOTALS_INTERPOLATION) {
    free_nodes(nodes);
  }
  return code;
}

static int make_curve(sl_rating_t *rating, const sl_rating_curve_t *curve,
                      sl_annual_totals_t *totals, sl_error_t *error)
{
  nodes_t nodes = {.n = 0};
  int code = find_nodes(rating, curve, &nodes, error);
  for (size_t i = 0; code == SL_OK && i < curve->n; i++) {
    sl_totals_t **table = &totals->tables[totals->n++];
    code = nodes.n > 0 ? interpolate(&nodes, sl_det_log(curve->cells[i].multiplier), table, error)
                       : make_table(rating, &curve->cells[i], 1.0, table, error);
    if (code == SL_OK) {
      code = check_table(*table, error);
    }
  }
  free_nodes(&nodes);
  return code;
}

int sl_annual_totals_new(const sl_model_t *model, double inflation, sl_annual_totals_t **totals,
                         sl_error_t *error)
{
  const char *obstacle = obstacle_of(model->scenario, model->needs_claims);
  sl_rating_t *rating = NULL;
  *totals = NULL;
  if (obstacle != NULL) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "simulation.sampler: totals does not apply here: %s; use claims", obstacle);
  }
  int code = sl_rating_new(model, inflation, &rating, error);
  if (code != SL_OK) {
    return code;
  }
  sl_annual_totals_t *made = calloc(1, sizeof *made);
  *totals = made;
  if (made != NULL) {
    made->inflation = inflation;
    made->tables = calloc(rating->n_cells + 1, sizeof(sl_totals_t *));
    made->table_of = malloc((model->scenario->group->n_persons + 1) * sizeof *made->table_of);
  }
  if (made == NULL || made->tables == NULL || made->table_of == NULL) {
    code =
        sl_fail(error, SL_ERR_MEMORY, "no memory for %zu tables of annual totals", rating->n_cells);
  }
  for (size_t i = 0; code == SL_OK && i < rating->n_curves; i++) {
    code = make_curve(rating, &rating->curves[i], made, error);
  }
  if (code == SL_OK) {
    sl_rating_assign(rating, made->table_of);
  } else {
    sl_annual_totals_free(made);
    *totals = NULL;
  }
  sl_rating_free(rating);
  return code;
}

bool sl_annual_totals_bend(const sl_scenario_t *scenario)
{
  bool bend = false;
  for (size_t s = 0; s < scenario->claims->n_services; s++) {
    bend = bend || isfinite(scenario->claims->services[s].severity.limit);
  }
  return bend;
}

void sl_annual_totals_free(sl_annual_totals_t *totals)
{
  if (totals == NULL) {
    return;
  }
  for (size_t i = 0; totals->tables != NULL && i < totals->n; i++) {
    sl_totals_free(totals->tables[i]);
  }
  free(totals->tables);
  free(totals->table_of);
  free(totals);
}
