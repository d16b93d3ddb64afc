/* What pictures of a sample of person-years are drawn from: curves where the published figures are
 * points.
 *
 * Checked by tests/unit/test_sample_curves.c.
 */
#ifndef SL_SIM_STUDY_VALIDATE_CURVES_H
#define SL_SIM_STUDY_VALIDATE_CURVES_H

#include <stddef.h>

typedef struct sl_sample sl_sample_t; /* sim/study/validate/sample.h */

#define SL_CURVE_TENFOLD 20                      /* points while the share falls to a tenth */
#define SL_CURVE_LEAST 10                        /* person-years that a point stands for at least */
#define SL_CURVE_MOST (9 * SL_CURVE_TENFOLD + 1) /* points: shares down to 10^-9 */

#define SL_AGE_BANDS 19
extern const unsigned sl_age_bands[SL_AGE_BANDS + 1]; /* first ages; a band ends before the next */

/* Groups of persons by rank of the year before, cheapest first; shares at which they begin. */
#define SL_RANK_GROUPS 12
extern const double sl_rank_groups[SL_RANK_GROUPS + 1];

/* Where a person may be in the plan year. */
typedef enum sl_later { SL_LATER_TOP_1, SL_LATER_TOP_5, SL_LATER_LOWER_HALF, SL_LATERS } sl_later_t;

typedef struct sl_curves {
  size_t n;
  /* Of the dearest round(n 10^(-k/20)) person-years, k = 0 .. n - 1: */
  double share[SL_CURVE_MOST];   /* how many they are, of all */
  double dollars[SL_CURVE_MOST]; /* what they have of all dollars */
  double amount[SL_CURVE_MOST];  /* the smallest value that no more than they exceed */
  double above[SL_CURVE_MOST];   /* share of all that exceeds it */
  double age[2][SL_AGE_BANDS];   /* by sl_sex_t: mean of the ages over that of all; NaN: nobody */
  /* share of a group that is there in the plan year; NaN: nobody is in the group, or
   * nobody at all is there (below a middle of 0). Persons with like
   * amounts on both sides of a border are shared out between the groups in proportion. */
  double later[SL_LATERS][SL_RANK_GROUPS];
} sl_curves_t;

/* The top is what is at or above the smallest of the dearest 1% or 5%, the lower half what is below
 * the middle one, as of sl_sample_measure. Cost: O(n). */
void sl_curves_measure(const sl_sample_t *sample, sl_curves_t *curves);

#endif
