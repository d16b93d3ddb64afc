/* The result of a run: from stoploss_run, or from a result file. */
#ifndef STOPLOSS_RESULT_H
#define STOPLOSS_RESULT_H

#include "stoploss/error.h"
#include "stoploss/variables.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stoploss_result stoploss_result_t;

/* Open a result file. What a forged one could do is tried in a child process (fork) first.
 * STOPLOSS_ERR_MISSING, STOPLOSS_ERR_INPUT (not ours, damaged, incomplete), STOPLOSS_ERR_IO,
 * STOPLOSS_ERR_MEMORY. */
int stoploss_result_open(const char *path, stoploss_result_t **result, stoploss_error_t *error);
void stoploss_result_free(stoploss_result_t *result);

const char *stoploss_result_title(const stoploss_result_t *result);
const char *stoploss_result_currency(const stoploss_result_t *result);
uint64_t stoploss_result_trials(const stoploss_result_t *result);
uint64_t stoploss_result_seed(const stoploss_result_t *result);

size_t stoploss_result_arrangements(const stoploss_result_t *result);
/* The name of one; NULL beyond the last. */
const char *stoploss_result_arrangement(const stoploss_result_t *result, size_t i);
/* The one of that name. STOPLOSS_ERR_ARGUMENT where there is none. */
int stoploss_result_find(const stoploss_result_t *result, const char *name, size_t *i,
                         stoploss_error_t *error);

/* Below, `arrangement` is ignored for a variable by trial alone. All return STOPLOSS_OK, or
 * STOPLOSS_ERR_ARGUMENT for an unknown name, level or arrangement. */

/* Every trial of one variable: values[trials]. STOPLOSS_ERR_INPUT or STOPLOSS_ERR_IO where the file
 * cannot be read any more. */
int stoploss_result_column(const stoploss_result_t *result, const char *variable,
                           size_t arrangement, double *values, stoploss_error_t *error);

/* The mean over the trials of one variable. */
int stoploss_result_mean(const stoploss_result_t *result, const char *variable, size_t arrangement,
                         stoploss_estimate_t *mean, stoploss_error_t *error);

/* A quantile of an arrangement's cost. level: 0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99 or
 * 0.995. */
int stoploss_result_quantile(const stoploss_result_t *result, double level, size_t arrangement,
                             stoploss_estimate_t *quantile, stoploss_error_t *error);

/* One price or figure of an arrangement by its name in RESULTS.md: "cost_mean",
 * "deficit_probability", "cost_tail_mean_99", "specific_premium", ... */
int stoploss_result_figure(const stoploss_result_t *result, const char *name, size_t arrangement,
                           double *value, stoploss_error_t *error);

/* The decision page as text of at most `width` columns, 60 .. 160. */
int stoploss_result_page(const stoploss_result_t *result, size_t width, char **text,
                         stoploss_error_t *error);

/* The same as one JSON object, numbers unrounded. */
int stoploss_result_json(const stoploss_result_t *result, char **text, stoploss_error_t *error);

#ifdef __cplusplus
}
#endif
#endif
