/* Age-rated premiums of US small groups: each person pays the base rate x a factor by age.
 *
 *   contract's premium of a month = base x sum over the persons covered in it of factor(age), where
 *   of the children under 21 covered in that month only the three oldest count; base = the rate at
 *   age 21
 * The curve is the federal default one; ages over its last have its last factor. It is compressed
 * to 3:1 by law and the same for both sexes: a rating rule, not what claims cost by age.
 *
 * Source: 45 CFR 147.102 (c) and (d); CMS default age curve for plan years from 2018
 * (models/data/us-small-group-age-curve.csv). Checked by tests/unit/test_age_curve.c.
 */
#ifndef SL_MODELS_GROUP_RATING_CURVE_H
#define SL_MODELS_GROUP_RATING_CURVE_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_AGE_CURVE_MAX 128 /* ages 0 .. 127 */
#define SL_AGE_RATED_CHILDREN 3
#define SL_AGE_RATED_ADULT 21 /* from this age on a child counts as any adult */

typedef struct sl_rating_curve {
  double factor[SL_AGE_CURVE_MAX]; /* by age; 0 .. n_ages - 1 are known */
  size_t n_ages;
} sl_rating_curve_t;

typedef struct sl_rated_person {
  unsigned age;    /* completed years at the start of the plan year */
  unsigned billed; /* bit m: covered in month m of the plan year (0 = first) */
  bool child;
} sl_rated_person_t;

/* The federal default curve, compiled into the program. SL_OK, or SL_ERR_INTERNAL where the
 * compiled-in text is not a curve. */
int sl_rating_curve_default(sl_rating_curve_t *curve, sl_error_t *error);

/* Read a curve: lines `age,factor` from age 0 on without a gap, after lines that begin with # and
 * one header line. A factor is digits with at most one point. SL_ERR_INPUT says which line is
 * wrong. */
int sl_rating_curve_parse(const char *text, sl_rating_curve_t *curve, sl_error_t *error);

/* The factor of an age; the last known one above it. */
double sl_rating_factor(const sl_rating_curve_t *curve, unsigned age);

/* Sum over the persons of one contract of factor x months in which they count: all that are billed,
 * but of a child under 21 those in which it is among the three oldest billed (of the same age: the
 * first listed). Cost: O(n), n the contract's persons. */
double sl_age_rated_units(const sl_rating_curve_t *curve, const sl_rated_person_t *persons,
                          size_t n);

#endif
