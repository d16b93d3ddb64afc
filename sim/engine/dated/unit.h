/* The claim-by-claim path: every claim has its days. What is allowed of the plan year's claims has
 * the annual path's bits. A thread's buffers: some hundred kB, and what the trial with the most
 * claims of one family needs. */
#ifndef SL_SIM_ENGINE_DATED_UNIT_H
#define SL_SIM_ENGINE_DATED_UNIT_H

#include "sim/engine/trials/engine_path.h"

extern const sl_engine_path_t sl_dated_path;

#endif
