/* Plan design, claim by claim: what the member pays and what the plan pays of each.
 *
 * The claims of one family and plan year come in order of incurred day, then census row, then
 * draw. Of a claim of amount A under rule r, with benefit b (r's; the out-of-network one where the
 * claim is out of network and r's is the plan's own):
 *   not covered, within the waiting period, or visits used up: all of A is uncovered
 *   recognised R = A, or `recognised` x A out of network; A - R is uncovered
 *   share  = min(copay, R) with a copay, else d + coinsurance (R - d), where
 *            d = min(R, deductible left), 0 where it is waived
 *   m      = min(share, out-of-pocket maximum left)
 *   paid   = min(R - m, service maximum left, benefit maximum left); R - m - paid is uncovered
 *   member = m + uncovered; plan = paid
 * d fills the person's and the family's deductible, m both out-of-pocket accumulators, paid the
 * maxima. `left` is the smaller of the person's and the family's, or the family's alone where the
 * limit is not embedded and the contract has two persons or more. Each benefit has accumulators
 * of its own.
 *
 * Source: models/MODEL.md, "Plan design". Checked by tests/unit/test_claim_adjudication.c and,
 * against a reference written apart, tests/verify/test_adjudication.c.
 */
#ifndef SL_MODELS_CLAIM_ADJUDICATION_H
#define SL_MODELS_CLAIM_ADJUDICATION_H

#include "models/error.h"
#include "models/plan_design.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_claim {
  int32_t incurred; /* relative day */
  int32_t paid;     /* relative day */
  uint32_t service;
  uint16_t person; /* index within the family */
  bool out_of_network;
  bool waiting; /* within the waiting period of its service */
  double allowed;
  double member;    /* filled in: cost sharing and uncovered */
  double uncovered; /* filled in: of it, what does not count towards the maximum */
  double plan;      /* filled in: plan paid */
} sl_claim_t;

/* The accumulators of one family: reused from trial to trial. */
typedef struct sl_accumulators sl_accumulators_t;

/* For families of up to max_persons under any of the plans. */
int sl_accumulators_new(const sl_plan_t *plans, size_t n_plans, size_t max_persons,
                        sl_accumulators_t **accumulators, sl_error_t *error);
void sl_accumulators_free(sl_accumulators_t *accumulators);

/* Adjudicate one family's claims of one plan year, in place; accumulators start full. No
 * allocation, no libm. Cost: a few ns per claim, and clearing n_persons accumulators. */
void sl_plan_adjudicate(const sl_plan_t *plan, sl_accumulators_t *accumulators, size_t n_persons,
                        size_t n, sl_claim_t *claims);

#endif
