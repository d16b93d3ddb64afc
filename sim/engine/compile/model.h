/* A scenario compiled for simulation: samplers, count laws, tiles. Immutable; shared by threads. */
#ifndef SL_SIM_ENGINE_COMPILE_MODEL_H
#define SL_SIM_ENGINE_COMPILE_MODEL_H

#include "models/claims/service.h"
#include "models/counts/counts.h"
#include "models/sampling/sampler.h"
#include "models/simd/kernels.h"
#include "sim/engine/compile/cache.h"
#include "sim/engine/compile/conditions.h"
#include "sim/engine/compile/dating.h"
#include "sim/engine/compile/options.h"
#include "sim/engine/compile/readings.h"
#include "sim/input/build/exposure.h"
#include "sim/input/scenario/group.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_TILE_PERSONS 4096 /* a tile is closed when it holds this many */

/* What one person may claim of one service. */
typedef struct sl_person_service {
  uint32_t service; /* index: names the random streams */
  uint32_t law;     /* index into the model's laws */
  double copay;     /* NaN = deductible and coinsurance instead */
  double scale;     /* salary, trend and area: multiplies the sampled amount */
  double limit;     /* censors the scaled amount */
} sl_person_service_t;

/* What a count law is of: the fixed part of an exposure to a service. */
typedef struct sl_law_terms {
  double exposure;
  uint32_t service;
} sl_law_terms_t;

/* One plan year. */
typedef struct sl_model_year {
  sl_person_service_t *services; /* of person p: first_service[p] .. first_service[p + 1] - 1 */
  size_t *first_service;         /* n_persons + 1 */
  sl_enrolled_days_t *spans;     /* by person; NULL where claims have no dates */
  double *multipliers;           /* by person: of conditions (sl_condition_multiplier); NULL where
                                    the scenario has none */
} sl_model_year_t;

/* Consecutive whole families. */
typedef struct sl_tile {
  size_t first_family;
  size_t n_families;
} sl_tile_t;

/* Covers that are alike but for their deductible (sl_coverage_alike), so that what is common to
 * them is done once. */
#define SL_RUNGS_MAX 32
typedef struct sl_ladder {
  size_t cover[SL_RUNGS_MAX]; /* ascending */
  size_t n;
} sl_ladder_t;

typedef struct sl_annual_totals sl_annual_totals_t; /* sim/engine/compile/annual_totals.h */

/* How claims are simulated: what each path does is a row of sim/engine/pass/paths.c. */
typedef enum sl_engine_path_kind {
  SL_ENGINE_ANNUAL, /* one by one, added up by person and year */
  SL_ENGINE_TOTALS, /* annual totals, from tables */
  SL_ENGINE_DATED,  /* claim by claim, with their days */
  SL_ENGINE_YEARS,  /* likewise, several plan years */
  SL_ENGINE_PATHS
} sl_engine_path_kind_t;

struct sl_model {
  const sl_scenario_t *scenario;
  bool ages;     /* persons of a later plan year are as much older than in the one before */
  int plan_year; /* of the scenario that the model's year 0 is: 0, but for the model of a later one
                  */
  const sl_person_t *earlier[SL_YEARS_BEFORE_MAX]; /* of a later one: its persons as they were so
                                                      many years and one before, like by like; NULL
                                                      = as they are */
  const double *first_multipliers; /* of a later one, by person: of conditions in plan year 0 */
  sl_engine_path_kind_t path;
  const sl_kernels_t *kernels;      /* of this processor, or as asked for */
  bool claim_by_claim;              /* whatever the scenario asks for */
  sl_known_year_t known;            /* of a year in progress */
  bool needs_claims;                /* one by one, with their days: asked for, or by the scenario */
  sl_lease_t *lease;                /* has the samplers */
  const sl_sampler_t **samplers;    /* by service */
  const sl_sampler_t *group_factor; /* NULL = none */
  const sl_sampler_t
      *year_factor;            /* of each of several plan years, of services alone; NULL = none */
  const sl_sampler_t *frailty; /* NULL = none */
  /* What it keeps from one plan year to the next, and what comes anew: gammas of scale 1, whose
   * shapes are correlation x its own and the rest; NULL where years are independent or one. */
  const sl_sampler_t *frailty_kept, *frailty_fresh;
  sl_conditions_t *conditions; /* NULL = none */
  sl_count_law_t **laws;       /* one per distinct (service, exposure) */
  sl_law_terms_t *law_terms;   /* likewise */
  size_t n_laws;
  sl_coverage_t *covers; /* one per distinct cover, in order of the arrangements */
  bool counts_claimants; /* in the main pass too; set by the engine */
  size_t n_covers;
  size_t n_own_covers; /* of them, the first, which are the scenario's; behind them those of further
                          arrangements (sl_model_further) */
  size_t n_priced_covers; /* the first, whose trials a pricing pass keeps: all but in several plan
                             years, where means of the others do */
  size_t *cover_of;       /* by arrangement, further ones last: its cover */
  bool *tells_run_out;    /* by arrangement: sl_dating_tells_run_out */
  sl_ladder_t *ladders;   /* every cover stands on one */
  size_t n_ladders;
  int32_t *since; /* the distinct days from which covers hold claims; a cover's since_at */
  size_t n_since;
  bool counts_less;        /* some cover's C may be less than all that is paid in the plan year */
  sl_dating_t *dating;     /* of claims with days; else NULL */
  sl_readings_t *readings; /* likewise */
  sl_count_tables_t *count_tables;               /* of the laws; NULL where no exposure is random */
  sl_annual_totals_t *totals;                    /* of SL_ENGINE_TOTALS; else NULL */
  int first_year;                                /* the earliest plan year; 0 is the last */
  sl_model_year_t year[SL_YEARS_BEFORE_MAX + 1]; /* from the first on: see sl_model_year */
  sl_tile_t *tiles;
  size_t n_tiles;
  const struct sl_several *several; /* of SL_ENGINE_YEARS: the plan years after the first */
  size_t n_later;                   /* how many there are; 0 on every other path */
};

/* Where plan year first_year .. 0 stands in an array that begins with the first. */
static inline size_t sl_model_year_at(const sl_model_t *model, int year)
{
  return (size_t)(year - model->first_year);
}

static inline const sl_model_year_t *sl_model_year(const sl_model_t *model, int year)
{
  return &model->year[sl_model_year_at(model, year)];
}

/* What the random part of an exposure exceeds in some draws of a hundred thousand. */
double sl_model_largest_multiplier(const sl_model_t *model);

/* Part of sl_model_new: the covers, each distinct one once, and which arrangement has which.
 * further: n_further arrangements beside the scenario's. */
int sl_model_compile_covers(sl_model_t *model, const sl_arrangement_t *further, size_t n_further,
                            sl_error_t *error);
void sl_model_free_covers(sl_model_t *model);

/* Part of sl_model_new: every person's services and count laws, by plan year. Of earlier years the
 * amounts are divided by (1 + trend) a year before they are cut at their limit. */
int sl_model_compile_persons(sl_model_t *model, int threads, sl_error_t *error);

/* Person p as of a year of the model. */
const sl_person_t *sl_model_person(const sl_model_t *model, int year, size_t p);

/* Amounts of plan year 0 as those of a year of the model: times or over (1 + trend) a year. */
double sl_model_trended(const sl_model_t *model, int year, double amount);

/* Salary, trend and area: what multiplies the sampled amount, before the limit. */
double sl_model_amount_scale(const sl_service_t *service, const sl_person_t *person);

#endif
