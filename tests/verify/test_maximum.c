/* In every trial of random scenarios the cost stays within its maximum inside the contracts and
 * what the reasons named for it add (tests/support/invariants.h looks): covers with windows and
 * services of their own, run-in, coinsurance, maxima, exclusions, captives, funds, percentage fees.
 */
#include "models/funding/arrangement.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/verify/validation.h"

#include <stdio.h>
#include <string.h>

#define ARRANGEMENTS 6
#define TRIALS 256

typedef struct writer {
  FILE *out;
  unsigned state;
} writer_t;

static unsigned below(writer_t *w, unsigned n)
{
  w->state = w->state * 1664525U + 1013904223U;
  return (unsigned)(((uint64_t)(w->state >> 8) * n) >> 24);
}

static const char *pick(writer_t *w, const char *const *texts, unsigned n)
{
  return texts[below(w, n)];
}

/* Windows of the specific and of the aggregate, which holds at least the same claims: where it
 * holds fewer, a claim above the specific's deductible may lie below it under the aggregate. */
typedef struct windows {
  const char *specific, *aggregate;
} windows_t;

static windows_t windows(writer_t *w)
{
  static const windows_t all[] = {{"", ""},           {"12/12", "12/12"}, {"12/12", "12/15"},
                                  {"12/12", "24/12"}, {"12/15", "12/15"}, {"12/15", "12/24"},
                                  {"12/24", "12/24"}, {"15/12", "15/12"}, {"15/12", "24/12"},
                                  {"24/12", "24/12"}, {"paid", "paid"},   {"12/12", "paid"}};
  return all[below(w, sizeof all / sizeof all[0])];
}

static void put_window(writer_t *w, const char *window)
{
  fprintf(w->out, "%s%s", window[0] != '\0' ? ", contract: " : "", window);
}

static const char *services(writer_t *w)
{
  static const char *const texts[] = {"", "", "", ", services: [medical]", ", services: [drugs]"};
  return pick(w, texts, 5);
}

static bool runs_in(const char *text)
{
  return strstr(text, "15/12") != NULL || strstr(text, "24/12") != NULL ||
         strstr(text, "paid") != NULL;
}

static void put_specific(writer_t *w, unsigned deductible, const char *window, const char *services)
{
  static const char *const coinsurance[] = {"", "", ", coinsurance: 0.8"};
  static const char *const maximum[] = {"", "", ", maximum: 9000"};
  static const char *const per[] = {"", "", ", per: certificate"};
  static const char *const aggregating[] = {"", "", ", aggregating_deductible: 2500"};
  static const char *const lasers[] = {"", "", ", lasers: [{member: 4, deductible: 15000}]",
                                       ", lasers: [{member: 1, excluded: true}]"};
  fprintf(w->out, "    specific: {deductible: %u", deductible);
  put_window(w, window);
  fprintf(w->out, "%s%s%s%s%s%s%s}\n", services, pick(w, coinsurance, 3), pick(w, maximum, 3),
          pick(w, per, 3), pick(w, aggregating, 3), pick(w, lasers, 4),
          runs_in(window) && below(w, 2) == 0 ? ", run_in_maximum: 800" : "");
}

static void put_aggregate(writer_t *w, const char *window, const char *services)
{
  static const char *const attachments[] = {"attachment: 4000", "attachment: 20000",
                                            "corridor: 0.7", "corridor: 1.2"};
  static const char *const maximum[] = {"", ", maximum: 5000"};
  fprintf(w->out, "    aggregate: {%s", pick(w, attachments, 4));
  put_window(w, window);
  fprintf(w->out, "%s%s}\n", below(w, 2) == 0 ? services : "", pick(w, maximum, 2));
}

static void put_arrangement(writer_t *w, unsigned a)
{
  static const char *const fees[] = {"", "    fees: [{name: f, amount: 0.05, per: paid_claims}]\n",
                                     "    fees: [{name: f, amount: 3, per: claim}]\n"};
  static const char *const kinds[] = {"aso", "aso", "aso", "captive", "level_funded"};
  const char *kind = pick(w, kinds, 5);
  const bool captive = strcmp(kind, "captive") == 0, level = strcmp(kind, "level_funded") == 0;
  const unsigned deductible = 1000 + 1000 * below(w, 6);
  const windows_t both = windows(w);
  const char *covered = services(w);
  fprintf(w->out, "  - name: A%u\n    kind: %s\n%s", a, kind, pick(w, fees, 3));
  if (captive || below(w, 5) > 0) {
    put_specific(w, deductible, both.specific, covered);
  }
  if (level || below(w, 3) > 0) {
    put_aggregate(w, both.aggregate, covered);
  }
  if (captive) {
    fprintf(w->out, "    captive: {limit: %u, premium: {amount: 900, per: year}, share: 0.5%s}\n",
            deductible + 4000, below(w, 2) == 0 ? ", assessment_maximum: 700" : "");
  }
  if (level) {
    fprintf(w->out, "    surplus_share: 0.4\n");
  }
}

static void put_scenario(writer_t *w)
{
  static const char *const accountings[] = {"", "accounting: paid\n"};
  fprintf(w->out,
          "stoploss: 1\nname: Random\nstart: 2026-01-01\ncensus: random-maximum.csv\n%s"
          "claims:\n  frailty: {distribution: gamma, shape: 0.7}\n  services:\n"
          "    - {name: medical, frequency: {distribution: poisson, mean: 2}, severity: "
          "{distribution: lognormal, mean: 1500, cv: 3}, lag: {distribution: lognormal, mean: 70, "
          "cv: 1}}\n"
          "    - {name: drugs, frequency: {distribution: poisson, mean: 4}, severity: "
          "{distribution: gamma, shape: 0.5, scale: 600}, lag: {distribution: constant, value: "
          "12}}\nplans:\n  - {name: P, deductible: {person: 300, family: 600}, coinsurance: 0.2, "
          "out_of_pocket_max: {person: 1500, family: 3000}}\narrangements:\n",
          pick(w, accountings, 2));
  for (unsigned a = 0; a < ARRANGEMENTS; a++) {
    put_arrangement(w, a);
  }
  fprintf(w->out, "simulation: {trials: %d, seed: %u, pricing_trials: 128}\n", TRIALS,
          1 + below(w, 100000));
}

/* What a sink has seen. */
typedef struct seen {
  size_t trials, above; /* costs above the maximum alone */
  size_t by[SL_N_BEYOND];
  const sl_price_t *prices;
} seen_t;

static int look(void *context, const sl_block_t *block, sl_error_t *error)
{
  seen_t *seen = context;
  (void)error;
  for (size_t i = 0; i < block->n_trials * block->n_arrangements; i++) {
    const double most = seen->prices[i % block->n_arrangements].maximum_cost.value;
    seen->trials++;
    seen->above += block->cost[SL_COST_COST][i] > most + SL_DEFICIT_TOLERANCE;
    for (size_t r = 0; r < SL_N_BEYOND; r++) {
      seen->by[r] += block->cost[SL_COST_BEYOND_CONTRACT + r][i] > 0.0;
    }
  }
  return SL_OK;
}

static void run_scenario(unsigned number, seen_t *seen)
{
  char path[SL_PATH_MAX];
  sl_test_run_t run;
  sl_scratch_path(path, "random-maximum.yaml");
  writer_t w = {fopen(path, "w"), 977U * number + 11U};
  CU_ASSERT_PTR_NOT_NULL_FATAL(w.out);
  put_scenario(&w);
  fclose(w.out);
  const bool opened = sl_test_run_open(&run, path, 0, 0);
  CU_ASSERT_FATAL(opened);
  seen->prices = run.prices;
  const size_t failed = CU_get_number_of_failures();
  CU_ASSERT_TRUE(sl_test_run_simulate(&run, look, seen));
  if (CU_get_number_of_failures() > failed) {
    printf("\n    in random scenario %u\n", number);
  }
  sl_test_run_close(&run);
}

/* Every reason is met, and many a year passes the maximum by itself: else nothing would be tested.
 */
static void no_year_passes_its_maximum_and_reasons(void)
{
  const unsigned scenarios = sl_test_full() ? 600 : 40;
  char path[SL_PATH_MAX];
  seen_t seen = {0};
  sl_scratch_path(path, "random-maximum.csv");
  CU_ASSERT_FATAL(sl_file_write_text(path, "employee,relationship,age,sex,from,to\n"
                                           "1,employee,45,F,,\n1,spouse,47,M,,\n1,child,9,F,,\n"
                                           "2,employee,58,M,,\n2,spouse,55,F,,\n"
                                           "3,employee,30,F,2025-05-01,\n"
                                           "4,employee,39,M,,2026-08-31\n"
                                           "5,employee,27,F,,2025-11-30\n"));
  for (unsigned i = 0; i < scenarios; i++) {
    run_scenario(i, &seen);
  }
  CU_ASSERT(seen.above > seen.trials / 100);
  sl_validated_campaign("maximum cost and its reasons",
                        "%u random scenarios: no year above them, %.0f%% above the maximum alone",
                        scenarios, 100.0 * (double)seen.above / (double)seen.trials);
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    CU_ASSERT(seen.by[r] > 0);
  }
}

SL_SUITE(maximum, "verify/maximum",
         {"no year passes its maximum and the reasons named for it",
          no_year_passes_its_maximum_and_reasons});
