/* Plan design by annual totals: what the member pays and what the plan pays.
 *
 * For a person with allowed A subject to the deductible, allowed B of services
 * with a copay, copays C = sum min(copay, allowed) over the claims of those:
 *   deductible_p = min(A, person deductible, what is left of the family's)
 *   member_p     = min(C + deductible_p + coinsurance (A - deductible_p),
 *                      person out-of-pocket maximum, what is left of the family's)
 *   plan_p       = A + B - member_p
 * Embedded family limits; a family fills its accumulators in census row order.
 *
 * Source: models/MODEL.md, "Plan design"; actuarial standard usage as in Bluhm (ed.), Group
 * Insurance, 7th ed., ch. 6. Checked by tests/unit/test_plan_design.c against a reference that
 * adjudicates one dollar at a time.
 */
#ifndef SL_MODELS_PLAN_DESIGN_H
#define SL_MODELS_PLAN_DESIGN_H

#include "models/stoploss_contract.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_limit {
  double person; /* per person and plan year; INFINITY = none where it is a maximum */
  double family; /* per contract and plan year; INFINITY = none */
  /* Embedded is the default (false): a person meets the person's or the family meets the family's,
   * whichever first. Not embedded: in a contract of two persons or more only the family's counts.
   */
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

/* Whether annual totals and copays tell all: one benefit, embedded limits, no maximum, no rule
 * beyond copays, nothing out of network. Else every claim is adjudicated in order of its day
 * (models/claim_adjudication.h). */
bool sl_plan_is_annual(const sl_plan_t *plan);

/* What a family has left of its limits within one trial. */
typedef struct sl_family_limits {
  double deductible;
  double out_of_pocket;
} sl_family_limits_t;

void sl_plan_free(sl_plan_t *plan); /* frees what it owns, not the struct itself */

/* The family's limits at the start of the plan year. */
sl_family_limits_t sl_plan_family_limits(const sl_plan_t *plan);

/* Member's cost of one person's annual totals; draws *family down. All amounts >= 0.
 * allowed: subject to deductible and coinsurance; copays: sum of min(copay, allowed). */
double sl_plan_member_cost(const sl_plan_t *plan, double allowed, double copays,
                           sl_family_limits_t *family);

/* One person's annual totals over many trials, and the group's sums that they are added to. Arrays
 * by trial, none overlapping another but that shared may be allowed itself. */
typedef struct sl_annual_year {
  const double *allowed;        /* of all claims */
  const double *shared;         /* subject to deductible and coinsurance */
  const double *copays;         /* NULL = none */
  double *family_deductible;    /* what the family has left, drawn down; both NULL where the plan */
  double *family_out_of_pocket; /* has no family limits (they are INFINITY) */
  double *plan_paid;            /* receives allowed - member's cost, at least 0 */
  double *group_allowed, *group_member_paid; /* added to */
  double *largest;                           /* the larger of it and plan_paid */
} sl_annual_year_t;

/* Whether the family has limits of its own to draw down. */
bool sl_plan_has_family_limits(const sl_plan_t *plan);

/* The year of n trials at once: plan_annual_batch of models/simd/kernels.h. */

#endif
