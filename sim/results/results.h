/* The results of a whole run: metadata, prices and a way to the columns of every trial.
 *
 * The run's facts (sl_run_facts_t) are known before the first trial; the columns arrive block by
 * block. A result file's stay where they are: whoever needs them reads a block or some columns at a
 * time, so that memory does not grow with the trials but for the columns in hand.
 */
#ifndef SL_SIM_RESULTS_RESULTS_H
#define SL_SIM_RESULTS_RESULTS_H

#include "models/funding/price.h"
#include "models/funding/trial.h"
#include "models/statistics/precision.h"
#include "models/stoploss/window.h"
#include "sim/input/scenario/cash_flow_terms.h"
#include "sim/input/scenario/simulation.h"
#include "sim/results/band.h"
#include "sim/results/block.h"
#include "sim/results/levers.h"
#include "sim/results/months.h"
#include "sim/results/rare.h"
#include "sim/results/years.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_SINCE_TEXT 16
#define SL_PAYROLL_EMPLOYEES                                                                       \
  5 /* enrolled at least, or no payroll is told: salaries are personal                             \
     */

/* Why a year can cost more than its maximum, as the result file says it: reasons in words, each
 * followed by the variable that holds its size in brackets. */
#define SL_EXCEEDED_TEXT 800
void sl_exceeded_describe(const sl_price_t *price, char text[SL_EXCEEDED_TEXT]);
/* Back from the text: bits of sl_beyond_t. */
unsigned sl_exceeded_read(const char *text);

/* What an arrangement has to do with several plan years. */
typedef struct sl_ahead_facts {
  double opening_reserve;  /* before the first plan year */
  double then_year;        /* from which another takes its place, 1 = first; 0: none does */
  double then_arrangement; /* that one's index; its own where none does */
} sl_ahead_facts_t;

typedef struct sl_arrangement_facts {
  char *name;
  const char *kind; /* a name of the registry of kinds; not owned */
  bool has_specific;
  double specific_deductible; /* NaN without */
  bool has_aggregate;
  /* Which claims each cover is for, as sl_contract_describe says it; empty without the cover. */
  char specific_contract[SL_CONTRACT_TEXT], aggregate_contract[SL_CONTRACT_TEXT];
  char since[SL_SINCE_TEXT]; /* claims incurred before this day ("2026-01-01") are in no figure;
                                empty: no limit, or an old file, which does not say */
  char exceeded_by[SL_EXCEEDED_TEXT]; /* sl_exceeded_describe of the price */
  double cost_is_fixed; /* 1: no year can cost another amount (sl_scenario_cost_can_vary); 0 */
  bool per_certificate; /* the specific deductible is a contract's (family's), not a person's */
  sl_price_t price;
  sl_ahead_facts_t ahead; /* zeros in a file of one plan year */
} sl_arrangement_facts_t;

struct sl_run_facts {
  char *title; /* the scenario's name */
  char *currency;
  char *resolved;       /* the resolved scenario */
  uint64_t first_trial; /* of a part of a run: the trial that its file begins with; 0. A loaded
                           file's trials are counted from 0 */
  uint64_t trials;      /* with a precision, until the run has ended: at most so many */
  uint64_t seed, pricing_trials;
  sl_precision_t precision; /* what the run was asked to reach, and with how many trials at most */
  uint64_t most_trials;     /* 0 without a precision */
  sl_date_t start;          /* first day of the plan year; year 0 where an old file has none */
  sl_accounting_t accounting;  /* which claims cost counts */
  char *jurisdiction;          /* empty = none */
  char *notes;                 /* of the assumptions, in sentences; empty = none */
  sl_sampler_choice_t sampler; /* what was drawn: claims, or annual totals */
  size_t n_months;             /* of the cash flow, run-out included; 0 = none */
  sl_cash_flow_terms_t cash_flow;
  size_t n_years;    /* plan years; 1 or 0: the plan year alone, and no plan years are told */
  double discount;   /* of cumulative costs, a fraction a year */
  size_t n_promises; /* valued over the plan years; told by the first block, or by the file */
  sl_enrolment_t enrolment;
  bool infinite_variance; /* some severity has no finite variance: standard errors of means of
                            uncapped amounts mean nothing */
  size_t n_arrangements;
  sl_arrangement_facts_t *arrangements;
};

/* Whether no year can cost the arrangement another amount: the only cost that may be called
 * constant, since a sample of equal ones proves none. */
static inline bool sl_cost_is_fixed(const sl_arrangement_facts_t *facts)
{
  return facts->cost_is_fixed >= 1.0;
}

/* Copy what the outputs need of a scenario and its prices (n_arrangements of them). */
int sl_run_facts_new(const sl_scenario_t *scenario, const sl_price_t *prices,
                     sl_run_facts_t **facts, sl_error_t *error);
int sl_run_facts_copy(const sl_run_facts_t *facts, sl_run_facts_t **copy, sl_error_t *error);
/* Say what the run is asked to reach; its trials become the most that it may take. */
void sl_run_facts_ask(sl_run_facts_t *facts, const sl_precision_t *precision);
void sl_run_facts_free(sl_run_facts_t *facts);

/* The place of a price or group variable of the table in variables.h. */
double *sl_price_field(sl_arrangement_facts_t *facts, sl_price_variable_t variable);
double *sl_group_field(sl_enrolment_t *enrolment, sl_group_variable_t variable);
double *sl_tier_field(sl_enrolment_t *enrolment, sl_tier_variable_t variable); /* [SL_TIERS] */

/* A promise by which and whose, as files and tables name it: "no_new_lasers: ASO 150k". */
#define SL_PROMISE_TEXT 256
void sl_promise_describe(const sl_run_facts_t *facts, const sl_promise_t *promise,
                         char text[SL_PROMISE_TEXT]);

/* The first day of a month of the cash flow (0 = the first of the plan year). */
sl_date_t sl_month_first_day(const sl_run_facts_t *facts, size_t month);

/* Columns of a variable: arrangements first .. first + n - 1, trials first_trial, a multiple of
 * SL_BLOCK_TRIALS, to first_trial + trials - 1. */
typedef struct sl_column_range {
  sl_cost_variable_t variable;
  size_t first, n;
  uint64_t first_trial, trials;
} sl_column_range_t;

/* Where the columns of a run are. */
struct sl_column_source {
  void *context;
  /* Fill a block (first_trial and n_trials are set) but for its months and plan years. */
  int (*read_block)(void *context, sl_block_t *block, sl_error_t *error);
  /* values[n][trials]. */
  int (*read_columns)(void *context, const sl_column_range_t *range, double *values,
                      sl_error_t *error);
  void (*close)(void *context);
  /* NULL where plan years are not told by trial: fill those of some trials, by_year and saved of a
   * block with the run's promises; and values[n][trials]. */
  int (*read_years)(void *context, uint64_t first_trial, size_t n_trials, sl_years_block_t *years,
                    sl_error_t *error);
  int (*read_year_columns)(void *context, const sl_year_range_t *range, double *values,
                           sl_error_t *error);
};

struct sl_results {
  sl_run_facts_t *facts; /* owned */
  sl_column_source_t source;
  sl_months_t *months; /* owned; NULL without a cash flow */
  sl_years_t *years;   /* owned; NULL with one plan year */
  /* In memory only (sl_results_new, sl_results_load); else NULL. */
  double *trial[SL_N_TRIAL_VARIABLES]; /* [trials] */
  double *cost[SL_N_COST_VARIABLES];   /* [n_arrangements][trials]: one column per arrangement */
  sl_band_t *band;                     /* owned; NULL where the run has none */
  sl_levers_t *levers;                 /* owned; NULL where the run has none */
  sl_rare_t *rare;                     /* owned; figures alone; NULL unless asked for */
  struct sl_checks *checks;            /* owned (sim/results/checks.h); NULL where not asked for */
};

/* Columns in memory, filled with NaN. Takes facts over, on failure too. */
int sl_results_new(sl_run_facts_t *facts, sl_results_t **results, sl_error_t *error);

/* Columns elsewhere. Takes facts and source over, on failure too. */
int sl_results_open(sl_run_facts_t *facts, const sl_column_source_t *source, sl_results_t **results,
                    sl_error_t *error);
void sl_results_free(sl_results_t *results);

/* Bring every column into memory, but for those of plan years, and close where they came from.
 * 8 bytes a trial and column. */
int sl_results_load(sl_results_t *results, sl_error_t *error);

/* The column of one variable of one arrangement, in memory. */
const double *sl_results_cost_column(const sl_results_t *results, sl_cost_variable_t variable,
                                     size_t arrangement);

/* Copy a block into the columns, which are in memory. Its trials must lie within the run. */
void sl_results_put_block(sl_results_t *results, const sl_block_t *block);

/* Every block of a run in order, its months and plan years empty, for each of which `take` is
 * called. */
int sl_results_each_block(const sl_results_t *results,
                          void (*take)(void *context, const sl_block_t *block), void *context,
                          sl_error_t *error);

/* Room for a block's plan years, as source.read_years fills them. SL_ERR_MEMORY; SL_ERR_ARGUMENT
 * where the run has none by trial. */
int sl_results_new_years(const sl_results_t *results, sl_years_block_t **years, sl_error_t *error);

/* The same with plan years, where the run has them and its source can read them; else
 * SL_ERR_ARGUMENT. */
int sl_results_each_year(const sl_results_t *results,
                         void (*take)(void *context, const sl_block_t *block), void *context,
                         sl_error_t *error);

#endif
