/* Which assumptions and prices are varied, and the stresses of the program. Inside
 * sim/study/sensitivity only. */
#ifndef SL_SIM_STUDY_SENSITIVITY_FACTORS_H
#define SL_SIM_STUDY_SENSITIVITY_FACTORS_H

#include "sim/study/sensitivity/sensitivity.h"

#define SL_FACTORS 9
#define SL_OWN_STRESSES 4

/* Fill name and the stresses of both cases, or say why it is left out. SL_OK or SL_ERR_MEMORY. */
int sl_factor_make(size_t index, const sl_scenario_t *scenario, sl_sensitivity_factor_t *factor);

/* Fill the stress; *left_out: why it is left out, to be freed, or NULL. SL_OK or SL_ERR_MEMORY. */
int sl_own_stress_make(size_t index, const sl_scenario_t *scenario, sl_stress_t *stress,
                       char **left_out);

#endif
