/* Claims spelled out, for tests of the plan design: packed into records, adjudicated, and read
 * back.
 */
#ifndef SL_TESTS_SUPPORT_CLAIMS_H
#define SL_TESTS_SUPPORT_CLAIMS_H

#include "models/plan/adjudication.h"

typedef struct sl_test_claim {
  int32_t incurred, paid; /* relative days */
  uint32_t service, draw;
  uint16_t person;
  bool out_of_network, waiting, in_company;
  double allowed;
  double member, uncovered, plan; /* filled in */
} sl_test_claim_t;

/* The record of claims[i], days counted from first_day, its lag i: so that claims of one day,
 * person, draw and service are told apart and stand as they are given. */
sl_claim_record_t sl_test_record(const sl_test_claim_t *claims, size_t i, int32_t first_day);

/* Adjudicate n claims (below 32,768) of one family under one plan: in order of day, person, draw
 * and service, or as they stand. Several trials at once, each with a part of the claims, which must
 * all come out alike. */
void sl_test_adjudicate(const sl_plan_t *plan, size_t n_persons, size_t n, sl_test_claim_t *claims,
                        bool ordered);

/* Likewise with accumulators that are there. */
void sl_test_adjudicate_with(sl_accumulators_t *accumulators, const sl_plan_t *plan,
                             size_t n_persons, size_t n, sl_test_claim_t *claims, bool ordered);

#endif
