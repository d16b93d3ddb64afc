/* A part of the scenario: how much is simulated, and from which seed. */
#ifndef SL_SIM_INPUT_SCENARIO_SIMULATION_H
#define SL_SIM_INPUT_SCENARIO_SIMULATION_H

#include <stdbool.h>
#include <stdint.h>

typedef enum sl_sampler_choice { SL_SAMPLE_CLAIMS, SL_SAMPLE_TOTALS } sl_sampler_choice_t;

typedef struct sl_simulation {
  uint64_t trials; /* 1 .. 2^32 - 1 */
  uint64_t seed;
  uint64_t pricing_trials;
  bool exhibit;       /* tell the underwriter's exhibit; by default not where an expectation in it
                         is infinite */
  bool exhibit_asked; /* the scenario says exhibit: true */
  sl_sampler_choice_t sampler;
} sl_simulation_t;

#endif
