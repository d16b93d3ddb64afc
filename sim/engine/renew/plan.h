/* The arrangements of several plan years, and which covers tell of them what a renewal asks.
 *
 * A line is one way an arrangement's years may go: itself, or itself without a promise of its
 * stop-loss carrier, which is how the promise is valued. The first lines are the scenario's
 * arrangements, in order. In each year's model line l has cover l; at sl_plan_seen(l) stands the
 * same cover with the claims incurred by the end of month 12 - m of the year alone, what a carrier
 * has seen when it renews (of an insured kind: plan paid up to the pooling point); at
 * sl_plan_whole(l) all plan paid of those months.
 *
 * What a pricing pass of year 0's claims has to tell of plan year k are covers with the year's
 * contract and with deductibles over (1 + g)^k, since plan paid of year k is taken as (1 + g)^k
 * times that of year 0: E(X (1 + g)^k - D)+ = (1 + g)^k E(X - D / (1 + g)^k)+.
 *
 * Source: several plan years, models/MODEL.md. Checked by tests/unit/test_years_plan.c.
 */
#ifndef SL_SIM_ENGINE_RENEW_PLAN_H
#define SL_SIM_ENGINE_RENEW_PLAN_H

#include "models/core/error.h"
#include "models/funding/arrangement.h"
#include "sim/engine/years/several.h"
#include "sim/results/years_block.h"

#include <stddef.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

typedef struct sl_years_line {
  size_t arrangement;     /* of the scenario */
  sl_arrangement_t first; /* owned: of plan year 0, on the line's terms */
} sl_years_line_t;

/* What the pricing pass tells of a line and year, one cover each. */
typedef enum sl_years_priced {
  SL_PRICED_FULL,       /* of the year */
  SL_PRICED_SEEN,       /* incurred by the end of month 12 - m */
  SL_PRICED_NEXT,       /* with the amounts and the deductible of the year after */
  SL_PRICED_WHOLE,      /* plan paid of the year, without any cover */
  SL_PRICED_WHOLE_SEEN, /* of it, by the end of month 12 - m */
  SL_PRICED_OLD_BASIS,  /* year 0's amounts under the contract of the year */
  SL_PRICED_NEW_BASIS,  /* under that of the year after, less what this one holds */
  SL_N_PRICED
} sl_years_priced_t;

typedef struct sl_years_plan {
  const sl_scenario_t *scenario;
  unsigned years;
  double g;
  size_t n; /* arrangements of the scenario */
  sl_years_line_t *line;
  size_t n_lines;
  sl_laser_rule_t *rules; /* [years][n_rules]: of lines whose carriers set lasers anew */
  size_t n_rules;
  size_t *rule_of;       /* [n_lines]: its rule; SIZE_MAX: its lasers stay */
  sl_kept_laser_t *kept; /* the lasers that stay, in order of contract */
  size_t n_kept;
  sl_promise_t *promises;   /* [n_lines - n]: what line n + i is without */
  double *contracts;        /* [years] contract-years */
  sl_arrangement_t *list;   /* [years][3 n_lines]: of each year's model, owned */
  sl_arrangement_t *priced; /* [years][n_lines][SL_N_PRICED], owned */
} sl_years_plan_t;

/* contracts: of plan years 1 .. years - 1 (sl_turnover_slots), at their places. SL_ERR_MEMORY. */
int sl_years_plan_new(const sl_scenario_t *scenario, const double *contracts,
                      sl_years_plan_t **plan, sl_error_t *error);
void sl_years_plan_free(sl_years_plan_t *plan); /* NULL is fine */

/* Places of covers in a year's model, by arrangement as cover_of counts. */
static inline size_t sl_plan_seen(const sl_years_plan_t *plan, size_t line)
{
  return plan->n_lines + line;
}
static inline size_t sl_plan_whole(const sl_years_plan_t *plan, size_t line)
{
  return 2 * plan->n_lines + line;
}

/* Arrangements of plan year k's model: [3 n_lines], the first n of them the scenario's. */
static inline const sl_arrangement_t *sl_plan_list(const sl_years_plan_t *plan, unsigned year)
{
  return plan->list + year * 3 * plan->n_lines;
}

/* Place among the pricing model's arrangements, which begin with the lines. */
static inline size_t sl_plan_priced(const sl_years_plan_t *plan, unsigned year, size_t line,
                                    sl_years_priced_t what)
{
  return plan->n_lines + (year * plan->n_lines + line) * SL_N_PRICED + what;
}

#endif
