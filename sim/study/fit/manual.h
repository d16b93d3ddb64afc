/* A group's own claims beside a manual basis: what each would cost, and the weights.
 *
 * Cost and large claims a member-year of the manual are those of its services without disability
 * and of its conditions, at the ages and sexes of the census where there is one. Own ones come from
 * the claims that were fitted, so months of which too little is known are left out of both claims
 * and exposure.
 *
 *   Z    limited fluctuation: own claims against n_full with k and P stated, Var N / E N and CV of
 *        claims as the group has them, persons taken as independent; or Buehlmann and Straub's
 *        w / (w + s2 / V) where V, the variance of groups' cost a member-year, is given: s2 is then
 *        the variance of persons' cost a member-year. V is never estimated: one group says nothing
 *        of it
 *   Z_l  that of the own number of claims above the pooling point, by limited fluctuation, never
 *        above Z
 *
 * Source: models/fit/credibility_fit.h and models/fit/large.h. Checked by
 * tests/unit/test_fit_study.c.
 */
#ifndef SL_SIM_STUDY_FIT_MANUAL_H
#define SL_SIM_STUDY_FIT_MANUAL_H

#include "models/fit/large.h"
#include "sim/input/basis/basis.h"
#include "sim/study/fit/experience.h"

typedef struct sl_weight_terms {
  double trend, pool; /* as in sl_law_terms_t */
  int day;
  double within, probability; /* k and P */
  double between_variance;    /* V; NAN = not given */
} sl_weight_terms_t;

typedef struct sl_weight_study {
  double claims, member_years;        /* own, below the pooling point */
  double own_cost, own_claims;        /* a member-year, below the pooling point */
  double manual_cost, manual_claims;  /* likewise */
  double dispersion, cv, full_claims; /* of limited fluctuation */
  double within_variance;             /* s2 */
  double z;
  double large, large_z;          /* own claims above the pooling point, and their weight */
  double own_large, manual_large; /* a member-year */
  double large_frequency;         /* Z_l own + (1 - Z_l) manual */
  sl_loading_t loading;           /* its excess above the pooling point, a member-year */
} sl_weight_study_t;

/* manual: not NULL. SL_ERR_INPUT where the manual's cost is infinite or nothing. */
int sl_weight_study(const sl_experience_t *experience, const sl_basis_t *manual,
                    const sl_weight_terms_t *terms, sl_weight_study_t *study, sl_error_t *error);

/* Claims of one law that a basis expects of the group: those of a service, or of one service's part
 * of a condition, each of which is `scale` x a draw of the severity. */
typedef struct sl_manual_claims {
  double frequency; /* a member-year */
  const sl_severity_t *severity;
  double scale;
} sl_manual_claims_t;

/* Call visit for each of them, services without disability first; any return but SL_OK ends it and
 * is passed on. A condition's incidence is taken without its cut at 1, its claims by events. */
typedef int (*sl_manual_visit_t)(void *context, const sl_manual_claims_t *claims);
int sl_manual_each(const sl_experience_t *experience, const sl_basis_t *basis,
                   sl_manual_visit_t visit, void *context);

/* How many of such claims a member-year are above an amount; 0 above INFINITY. */
double sl_manual_above(const sl_manual_claims_t *claims, double amount);

#endif
