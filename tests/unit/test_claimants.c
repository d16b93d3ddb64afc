/* Persons above half of a deductible are those above all of a deductible half as high: the first
 * are counted without a cover, the second by it. */
#include "sim/input/scenario/arrangements.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdlib.h>

enum { FAMILIES = 9, TRIALS = 600 };

static sl_price_t price_of(const sl_contract_t *contract, double deductible)
{
  sl_engine_group_t group;
  sl_price_t price;
  sl_group_make(&group, FAMILIES, TRIALS);
  group.simulation.exhibit = true;
  group.arrangement.specific.n_lasers = 0;
  group.arrangement.specific.deductible = deductible;
  group.arrangement.specific.contract = group.arrangement.aggregate.contract = *contract;
  free(sl_group_run(&group, 2, &price));
  sl_group_free(&group);
  return price;
}

static void those_near_are_those_above_half(void)
{
  const sl_contract_t contracts[] = {sl_group_months(12, 12),
                                     sl_group_months(12, 15),
                                     sl_group_months(12, 24),
                                     sl_group_months(15, 12),
                                     {.kind = SL_CONTRACT_DEFAULT}};
  double counted[5];
  for (size_t i = 0; i < 5; i++) {
    const sl_price_t whole = price_of(&contracts[i], 8000.0),
                     half = price_of(&contracts[i], 4000.0);
    CU_ASSERT_EQUAL(whole.expected_claimants_half.value, half.expected_claimants_full.value);
    counted[i] = whole.expected_claimants_half.value;
  }
  /* What is paid later makes claimants. */
  CU_ASSERT(counted[0] < counted[1] && counted[1] <= counted[2]);
}

SL_SUITE(claimants, "unit/claimants",
         {"those near a deductible are those above half", those_near_are_those_above_half});
