/* The kinds of funding and what several of them share. To add one: its file here, its name in the
 * list, and the file in models/CMakeLists.txt. */
#ifndef SL_MODELS_FUNDING_KINDS_KINDS_H
#define SL_MODELS_FUNDING_KINDS_KINDS_H

#include "models/funding/arrangement.h"
#include "models/funding/settlement.h"

/* X(name): sl_kind_name is its const struct, in the file of that name or of its family. */
#define SL_KINDS(X)                                                                                \
  X(aso)                                                                                           \
  X(fully_insured)                                                                                 \
  X(level_funded)                                                                                  \
  X(minimum_premium)                                                                               \
  X(refund_accounting)                                                                             \
  X(peo)                                                                                           \
  X(captive)

#define SL_KIND_DECLARE(name) extern const sl_arrangement_kind_t sl_kind_##name;
SL_KINDS(SL_KIND_DECLARE)
#undef SL_KIND_DECLARE

/* What every kind takes in which the employer retains its claims. */
#define SL_KEYS_RETAINED                                                                           \
  ((unsigned)SL_KEY_SPECIFIC | (unsigned)SL_KEY_AGGREGATE | (unsigned)SL_KEY_INSURED |             \
   (unsigned)SL_KEY_SINCE)

/* The claims decide what the year costs, whatever the arrangement says. */
bool sl_kind_claims_decide(const sl_arrangement_t *arrangement);

/* ---- the employer retains its claims (models/funding/kinds/retained.c) ---- */

/* Retained after both covers and the captive; gap, run-out and terminal liability. Returns the
 * settlement, for kinds that build on it. */
sl_settlement_t sl_kind_retain(const sl_arrangement_t *arrangement, const sl_price_t *price,
                               const sl_trial_claims_t *claims, sl_trial_cost_t *cost);

/* ---- an insurer pays all claims (models/funding/kinds/insured.c) ---- */

void sl_kind_insure(const sl_arrangement_t *arrangement, const sl_price_t *price,
                    const sl_trial_claims_t *claims, sl_trial_cost_t *cost);
double sl_kind_all_plan_paid(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims,
                             const sl_trial_cost_t *cost);

#endif
