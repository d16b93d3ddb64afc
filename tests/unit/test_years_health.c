/* A person's health from plan year to plan year as later years' models draw it: frailties of seats,
 * cases of conditions beside a plain loop over the definition and their exact probabilities, and
 * how many of the dearest stay so. */
#include "models/severity/severity.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/dated/unit.h"
#include "sim/engine/trials/cases.h"
#include "sim/engine/trials/seats.h"
#include "sim/engine/years/several.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/results/block.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS = 4, LAST = YEARS - 1, BLOCKS = 40, DRAWN = BLOCKS * SL_BLOCK_TRIALS, CONDITIONS = 3 };

#define SHAPE 0.8
#define RHO 0.3
#define SEED 7

/* The incidence of the first two doubles from 40 to 41; 1.5 times as much is the group's. */
static const char basis[] =
    "stoploss_basis: 2\nname: by-age\ntitle: by age\ncurrency: USD\ndate: 2026-07-01\n"
    "frailty: {distribution: gamma, shape: 0.8, correlation: 0.3}\n"
    "age_curves: [{name: forties, ages: [0, 40, 42], female: [1, 2, 1], male: [1, 2, 1]}]\n"
    "services: [{name: s, frequency: {distribution: poisson, mean: 1}, severity: {distribution: "
    "constant, value: 100}}]\n"
    "conditions:\n"
    "  - {name: a, incidence: 0.1, age_curve: forties, continues: 0.6, severity: {distribution: "
    "gamma, shape: 2, scale: 100}, services: [{service: s, share: 1}]}\n"
    "  - {name: b, incidence: 0.02, age_curve: forties, continues: 0.9, severity: {distribution: "
    "constant, value: 1}, services: [{service: s, share: 1}]}\n"
    "  - {name: c, incidence: 0.2, severity: {distribution: constant, value: 1}, services: "
    "[{service: s, share: 1}]}\n";
static const double incidence[CONDITIONS] = {0.15, 0.03, 0.3};
static const double goes_on[CONDITIONS] = {0.6, 0.9, 0.0};

static double incidence_at(int condition, unsigned age)
{
  return incidence[condition] * (condition < 2 && age >= 40 && age < 42 ? 2.0 : 1.0);
}

#define CENSUS "employee,relationship,age,sex,plan\n1,employee,39,F,PPO\n2,employee,50,M,PPO\n"

typedef struct world {
  sl_loaded_t loaded;
  sl_model_t *first;
  sl_several_t *later;
} world_t;

/* change: of the group before it is compiled; NULL: nothing. */
static void open_world(const char *claims, const char *census, unsigned years,
                       void (*change)(sl_group_t *group), world_t *w)
{
  char text[1024];
  const sl_engine_options_t options = {.threads = 1, .claim_by_claim = true};
  sl_later_lists_t lists[SL_PLAN_YEARS_MAX] = {{0}};
  snprintf(text, sizeof text,
           SL_TEXT_HEAD "years: %u\npopulation: {ageing: true, turnover: 0.2}\nclaims: {%s}\n"
                        "simulation: {seed: 7}\n" SL_TEXT_TAIL,
           years, claims);
  sl_test_write("by-age.yaml", basis);
  w->loaded = sl_test_load(text, census);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w->loaded.scenario);
  if (change != NULL) {
    change(sl_test_parts(w->loaded.scenario).group);
  }
  for (unsigned k = 0; k < years; k++) {
    lists[k].list = w->loaded.scenario->arrangements->list;
  }
  CU_ASSERT_EQUAL_FATAL(sl_model_new(w->loaded.scenario, &options, 1, &w->first, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_several_new(w->first, &options, 1, lists, years - 1, &w->later, NULL),
                        SL_OK);
}

static void close_world(world_t *w)
{
  sl_several_free(w->later);
  sl_model_free(w->first);
  sl_test_unload(&w->loaded);
}

/* ---- seats ---- */

static uint8_t entries[SL_BLOCK_TRIALS], exits[SL_BLOCK_TRIALS];
static uint16_t places[SL_BLOCK_TRIALS];

/* The census's own, who stay; or copies, of whom every third came in each of the years 1 to 3. */
static sl_seats_t seats_of(bool copies)
{
  for (size_t t = 0; t < SL_BLOCK_TRIALS; t++) {
    entries[t] = (uint8_t)(copies ? 1 + t % 3 : 0);
    exits[t] = YEARS;
    places[t] = (uint16_t)t;
  }
  return copies ? (sl_seats_t){entries, exits, places} : (sl_seats_t){NULL, exits, NULL};
}

static sl_trials_t trials_of(const world_t *w, int k, uint32_t block, const sl_seats_t *seats)
{
  return (sl_trials_t){.model = k == 0 ? w->first : w->later->year[k - 1].plain,
                       .pass = SL_PASS_MAIN,
                       .inflation = 1.0,
                       .first = block * SL_BLOCK_TRIALS,
                       .n = SL_BLOCK_TRIALS,
                       .seats = k == 0 ? NULL : seats};
}

/* ---- frailty ---- */

static double frailty[YEARS][DRAWN];

/* By each year's model; returns how many the last one's has otherwise, or one at a time. */
static size_t draw_frailties(const world_t *w, bool copies)
{
  const uint32_t row = copies ? 1U | SL_COPY_ROW : 1U;
  const sl_seats_t seats = seats_of(copies);
  uint64_t words[SL_BLOCK_TRIALS];
  double again[SL_BLOCK_TRIALS];
  size_t apart = 0;
  for (uint32_t b = 0; b < BLOCKS; b++) {
    const sl_trials_t last = trials_of(w, LAST, b, &seats);
    for (int k = copies ? 1 : 0; k < YEARS; k++) {
      const sl_trials_t trials = trials_of(w, k, b, &seats);
      double *into = frailty[k] + (size_t)b * SL_BLOCK_TRIALS;
      sl_trials_multipliers(&trials, 0, row, NULL, words, into);
      sl_trials_multipliers(&last, k - LAST, row, NULL, words, again);
      for (size_t t = 0; t < SL_BLOCK_TRIALS; t++) {
        const bool here = k >= entries[t];
        apart += here && memcmp(&into[t], &again[t], sizeof *into) != 0;
        if (here && t % 37 < 3) {
          const double one = sl_trials_frailty_at(&trials, 0, row, t);
          apart += memcmp(&into[t], &one, sizeof one) != 0;
        }
      }
    }
  }
  return apart;
}

static int ascending(const void *left, const void *right)
{
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

/* Of the seats that are there from plan year `since` on or before. */
static size_t gather(int k, int since, double *into)
{
  size_t n = 0;
  for (size_t t = 0; t < DRAWN; t++) {
    if (entries[t % SL_BLOCK_TRIALS] <= since) {
      into[n++] = frailty[k][t];
    }
  }
  return n;
}

/* Gamma with mean 1: mean, and Kolmogorov and Smirnov's distance (below 2.2 / sqrt(n) in all but 1
 * of 10,000). */
static void check_marginal(int k)
{
  static double sorted[DRAWN];
  const sl_severity_t law = sl_group_severity("gamma", SHAPE, 1.0 / SHAPE);
  const size_t n = gather(k, k, sorted);
  double most = 0.0, sum = 0.0;
  qsort(sorted, n, sizeof *sorted, ascending);
  for (size_t i = 0; i < n; i++) {
    const double f = sl_severity_cdf(&law, sorted[i]);
    most = fmax(most, fmax(f - (double)i / (double)n, (double)(i + 1) / (double)n - f));
    sum += sorted[i];
  }
  SL_ASSERT_Z(sum / (double)n, 1.0, sqrt(1.0 / SHAPE / (double)n), 4.0);
  CU_ASSERT(most < 2.2 / sqrt((double)n));
}

/* (T_j - 1) (T_k - 1) a has mean rho^(k - j). */
static void check_pair(int j, int k)
{
  static double x[DRAWN], y[DRAWN];
  const size_t n = gather(j, j, x);
  double sum = 0.0, square = 0.0;
  CU_ASSERT_EQUAL(gather(k, j, y), n);
  for (size_t t = 0; t < n; t++) {
    const double product = (x[t] - 1.0) * (y[t] - 1.0) * SHAPE;
    sum += product / (double)n;
    square += product * product / (double)n;
  }
  SL_ASSERT_Z(sum, pow(RHO, k - j), sqrt((square - sum * sum) / (double)n), 4.0);
}

static void frailties_of(bool copies)
{
  world_t w;
  open_world("basis: by-age.yaml, risk_factor: 1.5", CENSUS, YEARS, NULL, &w);
  CU_ASSERT_EQUAL(draw_frailties(&w, copies), 0);
  for (int k = copies ? 1 : 0; k < YEARS; k++) {
    check_marginal(k);
    for (int j = copies ? 1 : 0; j < k; j++) {
      check_pair(j, k);
    }
  }
  close_world(&w);
}

static void frailties_of_the_census(void) { frailties_of(false); }
static void frailties_of_copies(void) { frailties_of(true); }

/* ---- cases ---- */

static double word(sl_draw_kind_t kind, int k, unsigned service, uint32_t trial, uint32_t row,
                   uint32_t draw)
{
  const sl_stream_t stream = sl_stream_init(SEED, SL_PASS_MAIN, kind, k, service);
  return (double)(sl_stream_word(&stream, trial, row, draw) >> 11) * 0x1p-53;
}

/* One plan year by the definition, from the cases of the year before (before < 0: it is the
 * first). */
static uint64_t defined(uint32_t trial, uint32_t row, int k, unsigned age, int64_t before)
{
  uint64_t has = 0;
  uint32_t draw = 0;
  double u = word(SL_DRAW_CONDITION, k, 0, trial, row, draw), none = 1.0;
  for (int i = 0; i < CONDITIONS; i++) {
    double q = incidence_at(i, age);
    if (before >= 0 && (before >> i & 1) != 0) {
      const bool stays = word(SL_DRAW_CONDITION, k, 1U + (unsigned)i, trial, row, 1) < goes_on[i];
      has |= (uint64_t)stays << i;
      continue;
    }
    if (before >= 0) {
      const double old = incidence_at(i, age - 1);
      q = fmax(0.0, (q - goes_on[i] * old) / (1.0 - old));
    }
    none *= 1.0 - q;
    if (u < 1.0 - none) {
      has |= (uint64_t)1 << i;
      u = word(SL_DRAW_CONDITION, k, 0, trial, row, ++draw);
      none = 1.0;
    }
  }
  return has;
}

static uint64_t chain(uint32_t trial, uint32_t row, int entry, int k, unsigned age_at_entry)
{
  int64_t has = -1;
  for (int y = entry; y <= k; y++) {
    has = (int64_t)defined(trial, row, y, age_at_entry + (unsigned)(y - entry), has);
  }
  return (uint64_t)has;
}

static uint64_t drawn[YEARS][DRAWN]; /* bits */

static void draw_cases(const world_t *w, bool copies)
{
  const sl_seats_t seats = seats_of(copies);
  sl_cases_work_t *work = NULL;
  sl_case_list_t list = {0};
  CU_ASSERT_EQUAL_FATAL(sl_cases_work_new(&work, NULL), SL_OK);
  memset(drawn, 0, sizeof drawn);
  for (int k = copies ? 1 : 0; k < YEARS; k++) {
    for (uint32_t b = 0; b < BLOCKS; b++) {
      const sl_trials_t trials = trials_of(w, k, b, &seats);
      const sl_scenario_t *scenario = trials.model->scenario;
      size_t p = 0; /* made one year younger where it was drawn a year later: 39 in its first */
      while (copies && k > 0 &&
             !(scenario->group->persons[p].row == (1U | SL_COPY_ROW) &&
               scenario->group->persons[p].age == 39)) {
        p++;
      }
      list.n = 0;
      CU_ASSERT_EQUAL(sl_cases_draw(work, &trials, 0, p, NULL, 0, &list, NULL), SL_OK);
      for (size_t i = 0; i < list.n; i++) {
        drawn[k][b * SL_BLOCK_TRIALS + list.cases[i].trial] |= (uint64_t)1
                                                               << list.cases[i].condition;
      }
    }
  }
  sl_case_list_free(&list);
  sl_cases_work_free(work);
}

/* The share of trials with it, and of those with it in the year before. */
static void check_shares(int k)
{
  for (int i = 0; i < CONDITIONS; i++) {
    double n = 0.0, before = 0.0, both = 0.0;
    for (size_t t = 0; t < DRAWN; t++) {
      const bool has = (drawn[k][t] >> i & 1) != 0;
      const bool had = k > 0 && (drawn[k - 1][t] >> i & 1) != 0;
      n += has;
      before += had;
      both += has && had;
    }
    const double q = incidence_at(i, 39U + (unsigned)k), c = goes_on[i];
    SL_ASSERT_Z(n / DRAWN, q, sqrt(q * (1.0 - q) / DRAWN), 4.0);
    if (k > 0) {
      SL_ASSERT_Z(both / before, c, sqrt(c * (1.0 - c) / before), 4.0);
    }
  }
}

static void cases_of_the_census(void)
{
  world_t w;
  size_t apart = 0;
  open_world("basis: by-age.yaml, risk_factor: 1.5", CENSUS, YEARS, NULL, &w);
  draw_cases(&w, false);
  for (int k = 0; k < YEARS; k++) {
    for (uint32_t t = 0; t < DRAWN; t++) {
      apart += chain(t, 1, 0, k, 39) != drawn[k][t];
    }
    if (k < 3) {
      check_shares(k); /* at 42 more cases go on than the incidence has */
    }
  }
  CU_ASSERT_EQUAL(apart, 0);
  close_world(&w);
}

/* All of one age in the year looked at, whenever they came. */
static void cases_of_copies(void)
{
  world_t w;
  size_t apart = 0, seen = 0;
  open_world("basis: by-age.yaml, risk_factor: 1.5", CENSUS, YEARS, NULL, &w);
  draw_cases(&w, true);
  for (int k = 1; k < YEARS; k++) {
    for (uint32_t t = 0; t < DRAWN; t++) {
      const int entry = 1 + (int)(t % SL_BLOCK_TRIALS) % 3;
      const uint64_t by_definition =
          k >= entry ? chain(t, 1U | SL_COPY_ROW, entry, k, 39U - (unsigned)(k - entry)) : 0;
      apart += by_definition != drawn[k][t];
      seen += by_definition != 0;
    }
  }
  CU_ASSERT_EQUAL(apart, 0);
  CU_ASSERT(seen > DRAWN / 2);
  close_world(&w);
}

/* ---- the dearest ---- */

/* The shipped basis's reference population below 65, each in a contract of his own. */
enum { BANDS = 13, PERSONS = 966 };
static const unsigned band_from[BANDS + 1] = {0, 1, 5, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65};
static const unsigned reference[2][BANDS] = {{5, 21, 59, 34, 37, 38, 42, 42, 41, 40, 42, 43, 41},
                                             {5, 22, 62, 35, 38, 38, 41, 41, 40, 39, 41, 41, 38}};

/* Of age 30, so far. */
static void make_census(char *census)
{
  size_t at = (size_t)sprintf(census, "employee,relationship,age,sex,plan\n");
  int id = 0;
  for (int sex = 0; sex < 2; sex++) {
    for (int band = 0; band < BANDS; band++) {
      for (unsigned i = 0; i < reference[sex][band]; i++) {
        at += (size_t)sprintf(census + at, "%d,employee,30,%s,PPO\n", id++, sex == 0 ? "F" : "M");
      }
    }
  }
  CU_ASSERT_EQUAL_FATAL(id, PERSONS);
}

/* Spread over their bands. */
static void set_ages(sl_group_t *group)
{
  size_t p = 0;
  for (int sex = 0; sex < 2; sex++) {
    for (int band = 0; band < BANDS; band++) {
      const unsigned width = band_from[band + 1] - band_from[band];
      for (unsigned i = 0; i < reference[sex][band]; i++) {
        group->persons[p++].age = band_from[band] + i % width;
      }
    }
  }
}

typedef struct dollars {
  double now[PERSONS * SL_BLOCK_TRIALS], next[PERSONS * SL_BLOCK_TRIALS];
} dollars_t;

static void simulate_person(const world_t *w, size_t c, void *spaces[2], sl_unit_sums_t sums[2],
                            dollars_t *dollars)
{
  static size_t none[2];
  sl_stays_t stays = {.first = none, .exit = exits};
  const sl_seating_t seating = {&stays, c, 1, &w->later->year[0].people.map, 0};
  const sl_tile_t tile = {.first_family = (uint32_t)c, .n_families = 1};
  for (int k = 0; k < 2; k++) {
    sl_trials_t trials = trials_of(w, k, 0, NULL);
    trials.seating = k > 0 ? &seating : NULL;
    sl_unit_sums_clear(&sums[k]);
    CU_ASSERT_EQUAL(sl_dated_path.simulate(&trials, &tile, spaces[k], &sums[k], NULL), SL_OK);
    memcpy((k == 0 ? dollars->now : dollars->next) + c * SL_BLOCK_TRIALS, sums[k].allowed,
           SL_BLOCK_TRIALS * sizeof(double));
  }
}

static double top_from(const double *x, size_t n)
{
  double *sorted = malloc(n * sizeof *sorted);
  CU_ASSERT_PTR_NOT_NULL_FATAL(sorted);
  memcpy(sorted, x, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, ascending);
  const double from = sorted[n - n / 100];
  free(sorted);
  return from;
}

/* 14 to 20 of 100 stay in the dearest hundredth, which is what the basis is fitted to. */
static void the_dearest_stay(void)
{
  static char census[(PERSONS + 2) * 32];
  world_t w;
  void *spaces[2] = {NULL, NULL};
  sl_unit_sums_t sums[2] = {{0}};
  dollars_t *dollars = calloc(1, sizeof *dollars);
  const size_t n = (size_t)PERSONS * SL_BLOCK_TRIALS;
  size_t stay = 0, were = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(dollars);
  make_census(census);
  seats_of(false);
  open_world("basis: us-commercial-2026", census, 2, set_ages, &w);
  for (int k = 0; k < 2; k++) {
    const sl_model_t *model = k == 0 ? w.first : w.later->year[0].plain;
    CU_ASSERT_EQUAL_FATAL(sl_dated_path.space_new(model, &spaces[k], NULL), SL_OK);
    CU_ASSERT_EQUAL_FATAL(sl_unit_sums_init(&sums[k], model, sl_dated_path.layout, NULL), SL_OK);
  }
  for (size_t c = 0; c < PERSONS; c++) {
    simulate_person(&w, c, spaces, sums, dollars);
  }
  const double now = top_from(dollars->now, n), next = top_from(dollars->next, n);
  for (size_t i = 0; i < n; i++) {
    were += dollars->now[i] >= now;
    stay += dollars->now[i] >= now && dollars->next[i] >= next;
  }
  const double share = (double)stay / (double)were;
  printf("\n    %.1f%% of the dearest hundredth stay in it ", 100.0 * share);
  CU_ASSERT(share >= 0.14 && share <= 0.20);
  for (int k = 0; k < 2; k++) {
    sl_dated_path.space_free(spaces[k]);
    sl_unit_sums_free(&sums[k]);
  }
  free(dollars);
  close_world(&w);
}

/* ---- known claimants ---- */

#define KNOWN(name)                                                                                \
  "{name: " name ", frequency: {distribution: poisson, mean: 1}, severity: {distribution: "        \
  "constant, value: 1}}"

/* Both services of a claimant end together, and for good; another's by themselves. */
static void known_claims_end_together(void)
{
  world_t w;
  const sl_seats_t seats = seats_of(false);
  double on[YEARS] = {0}, both = 0.0;
  size_t apart = 0;
  uint32_t counts[3][SL_BLOCK_TRIALS], before[SL_BLOCK_TRIALS];
  open_world("claimants: [{member: 1, continues: 0.8, services: [" KNOWN("a") ", " KNOWN(
                 "b") "]}, "
                      "{member: 2, continues: 0.5, services: [" KNOWN("c") "]}]",
             CENSUS, YEARS, NULL, &w);
  const sl_service_t *services = w.loaded.scenario->claims->services;
  for (uint32_t b = 0; b < BLOCKS; b++) {
    for (int k = 0; k < YEARS; k++) {
      const sl_trials_t trials = trials_of(&w, k, b, &seats);
      for (size_t i = 0; i < 3 * SL_BLOCK_TRIALS; i++) {
        counts[i / SL_BLOCK_TRIALS][i % SL_BLOCK_TRIALS] = 5;
      }
      for (uint32_t s = 0; s < 3; s++) {
        sl_seats_end(&trials, 0, &services[s], 1 + s / 2, counts[s]);
      }
      for (size_t t = 0; t < SL_BLOCK_TRIALS; t++) {
        apart += counts[0][t] != counts[1][t] || (k > 0 && counts[0][t] > before[t]);
        before[t] = counts[0][t];
        on[k] += counts[0][t] == 5;
        both += k == 1 && counts[0][t] + counts[2][t] == 10;
      }
    }
  }
  CU_ASSERT_EQUAL(apart, 0);
  CU_ASSERT_EQUAL(on[0], DRAWN);
  for (int k = 1; k < YEARS; k++) {
    const double p = pow(0.8, k);
    SL_ASSERT_Z(on[k] / DRAWN, p, sqrt(p * (1.0 - p) / DRAWN), 4.0);
  }
  SL_ASSERT_Z(both / DRAWN, 0.4, sqrt(0.4 * 0.6 / DRAWN), 4.0);
  close_world(&w);
}

SL_SUITE(years_health, "unit/years_health",
         {"frailties of the census's own", frailties_of_the_census},
         {"frailties of copies", frailties_of_copies},
         {"cases of the census's own", cases_of_the_census}, {"cases of copies", cases_of_copies},
         {"known claims end together", known_claims_end_together},
         {"the dearest stay", the_dearest_stay});
