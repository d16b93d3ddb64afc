/* What a caller changes of a scenario file. */
#ifndef SL_SIM_INPUT_SCENARIO_OVERRIDES_H
#define SL_SIM_INPUT_SCENARIO_OVERRIDES_H

#include <stdbool.h>
#include <stdint.h>

/* What the command line may change. */
typedef struct sl_overrides {
  bool has_trials, has_seed;
  uint64_t trials, seed;
} sl_overrides_t;

#endif
