/* Person-years as a sample, and the quantities of sim/input/targets/targets.h measured on it.
 *
 * A quantile of the sample is the smallest value that at most so many exceed; "the dearest fraction
 * p" are the round(p n) dearest of all n person-years together.
 * Checked by tests/unit/test_sample.c.
 */
#ifndef SL_SIM_STUDY_VALIDATE_SAMPLE_H
#define SL_SIM_STUDY_VALIDATE_SAMPLE_H

#include "models/core/error.h"
#include "sim/input/targets/targets.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_group sl_group_t; /* sim/input/scenario/group.h */

/* Some trials of all persons; what it points to is not owned but for the sorted copies. */
typedef struct sl_sample {
  const sl_group_t *group;
  size_t n_persons, n; /* n: person-years */
  const double *year, *before;
  const uint8_t *dearest;
  const double *events, *dollars; /* by service */
  double *sorted, *sorted_before; /* ascending */
  double sum;                     /* of year */
} sl_sample_t;

/* Sorts copies. SL_ERR_MEMORY. The sample may be freed after failure too. */
int sl_sample_init(sl_sample_t *sample, const sl_group_t *group, size_t n_persons, size_t n,
                   const double *year, const double *before, const uint8_t *dearest,
                   sl_error_t *error);
void sl_sample_free(sl_sample_t *sample);

/* The rank at which the values of `year` above x begin. Cost: O(log n). */
size_t sl_sample_first_above(const sl_sample_t *sample, double x);

/* service: index, of EVENTS_PER_1000 and COST_PER_EVENT; conditions: by index, of EXCESS_OF. NaN
 * where the sample does not tell it (nobody of those ages). Cost: O(n) at most. */
double sl_sample_measure(const sl_sample_t *sample, const sl_target_t *target, size_t service,
                         const bool *conditions);

#endif
