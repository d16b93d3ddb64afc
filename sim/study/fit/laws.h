/* The laws of one service: how many claims, and how large, of everything that was tried.
 *
 * Frequency: poisson, geometric and negative_binomial with exposures, each also with modified
 * zeros; of annual totals bernoulli besides, since a year has one total at most. Severity: every
 * registered family with a density, and lognormal, gamma, weibull and the best of the others
 * spliced with a generalized Pareto tail, where the threshold is told by at least
 * SL_TAIL_EXCEEDANCES claims above it (models/fit/tail.h). Lag: exponential, gamma, lognormal and
 * weibull, where every claim has a paid day; a whole day is taken as its middle, and a claim is
 * seen only where it was paid by the file's last payment. Lists are
 * in order of BIC, the best first; chosen is the first that converged, may be written, and has a
 * finite mean and variance: a heavier law may be right, but no sample of a group's tells it from a
 * lighter one, and whatever rests on it has no standard error.
 *
 * Checked by tests/unit/test_fit_study.c and tests/verify/test_fit_group.c.
 */
#ifndef SL_SIM_STUDY_FIT_LAWS_H
#define SL_SIM_STUDY_FIT_LAWS_H

#include "models/fit/frequency_fit.h"
#include "models/fit/severity_fit.h"
#include "models/fit/tail.h"
#include "sim/study/fit/experience.h"

#define SL_LAWS_MOST 24

typedef struct sl_law_parameter {
  const char *name;
  double value;
  sl_fitted_t told;
  double by_person; /* standard error that holds where a person's claims are alike; NAN: not told */
} sl_law_parameter_t;

typedef struct sl_law {
  const char *family;     /* of a splice its body's */
  bool spliced, zeros;    /* with a generalized Pareto tail above `at`; with modified zeros */
  double at, exceedances; /* of a splice */
  sl_fit_status_t status;
  size_t n_parameters;
  sl_law_parameter_t parameter[SL_FIT_FREE];
  double log_likelihood, aic, bic;
  double kolmogorov_smirnov, anderson_darling; /* of amounts */
  double mean, variance;
  sl_severity_t severity;   /* family NULL in a law of counts */
  sl_frequency_t frequency; /* family NULL in a law of amounts */
} sl_law_t;

typedef struct sl_laws {
  sl_law_t list[SL_LAWS_MOST];
  size_t n, chosen; /* chosen = n: none will do */
} sl_laws_t;

typedef struct sl_service_fit {
  const char *name; /* the experience's */
  sl_line_t line;
  size_t n;                      /* claims that were fitted */
  sl_loss_t *losses;             /* ascending, at the basis's day; n of them */
  uint32_t *person;              /* whose they are */
  double member_years;           /* exposure by what is known of it */
  double sum, mean, cv, largest; /* of the amounts */
  double cap;                    /* at which amounts look cut off; INFINITY = they do not */
  sl_laws_t frequency, severity;
  sl_laws_t lag; /* days from incurred to paid, where the file tells them: none else */
  sl_tail_point_t tail[SL_TAIL_POINTS];
  size_t n_tail;
  sl_tail_choice_t threshold;
} sl_service_fit_t;

/* What every service is fitted with. */
typedef struct sl_law_terms {
  double trend; /* a year's growth of amounts, to `day` */
  int day;
  double pool;  /* amounts above it, at `day`, are left out; INFINITY = none */
  double level; /* multiplies every amount */
  bool plain;   /* the frequency may only be one whose mean takes any factor */
} sl_law_terms_t;

/* Fit service j. SL_ERR_MEMORY. *fit is to be freed by sl_service_fit_free in any case; n 0 where
 * all its claims are left out. Cost: for each law some hundred log densities a claim. */
int sl_service_fit(const sl_experience_t *experience, size_t j, const sl_law_terms_t *terms,
                   sl_service_fit_t *fit, sl_error_t *error);
void sl_service_fit_free(sl_service_fit_t *fit);

#endif
