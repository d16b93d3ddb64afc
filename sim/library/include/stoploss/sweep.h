/* A sweep: one arrangement at every combination of specific deductibles and aggregate corridors, on
 * the same simulated claims. */
#ifndef STOPLOSS_SWEEP_H
#define STOPLOSS_SWEEP_H

#include "stoploss/error.h"
#include "stoploss/options.h"
#include "stoploss/scenario.h"
#include "stoploss/variables.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* As a loss ratio: the one that the scenario's own quote comes to. */
#define STOPLOSS_AS_QUOTED (-1.0)

/* Later versions may add members at the end: always stoploss_sweep_terms_init first. */
typedef struct stoploss_sweep_terms {
  size_t size;            /* of this struct; set by stoploss_sweep_terms_init */
  size_t arrangement;     /* which one; it has the covers that are swept */
  const double *specific; /* n_specific deductibles, 0 .. 1e15; n = 0: the scenario's own */
  size_t n_specific;      /* up to 1,000 */
  const double *corridor; /* n_corridor attachment points as multiples of expected eligible claims,
                             over 0 and up to 100; n = 0: the scenario's own rule */
  size_t n_corridor;      /* up to 1,000; 10,000 combinations */
  double specific_loss_ratio;  /* > 0: price the specific of each combination so; 0: as the scenario
                                  says; STOPLOSS_AS_QUOTED */
  double aggregate_loss_ratio; /* likewise the aggregate */
} stoploss_sweep_terms_t;

/* The first arrangement as it is. terms: a pointer to the struct. */
#define stoploss_sweep_terms_init(terms) stoploss_sweep_terms_init_sized((terms), sizeof *(terms))
void stoploss_sweep_terms_init_sized(stoploss_sweep_terms_t *terms, size_t size);

typedef struct stoploss_sweep stoploss_sweep_t;

/* Price and simulate every combination. options NULL = as stoploss_options_init; path: the file of
 * the sweep, whole or not at all; NULL = none. Memory while it runs: 24 bytes a trial and
 * combination. STOPLOSS_ERR_INPUT where the arrangement has no cover that a list could change;
 * STOPLOSS_ERR_ARGUMENT, STOPLOSS_ERR_CREATE, STOPLOSS_ERR_IO, STOPLOSS_ERR_INTERRUPTED,
 * STOPLOSS_ERR_MEMORY. The scenario must outlive the sweep. */
int stoploss_sweep_new(const stoploss_scenario_t *scenario, const stoploss_sweep_terms_t *terms,
                       const stoploss_options_t *options, const char *path,
                       stoploss_sweep_t **sweep, stoploss_error_t *error);
void stoploss_sweep_free(stoploss_sweep_t *sweep);

/* How many deductibles and corridors, and each. A deductible is infinite without a specific; a
 * corridor is NaN where the scenario's own rule stays that is none, and without an aggregate. NaN
 * beyond the last. */
size_t stoploss_sweep_specifics(const stoploss_sweep_t *sweep);
size_t stoploss_sweep_corridors(const stoploss_sweep_t *sweep);
double stoploss_sweep_specific(const stoploss_sweep_t *sweep, size_t i);
double stoploss_sweep_corridor(const stoploss_sweep_t *sweep, size_t j);

/* The combination with the lowest mean cost. */
void stoploss_sweep_lowest(const stoploss_sweep_t *sweep, size_t *i, size_t *j);

/* One figure of a combination, of the i-th deductible and the j-th corridor: the means "cost_mean",
 * "cost_above_lowest" (than the lowest, paired by trial), "deficit_mean",
 * "specific_reimbursement_mean", "aggregate_reimbursement_mean", the chance "deficit_probability",
 * and the prices "attachment_point", "specific_premium", "aggregate_premium", "budget",
 * "maximum_cost": as the file of a sweep names them. STOPLOSS_ERR_ARGUMENT for an
 * unknown name or combination. */
int stoploss_sweep_figure(const stoploss_sweep_t *sweep, const char *name, size_t i, size_t j,
                          stoploss_estimate_t *figure, stoploss_error_t *error);

/* A quantile of a combination's cost; levels as of stoploss_result_quantile. */
int stoploss_sweep_quantile(const stoploss_sweep_t *sweep, double level, size_t i, size_t j,
                            stoploss_estimate_t *quantile, stoploss_error_t *error);

/* Tables of all combinations as text of at most `width` columns, 60 .. 160, and as JSON. */
int stoploss_sweep_page(const stoploss_sweep_t *sweep, size_t width, char **text,
                        stoploss_error_t *error);
int stoploss_sweep_json(const stoploss_sweep_t *sweep, char **text, stoploss_error_t *error);

#ifdef __cplusplus
}
#endif
#endif
