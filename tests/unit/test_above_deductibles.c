/* What covers take above deductibles, settled by one sum of a person or by classes of paid days,
 * against every cover on every claim. */
#include "models/funding/arrangement.h"
#include "models/random/streams.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/dated/family.h"
#include "sim/engine/dated/take_one_step.h"
#include "sim/engine/dated/unit.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 9, CLAIMS = 240, PERSONS = 3, ARRANGEMENTS = 7, ROOM = 8000 };

static uint64_t draw(uint32_t *next, uint64_t below)
{
  const sl_stream_t stream = sl_stream_init(20261201, SL_PASS_MAIN, SL_DRAW_DAY, 0, 0);
  return sl_stream_word(&stream, 0, 1, (*next)++) % below;
}

/* Contracts that one sum settles, two on one ladder; then one whose maximum is noted, and two that
 * ask for more than one sum: an aggregate that holds what the specific does not, and a captive. */
static void make_arrangements(sl_engine_group_t *group, sl_arrangement_t *a)
{
  static const unsigned paid[ARRANGEMENTS] = {12, 15, 15, 24, 12, 15, 15};
  for (size_t i = 0; i < ARRANGEMENTS; i++) {
    a[i] = group->arrangement;
    a[i].specific.contract = a[i].aggregate.contract = sl_group_months(12, paid[i]);
  }
  a[2].specific.deductible = 2.5 * a[1].specific.deductible;
  a[3].specific.coinsurance = 0.8;
  a[3].specific.maximum = 9000.0;
  a[4].specific.n_lasers = 0;
  a[5].aggregate.contract = sl_group_months(12, 24);
  a[6].has_captive = true;
  a[6].captive.limit = 3.0 * a[6].specific.deductible;
  group->arrangements = (sl_arrangements_t){.list = a,
                                            .n = ARRANGEMENTS,
                                            .accounting = group->arrangements.accounting,
                                            .cash_flow = group->arrangements.cash_flow};
}

typedef struct claims {
  sl_listing_t listing;
  sl_claim_record_t records[TRIALS * CLAIMS];
  double plan[TRIALS * CLAIMS];
} claims_t;

/* Small ones and few large, so that some persons pass no deductible and some pass all. */
static void draw_claims(uint32_t *next, claims_t *c)
{
  uint32_t n = 0;
  c->listing.end = TRIALS;
  c->listing.year[0].records = c->records;
  c->listing.year[0].plan = c->plan;
  for (size_t t = 0; t < TRIALS; t++) {
    c->listing.year[0].first[t] = n;
    for (size_t k = draw(next, CLAIMS); k > 0; k--, n++) {
      const uint64_t lag = draw(next, 3) == 0 ? draw(next, 900) : draw(next, 60);
      const uint64_t key = sl_claim_key(draw(next, PERSONS), k, draw(next, SL_GROUP_SERVICES), 0);
      const double size = draw(next, 30) == 0 ? 40.0 : 1.0;
      c->plan[n] = draw(next, 9) == 0 ? 0.0 : size * (double)draw(next, 7000) / 7.0;
      c->records[n] = (sl_claim_record_t){c->plan[n], key | sl_claim_dates(draw(next, 365), lag)};
    }
  }
  c->listing.year[0].first[TRIALS] = n;
}

/* ---- as the engine takes them ---- */

static void take_trial(const sl_model_t *model, sl_dated_space_t *space, const claims_t *c,
                       size_t k, sl_unit_sums_t *sums)
{
  sl_family_claims_t *claims = &space->claims;
  const sl_holders_t holders = {PERSONS, claims->wanted, claims->held, space->nobody};
  memset(claims->paid, 0, (PERSONS + 1) * sizeof *claims->paid);
  for (uint32_t j = c->listing.year[0].first[k]; j < c->listing.year[0].first[k + 1]; j++) {
    claims->paid[sl_claim_person(c->records[j].key)] += c->plan[j];
  }
  for (size_t i = 0; i <= PERSONS; i++) {
    claims->wanted[i] = i < PERSONS && claims->paid[i] > claims->bounds.least[i];
    if (i < PERSONS && claims->paid[i] > claims->bounds.one_step[i]) {
      sl_take_one_step(model, claims, &c->listing, k, i, claims->paid[i], k, sums);
    }
  }
  sl_cells_hold(model, &c->listing, k, &holders);
  sl_covers_take(model, claims, k, sums);
  for (size_t i = 0; i <= PERSONS; i++) {
    sl_cells_release(&claims->held[i]);
  }
}

/* All that is eligible below any deductible: the cells', as read. */
static void add_below(const sl_model_t *model, const claims_t *c, sl_unit_sums_t *sums)
{
  sl_cells_t *cells = NULL;
  double plan[SL_LISTED_TRIALS * PERSONS] = {0}, year[SL_LISTED_TRIALS * PERSONS] = {0};
  sl_person_sums_t persons = {PERSONS, plan, year};
  CU_ASSERT_EQUAL_FATAL(sl_cells_new(model, TRIALS, &cells, NULL), SL_OK);
  sl_cells_add(cells, &c->listing, 0, false, &persons, 0, sums);
  sl_cells_read(cells, 0, TRIALS, sums);
  sl_cells_free(cells);
}

/* ---- cover by cover, claim by claim ---- */

static size_t claims_of(const claims_t *c, size_t k, size_t person, sl_paid_claim_t *list)
{
  size_t n = 0;
  for (uint32_t j = c->listing.year[0].first[k]; j < c->listing.year[0].first[k + 1]; j++) {
    const uint64_t key = c->records[j].key;
    if (sl_claim_person(key) == person) {
      const int32_t incurred = (int32_t)sl_claim_day(key);
      list[n++] = (sl_paid_claim_t){incurred, incurred + (int32_t)sl_claim_lag(key),
                                    sl_claim_service(key), c->plan[j]};
    }
  }
  return n;
}

/* The captive's layer: what lies between the deductible and its limit. */
static void take_layer(const sl_coverage_t *coverage, const sl_take_t *take,
                       const sl_timeline_t *timeline, const sl_paid_claims_t *claims,
                       double deductible, double *captive)
{
  static double room[ROOM];
  const double limit = coverage->captive_limit;
  const sl_specific_t layer = {.coinsurance = 1.0, .maximum = limit - deductible};
  sl_cover_t cover = take->cover;
  cover.specific = &layer;
  if (deductible < limit) {
    sl_cover_take(&cover, timeline, claims, deductible, false,
                  &(sl_cover_sums_t){.excess = captive, .stride = 1}, room);
  }
}

static double take_plainly(const sl_coverage_t *coverage, const sl_take_t *take,
                           sl_path_kind_t kind, const sl_paid_claims_t *claims,
                           const sl_cover_terms_t *terms, sl_unit_sums_t *sums, size_t cover,
                           size_t k)
{
  static double room[ROOM];
  const sl_timeline_t *timeline = &coverage->path[kind].timeline;
  if (take->kind == SL_TAKE_CAPTIVE) {
    take_layer(coverage, take, timeline, claims, terms->deductible,
               sl_unit_sums_path(sums, cover, kind, SL_PATH_CAPTIVE, k));
    return 0.0;
  }
  CU_ASSERT_FATAL(sl_cover_room(&take->cover, timeline) <= ROOM);
  const double attaches =
      fmax(terms->deductible, isinf(coverage->captive_limit) ? 0.0 : coverage->captive_limit);
  const sl_cover_sums_t to = {
      .excess = take->excess ? sl_unit_sums_path(sums, cover, kind, SL_PATH_EXCESS, k) : NULL,
      .eligible = take->eligible ? sl_unit_sums_path(sums, cover, kind, SL_PATH_ELIGIBLE, k) : NULL,
      .stride = 1};
  return sl_cover_take(&take->cover, timeline, claims, attaches, terms->excluded, &to, room);
}

static void note_person(const sl_model_t *model, size_t cover, const sl_paid_claims_t *claims,
                        const sl_cover_terms_t *terms, sl_unit_sums_t *sums, size_t k)
{
  const sl_coverage_t *coverage = &model->covers[cover];
  const size_t at = cover * SL_BLOCK_TRIALS + k;
  double gap = 0.0;
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_take_t *take = &coverage->take[i];
    double covered = 0.0;
    for (sl_path_kind_t kind = 0; kind < SL_PATH_KINDS; kind++) {
      if (sl_coverage_walks(coverage, take, kind)) {
        covered = take_plainly(coverage, take, kind, claims, terms, sums, cover, k);
      }
    }
    if (take->kind == SL_TAKE_SPECIFIC) {
      sums->claimants_half[at] += covered > 0.5 * terms->deductible;
      sums->claimants_full[at] += covered > terms->deductible;
    }
  }
  for (size_t j = 0; j < claims->n; j++) {
    gap += sl_coverage_is_gap(coverage, &claims->claim[j]) ? claims->claim[j].amount : 0.0;
  }
  sums->dated[SL_DATED_GAP_ABOVE][at] +=
      sl_specific_excess(&coverage->arrangement->specific, gap, terms->deductible);
}

/* ---- the comparison ---- */

static size_t apart_in(const double *a, const double *b, size_t n, size_t *met)
{
  size_t apart = 0;
  for (size_t i = 0; a != NULL && i < n; i++) {
    apart += !(fabs(a[i] - b[i]) <= 1e-9 * (1.0 + fabs(b[i])) + 1e-7);
    *met += b[i] != 0.0;
  }
  return apart;
}

static size_t apart(const sl_model_t *model, const sl_unit_sums_t *a, const sl_unit_sums_t *b,
                    size_t *met)
{
  static const sl_path_column_t columns[] = {SL_PATH_EXCESS, SL_PATH_ELIGIBLE, SL_PATH_CAPTIVE};
  const size_t n = model->n_covers * SL_BLOCK_TRIALS;
  const double *gap = b->dated[SL_DATED_GAP_ABOVE];
  size_t wrong = apart_in(a->claimants_half, b->claimants_half, n, met) +
                 apart_in(a->claimants_full, b->claimants_full, n, met) +
                 apart_in(a->dated[SL_DATED_GAP_ABOVE], gap, n, met);
  for (size_t c = 0; c < model->n_covers; c++) {
    for (sl_path_kind_t kind = 0; kind < SL_PATH_KINDS; kind++) {
      const size_t entries = 2 * model->covers[c].path[kind].timeline.n_slots;
      for (size_t i = 0; entries > 0 && i < 3 * (size_t)TRIALS; i++) {
        wrong += apart_in(sl_unit_sums_path(a, c, kind, columns[i % 3], i / 3),
                          sl_unit_sums_path(b, c, kind, columns[i % 3], i / 3), entries, met);
      }
    }
  }
  return wrong;
}

static void compare(const sl_model_t *model, uint32_t *next, size_t *met)
{
  static claims_t c;
  static sl_paid_claim_t list[CLAIMS];
  const sl_family_t *family = &model->scenario->group->families[0];
  sl_unit_sums_t taken, plain;
  void *space = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_dated_path.space_new(model, &space, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_unit_sums_init(&taken, model, sl_dated_path.layout, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_unit_sums_init(&plain, model, sl_dated_path.layout, NULL), SL_OK);
  sl_family_claims_t *claims = &((sl_dated_space_t *)space)->claims;
  claims->family = family;
  sl_covers_terms(model, family, claims->terms);
  sl_covers_bounds(model, family, claims->terms, true, &claims->bounds);
  draw_claims(next, &c);
  add_below(model, &c, &taken);
  for (size_t k = 0; k < TRIALS; k++) {
    take_trial(model, space, &c, k, &taken);
    for (size_t i = 0; i < (size_t)PERSONS * model->n_covers; i++) {
      const size_t person = i % PERSONS, cover = i / PERSONS;
      const sl_paid_claims_t own = {list, claims_of(&c, k, person, list)};
      note_person(model, cover, &own, &claims->terms[cover * PERSONS + person], &plain, k);
    }
  }
  CU_ASSERT_EQUAL(apart(model, &taken, &plain, met), 0);
  sl_unit_sums_free(&taken);
  sl_unit_sums_free(&plain);
  sl_dated_path.space_free(space);
}

/* one_step, by_class: ladders that are settled so. */
static void check(bool cash_flow, size_t one_step, size_t by_class)
{
  const sl_engine_options_t options = {.threads = 1, .claim_by_claim = true};
  sl_engine_group_t group;
  sl_arrangement_t arrangements[ARRANGEMENTS];
  sl_model_t *model = NULL;
  uint32_t next = 0;
  size_t met = 0, ones = 0, classes = 0;
  sl_group_make(&group, 1, 1);
  group.arrangements.cash_flow.wanted = cash_flow;
  make_arrangements(&group, arrangements);
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group.scenario, &options, 1, &model, NULL), SL_OK);
  for (size_t l = 0; l < model->n_ladders; l++) {
    ones += model->readings->one_step[l].covers != NULL;
    classes += model->readings->places != NULL && model->readings->places[l].told;
  }
  CU_ASSERT_EQUAL(ones, one_step);
  CU_ASSERT_EQUAL(classes, by_class);
  for (int round = 0; round < 30; round++) {
    compare(model, &next, &met);
  }
  CU_ASSERT(met > 5000);
  sl_model_free(model);
  sl_group_free(&group);
}

static void settled_by_one_sum(void) { check(false, 3, 5); }
static void and_months_by_class(void) { check(true, 3, 5); }

SL_SUITE(above_deductibles, "unit/above_deductibles", {"settled by one sum", settled_by_one_sum},
         {"and months by class", and_months_by_class});
