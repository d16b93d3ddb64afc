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

#include "sim/study/fit/study.h"

/* file, covers: as sl_experience_new takes them. terms and what they name must outlive the study.
 * SL_ERR_INPUT (nothing to fit; pooling without a manual, or of annual totals), SL_ERR_UNSUPPORTED
 * (a manual whose frequencies take no factor), SL_ERR_MEMORY. *study is to be freed in any case. */
int sl_fit_study_new(const sl_claims_file_t *file, sl_census_cover_t *covers, size_t n_covers,
                     const sl_fit_terms_t *terms, sl_fit_study_t **study, sl_error_t *error);

#endif
