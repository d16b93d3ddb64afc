/* The variables of a run by name, and the numbers that figures come in.
 *
 * sim/output/RESULTS.md of the sources documents each. */
#ifndef STOPLOSS_VARIABLES_H
#define STOPLOSS_VARIABLES_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An estimate from trials, or another number whose standard error is 0. NaN where not known. */
typedef struct stoploss_estimate {
  double value, standard_error;
} stoploss_estimate_t;

typedef enum stoploss_shape {
  STOPLOSS_BY_TRIAL,                 /* one value a trial */
  STOPLOSS_BY_TRIAL_AND_ARRANGEMENT, /* one value a trial and arrangement */
  STOPLOSS_BY_ARRANGEMENT            /* one value an arrangement: prices and figures of the run */
} stoploss_shape_t;

typedef struct stoploss_variable {
  const char *name;      /* "cost" */
  const char *long_name; /* "employer's cost of the plan year" */
  int is_amount;         /* 1: in the scenario's currency; 0: a number */
  stoploss_shape_t shape;
} stoploss_variable_t;

/* Fill *variable with the i-th of all variables, i from 0. Returns 1, or 0 beyond the last. Later
 * versions may add variables in any place: look for names, keep no numbers. */
int stoploss_variable_at(size_t i, stoploss_variable_t *variable);

#ifdef __cplusplus
}
#endif
#endif
