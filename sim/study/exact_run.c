#include "sim/study/exact_run.h"

#include "models/elementary.h"
#include "sim/study/exact_bundles.h"
#include "sim/study/exact_grids.h"
#include "sim/study/exact_maps.h"
#include "sim/study/exact_moments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDING 1e-11 /* of a probability */

/* Room of one cover while cells are worked through. */
typedef struct work {
  sl_group_sum_t *sum;
  double complex *log, *before;
  double *values, *low, *high; /* the cover's map at the ladder's amounts, and around them */
  sl_exact_maps_t maps;
} work_t;

typedef struct running {
  sl_exact_pass_t *pass;
  sl_annual_ladder_t *ladder;
  size_t n; /* ladder amounts */
  const double *amounts;
  double *mass; /* n */
  bool lattice;
  work_t *work;    /* by cover */
  double *weights; /* [nodes of the group factor][nodes of the cell] */
  double accuracy;
  sl_error_t *error;
} running_t;

static bool is_bounded(const sl_amount_map_t *map) { return !(map->slope > 0.0); }

/* ---- one cell ---- */

static sl_frequency_nodes_t nodes_of(const running_t *r, const sl_exact_cell_t *cell)
{
  const sl_factor_nodes_t *factor = &r->pass->factor;
  const double low = cell->multipliers[0] * factor->factor[0];
  const double high = cell->multipliers[cell->n_multipliers - 1] * factor->factor[factor->n - 1];
  return sl_frequency_nodes(low, high, r->accuracy);
}

/* Persons of the cell at each node of the group factor, as weights of the cell's nodes. */
static void weigh(running_t *r, const sl_exact_cell_t *cell, const sl_frequency_nodes_t *nodes)
{
  const sl_factor_nodes_t *factor = &r->pass->factor;
  double weight[SL_FREQUENCY_NODES_MAX];
  memset(r->weights, 0, factor->n * SL_FREQUENCY_NODES_MAX * sizeof *r->weights);
  for (size_t i = 0; i < factor->n; i++) {
    for (size_t p = 0; p < cell->n_multipliers; p++) {
      sl_frequency_weights(nodes, cell->multipliers[p] * factor->factor[i], weight);
      for (size_t j = 0; j < nodes->n; j++) {
        r->weights[i * SL_FREQUENCY_NODES_MAX + j] += cell->counts[p] * weight[j];
      }
    }
  }
}

static sl_exact_sums_t person_sums(const work_t *work, const sl_exact_points_t *points)
{
  sl_exact_sums_t sums;
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    sums.mean[t] = sl_exact_map_mean(&work->maps.total[t], points, &sums.variance[t]);
    sums.kink[t] = sl_exact_kinks(&work->maps.total[t], points);
  }
  sums.claimants = isinf(work->maps.claimant_above)
                       ? 0.0
                       : sl_exact_probability_above(points, work->maps.claimant_above);
  sums.log_none = sl_det_log1p(-fmin(sums.claimants, 1.0 - 1e-15));
  return sums;
}

/* Weights may be negative: what is infinite stays so. */
static double weighted(double weight, double x) { return isinf(x) ? x : weight * x; }

static void add_sums(sl_exact_sums_t *into, double weight, const sl_exact_sums_t *sums)
{
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    into->mean[t] += weighted(weight, sums->mean[t]);
    into->variance[t] += weighted(weight, sums->variance[t]);
    into->kink[t] += weight * sums->kink[t];
  }
  into->claimants += weight * sums->claimants;
  into->log_none += weight * sums->log_none;
}

/* A ladder's point stands for the amounts half way to its nearer neighbour, but for 0 and the
 * points of a lattice. */
static void map_points(const running_t *r, work_t *work, const sl_amount_map_t *map)
{
  for (size_t i = 0; i < r->n; i++) {
    const double here = r->amounts[i];
    double width = 0.0;
    if (i > 0 && i + 1 < r->n && !r->lattice) {
      width = 0.5 * fmin(here - r->amounts[i - 1], r->amounts[i + 1] - here);
    }
    work->values[i] = sl_map_at(map, here);
    work->low[i] = sl_map_at(map, here - width);
    work->high[i] = sl_map_at(map, here + width);
  }
}

static void transform_person(running_t *r, work_t *work, bool is_first)
{
  const sl_spread_points_t points = {r->n, work->values, work->low, work->high, r->mass};
  double complex *swap = work->before;
  work->before = work->log;
  work->log = swap;
  sl_group_sum_transform(work->sum, &points, is_first ? NULL : work->before, work->log);
}

/* What lies above the ladder stays at a bounded map's cap. */
static void keep_cap(const running_t *r, const work_t *work, const sl_exact_cover_t *cover,
                     double above)
{
  if (is_bounded(&work->maps.total[cover->of])) {
    r->mass[r->n - 1] += above;
  }
}

static void add_node(running_t *r, size_t j, const sl_exact_points_t *points, double above)
{
  sl_exact_pass_t *pass = r->pass;
  for (size_t a = 0; a < pass->n_covers; a++) {
    sl_exact_cover_t *cover = &pass->covers[a];
    if (!cover->is_wanted) {
      continue;
    }
    work_t *work = &r->work[a];
    const sl_exact_sums_t sums = person_sums(work, points);
    if (!pass->moments_only && cover->has_distribution) {
      const double last = r->mass[r->n - 1];
      keep_cap(r, work, cover, above);
      transform_person(r, work, j == 0);
      r->mass[r->n - 1] = last;
    }
    for (size_t i = 0; i < pass->factor.n; i++) {
      const double weight = r->weights[i * SL_FREQUENCY_NODES_MAX + j];
      add_sums(&cover->nodes[i], weight, &sums);
      if (!pass->moments_only && cover->has_distribution) {
        sl_group_sum_add(work->sum, i, weight, work->log);
      }
    }
  }
}

static int take_person(running_t *r, const sl_exact_cell_t *cell, const sl_frequency_nodes_t *nodes)
{
  return r->pass->group->bundles == NULL
             ? SL_OK
             : sl_annual_ladder_person(r->ladder, cell->bundled, cell->n_bundled,
                                       nodes->multiplier[0], nodes->multiplier[nodes->n - 1],
                                       r->error);
}

static int person_total(running_t *r, const sl_exact_cell_t *cell, double multiplier, double *above)
{
  if (r->pass->group->bundles != NULL) {
    sl_annual_ladder_person_total(r->ladder, multiplier, r->mass, above);
    return SL_OK;
  }
  return sl_annual_ladder_total(r->ladder, cell->exposures, cell->n_exposures, multiplier, r->mass,
                                above, r->error);
}

static int add_cell(running_t *r, const sl_exact_cell_t *cell)
{
  sl_exact_pass_t *pass = r->pass;
  const sl_frequency_nodes_t nodes = nodes_of(r, cell);
  int code = take_person(r, cell, &nodes);
  weigh(r, cell, &nodes);
  for (size_t a = 0; a < pass->n_covers; a++) {
    if (pass->covers[a].is_wanted) {
      r->work[a].maps = sl_exact_maps(pass->group, cell, &pass->covers[a]);
    }
    if (r->work[a].sum != NULL) {
      map_points(r, &r->work[a], &r->work[a].maps.total[pass->covers[a].of]);
    }
  }
  for (size_t j = 0; code == SL_OK && j < nodes.n; j++) {
    double above = 0.0;
    code = person_total(r, cell, nodes.multiplier[j], &above);
    if (code == SL_OK) {
      const sl_exact_moments_t m =
          sl_exact_moments(pass->group, cell, nodes.multiplier[j], SL_EXACT_OF_LADDER);
      const sl_exact_points_t points =
          sl_exact_points(r->n, r->amounts, r->mass, above, m.mean, m.variance, r->lattice);
      add_node(r, j, &points, above);
    }
  }
  for (size_t a = 0; code == SL_OK && a < pass->n_covers; a++) {
    if (r->work[a].sum != NULL) {
      sl_group_sum_settle(r->work[a].sum);
    }
  }
  return code;
}

/* ---- set-up ---- */

static int tabulate(running_t *r)
{
  const sl_exact_group_t *group = r->pass->group;
  const sl_factor_nodes_t *factor = &r->pass->factor;
  sl_law_bundle_t *bundles = malloc((group->n_bundles + 1) * sizeof *bundles);
  if (bundles == NULL) {
    return sl_fail(r->error, SL_ERR_MEMORY, "no memory for %zu bundles", group->n_bundles);
  }
  for (size_t b = 0; b < group->n_bundles; b++) {
    const sl_exact_bundle_t *bundle = &group->bundles[b];
    bundles[b] = (sl_law_bundle_t){bundle->parts, bundle->n, bundle->low * factor->factor[0],
                                   bundle->high * factor->factor[factor->n - 1]};
  }
  const int code =
      sl_annual_ladder_tabulate(r->ladder, bundles, group->n_bundles, r->pass->coarseness,
                                sl_exact_claims_of_person(group), r->error);
  free(bundles);
  return code;
}

static int make_ladder(running_t *r, const sl_exact_pass_t *before)
{
  const sl_exact_group_t *group = r->pass->group;
  const sl_ladder_shape_t shape = sl_exact_ladder_shape(r->pass, before);
  r->lattice = shape.n_levels == 1 && shape.step == group->lattice;
  int code = sl_annual_ladder_new(&shape, group->scenario->frailty_shape, &r->ladder, r->error);
  for (size_t i = 0; code == SL_OK && i < group->n_laws; i++) {
    const sl_exact_law_t *law = &group->laws[i];
    size_t index;
    code = sl_annual_ladder_add(
        r->ladder,
        &(sl_claim_law_t){&group->scenario->services[law->service].frequency, &law->severity,
                          law->share * law->scale, law->share * law->limit, law->copay},
        &index, r->error);
  }
  if (code == SL_OK && group->bundles != NULL) {
    code = tabulate(r);
  }
  if (code == SL_OK) {
    r->n = sl_annual_ladder_n(r->ladder);
    r->amounts = sl_annual_ladder_amounts(r->ladder);
    r->mass = malloc(r->n * sizeof *r->mass);
    code = r->mass != NULL ? SL_OK : sl_fail(r->error, SL_ERR_MEMORY, "no memory for a person");
  }
  return code;
}

/* Whether the total of every person keeps to the lattice. */
static bool keeps_lattice(const running_t *r, const sl_exact_cover_t *cover)
{
  bool keeps = r->lattice;
  for (size_t c = 0; keeps && c < r->pass->group->n_cells; c++) {
    const sl_exact_maps_t maps = sl_exact_maps(r->pass->group, &r->pass->group->cells[c], cover);
    for (size_t i = 0; keeps && i < r->n; i++) {
      const double place = sl_map_at(&maps.total[cover->of], r->amounts[i]) / r->amounts[1];
      keeps = fabs(place - nearbyint(place)) < 1e-9 * (1.0 + place);
    }
  }
  return keeps;
}

/* Between the ladder's points about an amount. */
static double spacing_at(const running_t *r, double amount)
{
  size_t i = 1;
  while (i + 1 < r->n && r->amounts[i] < amount) {
    i++;
  }
  return r->amounts[i] - r->amounts[i - 1];
}

static int make_sum(running_t *r, const sl_exact_pass_t *before, size_t a)
{
  sl_exact_cover_t *cover = &r->pass->covers[a];
  work_t *work = &r->work[a];
  const double top = fmax(1.0, sl_exact_group_top(r->pass, &before->covers[a].sums, cover));
  cover->points = (size_t)(sl_exact_group_points(r->pass, &before->covers[a].sums, cover->of, top) /
                           r->pass->coarseness);
  cover->step = top / (double)(cover->points - 4);
  cover->ladder_step = spacing_at(r, fmin(top, r->amounts[r->n - 1]));
  cover->lattice = keeps_lattice(r, cover) && top / r->amounts[1] < 4.0 * SL_EXACT_GROUP_POINTS;
  if (cover->lattice) {
    cover->step = r->amounts[1];
    cover->points = (size_t)(top / cover->step) + 16;
  }
  const int code =
      sl_group_sum_new(cover->step, cover->points, r->pass->factor.n, &work->sum, r->error);
  if (code != SL_OK) {
    return code;
  }
  const size_t n = sl_group_sum_frequencies(work->sum);
  work->log = malloc(n * sizeof *work->log);
  work->before = malloc(n * sizeof *work->before);
  work->values = malloc(3 * r->n * sizeof *work->values);
  cover->mass = malloc(cover->points * sizeof *cover->mass);
  work->low = work->values != NULL ? work->values + r->n : NULL;
  work->high = work->values != NULL ? work->values + 2 * r->n : NULL;
  return work->log != NULL && work->before != NULL && work->values != NULL && cover->mass != NULL
             ? SL_OK
             : sl_fail(r->error, SL_ERR_MEMORY, "no memory for an arrangement's distribution");
}

static int make_work(running_t *r, const sl_exact_pass_t *before)
{
  sl_exact_pass_t *pass = r->pass;
  int code = SL_OK;
  r->work = calloc(pass->n_covers + 1, sizeof *r->work);
  r->weights = malloc(pass->factor.n * SL_FREQUENCY_NODES_MAX * sizeof *r->weights);
  if (r->work == NULL || r->weights == NULL) {
    return sl_fail(r->error, SL_ERR_MEMORY, "no memory for %zu arrangements", pass->n_covers);
  }
  for (size_t a = 0; code == SL_OK && a < pass->n_covers; a++) {
    sl_exact_cover_t *cover = &pass->covers[a];
    if (!cover->is_wanted) {
      continue;
    }
    cover->nodes = calloc(pass->factor.n, sizeof *cover->nodes);
    if (cover->nodes == NULL) {
      return sl_fail(r->error, SL_ERR_MEMORY, "no memory for an arrangement's moments");
    }
    if (!pass->moments_only && cover->has_distribution) {
      code = make_sum(r, before, a);
    }
  }
  return code;
}

static void free_work(running_t *r)
{
  for (size_t a = 0; r->work != NULL && a < r->pass->n_covers; a++) {
    sl_group_sum_free(r->work[a].sum);
    free(r->work[a].log);
    free(r->work[a].before);
    free(r->work[a].values);
  }
  free(r->work);
  free(r->weights);
  free(r->mass);
  sl_annual_ladder_free(r->ladder);
}

/* ---- covers ---- */

/* Fees and taxes are linear in paid claims. */
static double charge_of(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement)
{
  const sl_price_t none = {0};
  const sl_charges_t with =
      sl_arrangement_charges(arrangement, &scenario->enrolment, &none, 1.0, 0.0);
  const sl_charges_t without =
      sl_arrangement_charges(arrangement, &scenario->enrolment, &none, 0.0, 0.0);
  return with.fees + with.taxes - without.fees - without.taxes;
}

static void describe_cover(const sl_exact_group_t *group, sl_exact_cover_t *cover)
{
  const sl_arrangement_t *arrangement = cover->arrangement;
  const double charge = charge_of(group->scenario, arrangement);
  cover->charge = fabs(charge) > 1e-9 ? charge : 0.0;
  cover->of = arrangement->has_aggregate ? SL_TOTAL_ELIGIBLE : SL_TOTAL_CHARGED;
  cover->has_distribution = arrangement->kind->retains_claims;
  cover->is_plain = true;
  cover->is_unbounded = false;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_maps_t maps = sl_exact_maps(group, &group->cells[c], cover);
    cover->is_plain = cover->is_plain && sl_exact_maps_equal(&maps.total[SL_TOTAL_CHARGED],
                                                             &maps.total[SL_TOTAL_ELIGIBLE]);
    cover->is_unbounded =
        cover->is_unbounded || (cover->has_distribution && !is_bounded(&maps.total[cover->of]));
  }
}

static int describe_covers(sl_exact_pass_t *pass, const sl_exact_pass_t *before, sl_error_t *error)
{
  const sl_scenario_t *scenario = pass->group->scenario;
  sl_exact_cover_t *covers = calloc(scenario->n_arrangements + 1, sizeof *covers);
  if (covers == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu arrangements",
                   scenario->n_arrangements);
  }
  for (size_t a = 0; a < scenario->n_arrangements; a++) {
    covers[a].arrangement = &scenario->arrangements[a];
    covers[a].is_wanted = before != NULL ? before->covers[a].is_wanted : pass->covers[a].is_wanted;
    if (covers[a].is_wanted) {
      describe_cover(pass->group, &covers[a]);
    }
  }
  if (before == NULL) {
    free(pass->covers);
  }
  pass->covers = covers;
  pass->n_covers = scenario->n_arrangements;
  return SL_OK;
}

/* ---- over the group factor ---- */

static void mix_sums(const sl_exact_pass_t *pass, sl_exact_cover_t *cover)
{
  sl_exact_sums_t *all = &cover->sums;
  double none = 0.0, square[SL_N_TOTALS] = {0};
  *all = (sl_exact_sums_t){0};
  for (size_t i = 0; i < pass->factor.n; i++) {
    const double w = pass->factor.weight[i];
    const sl_exact_sums_t *node = &cover->nodes[i];
    add_sums(all, w, node);
    none += w * sl_det_exp(node->log_none);
  }
  for (size_t i = 0; i < pass->factor.n; i++) {
    for (size_t t = 0; t < SL_N_TOTALS; t++) {
      const double off = cover->nodes[i].mean[t] - all->mean[t];
      square[t] += isfinite(all->mean[t]) ? pass->factor.weight[i] * off * off : 0.0;
    }
  }
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    all->variance[t] += square[t];
  }
  all->log_none = sl_det_log(none);
}

/* The step of the group factor's normal score: four fifths of the width, in that score, of a narrow
 * total shifted by the factor. */
static double factor_step(const sl_exact_pass_t *pass, const sl_exact_pass_t *before)
{
  const double cv = pass->group->scenario->uncertainty;
  double step = 0.5;
  for (size_t a = 0; a < before->n_covers; a++) {
    const sl_exact_sums_t *sums = &before->covers[a].sums;
    if (before->covers[a].is_wanted && isfinite(sums->variance[before->covers[a].of])) {
      const double width =
          sqrt(sums->variance[before->covers[a].of]) / (sums->mean[before->covers[a].of] * cv);
      const double whole = width / sqrt(1.0 + width * width);
      step = fmin(step, 0.8 * whole);
    }
  }
  return fmax(step, 0.02) * sl_det_pow(pass->coarseness, 0.25);
}

static int make_factor(sl_exact_pass_t *pass, const sl_exact_pass_t *before, sl_error_t *error)
{
  const double cv = before != NULL ? pass->group->scenario->uncertainty : 0.0;
  return sl_factor_nodes_init(&pass->factor, cv, cv > 0.0 ? factor_step(pass, before) : 1.0, error);
}

int sl_exact_pass_run(sl_exact_pass_t *pass, const sl_exact_group_t *group, double coarseness,
                      const sl_exact_pass_t *before, sl_error_t *error)
{
  pass->group = group;
  pass->coarseness = coarseness;
  pass->moments_only = before == NULL;
  pass->shared_error = ROUNDING;
  running_t r = {.pass = pass, .error = error};
  r.accuracy = before == NULL ? 1e-3 : 1e-9 * sl_det_pow(coarseness, 5.0);
  int code = describe_covers(pass, before, error);
  if (code == SL_OK) {
    code = make_factor(pass, before, error);
  }
  if (code == SL_OK) {
    code = make_ladder(&r, before);
  }
  if (code == SL_OK) {
    code = make_work(&r, before);
  }
  for (size_t c = 0; code == SL_OK && c < group->n_cells; c++) {
    code = add_cell(&r, &group->cells[c]);
  }
  for (size_t a = 0; code == SL_OK && a < pass->n_covers; a++) {
    if (pass->covers[a].is_wanted) {
      mix_sums(pass, &pass->covers[a]);
      if (r.work[a].sum != NULL) {
        sl_group_sum_masses(r.work[a].sum, pass->factor.weight, pass->covers[a].mass);
      }
    }
  }
  free_work(&r);
  return code;
}

void sl_exact_pass_free(sl_exact_pass_t *pass)
{
  for (size_t a = 0; pass->covers != NULL && a < pass->n_covers; a++) {
    free(pass->covers[a].nodes);
    free(pass->covers[a].mass);
  }
  free(pass->covers);
  sl_factor_nodes_free(&pass->factor);
}
