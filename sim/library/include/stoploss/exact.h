/* Exact figures without simulation, each with a bound of its error. */
#ifndef STOPLOSS_EXACT_H
#define STOPLOSS_EXACT_H

#include "stoploss/error.h"
#include "stoploss/scenario.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Infinite where the expectation is. */
typedef struct stoploss_bounded {
  double value, bound; /* the right value lies within value +- bound */
} stoploss_bounded_t;

/* In place of an arrangement: the whole group. */
#define STOPLOSS_GROUP ((size_t)-1)

typedef struct stoploss_exact stoploss_exact_t;

/* Work out what has an exact answer: annual totals of independent persons. STOPLOSS_OK also where
 * nothing has; ask for the reasons. The scenario must outlive what is made. Last digits may differ
 * between processors, within the bounds. STOPLOSS_ERR_MEMORY. Cost: about a second. */
int stoploss_exact_new(const stoploss_scenario_t *scenario, stoploss_exact_t **exact,
                       stoploss_error_t *error);
void stoploss_exact_free(stoploss_exact_t *exact);

/* Why figures are not known, in sentences: of STOPLOSS_GROUP, why none is. The i-th; NULL beyond
 * the last. */
const char *stoploss_exact_reason(const stoploss_exact_t *exact, size_t arrangement, size_t i);

/* One figure: of an arrangement "cost_mean", "cost_standard_deviation", "tail_mean_99",
 * "deficit_probability", "specific_reimbursement_mean", ...; of STOPLOSS_GROUP "allowed_mean",
 * "allowed_standard_deviation", "claims_mean"; stoploss_exact_json lists all.
 * STOPLOSS_ERR_UNSUPPORTED where it is not known; STOPLOSS_ERR_ARGUMENT for an unknown name or
 * arrangement. */
int stoploss_exact_figure(const stoploss_exact_t *exact, const char *name, size_t arrangement,
                          stoploss_bounded_t *figure, stoploss_error_t *error);

/* A quantile of an arrangement's cost; levels as of stoploss_result_quantile. */
int stoploss_exact_quantile(const stoploss_exact_t *exact, double level, size_t arrangement,
                            stoploss_bounded_t *quantile, stoploss_error_t *error);

/* All figures as text of at most `width` columns, 60 .. 160, and as JSON. */
int stoploss_exact_page(const stoploss_exact_t *exact, size_t width, char **text,
                        stoploss_error_t *error);
int stoploss_exact_json(const stoploss_exact_t *exact, char **text, stoploss_error_t *error);

#ifdef __cplusplus
}
#endif
#endif
