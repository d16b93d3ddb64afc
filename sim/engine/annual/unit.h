/* The annual path, whose claims have no dates: a person's annual totals, plan design, specific. Two
 * rows that differ in where the totals come from.
 */
#ifndef SL_SIM_ENGINE_ANNUAL_UNIT_H
#define SL_SIM_ENGINE_ANNUAL_UNIT_H

#include "sim/engine/trials/engine_path.h"

/* Claims drawn one by one and added up. */
extern const sl_engine_path_t sl_annual_path;

/* Annual totals drawn from their tables; the number of claims is unknown (NaN). */
extern const sl_engine_path_t sl_totals_path;

#endif
