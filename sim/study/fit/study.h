/* What a fit of a group's past claims holds; sim/study/fit/fit.h makes it. */
#ifndef SL_SIM_STUDY_FIT_STUDY_H
#define SL_SIM_STUDY_FIT_STUDY_H

#include "models/fit/frailty_fit.h"
#include "sim/study/fit/development.h"
#include "sim/study/fit/laws.h"
#include "sim/study/fit/manual.h"

#define SL_FIT_DEDUCTIBLES 6 /* 25k, 50k, 100k, 250k, 500k, 1M */

typedef struct sl_fit_terms {
  const char *name;                             /* of the basis */
  const char *currency;                         /* three capital letters */
  double trend;                                 /* NAN: what the claims tell */
  double pool;                                  /* INFINITY = none */
  const sl_basis_t *manual;                     /* NULL = none */
  double within, probability, between_variance; /* as in sl_weight_terms_t */
} sl_fit_terms_t;

typedef struct sl_fit_study {
  sl_fit_terms_t terms;
  sl_experience_t *experience;
  int day; /* of the amounts, since 1970-01-01 */
  sl_lag_study_t lags[SL_DEVELOPMENTS];
  sl_trend_study_t trend;
  sl_weight_study_t weight; /* all 0, but z 1, without a manual */
  sl_service_fit_t *services;
  size_t n_services;
  bool has_frailty_fit;
  bool has_own_frailty; /* and its variance is told to be above 0 */
  sl_frailty_fit_t frailty;
  double frailty_variance;                      /* of the basis; 0 = none */
  double cap;                                   /* at which persons' years look cut off; INFINITY */
  sl_claimants_t claimants[SL_FIT_DEDUCTIBLES]; /* persons' years, amounts at the day */
  size_t persons_with_claims;
  sl_basis_t *basis;
} sl_fit_study_t;

void sl_fit_study_free(sl_fit_study_t *study);

/* The law of amounts that a service is written with, but for the name of its family, and of counts.
 * NULL where none of them will do. */
const sl_law_t *sl_service_severity(const sl_service_fit_t *service);
const sl_law_t *sl_service_frequency(const sl_service_fit_t *service);
const sl_law_t *sl_service_lag(const sl_service_fit_t *service); /* NULL: the line's usual lag */

/* Whether its amounts are limited to the largest that was seen. */
bool sl_service_is_limited(const sl_fit_study_t *study, const sl_service_fit_t *service);

#endif
