/* Plan design, claim by claim: what the member pays and what the plan pays of each.
 *
 * The claims of one family and plan year come in order of incurred day, then census row, then
 * draw, then service (models/plan/claim_order.h). Of a claim of amount A under rule r, with benefit
 * b (r's; the out-of-network one where the claim is out of network and r's is the plan's own): not
 * covered, within the waiting period, or visits used up: all of A is uncovered recognised R = A, or
 * `recognised` x A out of network; A - R is uncovered share  = min(copay, R) with a copay, else d +
 * coinsurance (R - d), where d = min(R, deductible left), 0 where it is waived m      = min(share,
 * out-of-pocket maximum left) paid   = min(R - m, service maximum left, benefit maximum left); R -
 * m - paid is uncovered member = m + uncovered; plan = paid d fills the person's and the family's
 * deductible, m both out-of-pocket accumulators, paid the maxima. `left` is the smaller of the
 * person's and the family's; of a limit that is not embedded (such a deductible needs a family
 * limit) the family's alone for a claim incurred on a day on which two or more persons of the
 * contract are enrolled, the person's alone on any other day, at least 0: both go on being filled
 * on either kind of day. Each benefit has accumulators of its own.
 *
 * Assumed where plan documents differ:
 * - A deductible is filled by what is subject to it, even where the out-of-pocket maximum then
 *   caps what is paid, as in annual totals. Copays never fill it.
 * - A claim of an amount above 0 that is covered is one visit, whoever pays it and in or out of
 *   network; claims of 0, within the waiting period, or after the last visit are none.
 * - Copays, a service's own coinsurance and waivers are terms of the network: out of network the
 *   out-of-network deductible and coinsurance take their place. Cover, waiting period, visits and
 *   service maximum hold in both together, and so does the plan's own maximum, which is why the
 *   out-of-network benefit's `maximum` is not looked at.
 * - Services of one name (rules with `same_limits`) have one number of visits and one maximum.
 * - What the member pays over a maximum is not cost sharing: it fills nothing.
 * - A claim's marks mean something only where the plan says so (out_of_network > 0; the rule's
 *   waiting_months > 0; sl_plan_looks_at_company).
 * Amounts are never rounded: member <= A, plan >= 0 and member - uncovered within the out-of-pocket
 * maximum hold to the last bits of a double.
 *
 * Source: models/MODEL.md, "Plan design, claim by claim". Checked by
 * tests/unit/test_claim_adjudication.c and, against a reference written apart,
 * tests/verify/test_adjudication.c.
 */
#ifndef SL_MODELS_PLAN_ADJUDICATION_H
#define SL_MODELS_PLAN_ADJUDICATION_H

#include "models/core/error.h"
#include "models/plan/claim_record.h"
#include "models/plan/design.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One family's claims of one plan year in several trials: those of trial t are claims[first[t]] ..
 * claims[first[t + 1] - 1]. */
typedef struct sl_claim_lists {
  size_t n_trials;
  const uint32_t *first; /* [n_trials + 1] */
  const sl_claim_record_t *claims;
} sl_claim_lists_t;

/* Sums that each claim's plan paid is added to as it is split, which is cheaper than afterwards: by
 * class of its paid day, by incurred month, by person. Of trial t: sums + t x stride. */
typedef struct sl_paid_sums {
  const uint16_t *class_of_day; /* by paid day, from the plan year's first, up to last_day */
  uint32_t last_day;            /* stands for all days behind it too */
  double *by_class;
  size_t class_stride;
  const int16_t *month_of_day; /* by incurred day, likewise; NULL = by_month is not wanted */
  double *by_month;
  size_t month_stride;
  double *by_person;
  size_t person_stride;
} sl_paid_sums_t;

/* What becomes of them. */
typedef struct sl_claim_splits {
  double *plan;      /* plan paid, by claim; amount - plan is the member's */
  double *uncovered; /* by claim: of the member's, what is no cost sharing; NULL = not wanted */
  double *member_of_trial, *uncovered_of_trial; /* [n_trials]: sums */
  const sl_paid_sums_t *sums;                   /* NULL = not wanted */
} sl_claim_splits_t;

/* The accumulators of one family: reused from trial to trial; one per thread. */
typedef struct sl_accumulators sl_accumulators_t;

/* For families of up to max_persons under any of the plans, which are compiled here: they must
 * stay where they are and as they are. SL_ERR_MEMORY. */
int sl_accumulators_new(const sl_plan_t *plans, size_t n_plans, size_t max_persons,
                        sl_accumulators_t **accumulators, sl_error_t *error);
void sl_accumulators_free(sl_accumulators_t *accumulators); /* NULL is fine */

/* Adjudicate one family's claims of one plan year, trial by trial in the order in which they stand;
 * accumulators start full in each. plan: one of those the accumulators were made for. n_persons: of
 * the family, 1 .. max_persons. No allocation, no libm. Cost: a few ns a claim, and filling
 * n_persons accumulators a trial. Some trials are worked on at a time, since each claim waits for
 * what the one before it left; no trial's bits depend on the others. */
void sl_plan_adjudicate(const sl_plan_t *plan, sl_accumulators_t *accumulators, size_t n_persons,
                        const sl_claim_lists_t *lists, const sl_claim_splits_t *splits);

#endif
