/* The plan years after the first, compiled: for each a scenario of its own, whose people are every
 * contract that may then hold a slot, and its model.
 *
 * A model's year 0 is its plan year, its earlier years are the plan years before: a claim drawn in
 * one model's plan year is drawn again, to the bit, where a later one's contracts reach back to it.
 * So contracts see the trial's own earlier years, and nothing is kept from year to year.
 */
#ifndef SL_SIM_ENGINE_YEARS_SEVERAL_H
#define SL_SIM_ENGINE_YEARS_SEVERAL_H

#include "models/core/error.h"
#include "models/turnover/turnover.h"
#include "sim/engine/compile/model.h"
#include "sim/engine/compile/options.h"
#include "sim/engine/dated/lasers.h"
#include "sim/engine/years/people.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_later_year {
  sl_scenario_t *scenario; /* owned */
  sl_model_t *plain;       /* owned: with the arrangements' covers alone */
  sl_model_t *model;       /* owned: further covers behind them; shares all else */
  sl_later_people_t people;
  double *first_multipliers; /* by person: see sl_model_t */
  double *columns;           /* [families][tenures][SL_PEOPLE_COLUMNS]: of a seat in its first,
                                second, ... plan year; those of the census's own are tenure 0 */
  size_t n_tenures;
} sl_later_year_t;

/* A laser of the scenario, which stays as long as its contract does. */
typedef struct sl_kept_laser {
  uint32_t contract;
  uint32_t line; /* of n_lines */
} sl_kept_laser_t;

typedef struct sl_several {
  const sl_scenario_t *first; /* not owned */
  sl_turnover_terms_t turnover;
  unsigned *ages;  /* owned: turnover.ages */
  uint32_t *slots; /* owned: turnover.slot */
  size_t most;     /* seats of one contract's copies in a block: sl_turnover_most */
  const sl_laser_rule_t *rules[SL_PLAN_YEARS_MAX]; /* by plan year: whose lasers are set anew */
  size_t n_rules;
  const sl_kept_laser_t *kept; /* [n_kept], in order of contract; not owned */
  size_t n_kept, n_lines;
  size_t n;              /* years after the first */
  sl_later_year_t *year; /* [n] */
  double allowed_first;  /* expected allowed amount a person of year 0, as SL_PEOPLE_ALLOWED */
} sl_several_t;

/* What a year's arrangements are: those of the scenario as renewed, and further covers. */
typedef struct sl_later_lists {
  const sl_arrangement_t *list;    /* [the scenario's number of arrangements] */
  const sl_arrangement_t *further; /* [n_further] */
  size_t n_further;
  const sl_laser_rule_t *rules; /* [n_rules], as many in each year; outlive what is made of them */
  size_t n_rules;
} sl_later_lists_t;

/* Compile plan years 1 .. n behind the first year's model, which outlives them. lists: [n + 1], by
 * plan year; of the first one only its rules are taken. SL_ERR_UNSUPPORTED: too many contracts,
 * trials or services for the counters. Cost: some n x ages times that of the first year's model. */
int sl_several_new(const sl_model_t *first, const sl_engine_options_t *options, int threads,
                   const sl_later_lists_t *lists, size_t n, sl_several_t **later,
                   sl_error_t *error);
void sl_several_free(sl_several_t *later); /* NULL is fine */

/* The terms on which a scenario's contracts change, with the lists they point to, which are the
 * caller's to free, on failure too. */
int sl_turnover_of_scenario(const sl_scenario_t *first, sl_turnover_terms_t *turnover,
                            unsigned **ages, uint32_t **slots, sl_error_t *error);

/* The columns of a family in a seat that began in plan year `entry`. */
const double *sl_later_columns(const sl_later_year_t *year, size_t family, bool copy,
                               unsigned entry);

#endif
