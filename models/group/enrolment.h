/* Tiers of a contract, and what a group's enrolment adds up to. */
#ifndef SL_MODELS_GROUP_ENROLMENT_H
#define SL_MODELS_GROUP_ENROLMENT_H

#include "models/core/calendar.h"

#define SL_TIERS 4
typedef enum sl_tier {
  SL_TIER_EMPLOYEE,
  SL_TIER_EMPLOYEE_SPOUSE,
  SL_TIER_EMPLOYEE_CHILDREN,
  SL_TIER_FAMILY
} sl_tier_t;
extern const char *const sl_tier_names[SL_TIERS]; /* "employee", "employee_spouse", ... */

/* Enrolment that factors and fees are charged on. Months are sums over contracts or persons. */
typedef struct sl_enrolment {
  double employees; /* non-waived contracts with at least one month */
  double members;   /* non-waived persons with at least one month */
  double waived;    /* contracts whose employee waived */
  double employee_months;
  double member_months;
  double tier_months[SL_TIERS];      /* contract months by tier */
  double tier_first_month[SL_TIERS]; /* contracts enrolled in the first month by tier */
  double tier_by_month[SL_TIERS]
                      [SL_PLAN_MONTHS_MAX]; /* contracts enrolled in each month of the plan year */
  double payroll;         /* salaries of the enrolled employees, for the months enrolled; NaN where
                             one is blank */
  double age_rated_units; /* sum over persons of age factor x months, of a contract's children under
                             21 at most the three oldest of each month (US small groups) */
  double hsa_contributions; /* the employer's, to health savings accounts in the plan year */
  double plan_months;       /* months of the plan year */
  double persons_at_risk, contracts_at_risk; /* non-waived persons, and contracts of such, that may
                                                have claims in this plan year or one before it */
} sl_enrolment_t;

#endif
