#include "sim/study/exact/cell.h"

#include "models/core/elementary.h"
#include "models/exact/atoms_sum.h"
#include "sim/study/exact/batches.h"
#include "sim/study/exact/moments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FLAT 1e-9         /* a slope that is none but for rounding: shares have few digits */
#define LEAST_MASS 1e-300 /* keeps the logarithm of a mass of 0 finite; near the least double */
#define NEGLIGIBLE 1e-15  /* a probability that is rounding: some units in the last place of 1 */
/* Pairs of a group's atoms, in all sums of all nodes of the factor. An end to the time: half or
 * twice of it changes no figure of tests/verify/cases. */
#define GROUP_WORK 1e8
#define SUM_WORK 1e5 /* in one sum at least, however many persons there are */

/* All persons of a batch at each node of the group factor. */
static void weigh(sl_exact_running_t *r, const sl_exact_batches_t *batches,
                  const sl_exact_batch_t *batch)
{
  const sl_exact_cell_t *cell = batches->cell;
  double weight[SL_FREQUENCY_NODES_MAX];
  memset(r->weights, 0, r->pass->factor.n * SL_FREQUENCY_NODES_MAX * sizeof *r->weights);
  for (size_t i = 0; i < r->pass->factor.n; i++) {
    for (size_t p = 0; p < cell->n_multipliers; p++) {
      const bool has = sl_exact_weigh_person(batches, batch, i, p, weight);
      for (size_t j = 0; has && j < batch->nodes.n; j++) {
        r->weights[i * SL_FREQUENCY_NODES_MAX + j] += cell->counts[p] * weight[j];
      }
    }
  }
}

/* ---- the ladder under a map ---- */

static int make_stretches(sl_exact_stretches_t *s, size_t n, sl_error_t *error)
{
  const size_t room = n + SL_MAP_KNOTS + 1;
  double **const arrays[] = {&s->share, &s->flat_share, &s->value, &s->low,
                             &s->high,  &s->flat_value, &s->masses};
  const size_t n_arrays = sizeof arrays / sizeof arrays[0];
  s->point = malloc(2 * room * sizeof *s->point);
  s->room = malloc(n_arrays * room * sizeof *s->room);
  if (s->point == NULL || s->room == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a ladder of %zu points", n);
  }
  for (size_t i = 0; i < n_arrays; i++) {
    *arrays[i] = s->room + i * room;
  }
  s->flat_point = s->point + room;
  return SL_OK;
}

/* The part of a point's stretch that lies in one piece of the map, low to high; narrow ones count
 * as the point itself, so that means stay. */
static void add_part(sl_exact_stretches_t *s, const sl_amount_map_t *map, size_t piece,
                     size_t point, double share, double low, double high, double here)
{
  if (fabs(sl_map_slope_after(map, piece)) < FLAT) {
    s->flat_point[s->n_flat] = point;
    s->flat_share[s->n_flat] = share;
    s->flat_value[s->n_flat++] = map->value[piece];
  } else {
    s->point[s->n] = point;
    s->share[s->n] = share;
    s->low[s->n] = sl_map_at(map, low);
    s->high[s->n] = sl_map_at(map, high);
    s->value[s->n++] = sl_map_at(map, fmin(fmax(here, low), high));
  }
}

/* A ladder's point stands for the amounts half way to its nearer neighbour. */
static void lay_stretches(const sl_exact_person_t *person, const sl_amount_map_t *map,
                          sl_exact_stretches_t *s)
{
  size_t piece = 0;
  s->n = s->n_flat = 0;
  for (size_t i = 0; i < person->n; i++) {
    const double here = person->amount[i];
    const double before = i > 0 ? here - person->amount[i - 1] : (double)INFINITY;
    const double after = i + 1 < person->n ? person->amount[i + 1] - here : 0.0;
    const double width = 0.5 * fmin(before, after);
    const double low = i > 0 ? here - width : 0.0, high = here + width;
    double from = low;
    while (piece + 1 < map->n && map->at[piece + 1] <= low) {
      piece++;
    }
    size_t k = piece;
    while (k + 1 < map->n && map->at[k + 1] < high) {
      const double to = map->at[k + 1];
      add_part(s, map, k++, i, (to - from) / (high - low), from, to, here);
      from = to;
    }
    add_part(s, map, k, i, from > low ? (high - from) / (high - low) : 1.0, from, high, here);
  }
}

static bool is_bounded(const sl_amount_map_t *map) { return !(map->slope > FLAT); }

/* A person's atoms as mapped: those of the total, and what flat pieces gather. */
static int map_atoms(const sl_exact_running_t *r, const sl_exact_work_t *work,
                     const sl_amount_map_t *map, sl_atoms_t *mapped)
{
  const sl_exact_person_t *person = &r->person;
  const sl_exact_stretches_t *s = &work->stretches;
  int code = SL_OK;
  sl_atoms_clear(mapped);
  mapped->lost = sl_exact_person_lost(person, map);
  for (size_t i = 0; code == SL_OK && i < person->atoms.n; i++) {
    code = sl_atoms_add(mapped, sl_map_at(map, person->atoms.atom[i].at),
                        person->atoms.atom[i].mass, r->error);
  }
  for (size_t i = 0; code == SL_OK && i < s->n_flat; i++) {
    const double mass = person->mass[s->flat_point[i]] * s->flat_share[i];
    const bool same = i > 0 && s->flat_value[i] == s->flat_value[i - 1];
    if (same) {
      mapped->atom[mapped->n - 1].mass += mass;
    } else {
      code = sl_atoms_add(mapped, s->flat_value[i], mass, r->error);
    }
  }
  if (code == SL_OK && is_bounded(map)) {
    code = sl_atoms_add(mapped, sl_map_at(map, person->amount[person->n - 1]), person->above,
                        r->error);
  }
  if (!r->lattice) {
    sl_atoms_settle(mapped);
  }
  return code;
}

/* ---- sums over persons ---- */

/* Variance by which the ladder spreads the person's total: each claim by a sixth of the square of
 * the step about it. */
static double spread_of(const sl_exact_person_t *person)
{
  double sum = 0.0;
  for (size_t i = 1; i < person->n; i++) {
    const double step = person->amount[i] - person->amount[i - 1];
    sum += fabs(person->mass[i]) * step * step;
  }
  return sum * fmax(1.0, person->claims) / 6.0;
}

/* A variance below 0 is 0 at every resolution, whose comparison then tells nothing: what the ladder
 * spreads does. */
static sl_exact_sums_t person_sums(const sl_exact_running_t *r, const sl_exact_work_t *work)
{
  sl_exact_sums_t sums = {.spread = spread_of(&r->person)};
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    const sl_amount_map_t *map = &work->maps.total[t];
    sums.mean[t] = sl_exact_person_mean(&r->person, map, &sums.variance[t]);
    sums.kink[t] = sl_exact_person_kinks(&r->person, map) +
                   sl_exact_person_off_ladder(&r->person, map, &sums.square[t]);
    if (sums.variance[t] < 0.0) {
      const double slope = sl_exact_steepest(map);
      sums.square[t] += slope * slope * sums.spread - sums.variance[t];
      sums.variance[t] = 0.0;
    }
  }
  if (isfinite(work->maps.claimant_above)) {
    sums.claimants =
        sl_exact_person_above(&r->person, work->maps.claimant_above, &sums.claimants_rough);
  }
  sums.log_none = sl_det_log1p(-fmin(sums.claimants, 1.0 - NEGLIGIBLE));
  return sums;
}

static double weighted(double weight, double x) { return isinf(x) ? x : weight * x; }

void sl_exact_add_sums(sl_exact_sums_t *into, double weight, const sl_exact_sums_t *sums)
{
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    into->mean[t] += weighted(weight, sums->mean[t]);
    into->variance[t] += weighted(weight, sums->variance[t]);
    into->kink[t] += weight * sums->kink[t];
    into->square[t] += fabs(weight) * sums->square[t];
  }
  into->claimants += weight * sums->claimants;
  into->claimants_rough += weight * sums->claimants_rough;
  into->log_none += weight * sums->log_none;
  into->log_atomic += weight * sums->log_atomic;
  into->spread += weight * sums->spread;
  into->moved += fabs(weight) * sums->moved;
  into->alias += fabs(weight) * sums->alias;
  sl_moments_add(&into->lost, fabs(weight), &sums->lost);
}

/* ---- one node ---- */

static void swap(double complex **a, double complex **b)
{
  double complex *kept = *a;
  *a = *b;
  *b = kept;
}

void sl_exact_swap_logs(sl_exact_work_t *work)
{
  swap(&work->log, &work->before);
  swap(&work->atomic_log, &work->atomic_before);
}

void sl_exact_transform_person(const sl_exact_running_t *r, size_t a, const sl_atoms_t *mapped,
                               const sl_exact_logs_t *before, const sl_exact_logs_t *into)
{
  sl_exact_work_t *work = &r->work[a];
  sl_exact_stretches_t *s = &work->stretches;
  for (size_t i = 0; i < s->n; i++) {
    s->masses[i] = r->person.mass[s->point[i]] * s->share[i];
  }
  const sl_spread_points_t points = {s->n, s->value, s->low, s->high, s->masses};
  const sl_spread_points_t none = {0};
  sl_group_sum_transform(work->sum, r->lattice ? &none : &points, mapped, before->whole,
                         into->whole);
  if (work->atomic != NULL) {
    sl_group_sum_transform(work->atomic, &none, mapped, before->atomic, into->atomic);
  }
}

int sl_exact_map_person(const sl_exact_running_t *r, size_t a, sl_atoms_t *mapped,
                        sl_exact_sums_t *sums)
{
  const sl_exact_work_t *work = &r->work[a];
  *sums = person_sums(r, work);
  const int code = map_atoms(r, work, &work->maps.total[r->pass->covers[a].of], mapped);
  sums->log_atomic = sl_det_log(fmax(sl_atoms_mass(mapped), LEAST_MASS));
  sums->moved = r->person.moved;
  sums->alias = r->person.alias;
  sums->lost = mapped->lost;
  return code;
}

void sl_exact_add_at_node(sl_exact_running_t *r, size_t a, size_t j, const sl_exact_sums_t *sums)
{
  sl_exact_cover_t *cover = &r->pass->covers[a];
  sl_exact_work_t *work = &r->work[a];
  for (size_t i = 0; i < r->pass->factor.n; i++) {
    const double weight = r->weights[i * SL_FREQUENCY_NODES_MAX + j];
    sl_exact_add_sums(&cover->nodes[i], weight, sums);
    if (work->sum != NULL && weight != 0.0) {
      sl_group_sum_add(work->sum, i, weight, work->log);
    }
    if (work->atomic != NULL && weight != 0.0) {
      sl_group_sum_add(work->atomic, i, weight, work->atomic_log);
    }
  }
}

/* The person at a multiplier of the exposure. */
int sl_exact_find_total(sl_exact_running_t *r, const sl_exact_cell_t *cell, double multiplier)
{
  const sl_exact_group_t *group = r->pass->group;
  sl_exact_person_t *person = &r->person;
  int code = SL_OK;
  if (group->bundles != NULL) {
    sl_annual_ladder_person_total(r->ladder, cell->exposures + cell->n_services,
                                  cell->n_exposures - cell->n_services, multiplier, person->mass,
                                  &person->above);
  } else {
    code = sl_annual_ladder_total(r->ladder, cell->exposures, cell->n_exposures, multiplier,
                                  person->mass, &person->above, r->error);
  }
  sl_atoms_clear(&person->atoms);
  if (code == SL_OK && r->keeps_atoms) {
    code = sl_annual_ladder_atoms(r->ladder, cell->exposures, cell->n_exposures, multiplier,
                                  &person->atoms, r->error);
  }
  for (size_t i = 0; code == SL_OK && !r->keeps_atoms && i < (r->lattice ? person->n : 1); i++) {
    code = sl_atoms_add(&person->atoms, person->amount[i], person->mass[i], r->error);
    person->mass[i] = 0.0;
  }
  return code;
}

void sl_exact_settle_total(sl_exact_running_t *r, const sl_exact_cell_t *cell, double multiplier)
{
  const sl_exact_group_t *group = r->pass->group;
  sl_exact_person_t *person = &r->person;
  const sl_exact_moments_t m = sl_exact_moments(group, cell, multiplier, SL_EXACT_OF_LADDER);
  person->claims = sl_exact_moments(group, cell, multiplier, SL_EXACT_OF_DRAWN).mean;
  person->moved = r->pass->moves_atoms
                      ? sl_exact_moments(group, cell, multiplier, SL_EXACT_OF_ATOMS).mean
                      : 0.0;
  /* of several levels the finer ones pass on what they hold no more */
  person->alias = r->pass->ladder.n_levels == 1 ? SL_EXACT_ALIAS * fabs(person->above) : 0.0;
  sl_exact_person_settle(person, m.mean, m.variance);
}

/* ---- a cell ---- */

/* Without what is rounding: a lattice's list would be long. */
static int add_scaled(sl_atoms_t *into, const sl_atoms_t *from, double weight, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t k = 0; weight != 0.0 && code == SL_OK && k < from->n; k++) {
    if (fabs(from->atom[k].mass) > NEGLIGIBLE) {
      code = sl_atoms_add(into, from->atom[k].at, weight * from->atom[k].mass, error);
    }
  }
  sl_moments_add(&into->lost, fabs(weight), &from->lost);
  return code;
}

/* Pairs for each of the group's sums: of persons, and of powers for those who are alike. */
static double sum_work(const sl_exact_pass_t *pass)
{
  double sums = 0.0;
  for (size_t c = 0; c < pass->group->n_cells; c++) {
    const sl_exact_cell_t *cell = &pass->group->cells[c];
    for (size_t p = 0; p < cell->n_multipliers; p++) {
      for (double left = cell->counts[p]; left >= 1.0; left = floor(left / 2.0)) {
        sums += left >= 2.0 ? 2.0 : 1.0;
      }
    }
  }
  return fmax(GROUP_WORK / (sums * (double)pass->factor.n), SUM_WORK);
}

/* The group's atoms take in the batch's persons, each as weights of the nodes. */
static int add_group_atoms(sl_exact_running_t *r, const sl_exact_batches_t *batches,
                           const sl_exact_batch_t *batch, sl_exact_work_t *work)
{
  const sl_exact_cell_t *cell = batches->cell;
  const double likely = sum_work(r->pass);
  double weight[SL_FREQUENCY_NODES_MAX];
  sl_atoms_t person = {0};
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < r->pass->factor.n; i++) {
    for (size_t p = 0; code == SL_OK && p < cell->n_multipliers; p++) {
      if (!sl_exact_weigh_person(batches, batch, i, p, weight)) {
        continue;
      }
      sl_atoms_clear(&person);
      for (size_t j = 0; code == SL_OK && j < batch->nodes.n; j++) {
        code = add_scaled(&person, &work->mapped[j], weight[j], r->error);
      }
      sl_atoms_settle(&person);
      if (code == SL_OK) {
        code =
            sl_atoms_add_independent(&work->group[i], &person, cell->counts[p], likely, r->error);
      }
    }
  }
  sl_atoms_free(&person);
  return code;
}

int sl_exact_drop_atoms(sl_exact_work_t *work, int code)
{
  if (code != SL_ERR_UNSUPPORTED) {
    return code;
  }
  sl_group_sum_free(work->atomic);
  work->atomic = NULL;
  return SL_OK;
}

static int finish_batch(sl_exact_running_t *r, const sl_exact_batches_t *batches,
                        const sl_exact_batch_t *batch, sl_exact_work_t *work)
{
  int code = SL_OK;
  if (work->sum != NULL) {
    sl_group_sum_settle(work->sum);
  }
  if (work->atomic != NULL) {
    sl_group_sum_settle(work->atomic);
    code = sl_exact_drop_atoms(work, add_group_atoms(r, batches, batch, work));
  }
  return code;
}

int sl_exact_add_batches(sl_exact_running_t *r, const sl_exact_cell_t *cell,
                         sl_exact_add_node_t add_node, const void *of)
{
  sl_exact_batches_t batches = {.pass = r->pass, .cell = cell, .accuracy = r->accuracy};
  sl_exact_batch_t batch;
  int code = SL_OK;
  while (code == SL_OK && sl_exact_next_batch(&batches, &batch)) {
    weigh(r, &batches, &batch);
    for (size_t j = 0; code == SL_OK && j < batch.nodes.n; j++) {
      code = add_node(r, of, &batch, j);
    }
    for (size_t a = 0; code == SL_OK && a < r->pass->n_covers; a++) {
      code = finish_batch(r, &batches, &batch, &r->work[a]);
    }
  }
  return code;
}

/* ---- a cell's persons, one at a time ---- */

int sl_exact_take_person(sl_exact_running_t *r, const sl_exact_cell_t *cell, double low,
                         double high)
{
  return r->pass->group->bundles == NULL
             ? SL_OK
             : sl_annual_ladder_person(r->ladder, cell->bundled, cell->n_bundled, low, high,
                                       r->error);
}

void sl_exact_look_at(sl_exact_running_t *r, const sl_exact_cell_t *cell)
{
  const sl_exact_pass_t *pass = r->pass;
  for (size_t a = 0; a < pass->n_covers; a++) {
    if (pass->covers[a].is_wanted) {
      r->work[a].maps = sl_exact_maps(pass->group, cell, &pass->covers[a]);
      if (!r->lattice) {
        lay_stretches(&r->person, &r->work[a].maps.total[pass->covers[a].of],
                      &r->work[a].stretches);
      }
    }
  }
}

static int add_node(sl_exact_running_t *r, const void *of, const sl_exact_batch_t *batch, size_t j)
{
  const sl_exact_cell_t *cell = of;
  int code = j == 0 ? sl_exact_take_person(r, cell, batch->low, batch->high) : SL_OK;
  if (code == SL_OK) {
    code = sl_exact_find_total(r, cell, batch->nodes.multiplier[j]);
    sl_exact_settle_total(r, cell, batch->nodes.multiplier[j]);
  }
  for (size_t a = 0; code == SL_OK && a < r->pass->n_covers; a++) {
    sl_exact_work_t *work = &r->work[a];
    sl_exact_sums_t sums;
    if (!r->pass->covers[a].is_wanted) {
      continue;
    }
    code = sl_exact_map_person(r, a, &work->mapped[j], &sums);
    if (code == SL_OK && work->sum != NULL) {
      sl_exact_swap_logs(work);
      const sl_exact_logs_t into = {work->log, work->atomic_log};
      const sl_exact_logs_t before = {j == 0 ? NULL : work->before,
                                      j == 0 ? NULL : work->atomic_before};
      sl_exact_transform_person(r, a, &work->mapped[j], &before, &into);
    }
    if (code == SL_OK) {
      sl_exact_add_at_node(r, a, j, &sums);
    }
  }
  return code;
}

int sl_exact_add_cell(sl_exact_running_t *r, const sl_exact_cell_t *cell)
{
  sl_exact_look_at(r, cell);
  return sl_exact_add_batches(r, cell, add_node, cell);
}

/* ---- room ---- */

int sl_exact_work_init(sl_exact_running_t *r, size_t a)
{
  sl_exact_work_t *work = &r->work[a];
  int code = make_stretches(&work->stretches, r->person.n, r->error);
  const size_t n = work->sum != NULL ? sl_group_sum_frequencies(work->sum) : 1;
  double complex **const logs[] = {&work->log, &work->before, &work->atomic_log,
                                   &work->atomic_before};
  for (size_t i = 0; code == SL_OK && i < (work->atomic != NULL ? 4 : 2); i++) {
    *logs[i] = malloc(n * sizeof **logs[i]);
    code = *logs[i] != NULL
               ? SL_OK
               : sl_fail(r->error, SL_ERR_MEMORY, "no memory for an arrangement's distribution");
  }
  work->group = calloc(r->pass->factor.n, sizeof *work->group);
  if (code == SL_OK && work->group == NULL) {
    code = sl_fail(r->error, SL_ERR_MEMORY, "no memory for a group's atoms");
  }
  for (size_t i = 0; code == SL_OK && i < r->pass->factor.n; i++) {
    code = sl_atoms_add(&work->group[i], 0.0, 1.0, r->error);
  }
  return code;
}

void sl_exact_work_free(const sl_exact_pass_t *pass, sl_exact_work_t *work)
{
  sl_group_sum_free(work->sum);
  sl_group_sum_free(work->atomic);
  free(work->log);
  free(work->before);
  free(work->atomic_log);
  free(work->atomic_before);
  free(work->stretches.point);
  free(work->stretches.room);
  for (size_t j = 0; j < SL_FREQUENCY_NODES_MAX; j++) {
    sl_atoms_free(&work->mapped[j]);
  }
  for (size_t i = 0; work->group != NULL && i < pass->factor.n; i++) {
    sl_atoms_free(&work->group[i]);
  }
  free(work->group);
}
