/* What a fee or a premium is charged on, and what a premium comes to in a plan year.
 *
 *   amount     amount x units of exposure
 *   tiers      sum over tiers of monthly rate x contract months
 *   loss ratio expected claims of the cover / target loss ratio
 *   age rated  rate at age 21 x sum over persons of age factor x months
 * (models/group/rating_curve.h) built up   from manual and experience claims
 * (models/funding/credibility.h)
 *
 * Source: models/MODEL.md, "Cost". Checked by tests/unit/test_arrangement.c and
 * tests/unit/test_pricing.c.
 */
#ifndef SL_MODELS_FUNDING_PREMIUM_H
#define SL_MODELS_FUNDING_PREMIUM_H

#include "models/funding/credibility.h"
#include "models/group/enrolment.h"
#include "models/statistics/statistics.h"

#include <stdbool.h>

typedef enum sl_per {
  SL_PER_EMPLOYEE_MONTH,
  SL_PER_MEMBER_MONTH,
  SL_PER_EMPLOYEE_YEAR,
  SL_PER_MEMBER_YEAR,
  SL_PER_CERTIFICATE, /* a contract and year, as EMPLOYEE_YEAR */
  SL_PER_PERSON,      /* as MEMBER_YEAR */
  SL_PER_MONTH,
  SL_PER_YEAR,
  SL_PER_PAYROLL,     /* a fraction of payroll */
  SL_PER_PAID_CLAIMS, /* a fraction of plan paid before stop-loss */
  SL_PER_CLAIM,       /* every drawn claim, zeros too */
  SL_PER_PREMIUM,     /* a fraction of all premiums: commission */
  SL_PER_COUNT
} sl_per_t;
extern const char *const sl_per_names[SL_PER_COUNT]; /* "employee_month", ... */

typedef enum sl_premium_kind {
  SL_PREMIUM_NONE,
  SL_PREMIUM_AMOUNT,     /* amount per a unit of exposure */
  SL_PREMIUM_TIERS,      /* monthly rate by tier */
  SL_PREMIUM_LOSS_RATIO, /* expected reimbursement (or plan paid, fully insured) / loss_ratio */
  SL_PREMIUM_AGE_RATED,  /* monthly rate of a person aged 21 x enrolment's age_rated_units */
  SL_PREMIUM_BUILT_UP    /* from manual and experience claims: sl_build_up_t */
} sl_premium_kind_t;

typedef struct sl_premium {
  sl_premium_kind_t kind;
  double amount;
  sl_per_t per; /* not paid_claims, claim, premium */
  double tier[SL_TIERS];
  double loss_ratio;
  double age_rated;          /* AGE_RATED: the base */
  double carrier_loss_ratio; /* of a quote: what the carrier is taken to have divided its own
                                expectation by */
  sl_build_up_t build_up;
} sl_premium_t;

/* Member months / 12: a short plan year has fewer life-years. */
double sl_life_years(const sl_enrolment_t *enrolment);

/* Units of exposure of a fixed `per` (employee_month ... payroll): what an amount is multiplied by.
 * NaN for those that depend on claims or premiums. */
double sl_per_units(sl_per_t per, const sl_enrolment_t *enrolment);

/* Sum over tiers of a monthly amount x contract months; a tier that nobody is in may be NaN. */
double sl_monthly_by_tier(const double amount[SL_TIERS], const sl_enrolment_t *enrolment);

/* Whether the premium rests on expected claims. */
bool sl_premium_needs_pricing(const sl_premium_t *premium);

/* The premium of the plan year, 0 for NONE. expected: claims that the cover is expected to pay,
 * used by LOSS_RATIO alone (value NaN where unknown). A premium built up has to say its manual
 * claims and pooling charge here, else it is NaN; the arrangement's own premium may leave them to
 * the model (models/funding/pricing.c). */
sl_estimate_t sl_premium_of(const sl_premium_t *premium, const sl_enrolment_t *enrolment,
                            sl_estimate_t expected);

#endif
