/* Plan designs; and by annual totals, where those tell all, what the member and the plan pay.
 *
 * For a person with allowed A subject to the deductible, allowed B of services
 * with a copay, copays C = sum min(copay, allowed) over the claims of those:
 *   deductible_p = min(A, person deductible, family deductible)
 *   member_p     = min(C + deductible_p + coinsurance (A - deductible_p),
 *                      person out-of-pocket maximum, family out-of-pocket maximum)
 *   plan_p       = A + B - member_p
 * That holds for one person, and for each of a family whose limits cannot bind
 * (sl_limit_family_binds). Where they can, the order of claims decides who fills them, and every
 * claim is adjudicated in order of its day (models/plan/adjudication.h).
 *
 * Source: models/MODEL.md, "Plan design"; actuarial standard usage as in Bluhm (ed.), Group
 * Insurance, 7th ed., ch. 6. Checked by tests/unit/test_plan_design.c against a reference that
 * adjudicates one dollar at a time.
 */
#ifndef SL_MODELS_PLAN_DESIGN_H
#define SL_MODELS_PLAN_DESIGN_H

#include "models/group/enrolment.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_limit {
  double person; /* per person and plan year; INFINITY = none where it is a maximum */
  double family; /* per contract and plan year; INFINITY = none */
  /* Embedded is the default (false): a person meets the person's or the family meets the family's,
   * whichever first. Not embedded: on days on which two or more persons of the contract are
   * enrolled only the family's counts, on other days only the person's. */
  bool not_embedded;
} sl_limit_t;

/* Cost sharing with accumulators of its own. A plan's own keys are its first benefit. */
typedef struct sl_benefit {
  char *name;
  sl_limit_t deductible;        /* 0 = none */
  double coinsurance;           /* member's share after the deductible, 0 .. 1 */
  sl_limit_t out_of_pocket_max; /* INFINITY = none */
  double maximum;               /* the plan's most per person and plan year; INFINITY = none */
} sl_benefit_t;

#define SL_BENEFITS_MAX 16

/* How a plan treats one service. */
typedef struct sl_service_rule {
  unsigned benefit;   /* whose cost sharing applies: index into the plan's benefits */
  double copay;       /* NaN = no copay: deductible and coinsurance */
  double coinsurance; /* NaN = the benefit's */
  bool deductible_waived;
  bool not_covered;        /* the member pays everything, uncovered */
  double visits;           /* most claims covered per person and plan year; INFINITY = none */
  double maximum;          /* the plan's most for it per person and plan year; INFINITY = none */
  unsigned waiting_months; /* not covered in the first so many months of a person's enrolment */
  /* 1 + index of an earlier rule whose visits and maximum this one's claims use up too, where both
   * are of one name (a known claimant's own claims of a service); 0 = none */
  unsigned same_limits;
} sl_service_rule_t;

typedef struct sl_plan {
  char *name;
  sl_benefit_t benefit[SL_BENEFITS_MAX]; /* [0]: the plan's own */
  size_t n_benefits;
  sl_service_rule_t *rule; /* owned, by service index */
  size_t n_rules;          /* number of services */
  double out_of_network;   /* share of the claims of benefit 0 that are out of network, 0 .. 1 */
  double recognised;       /* of their amounts what the plan recognises; the rest is uncovered */
  unsigned out_of_network_benefit; /* index: the cost sharing that applies to them */
  double hsa[SL_TIERS];            /* the employer's yearly contribution per employee by tier */
} sl_plan_t;

/* No cost sharing at all, and the rule of a service that only follows its benefit: what a plan is
 * built from. */
sl_benefit_t sl_benefit_default(void);
sl_service_rule_t sl_service_rule_default(void);

/* Whether a contract of so many persons may meet the family's limit of an embedded kind while one
 * of them has not met the person's. Not where there are two times a person's for two persons, and
 * never for one person, whose limit is the smaller of both. */
bool sl_limit_family_binds(const sl_limit_t *limit, size_t persons);

/* Whether the plan itself leaves it to annual totals and copays: one benefit, embedded limits, no
 * maximum, no rule beyond copays, nothing out of network. */
bool sl_plan_is_annual(const sl_plan_t *plan);

/* Whether annual totals and copays tell all of a contract of so many persons: an annual plan whose
 * family limits cannot bind. It depends on the plan and the census alone, never on what an
 * arrangement asks. */
bool sl_plan_tells_by_total(const sl_plan_t *plan, size_t persons);

/* Whether some limit is not embedded: then it matters who else is enrolled on a claim's day. */
bool sl_plan_looks_at_company(const sl_plan_t *plan);

void sl_plan_free(sl_plan_t *plan); /* frees what it owns, not the struct itself */

/* Member's cost of one person's annual totals, where they tell all. All amounts >= 0.
 * allowed: subject to deductible and coinsurance; copays: sum of min(copay, allowed). */
double sl_plan_member_cost(const sl_plan_t *plan, double allowed, double copays);

/* One person's annual totals over many trials, and the group's sums that they are added to. Arrays
 * by trial, none overlapping another but that shared may be allowed itself. */
typedef struct sl_annual_year {
  const double *allowed;                     /* of all claims */
  const double *shared;                      /* subject to deductible and coinsurance */
  const double *copays;                      /* NULL = none */
  double *plan_paid;                         /* receives allowed - member's cost, at least 0 */
  double *group_allowed, *group_member_paid; /* added to */
  double *largest;                           /* the larger of it and plan_paid */
  const uint32_t *claims;                    /* how many; NULL = unknown */
  double *group_claims;                      /* added to, where claims are known */
} sl_annual_year_t;

/* The year of n trials at once: plan_annual_batch of models/simd/kernels.h. */

#endif
