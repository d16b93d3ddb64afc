#include "sim/study/exact/together.h"

#include "models/core/elementary.h"
#include "models/exact/atoms_sum.h"
#include "sim/study/exact/batches.h"
#include "sim/study/exact/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Persons are taken in for so many nodes at a time, which costs as much as a node's transforms; of
 * a long ladder each kept total is 0.3 megabytes. */
#define KEPT_NODES 16
#define LEAST_NONE 1e-15    /* a probability that is rounding, as of one person */
#define LEAST_ATOMIC 1e-300 /* keeps the logarithm of a mass of 0 finite */

/* ---- persons, given some of the links ---- */

/* One person given which of its links are cases, under one cover. */
typedef struct seen {
  sl_exact_sums_t sums;
  sl_atoms_t mapped;
  double complex *log, *atomic_log; /* owned; NULL where nothing is transformed */
} seen_t;

/* A person's total given which of its links are cases, at a node. */
typedef struct kept {
  double *mass; /* owned */
  double above;
  sl_atoms_t atoms;
} kept_t;

typedef struct together {
  sl_exact_running_t *r;
  const sl_exact_unit_t *unit;
  sl_exact_cell_t given;                 /* a person's cell with its links fixed; exposures owned */
  size_t first[1 + SL_EXACT_UNIT_LINKS]; /* by person: the first of its ways among those seen */
  size_t n_seen;
  seen_t *seen; /* [n_seen][covers] */
  kept_t *kept; /* [n_seen][KEPT_NODES] */
} together_t;

static bool has_link(const sl_exact_link_t *link, size_t person)
{
  return person == 0 || link->child == person;
}

/* The ways of one person among those of all links: its own links' bits. */
static size_t own_way(const sl_exact_unit_t *unit, size_t person, size_t way)
{
  size_t own = 0, bit = 0;
  for (size_t l = 0; l < unit->n_links; l++) {
    if (has_link(&unit->link[l], person)) {
      own |= (way >> l & 1) << bit++;
    }
  }
  return own;
}

static size_t ways_of(const sl_exact_unit_t *unit, size_t person)
{
  size_t ways = 1;
  for (size_t l = 0; l < unit->n_links; l++) {
    ways *= has_link(&unit->link[l], person) ? 2 : 1;
  }
  return ways;
}

/* A case that there is has an infinite exposure, which counts as a chance of 1. */
static void fix_links(together_t *t, size_t person, size_t own)
{
  const sl_exact_cell_t *cell = &t->r->pass->group->cells[t->unit->cell[person]];
  sl_claim_exposure_t *exposures = t->given.exposures;
  size_t bit = 0;
  t->given = *cell;
  t->given.exposures = exposures;
  memcpy(exposures, cell->exposures, cell->n_exposures * sizeof *exposures);
  for (size_t l = 0; l < t->unit->n_links; l++) {
    const sl_exact_link_t *link = &t->unit->link[l];
    if (has_link(link, person)) {
      exposures[person == 0 ? link->of_mother : link->of_child].exposure =
          own >> bit++ & 1 ? (double)INFINITY : 0.0;
    }
  }
}

static seen_t *seen_at(const together_t *t, size_t person, size_t own, size_t cover)
{
  return &t->seen[(t->first[person] + own) * t->r->pass->n_covers + cover];
}

/* To where the running person stands, or back. */
static void swap_total(sl_exact_person_t *person, kept_t *kept)
{
  const kept_t own = {person->mass, person->above, person->atoms};
  person->mass = kept->mass;
  person->above = kept->above;
  person->atoms = kept->atoms;
  *kept = own;
}

static kept_t *kept_at(const together_t *t, size_t person, size_t own, size_t j)
{
  return &t->kept[(t->first[person] + own) * KEPT_NODES + j % KEPT_NODES];
}

static double exposure_of(const together_t *t, size_t person, double factor)
{
  return t->r->pass->group->cells[t->unit->cell[person]].multipliers[0] * factor;
}

/* A person's totals in every way, for nodes `from` on. */
static int keep_totals(together_t *t, size_t person, const sl_exact_batch_t *batch, size_t from)
{
  sl_exact_running_t *r = t->r;
  const size_t end = from + KEPT_NODES < batch->nodes.n ? from + KEPT_NODES : batch->nodes.n;
  double low = INFINITY, high = 0.0;
  for (size_t j = from; j < end; j++) {
    low = fmin(low, batch->nodes.multiplier[j]);
    high = fmax(high, batch->nodes.multiplier[j]);
  }
  int code = sl_exact_take_person(r, &r->pass->group->cells[t->unit->cell[person]],
                                  exposure_of(t, person, low), exposure_of(t, person, high));
  for (size_t own = 0; code == SL_OK && own < ways_of(t->unit, person); own++) {
    fix_links(t, person, own);
    for (size_t j = from; code == SL_OK && j < end; j++) {
      code = sl_exact_find_total(r, &t->given, exposure_of(t, person, batch->nodes.multiplier[j]));
      swap_total(&r->person, kept_at(t, person, own, j));
    }
  }
  return code;
}

static int see_person(together_t *t, size_t person, double factor, size_t j)
{
  sl_exact_running_t *r = t->r;
  int code = SL_OK;
  sl_exact_look_at(r, &r->pass->group->cells[t->unit->cell[person]]);
  for (size_t own = 0; code == SL_OK && own < ways_of(t->unit, person); own++) {
    kept_t *kept = kept_at(t, person, own, j);
    fix_links(t, person, own);
    swap_total(&r->person, kept);
    sl_exact_settle_total(r, &t->given, exposure_of(t, person, factor));
    for (size_t a = 0; code == SL_OK && a < r->pass->n_covers; a++) {
      seen_t *seen = seen_at(t, person, own, a);
      if (r->pass->covers[a].is_wanted) {
        code = sl_exact_map_person(r, a, &seen->mapped, &seen->sums);
      }
      if (code == SL_OK && seen->log != NULL) {
        const sl_exact_logs_t none = {NULL, NULL}, into = {seen->log, seen->atomic_log};
        sl_exact_transform_person(r, a, &seen->mapped, &none, &into);
      }
    }
    swap_total(&r->person, kept);
  }
  return code;
}

/* ---- the mixture ---- */

/* The probability of a way. */
static double weight_of(const together_t *t, size_t way, double factor)
{
  double weight = 1.0;
  for (size_t l = 0; l < t->unit->n_links; l++) {
    const double q = sl_exact_link_chance(t->r->pass->group, t->unit, &t->unit->link[l], factor);
    weight *= way >> l & 1 ? q : 1.0 - q;
  }
  return weight;
}

/* Of independent persons: what either leaves out counts with all of the others' total too. */
static void add_independent(sl_exact_sums_t *into, const sl_exact_sums_t *sums, sl_exact_total_t of)
{
  const sl_moments_t own = {1.0, sums->mean[of],
                            sums->variance[of] + sums->mean[of] * sums->mean[of]};
  const sl_moments_t all = {1.0, into->mean[of],
                            into->variance[of] + into->mean[of] * into->mean[of]};
  sl_moments_t lost = {0};
  if (sums->lost.mass > 0.0 || into->lost.mass > 0.0) {
    const sl_moments_t first = sl_moments_of_sum(&into->lost, &own);
    const sl_moments_t second = sl_moments_of_sum(&all, &sums->lost);
    sl_moments_add(&lost, 1.0, &first);
    sl_moments_add(&lost, 1.0, &second);
  }
  into->lost = (sl_moments_t){0};
  sl_exact_add_sums(into, 1.0, sums);
  into->lost = lost;
}

/* The variance of a mixture: that of its means, too, whose error is that of each mean times how far
 * apart they are. */
static void mix_sums(const together_t *t, size_t cover, double factor, sl_exact_sums_t *mixed)
{
  const size_t ways = (size_t)1 << t->unit->n_links;
  const sl_exact_total_t of = t->r->pass->covers[cover].of;
  sl_exact_sums_t given[1 << SL_EXACT_UNIT_LINKS] = {0};
  double none = 0.0, atomic = 0.0;
  *mixed = (sl_exact_sums_t){0};
  for (size_t w = 0; w < ways; w++) {
    const double weight = weight_of(t, w, factor);
    for (size_t m = 0; m < t->unit->n; m++) {
      add_independent(&given[w], &seen_at(t, m, own_way(t->unit, m, w), cover)->sums, of);
    }
    if (weight > 0.0) {
      sl_exact_add_sums(mixed, weight, &given[w]);
    }
    none += weight * sl_det_exp(given[w].log_none);
    atomic += weight * sl_det_exp(given[w].log_atomic);
  }
  for (size_t w = 0; w < ways; w++) {
    const double weight = weight_of(t, w, factor);
    for (size_t k = 0; k < SL_N_TOTALS; k++) {
      const double off = isfinite(mixed->mean[k]) ? given[w].mean[k] - mixed->mean[k] : 0.0;
      mixed->variance[k] += weight * off * off;
      mixed->square[k] += weight * 2.0 * fabs(off) * given[w].kink[k];
    }
  }
  mixed->log_none = sl_det_log(fmax(none, LEAST_NONE));
  mixed->log_atomic = sl_det_log(fmax(atomic, LEAST_ATOMIC));
}

static void mix_logs(const together_t *t, size_t cover, double factor, bool of_atoms,
                     const double complex *before, double complex *log)
{
  const size_t ways = (size_t)1 << t->unit->n_links;
  sl_exact_work_t *work = &t->r->work[cover];
  sl_group_sum_t *sum = of_atoms ? work->atomic : work->sum;
  const double complex *parts[1 + SL_EXACT_UNIT_LINKS];
  sl_group_sum_begin_mixture(sum);
  for (size_t w = 0; w < ways; w++) {
    for (size_t m = 0; m < t->unit->n; m++) {
      const seen_t *seen = seen_at(t, m, own_way(t->unit, m, w), cover);
      parts[m] = of_atoms ? seen->atomic_log : seen->log;
    }
    sl_group_sum_mix(sum, weight_of(t, w, factor), parts, t->unit->n);
  }
  sl_group_sum_end_mixture(sum, before, log);
}

/* The unit's atoms as mapped. */
static int mix_atoms(const together_t *t, size_t cover, double factor, sl_atoms_t *mapped)
{
  sl_error_t *error = t->r->error;
  sl_atoms_t all = {0}, sum = {0};
  int code = SL_OK;
  sl_atoms_clear(mapped);
  for (size_t w = 0; code == SL_OK && w < (size_t)1 << t->unit->n_links; w++) {
    const double weight = weight_of(t, w, factor);
    code = sl_atoms_copy(&all, &seen_at(t, 0, own_way(t->unit, 0, w), cover)->mapped, error);
    for (size_t m = 1; code == SL_OK && m < t->unit->n; m++) {
      const seen_t *seen = seen_at(t, m, own_way(t->unit, m, w), cover);
      code = sl_atoms_convolve(&sum, &all, &seen->mapped, error);
      const sl_atoms_t swap = all;
      all = sum;
      sum = swap;
    }
    for (size_t k = 0; code == SL_OK && k < all.n; k++) {
      code = sl_atoms_add(mapped, all.atom[k].at, weight * all.atom[k].mass, error);
    }
    sl_moments_add(&mapped->lost, weight, &all.lost);
  }
  sl_atoms_settle(mapped);
  sl_atoms_free(&all);
  sl_atoms_free(&sum);
  return code;
}

static int mix_cover(const together_t *t, size_t a, double factor, size_t j)
{
  sl_exact_work_t *work = &t->r->work[a];
  sl_exact_sums_t sums;
  int code = SL_OK;
  mix_sums(t, a, factor, &sums);
  if (work->sum != NULL) {
    sl_exact_swap_logs(work);
    mix_logs(t, a, factor, false, j == 0 ? NULL : work->before, work->log);
  }
  if (work->atomic != NULL) {
    mix_logs(t, a, factor, true, j == 0 ? NULL : work->atomic_before, work->atomic_log);
    code = sl_exact_drop_atoms(work, mix_atoms(t, a, factor, &work->mapped[j]));
  }
  if (code == SL_OK) {
    sl_exact_add_at_node(t->r, a, j, &sums);
  }
  return code;
}

static int add_node(sl_exact_running_t *r, const void *of, const sl_exact_batch_t *batch, size_t j)
{
  const together_t *together = of;
  together_t t = *together;
  const double factor = batch->nodes.multiplier[j];
  int code = SL_OK;
  for (size_t m = 0; code == SL_OK && m < t.unit->n; m++) {
    code = j % KEPT_NODES == 0 ? keep_totals(&t, m, batch, j) : SL_OK;
    code = code == SL_OK ? see_person(&t, m, factor, j) : code;
  }
  for (size_t a = 0; code == SL_OK && a < r->pass->n_covers; a++) {
    if (r->pass->covers[a].is_wanted) {
      code = mix_cover(&t, a, factor, j);
    }
  }
  return code;
}

/* ---- room ---- */

static double complex *room_of(const sl_group_sum_t *sum, bool *short_of_memory)
{
  double complex *room = sum != NULL ? malloc(sl_group_sum_frequencies(sum) * sizeof *room) : NULL;
  *short_of_memory = *short_of_memory || (sum != NULL && room == NULL);
  return room;
}

static bool keep_room(together_t *t)
{
  bool has = true;
  t->kept = calloc(t->n_seen * KEPT_NODES, sizeof *t->kept);
  for (size_t i = 0; t->kept != NULL && i < t->n_seen * KEPT_NODES; i++) {
    t->kept[i].mass = malloc((t->r->person.n + 1) * sizeof *t->kept[i].mass);
    has = has && t->kept[i].mass != NULL;
  }
  return has && t->kept != NULL;
}

static int make_room(together_t *t)
{
  const sl_exact_pass_t *pass = t->r->pass;
  size_t most = 0;
  bool short_of_memory = false;
  for (size_t m = 0; m < t->unit->n; m++) {
    const sl_exact_cell_t *cell = &pass->group->cells[t->unit->cell[m]];
    t->first[m] = t->n_seen;
    t->n_seen += ways_of(t->unit, m);
    most = cell->n_exposures > most ? cell->n_exposures : most;
  }
  t->given.exposures = malloc(most * sizeof *t->given.exposures);
  t->seen = calloc(t->n_seen * pass->n_covers + 1, sizeof *t->seen);
  for (size_t i = 0; t->seen != NULL && i < t->n_seen * pass->n_covers; i++) {
    const sl_exact_work_t *work = &t->r->work[i % pass->n_covers];
    t->seen[i].log = room_of(work->sum, &short_of_memory);
    t->seen[i].atomic_log = room_of(work->atomic, &short_of_memory);
  }
  return keep_room(t) && t->given.exposures != NULL && t->seen != NULL && !short_of_memory
             ? SL_OK
             : sl_fail(t->r->error, SL_ERR_MEMORY, "no memory for a mother and her children");
}

static void free_room(together_t *t)
{
  for (size_t i = 0; t->seen != NULL && i < t->n_seen * t->r->pass->n_covers; i++) {
    free(t->seen[i].log);
    free(t->seen[i].atomic_log);
    sl_atoms_free(&t->seen[i].mapped);
  }
  for (size_t i = 0; t->kept != NULL && i < t->n_seen * KEPT_NODES; i++) {
    free(t->kept[i].mass);
    sl_atoms_free(&t->kept[i].atoms);
  }
  free(t->kept);
  free(t->seen);
  free(t->given.exposures);
}

int sl_exact_add_unit(sl_exact_running_t *r, const sl_exact_unit_t *unit)
{
  together_t t = {.r = r, .unit = unit};
  int code = make_room(&t);
  if (code == SL_OK) {
    code = sl_exact_add_batches(r, &unit->whole, add_node, &t);
  }
  free_room(&t);
  return code;
}
