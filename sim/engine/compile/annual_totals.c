#include "sim/engine/compile/annual_totals.h"

#include "models/core/elementary.h"
#include "sim/engine/compile/large_block.h"
#include "sim/engine/compile/rating_cells.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/block.h"

#include <math.h>
#include <omp.h>
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

static bool follows_frailty(const sl_claims_t *claims)
{
  bool follows = false;
  for (size_t i = 0; i < claims->n_conditions; i++) {
    follows = follows || (claims->conditions[i].follows_frailty && isfinite(claims->frailty_shape));
  }
  return follows;
}

static bool has_certain(const sl_claims_t *claims)
{
  bool has = false;
  for (size_t s = 0; s < claims->n_services; s++) {
    has = has || claims->services[s].certain;
  }
  return has;
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
  if (follows_frailty(scenario->claims)) {
    return "a condition follows frailty, which tables of annual totals do not tell";
  }
  if (has_certain(scenario->claims)) {
    return "a known claimant's claims are certain, which tables of annual totals do not tell";
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

/* ---- tables side by side ---- */

/* What makes tables: a rating for every thread, the first one the others' own. */
typedef struct desk {
  sl_rating_t **rating;
  int n;
} desk_t;

static void desk_free(desk_t *desk)
{
  for (int i = desk->n; i-- > 0;) {
    sl_rating_free(desk->rating[i]);
  }
  free(desk->rating);
}

static int desk_new(const sl_model_t *model, double inflation, int threads, desk_t *desk,
                    sl_error_t *error)
{
  *desk = (desk_t){.rating = calloc((size_t)threads, sizeof(sl_rating_t *))};
  if (desk->rating == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %d threads", threads);
  }
  int code = sl_rating_new(model, inflation, &desk->rating[0], error);
  desk->n = code == SL_OK;
  /* Where one table is to be made the others' desks stay empty. */
  for (int i = 1; code == SL_OK && i < threads && (size_t)i < desk->rating[0]->n_cells; i++) {
    code = sl_rating_fork(desk->rating[0], &desk->rating[i], error);
    desk->n += code == SL_OK;
  }
  return code;
}

/* One table of many. */
typedef int (*make_t)(void *job, sl_rating_t *rating, size_t i, sl_error_t *error);

/* Tables 0 .. n - 1 of a job by all threads, the last ones first: those of larger laws take longer,
 * and threads are to end together. Of several failures the first table's is reported. */
static int make_all(const desk_t *desk, make_t make, void *job, size_t n, sl_error_t *error)
{
  size_t failed = n;
  int code = SL_OK;
#pragma omp parallel for num_threads(desk->n) schedule(dynamic, 1)
  for (size_t k = 0; k < n; k++) {
    const size_t i = n - 1 - k;
    sl_error_t own = {0};
    size_t first;
#pragma omp atomic read
    first = failed;
    if (i < first && make(job, desk->rating[omp_get_thread_num()], i, &own) != SL_OK) {
#pragma omp critical
      if (i < failed) {
#pragma omp atomic write
        failed = i;
        code = own.code;
        if (error != NULL) {
          *error = own;
        }
      }
    }
  }
  return code;
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
static sl_totals_t *const *neighbours(const nodes_t *nodes, double x, double weight[4])
{
  const double step = (nodes->high - nodes->low) / (double)(nodes->n - 1);
  const double at = floor((x - nodes->low) / step) - 1.0, most = (double)(nodes->n - 4);
  const size_t first = at < 0.0 ? 0 : (size_t)(at < most ? at : most);
  for (size_t i = 0; i < 4; i++) {
    weight[i] = 1.0;
    for (size_t k = 0; k < 4; k++) {
      weight[i] *= k != i ? (x - node_at(nodes, first + k)) /
                                (node_at(nodes, first + i) - node_at(nodes, first + k))
                          : 1.0;
    }
  }
  return nodes->table + first;
}

/* Nodes of a curve: every one, or those half way between coarser ones. */
typedef struct node_job {
  const sl_rating_curve_t *curve;
  nodes_t *nodes;
  const nodes_t *coarser; /* NULL at first */
  double *apart;          /* by node made: how far the interpolated table was off */
} node_job_t;

static int make_node(void *job, sl_rating_t *rating, size_t i, sl_error_t *error)
{
  const node_job_t *j = job;
  const size_t at = j->coarser != NULL ? 2 * i + 1 : i;
  const sl_rating_cell_t *cell = j->curve->cells;
  const double x = node_at(j->nodes, at);
  sl_totals_t **table = &j->nodes->table[at], *between = NULL;
  int code = make_table(rating, cell, sl_det_exp(x) / cell->multiplier, table, error);
  code = code == SL_OK ? check_table(*table, error) : code;
  if (code == SL_OK && j->coarser != NULL) {
    double weight[4];
    sl_totals_t *const *beside = neighbours(j->coarser, x, weight);
    code = sl_totals_interpolate(beside, weight, 4, &between, error);
    j->apart[i] = code == SL_OK ? sl_totals_distance(*table, between) : 0.0;
  }
  sl_totals_free(between);
  return code;
}

static int first_nodes(const desk_t *desk, const sl_rating_curve_t *curve, nodes_t *nodes,
                       sl_error_t *error)
{
  const sl_rating_cell_t *cells = curve->cells;
  node_job_t job = {.curve = curve, .nodes = nodes};
  *nodes = (nodes_t){sl_det_log(cells[0].multiplier),
                     sl_det_log(cells[curve->n - 1].multiplier),
                     FEWEST_NODES,
                     {NULL}};
  return make_all(desk, make_node, &job, nodes->n, error);
}

/* Tables half way between the nodes join them; *apart: how far the interpolated ones were off. */
static int refine(const desk_t *desk, const sl_rating_curve_t *curve, nodes_t *nodes, double *apart,
                  sl_error_t *error)
{
  double each[MOST_NODES] = {0};
  nodes_t finer = {nodes->low, nodes->high, 2 * nodes->n - 1, {NULL}};
  node_job_t job = {curve, &finer, nodes, each};
  const int code = make_all(desk, make_node, &job, nodes->n - 1, error);
  *apart = 0.0;
  for (size_t i = 0; i + 1 < nodes->n; i++) {
    *apart = fmax(*apart, each[i]);
  }
  for (size_t i = 0; i < nodes->n; i++) {
    finer.table[2 * i] = nodes->table[i];
  }
  *nodes = finer;
  return code;
}

/* Enough nodes for a curve, or none where its cells are to be made one by one. */
static int find_nodes(const desk_t *desk, const sl_rating_curve_t *curve, nodes_t *nodes,
                      sl_error_t *error)
{
  double apart = 1.0;
  if (curve->n < 4 * FEWEST_NODES || desk->rating[0]->keeps_atoms) {
    return SL_OK;
  }
  int code = first_nodes(desk, curve, nodes, error);
  while (code == SL_OK && apart > SL_TOTALS_INTERPOLATION && 2 * nodes->n - 1 <= MOST_NODES &&
         2 * nodes->n - 1 < curve->n) {
    code = refine(desk, curve, nodes, &apart, error);
  }
  if (apart > SL_TOTALS_INTERPOLATION) {
    free_nodes(nodes);
  }
  return code;
}

/* Cells: those of a curve with nodes, or all that have no table yet. */
typedef struct cell_job {
  const sl_rating_cell_t *cells;
  const nodes_t *nodes; /* NULL = none */
  sl_totals_t **tables; /* by cell */
  char *places;         /* likewise; with nodes */
} cell_job_t;

static int make_cell(void *job, sl_rating_t *rating, size_t i, sl_error_t *error)
{
  const cell_job_t *j = job;
  if (j->tables[i] != NULL) {
    return SL_OK;
  }
  int code = SL_OK;
  if (j->nodes != NULL) {
    double weight[4];
    sl_totals_t *const *beside = neighbours(j->nodes, sl_det_log(j->cells[i].multiplier), weight);
    j->tables[i] = (sl_totals_t *)(void *)(j->places + i * sl_totals_size());
    sl_totals_interpolate_at(j->tables[i], beside, weight, 4);
  } else {
    code = make_table(rating, &j->cells[i], 1.0, &j->tables[i], error);
  }
  return code == SL_OK ? check_table(j->tables[i], error) : code;
}

/* Room for all tables, once some curve asks for it. */
static int make_block(sl_annual_totals_t *totals, sl_error_t *error)
{
  if (totals->block == NULL) {
    totals->block = sl_large_block_new(totals->n * sl_totals_size());
  }
  return totals->block != NULL ? SL_OK
                               : sl_fail(error, SL_ERR_MEMORY,
                                         "no memory for %zu tables of annual totals", totals->n);
}

/* The tables of a curve that has enough cells for nodes, and needs not too many of them. */
static int make_curve(const desk_t *desk, const sl_rating_curve_t *curve,
                      sl_annual_totals_t *totals, sl_error_t *error)
{
  const size_t first = (size_t)(curve->cells - desk->rating[0]->cells);
  nodes_t nodes = {.n = 0};
  int code = find_nodes(desk, curve, &nodes, error);
  if (code == SL_OK && nodes.n > 0) {
    code = make_block(totals, error);
  }
  if (code == SL_OK && nodes.n > 0) {
    cell_job_t job = {curve->cells, &nodes, totals->tables + first,
                      totals->block + first * sl_totals_size()};
    code = make_all(desk, make_cell, &job, curve->n, error);
  }
  free_nodes(&nodes);
  return code;
}

static int make_tables(const desk_t *desk, sl_annual_totals_t *totals, sl_error_t *error)
{
  const sl_rating_t *rating = desk->rating[0];
  cell_job_t others = {rating->cells, NULL, totals->tables, NULL};
  int code = SL_OK;
  totals->n = rating->n_cells;
  for (size_t i = 0; code == SL_OK && i < rating->n_curves; i++) {
    const sl_rating_curve_t *curve = &rating->curves[i];
    code = make_curve(desk, curve, totals, error);
  }
  return code == SL_OK ? make_all(desk, make_cell, &others, rating->n_cells, error) : code;
}

static int new_totals(const sl_model_t *model, const sl_rating_t *rating,
                      sl_annual_totals_t **totals, sl_error_t *error)
{
  sl_annual_totals_t *made = calloc(1, sizeof *made);
  *totals = made;
  if (made != NULL) {
    made->inflation = rating->inflation;
    made->tables = calloc(rating->n_cells + 1, sizeof(sl_totals_t *));
    made->table_of = malloc((model->scenario->group->n_persons + 1) * sizeof *made->table_of);
  }
  return made != NULL && made->tables != NULL && made->table_of != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu tables of annual totals",
                       rating->n_cells);
}

int sl_annual_totals_new(const sl_model_t *model, double inflation, int threads,
                         sl_annual_totals_t **totals, sl_error_t *error)
{
  const char *obstacle = obstacle_of(model->scenario, model->needs_claims);
  desk_t desk;
  *totals = NULL;
  if (obstacle != NULL) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "simulation.sampler: totals does not apply here: %s; use claims", obstacle);
  }
  int code = desk_new(model, inflation, threads, &desk, error);
  code = code == SL_OK ? new_totals(model, desk.rating[0], totals, error) : code;
  code = code == SL_OK ? make_tables(&desk, *totals, error) : code;
  if (code == SL_OK) {
    sl_rating_assign(desk.rating[0], (*totals)->table_of);
  } else {
    sl_annual_totals_free(*totals);
    *totals = NULL;
  }
  desk_free(&desk);
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

static bool is_placed(const sl_annual_totals_t *totals, size_t i)
{
  return totals->block != NULL &&
         (const char *)totals->tables[i] == totals->block + i * sl_totals_size();
}

void sl_annual_totals_free(sl_annual_totals_t *totals)
{
  if (totals == NULL) {
    return;
  }
  for (size_t i = 0; totals->tables != NULL && i < totals->n; i++) {
    if (!is_placed(totals, i)) {
      sl_totals_free(totals->tables[i]);
    }
  }
  free(totals->block);
  free(totals->tables);
  free(totals->table_of);
  free(totals);
}
