#include "sim/study/exact/run.h"

#include "models/core/elementary.h"
#include "models/funding/cost.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/exact/cell.h"
#include "sim/study/exact/factor.h"
#include "sim/study/exact/grids.h"
#include "sim/study/exact/laws.h"
#include "sim/study/exact/moments.h"
#include "sim/study/exact/together.h"

#include <math.h>
#include <stdlib.h>

#define ROUNDING 1e-11 /* of a probability: what transforms leave (models/exact/annual_total.h) */
#define CLAIM_ROUNDING 1e-15 /* likewise, for each claim that a person expects */
/* Logarithm of a probability, 1e-13: all persons' totals are atoms. It is below what rounding
 * hides; with -300 tests/verify/cases take 15 times as long. */
#define MATERIAL (-30.0)
#define LARGE_SCORE 5.0    /* passed once in 3.5 million years */
#define LATTICE_POINTS 2e6 /* times nodes of the group factor: 26 megabytes of transforms */
#define SPARE_POINTS 4     /* behind the group's top; without them no test fails */
#define SPARE_LATTICE 16   /* likewise, of a lattice */
#define NO_CHARGE 1e-9     /* per dollar paid: a difference of two sums that is rounding */
/* The first pass asks for sizes only. With twice or half of it bounds stay about as they are. */
#define FIRST_ACCURACY 1e-3
/* By resolution 1e-9, 3e-8, 1e-6. With 10 bounds are 13 times as wide. */
#define ACCURACY_POWER 5.0

static bool is_bounded(const sl_amount_map_t *map) { return !(map->slope > 0.0); }

/* ---- set-up ---- */

static int tabulate(sl_exact_running_t *r)
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

static int build_ladder(sl_exact_running_t *r)
{
  const sl_exact_group_t *group = r->pass->group;
  r->pass->ladder.keeps_atoms = r->keeps_atoms;
  int code = sl_annual_ladder_new(&r->pass->ladder, group->scenario->claims->frailty_shape,
                                  &r->ladder, r->error);
  for (size_t i = 0; code == SL_OK && i < group->n_laws; i++) {
    const sl_claim_law_t law = sl_exact_claim_law(group, i);
    size_t index;
    code = sl_annual_ladder_add(r->ladder, &law, &index, r->error);
  }
  return code;
}

/* Whether the atoms of every person's total can be listed, at a group factor hardly ever passed. */
static bool lists_atoms(const sl_exact_running_t *r)
{
  const sl_exact_group_t *group = r->pass->group;
  const double most = sl_det_exp(
      LARGE_SCORE * sqrt(sl_det_log1p(sl_det_pow(group->scenario->claims->uncertainty, 2.0))));
  sl_atoms_t atoms = {0};
  bool lists = true;
  for (size_t c = 0; lists && c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    const double multiplier = most * cell->multipliers[cell->n_multipliers - 1];
    lists = sl_annual_ladder_atoms(r->ladder, cell->exposures, cell->n_exposures, multiplier,
                                   &atoms, NULL) == SL_OK;
  }
  sl_atoms_free(&atoms);
  return lists;
}

static bool is_material(const sl_exact_cover_t *cover)
{
  return cover->is_wanted && cover->has_distribution && cover->sums.log_atomic > MATERIAL;
}

/* A lattice's total stands on one too, if its maps' knots let it and it is short enough. */
static double lattice_of_total(const sl_exact_pass_t *pass, const sl_exact_pass_t *before, size_t a)
{
  const sl_exact_cover_t *cover = &pass->covers[a];
  const double top = sl_exact_group_top(pass, &before->covers[a].sums, cover);
  const double lattice = sl_exact_mapped_lattice(pass, cover, top);
  return top / lattice * (double)pass->factor.n < LATTICE_POINTS ? lattice : 0.0;
}

/* All distributions that are asked for stand on lattices, or there is none to ask for yet. */
static bool may_be_lattice(const sl_exact_pass_t *pass, const sl_exact_pass_t *before)
{
  bool may = pass->group->lattice > 0.0;
  for (size_t a = 0; may && before != NULL && a < pass->n_covers; a++) {
    const sl_exact_cover_t *cover = &pass->covers[a];
    may = !cover->is_wanted || !cover->has_distribution || lattice_of_total(pass, before, a) > 0.0;
  }
  return may;
}

/* Atoms are kept apart where severities have some, or where all persons' totals may well be atoms
 * at once (nobody claims, all are capped). Too many to list: then none is worth the name. */
static bool wants_atoms(const sl_exact_pass_t *before)
{
  bool wants = before == NULL || before->keeps_atoms;
  for (size_t a = 0; before != NULL && a < before->n_covers; a++) {
    wants = wants || is_material(&before->covers[a]);
  }
  return wants;
}

static int make_ladder(sl_exact_running_t *r, const sl_exact_pass_t *before)
{
  sl_exact_pass_t *pass = r->pass;
  const sl_exact_group_t *group = pass->group;
  pass->ladder = sl_exact_ladder_shape(pass, before, may_be_lattice(pass, before));
  r->lattice = pass->ladder.n_levels == 1 && pass->ladder.step == group->lattice;
  r->keeps_atoms = !r->lattice && wants_atoms(before);
  int code = build_ladder(r);
  pass->keeps_atoms = r->keeps_atoms;
  if (code == SL_OK && before == NULL) {
    pass->keeps_atoms = sl_annual_ladder_has_atoms(r->ladder) && lists_atoms(r);
  }
  if (code == SL_OK && r->keeps_atoms && !pass->keeps_atoms) {
    sl_annual_ladder_free(r->ladder);
    r->ladder = NULL;
    r->keeps_atoms = false;
    code = build_ladder(r);
  }
  if (code == SL_OK && group->bundles != NULL) {
    code = tabulate(r);
  }
  if (code == SL_OK) {
    code = sl_exact_person_init(&r->person, sl_annual_ladder_n(r->ladder),
                                sl_annual_ladder_amounts(r->ladder), r->error);
  }
  pass->moves_atoms = code == SL_OK && !r->lattice && sl_annual_ladder_has_atoms(r->ladder);
  return code;
}

static int make_sum(sl_exact_running_t *r, const sl_exact_pass_t *before, size_t a)
{
  sl_exact_cover_t *cover = &r->pass->covers[a];
  sl_exact_work_t *work = &r->work[a];
  const double top = fmax(1.0, sl_exact_group_top(r->pass, &before->covers[a].sums, cover));
  cover->points = (size_t)(sl_exact_group_points(r->pass, &before->covers[a].sums, cover->of, top) /
                           r->pass->coarseness);
  cover->step = top / (double)(cover->points - SPARE_POINTS);
  cover->lattice = r->lattice;
  if (cover->lattice) {
    cover->step = lattice_of_total(r->pass, before, a);
    cover->points = (size_t)(top / cover->step) + SPARE_LATTICE;
  }
  int code = sl_group_sum_new(cover->step, cover->points, r->pass->factor.n, &work->sum, r->error);
  if (code == SL_OK && r->keeps_atoms && is_material(&before->covers[a])) {
    code = sl_group_sum_new(cover->step, cover->points, r->pass->factor.n, &work->atomic, r->error);
  }
  if (code == SL_OK) {
    cover->mass = malloc(cover->points * sizeof *cover->mass);
    code = cover->mass != NULL
               ? SL_OK
               : sl_fail(r->error, SL_ERR_MEMORY, "no memory for an arrangement's distribution");
  }
  return code;
}

static int make_work(sl_exact_running_t *r, const sl_exact_pass_t *before)
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
    code = code == SL_OK ? sl_exact_work_init(r, a) : code;
  }
  return code;
}

static void free_running(sl_exact_running_t *r)
{
  for (size_t a = 0; r->work != NULL && a < r->pass->n_covers; a++) {
    sl_exact_work_free(r->pass, &r->work[a]);
  }
  free(r->work);
  free(r->weights);
  sl_exact_person_free(&r->person);
  sl_annual_ladder_free(r->ladder);
}

/* ---- covers ---- */

/* Fees and taxes are linear in paid claims. */
static double charge_of(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement)
{
  const sl_price_t none = {0};
  const sl_charges_t with =
      sl_arrangement_charges(arrangement, &scenario->group->enrolment, &none, 1.0, 0.0);
  const sl_charges_t without =
      sl_arrangement_charges(arrangement, &scenario->group->enrolment, &none, 0.0, 0.0);
  return with.fees + with.taxes - without.fees - without.taxes;
}

/* What the cell's persons come to at most. */
static double most_of_cell(const sl_exact_cell_t *cell, const sl_amount_map_t *map)
{
  double persons = 0.0;
  for (size_t p = 0; p < cell->n_multipliers; p++) {
    persons += cell->counts[p];
  }
  return is_bounded(map) ? persons * map->value[map->n - 1] : (double)INFINITY;
}

static void describe_cover(const sl_exact_group_t *group, sl_exact_cover_t *cover)
{
  const sl_arrangement_t *arrangement = cover->arrangement;
  const double charge = charge_of(group->scenario, arrangement);
  cover->charge = fabs(charge) > NO_CHARGE ? charge : 0.0;
  cover->of = arrangement->has_aggregate ? SL_TOTAL_ELIGIBLE : SL_TOTAL_CHARGED;
  cover->has_distribution = arrangement->kind->retains_claims;
  cover->is_plain = true;
  cover->is_unbounded = false;
  cover->most = 0.0;
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    cover->is_linear[t] = true;
  }
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_maps_t maps = sl_exact_maps(group, &group->cells[c], cover);
    cover->is_plain = cover->is_plain && sl_exact_maps_equal(&maps.total[SL_TOTAL_CHARGED],
                                                             &maps.total[SL_TOTAL_ELIGIBLE]);
    cover->is_unbounded =
        cover->is_unbounded || (cover->has_distribution && !is_bounded(&maps.total[cover->of]));
    for (size_t t = 0; t < SL_N_TOTALS; t++) {
      cover->is_linear[t] = cover->is_linear[t] && maps.total[t].n == 1;
    }
    cover->most += most_of_cell(&group->cells[c], &maps.total[cover->of]);
  }
}

static int describe_covers(sl_exact_pass_t *pass, const sl_exact_pass_t *before, sl_error_t *error)
{
  const sl_scenario_t *scenario = pass->group->scenario;
  sl_exact_cover_t *covers = calloc(scenario->arrangements->n + 1, sizeof *covers);
  if (covers == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu arrangements",
                   scenario->arrangements->n);
  }
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    covers[a].arrangement = &scenario->arrangements->list[a];
    covers[a].is_wanted = before != NULL ? before->covers[a].is_wanted : pass->covers[a].is_wanted;
    if (covers[a].is_wanted) {
      describe_cover(pass->group, &covers[a]);
    }
  }
  if (before == NULL) {
    free(pass->covers);
  }
  pass->covers = covers;
  pass->n_covers = scenario->arrangements->n;
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
    sl_exact_add_sums(all, w, node);
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

/* The group's distribution: its atoms, and on the grid all that is none. */
static int mix_totals(const sl_exact_pass_t *pass, sl_exact_cover_t *cover, sl_exact_work_t *work,
                      sl_error_t *error)
{
  int code = SL_OK;
  sl_group_sum_masses(work->sum, pass->factor.weight, cover->mass);
  if (work->atomic == NULL) {
    return SL_OK;
  }
  double *atomic = malloc(cover->points * sizeof *atomic);
  if (atomic == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for an arrangement's distribution");
  }
  sl_group_sum_masses(work->atomic, pass->factor.weight, atomic);
  for (size_t k = 0; k < cover->points; k++) {
    cover->mass[k] -= atomic[k];
  }
  free(atomic);
  for (size_t i = 0; code == SL_OK && i < pass->factor.n; i++) {
    const sl_atoms_t *from = &work->group[i];
    for (size_t k = 0; code == SL_OK && k < from->n; k++) {
      code = sl_atoms_add(&cover->atoms, from->atom[k].at,
                          pass->factor.weight[i] * from->atom[k].mass, error);
    }
    sl_moments_add(&cover->atoms.lost, pass->factor.weight[i], &from->lost);
    sl_atoms_settle(&cover->atoms);
  }
  return code;
}

/* Persons' exposures are few and their atoms matter: no interpolation between them. */
static bool is_small(const sl_exact_pass_t *pass, const sl_exact_pass_t *before)
{
  bool small = pass->group->lattice > 0.0;
  for (size_t a = 0; before != NULL && a < before->n_covers; a++) {
    small = small || is_material(&before->covers[a]);
  }
  return small && before != NULL;
}

static int run_cells(sl_exact_running_t *r)
{
  sl_exact_pass_t *pass = r->pass;
  int code = SL_OK;
  for (size_t c = 0; code == SL_OK && c < pass->group->n_cells; c++) {
    if (pass->group->cells[c].unit == 0) {
      code = sl_exact_add_cell(r, &pass->group->cells[c]);
    }
  }
  for (size_t u = 0; code == SL_OK && u < pass->group->n_units; u++) {
    code = sl_exact_add_unit(r, &pass->group->units[u]);
  }
  for (size_t a = 0; code == SL_OK && a < pass->n_covers; a++) {
    if (pass->covers[a].is_wanted) {
      mix_sums(pass, &pass->covers[a]);
      if (r->work[a].sum != NULL) {
        code = mix_totals(pass, &pass->covers[a], &r->work[a], r->error);
      }
    }
  }
  return code;
}

int sl_exact_pass_run(sl_exact_pass_t *pass, const sl_exact_group_t *group, double coarseness,
                      const sl_exact_pass_t *before, sl_error_t *error)
{
  pass->group = group;
  pass->coarseness = coarseness;
  pass->moments_only = before == NULL;
  pass->shared_error = ROUNDING + CLAIM_ROUNDING * sl_exact_claims_of_person(group);
  pass->is_small = is_small(pass, before);
  sl_exact_running_t r = {.pass = pass, .error = error};
  r.accuracy =
      before == NULL ? FIRST_ACCURACY : SL_EXACT_ACCURACY * sl_det_pow(coarseness, ACCURACY_POWER);
  int code = describe_covers(pass, before, error);
  if (code == SL_OK) {
    code = sl_exact_make_factor(pass, before, error);
  }
  if (code == SL_OK) {
    code = make_ladder(&r, before);
  }
  if (code == SL_OK) {
    code = make_work(&r, before);
  }
  if (code == SL_OK) {
    code = run_cells(&r);
  }
  pass->is_lattice = r.lattice;
  free_running(&r);
  return code;
}

void sl_exact_pass_free(sl_exact_pass_t *pass)
{
  for (size_t a = 0; pass->covers != NULL && a < pass->n_covers; a++) {
    free(pass->covers[a].nodes);
    free(pass->covers[a].mass);
    sl_atoms_free(&pass->covers[a].atoms);
  }
  free(pass->covers);
  sl_factor_nodes_free(&pass->factor);
}
