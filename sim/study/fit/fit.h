/* A claims basis fitted to a group's past claims, and what those claims can and cannot tell.
 *
 * In order: who was covered (experience.h); what is still to be paid, and the trend
 * (development.h); the weight beside a manual basis (manual.h); for each service how many claims
 * and how large (laws.h); how a person's services move together (models/fit/frailty_fit.h); the
 * basis.
 *
 * Day. Amounts are brought to one day, the basis's date: the middle of the period, or the manual's
 * date where there is one.
 *
 * Own and manual. Claim lines: the basis holds the own services with frequency x Z and the
 * manual's with frequency x (1 - Z), so that frequency and level of every person are Z own + (1 -
 * Z) manual. Own services whose amounts are pooled end at the pooling point, and one service,
 * `large claims`, has the manual's amounts above it, as often as large_frequency says together with
 * the manual's own. Annual totals: amounts are multiplied so that their level is Z own + (1 - Z)
 * manual; their shape is the group's. Pooling is refused there: a manual's amounts are claims, not
 * years.
 *
 * Frailty. Own where its variance's 95% interval lies above 0; else the manual's; of both Z own +
 * (1 - Z) manual. Counts of variance m + c m^2 become, given a frailty of variance v, negative
 * binomial of size s with (1 + v)(1 + 1 / s) = 1 + c, and poisson where that is none: a person's
 * counts vary as they did. c is that of the counts where an own frailty is found, else that of
 * their law. Annual totals have none: a year's total has all of it.
 *
 * Tails. A generalized Pareto tail is fitted from SL_TAIL_EXCEEDANCES claims above it on. Amounts
 * of a service with fewer claims than that are limited to the largest one seen; there the manual's
 * services, if any, are the tail.
 *
 * Checked by tests/unit/test_fit_study.c and tests/verify/test_fit_group.c.
 */
#ifndef SL_SIM_STUDY_FIT_FIT_H
#define SL_SIM_STUDY_FIT_FIT_H

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

/* file, covers: as sl_experience_new takes them. terms and what they name must outlive the study.
 * SL_ERR_INPUT (nothing to fit; pooling without a manual, or of annual totals), SL_ERR_UNSUPPORTED
 * (a manual whose frequencies take no factor), SL_ERR_MEMORY. *study is to be freed in any case. */
int sl_fit_study_new(const sl_claims_file_t *file, sl_census_cover_t *covers, size_t n_covers,
                     const sl_fit_terms_t *terms, sl_fit_study_t **study, sl_error_t *error);
void sl_fit_study_free(sl_fit_study_t *study);

/* The study's basis, from everything else in it. For fit.c. */
int sl_fit_study_basis(sl_fit_study_t *study, sl_error_t *error);

/* The law of amounts that a service is written with, but for the name of its family, and of counts.
 * NULL where none of them will do. */
const sl_law_t *sl_service_severity(const sl_service_fit_t *service);
const sl_law_t *sl_service_frequency(const sl_service_fit_t *service);
const sl_law_t *sl_service_lag(const sl_service_fit_t *service); /* NULL: the line's usual lag */

/* Whether its amounts are limited to the largest that was seen. */
bool sl_service_is_limited(const sl_fit_study_t *study, const sl_service_fit_t *service);

#endif
