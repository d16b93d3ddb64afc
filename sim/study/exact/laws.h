/* Claim laws of a group: a service's claims and a condition's cases as they enter the ladder;
 * inside sim/study/exact/exact*.c only.
 *
 * Under a plan with copays that adds up claim by claim the ladder holds plan paid. Of a case A that
 * is, over the parts of its spread, the sum of (1 - coinsurance) x A x share without a copay, and
 * of max(0, A x share - events x copay) with one: a map of A.
 * Checked by tests/unit/test_exact_laws.c.
 */
#ifndef SL_SIM_STUDY_EXACT_LAWS_H
#define SL_SIM_STUDY_EXACT_LAWS_H

#include "models/claims/condition.h"
#include "sim/input/scenario/group.h"
#include "sim/study/exact/group.h"

/* Whether a plan with copays adds up claim by claim: no deductible, no out-of-pocket maximum. */
bool sl_exact_plan_is_additive(const sl_plan_t *plan);

/* Which of a condition's cases: the person's own, or what a child's case brings its mother. */
typedef struct sl_exact_case_kind {
  const sl_condition_t *condition;
  bool of_mother;
} sl_exact_case_kind_t;

/* *index receives the law's number in the group, which takes it in where it is new.
 * SL_ERR_UNSUPPORTED: too many. Cost: O(laws). */
int sl_exact_service_law(sl_exact_group_t *group, const sl_person_t *person, uint32_t plan,
                         uint32_t service, size_t *index, sl_error_t *error);
int sl_exact_case_law(sl_exact_group_t *group, sl_exact_case_kind_t of, uint32_t plan,
                      size_t *index, sl_error_t *error);

/* A law as a ladder takes it. */
sl_claim_law_t sl_exact_claim_law(const sl_exact_group_t *group, size_t law);

/* What a plan with copays pays of a case so spread. SL_ERR_UNSUPPORTED: more different copays than
 * a map has room for. */
int sl_exact_map_of_case(const sl_plan_t *plan, const sl_condition_spread_t *spread,
                         sl_amount_map_t *map, sl_error_t *error);

#endif
