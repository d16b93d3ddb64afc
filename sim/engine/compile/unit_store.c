#include "sim/engine/compile/unit_store.h"

const char *const sl_unit_pass_names[SL_N_UNIT_PASSES] = {"pricing", "main",   "band 1",
                                                          "band 2",  "band 3", "band 4"};

uint64_t sl_unit_plan_total(const sl_unit_plan_t *plan)
{
  uint64_t blocks = 0;
  for (size_t p = 0; p < SL_N_UNIT_PASSES; p++) {
    blocks += plan->blocks[p];
  }
  return blocks * plan->tiles;
}
