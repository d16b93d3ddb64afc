/* Every shipped scenario in a plan year of 1, 6 and 11 months beside a plan year of twelve months
 * made by hand to be the same: everybody leaves after so many months, contracts are given by the
 * dates of the short year's windows, and charges are the short year's. The same persons then have
 * the same claims on the same days in both: these must agree to the bit, and what does not ask how
 * long the plan year is to the rounding of sums by other months. A seasonality is given to every
 * second service. The hospital, which takes longest, is taken for six months alone unless in full.
 */
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 256, PRICING = 128 };
#define ROUNDING 1e-9 /* of deficits, small differences of large amounts, too */

static const char *const shipped[] = {"canadian-office", "flower-shop", "level-funded-startup",
                                      "machine-shop", "regional-hospital"};

/* ---- the short plan year ---- */

/* The column `months`, where there is one, cut to the plan year's. */
static void copy_census(const char *name, unsigned months, char *path)
{
  char from[SL_PATH_MAX];
  size_t length;
  sl_source_path(from, "scenarios/%s.csv", name);
  sl_scratch_path(path, "%s.csv", name);
  char *text = sl_file_read(from, &length);
  FILE *file = fopen(path, "w");
  CU_ASSERT_FATAL(text != NULL && file != NULL);
  int column = 0, wanted = -1;
  for (char *at = text; *at != '\0'; column++) {
    const size_t n = strcspn(at, ",\n");
    wanted = strncmp(at, "months", n) == 0 && n > 0 ? column : wanted;
    if (column == wanted && strtoul(at, NULL, 10) > months) {
      fprintf(file, "%u%c", months, at[n]);
    } else {
      fprintf(file, "%.*s%c", (int)n, at, at[n]);
    }
    column = at[n] == '\n' ? -1 : column;
    at += n + (at[n] != '\0');
  }
  CU_ASSERT_EQUAL(fclose(file), 0);
  free(text);
}

/* The scenario's text with its census and its months. */
static void copy_scenario(const char *name, unsigned months, char *path)
{
  char from[SL_PATH_MAX], census[SL_PATH_MAX];
  size_t length;
  copy_census(name, months, census);
  sl_source_path(from, "scenarios/%s.yaml", name);
  sl_scratch_path(path, "%s.yaml", name);
  char *text = sl_file_read(from, &length);
  FILE *file = fopen(path, "w");
  CU_ASSERT_FATAL(text != NULL && file != NULL);
  for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
    if (strncmp(line, "census:", 7) == 0) {
      fprintf(file, "census: %s\nmonths: %u\n", census, months);
    } else if (strncmp(line, "months:", 7) != 0) {
      fprintf(file, "%s\n", line);
    }
  }
  CU_ASSERT_EQUAL(fclose(file), 0);
  free(text);
}

static sl_scenario_t *load(const char *path)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = sl_scenario_load(path, NULL, &scenario, &faults);
  for (size_t i = 0; code != SL_OK && i < faults.n; i++) {
    printf("\n    %s:%zu: %s\n", faults.list[i].file, faults.list[i].line, faults.list[i].text);
  }
  sl_faults_free(&faults);
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  sl_test_parts(scenario).simulation->trials = TRIALS;
  sl_test_parts(scenario).simulation->pricing_trials = PRICING;
  sl_test_parts(scenario).arrangements->cash_flow.wanted = false; /* its months differ */
  return scenario;
}

static sl_scenario_t *load_short(const char *name, unsigned months)
{
  char path[SL_PATH_MAX];
  copy_scenario(name, months, path);
  return load(path);
}

/* ---- the same in twelve months ---- */

static void leave(sl_person_t *person, unsigned months, int last_day)
{
  if (!person->dated && person->months >= months) {
    person->dated = true;
    person->first_day = SL_DAY_ALWAYS_BEFORE;
    person->last_day = last_day;
  } else if (person->dated && person->last_day > last_day) {
    person->last_day = last_day;
  }
}

static sl_date_t date_of(const sl_calendar_t *calendar, int day)
{
  sl_date_t date = calendar->start;
  for (; day > 0; day--) {
    const bool ends = date.day == (int)sl_date_days_in_month(date.year, date.month);
    date = ends ? sl_date_add_months((sl_date_t){date.year, date.month, 1}, 1)
                : (sl_date_t){date.year, date.month, date.day + 1};
  }
  for (; day < 0; day++) {
    if (date.day > 1) {
      date.day--;
    } else {
      date = sl_date_add_months(date, -1);
      date.day = (int)sl_date_days_in_month(date.year, date.month);
    }
  }
  return date;
}

/* What is incurred earlier than this is paid before the plan year, whatever its lag. */
enum { EARLIEST = -1800 };

static void by_dates(sl_contract_t *contract, const sl_calendar_t *calendar)
{
  if (contract->kind == SL_CONTRACT_DEFAULT) {
    return;
  }
  const sl_window_t window = sl_contract_window(contract, calendar);
  const int from = window.incurred_from > EARLIEST ? window.incurred_from : EARLIEST;
  *contract = (sl_contract_t){.kind = SL_CONTRACT_DATES,
                              .incurred_from = date_of(calendar, from),
                              .incurred_to = date_of(calendar, window.incurred_to),
                              .paid_from = date_of(calendar, window.paid_from),
                              .paid_to = date_of(calendar, window.paid_to)};
}

/* Money of the same day, contracts of the same days, half a year's interest for half a year. */
static sl_scenario_t *load_long(const char *name, const sl_scenario_t *brief)
{
  char path[SL_PATH_MAX];
  sl_source_path(path, "scenarios/%s.yaml", name);
  sl_scenario_t *s = load(path);
  for (size_t p = 0; p < s->group->n_persons; p++) {
    leave(&s->group->persons[p], brief->months, brief->calendar.last_day);
  }
  for (size_t i = 0; i < s->claims->n_services; i++) {
    s->claims->services[i].amount_factor = brief->claims->services[i].amount_factor;
  }
  for (size_t i = 0; i < s->claims->n_conditions; i++) {
    s->claims->conditions[i].amount_factor = brief->claims->conditions[i].amount_factor;
  }
  for (size_t a = 0; a < s->arrangements->n; a++) {
    by_dates(&s->arrangements->list[a].specific.contract, &brief->calendar);
    by_dates(&s->arrangements->list[a].aggregate.contract, &brief->calendar);
    s->arrangements->list[a].refund.interest *= brief->months / 12.0;
  }
  sl_test_parts(s).group->enrolment = brief->group->enrolment;
  return s;
}

static void give_seasons(sl_scenario_t *scenario)
{
  static const double season[12] = {1.4, 1.3, 1.2, 1.0, 0.9, 0.8, 0.6, 0.7, 0.9, 1.0, 1.1, 1.1};
  for (size_t i = 0; i < scenario->claims->n_services; i += 2) {
    scenario->claims->services[i].seasonal = true;
    memcpy(scenario->claims->services[i].season, season, sizeof season);
  }
}

/* ---- the comparison ---- */

/* Every block of a run, one after the other. */
typedef struct columns {
  double trial[SL_N_TRIAL_VARIABLES][TRIALS];
  double cost[SL_N_COST_VARIABLES][TRIALS * 8]; /* by trial, then arrangement */
} columns_t;

static int take(void *context, const sl_block_t *block, sl_error_t *error)
{
  columns_t *columns = context;
  (void)error;
  CU_ASSERT_FATAL(block->n_trials == TRIALS && block->n_arrangements <= 8);
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    memcpy(columns->trial[v], block->trial[v], sizeof columns->trial[v]);
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    memcpy(columns->cost[v], block->cost[v], TRIALS * block->n_arrangements * sizeof(double));
  }
  return SL_OK;
}

static columns_t *simulate(const sl_scenario_t *scenario)
{
  const sl_engine_options_t options = {.threads = 2};
  sl_engine_t *engine = NULL;
  sl_error_t error = {0};
  columns_t *columns = calloc(1, sizeof *columns);
  sl_price_t *prices = calloc(scenario->arrangements->n, sizeof *prices);
  CU_ASSERT_FATAL(columns != NULL && prices != NULL);
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, &options, &engine, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, prices, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, take, columns, &error), SL_OK);
  sl_engine_free(engine);
  free(prices);
  return columns;
}

/* Advances and the terminal liability are of the plan year's months, run-out of its end. */
static bool asks_for_the_end(size_t variable)
{
  return variable == SL_COST_RUN_OUT || variable == SL_COST_TERMINAL_LIABILITY ||
         variable == SL_COST_LARGEST_ADVANCE || variable == SL_COST_PEAK_SHORTFALL;
}

static bool same(const double *one, const double *other, size_t n, double tolerance,
                 const char *name)
{
  for (size_t i = 0; i < n; i++) {
    const double apart = fabs(one[i] - other[i]);
    if (!(apart <= tolerance * fabs(other[i])) && !(isnan(one[i]) && isnan(other[i]))) {
      printf("\n    %s of %zu: %.17g in the short year, %.17g in twelve months", name, i, one[i],
             other[i]);
      return false;
    }
  }
  return true;
}

static void compare(const sl_scenario_t *brief, const sl_scenario_t *full)
{
  columns_t *one = simulate(brief), *other = simulate(full);
  bool agree = true;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    agree = agree && same(one->trial[v], other->trial[v], TRIALS, 0.0, sl_trial_variables[v].name);
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    agree = agree && (asks_for_the_end(v) ||
                      same(one->cost[v], other->cost[v], TRIALS * brief->arrangements->n, ROUNDING,
                           sl_cost_variables[v].name));
  }
  CU_ASSERT(agree);
  free(one);
  free(other);
}

static void check_months(unsigned months)
{
  const size_t all = sizeof shipped / sizeof shipped[0];
  for (size_t i = 0; i < (months == 6 || sl_test_full() ? all : all - 1); i++) {
    sl_scenario_t *brief = load_short(shipped[i], months);
    sl_scenario_t *full = load_long(shipped[i], brief);
    give_seasons(brief);
    give_seasons(full);
    compare(brief, full);
    sl_scenario_free(brief);
    sl_scenario_free(full);
  }
}

static void one_month(void) { check_months(1); }
static void six_months(void) { check_months(6); }
static void eleven_months(void) { check_months(11); }

SL_SUITE(short_years, "verify/short_years",
         {"one month is twelve in which everybody leaves after one", one_month},
         {"six months are twelve in which everybody leaves after six", six_months},
         {"eleven months are twelve in which everybody leaves after eleven", eleven_months});
