/* What a result variable is: one row of the table in variables.h, of the exact figures
 * (sim/study/exact/exact.h) and of a sweep's points (sim/study/sweep/sweep_variables.h).
 *
 * A table lies on records: one struct of an arrangement, of a point, or the one of the group. The
 * number of a variable lies in the record at `field`; by quantile or tier, `step` bytes on from one
 * to the next.
 */
#ifndef SL_SIM_RESULTS_VARIABLE_H
#define SL_SIM_RESULTS_VARIABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A dimension that variables lie on. Two are the same where their address is. */
typedef struct sl_dimension {
  const char *name;
  size_t chunk; /* in variables by trial, how many of it are stored together; 0: all */
  bool grows;   /* its length comes block by block */
} sl_dimension_t;
extern const sl_dimension_t sl_trial_dimension, sl_arrangement_dimension, sl_quantile_dimension,
    sl_tier_dimension, sl_month_dimension, sl_law_dimension, sl_band_dimension,
    sl_lever_deductible_dimension, sl_lever_corridor_dimension, sl_lever_trial_dimension,
    sl_lever_band_trial_dimension;
/* Of the group of plan years, whose variables by trial are stored arrangement by arrangement. */
extern const sl_dimension_t sl_years_arrangement_dimension, sl_year_dimension, sl_promise_dimension;

#define SL_MAX_RANK 3
typedef struct sl_shape {
  int rank; /* 0: a single number */
  const sl_dimension_t *dimension[SL_MAX_RANK];
  bool omits_zeros; /* a block of zeros is not stored, and reads as zeros */
} sl_shape_t;

/* sl_part_shape: a part of the cost, which many arrangements have no use for. */
extern const sl_shape_t sl_single_shape, sl_trial_shape, sl_cost_shape, sl_part_shape,
    sl_arrangement_shape, sl_quantile_shape, sl_tier_shape, sl_month_shape, sl_month_quantile_shape,
    sl_law_shape, sl_band_shape, sl_lever_point_shape, sl_lever_trial_shape, sl_lever_band_shape,
    sl_year_shape, sl_year_part_shape, sl_years_shape, sl_years_quantile_shape,
    sl_years_arrangement_shape, sl_promise_shape, sl_promise_trial_shape;

/* The unit of a row, with what else is said there. */
enum {
  SL_NUMBER = 0,         /* a count, a share, a number of months: unit 1 */
  SL_AMOUNT = 1,         /* in the scenario's currency */
  SL_MAY_BE_UNKNOWN = 2, /* may be NaN by trial, where all others are finite */
  SL_STORED_WHOLE = 4    /* by trial, where the list omits blocks of zeros: stored even so */
};

#define SL_ALWAYS 1 /* since: whatever format has the table */
#define SL_NO_FIELD SIZE_MAX

/* A row of an estimate: an sl_estimate_t and its standard error. */
#define SL_ESTIMATE(TWO, id, since, name, unit, long_name, field)                                  \
  TWO(id, since, since, name, name "_standard_error", unit, long_name, field.value,                \
      field.standard_error)

typedef struct sl_variable {
  const char *name;      /* of the data set; in JSON too */
  const char *long_name; /* what it is, in words; sim/output/RESULTS.md has the same */
  bool is_amount;        /* its unit is the scenario's currency; else 1 */
  bool may_be_unknown;   /* NaN where it is not known, by trial */
  const sl_shape_t *shape;
  size_t field; /* place of its double in the record; SL_NO_FIELD: of columns, in no record */
  size_t step;  /* from one level or tier to the next; 0: it has none */
  const struct sl_variable *twin; /* its standard error, or the bound of its error; NULL: none */
  int since;                      /* the first format of the result file that has it */
} sl_variable_t;

/* The place of a variable in its record, at a level (or tier); 0 without any. The variable must
 * have a field. */
double *sl_variable_at(const sl_variable_t *variable, void *record, size_t level);
static inline double sl_variable_value(const sl_variable_t *variable, const void *record,
                                       size_t level)
{
  const char *at = (const char *)record + variable->field + level * variable->step;
  return *(const double *)(const void *)at;
}

#endif
