/* What a claims basis is measured against: published figures, one to a row of a CSV file.
 *
 * Columns: quantity (a name below), at (what the quantity asks for), target, low, high (the range
 * that the basis is to be in; both blank: the figure is shown, not aimed at), fitted (yes: the
 * basis was fitted to it; no), source; what follows is passed over. Lines that begin with # are
 * comments.
 *
 * Quantities, of the allowed amounts of a person-year:
 *   share_above         P(year > at)
 *   per_million_above   the same, in a million person-years
 *   ratio_of_double     P(year > 2 at) / P(year > at)
 *   mean                E[year]
 *   mean_capped         E[min(year, at)]
 *   share_of_top        share of all dollars that the dearest fraction `at` of persons has
 *   share_of_lower_half share of all dollars that the cheaper half has
 *   age_ratio           E[year] of ages `at` ("55-64", "0-17F") over E[year] of all
 *   men_over_women      E[year] of men over that of women, of ages `at`
 *   events_per_1000     claims of service `at` in 1,000 person-years, parts of conditions included
 *   cost_per_event      allowed amount of one
 *   excess_of           share of all dollars above an amount that persons have whose dearest
 *                       condition is one of those named: "cancer+leukemia above 200000"
 *   without_condition   of the person-years above `at`, the share of those without any condition
 * and of the persons of two years one after the other:
 *   top_stays           share of the dearest fraction `at` that is in it next year too
 *   lower_half_stays    share of the cheaper half that is in it next year too
 *   correlation_capped  correlation of the years' min(year, at)
 * Checked by tests/unit/test_targets.c.
 */
#ifndef SL_SIM_INPUT_TARGETS_TARGETS_H
#define SL_SIM_INPUT_TARGETS_TARGETS_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

#include <stdbool.h>
#include <stddef.h>

/* What stands in `at`. */
typedef enum sl_target_at {
  SL_AT_NOTHING,
  SL_AT_AMOUNT,
  SL_AT_FRACTION,
  SL_AT_AGES,
  SL_AT_SERVICE,
  SL_AT_CONDITIONS /* names joined by +, " above ", an amount */
} sl_target_at_t;

/* How a figure reads. */
typedef enum sl_target_unit {
  SL_UNIT_SHARE, /* a fraction, told in percent */
  SL_UNIT_MONEY,
  SL_UNIT_NUMBER
} sl_target_unit_t;

typedef enum sl_quantity {
  SL_SHARE_ABOVE,
  SL_PER_MILLION_ABOVE,
  SL_RATIO_OF_DOUBLE,
  SL_MEAN,
  SL_MEAN_CAPPED,
  SL_SHARE_OF_TOP,
  SL_SHARE_OF_LOWER_HALF,
  SL_AGE_RATIO,
  SL_MEN_OVER_WOMEN,
  SL_EVENTS_PER_1000,
  SL_COST_PER_EVENT,
  SL_EXCESS_OF,
  SL_WITHOUT_CONDITION,
  SL_TOP_STAYS,
  SL_LOWER_HALF_STAYS,
  SL_CORRELATION_CAPPED,
  SL_QUANTITIES
} sl_quantity_t;

typedef struct sl_quantity_row {
  const char *name;
  sl_target_at_t at;
  sl_target_unit_t unit;
  bool two_years;
} sl_quantity_row_t;
extern const sl_quantity_row_t sl_quantities[SL_QUANTITIES];

typedef struct sl_target {
  sl_quantity_t quantity;
  char *at;                  /* as the file has it */
  double amount;             /* of AMOUNT, CONDITIONS; the fraction */
  unsigned age_from, age_to; /* of AGES, inclusive */
  int sex;                   /* sl_sex_t; -1 = both */
  double target, low, high;  /* low and high NaN: not aimed at */
  bool fitted;
  char *source;
  size_t line;
} sl_target_t;

typedef struct sl_targets {
  sl_target_t *list;
  size_t n;
} sl_targets_t;

#define SL_TARGETS_MAX 2000

/* Read path, of the provider or of the disk (NULL). SL_OK, SL_ERR_MISSING, SL_ERR_INPUT or
 * SL_ERR_MEMORY, with every fault in *faults. *targets is to be freed in any case. */
int sl_targets_read(const sl_provider_t *provider, const char *path, sl_targets_t *targets,
                    sl_faults_t *faults);
void sl_targets_free(sl_targets_t *targets);

#endif
