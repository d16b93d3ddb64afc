/* One trial under one arrangement: the record of the cost variables (variables.h). */
#ifndef SL_SIM_RESULTS_YEAR_H
#define SL_SIM_RESULTS_YEAR_H

#include "models/funding/cash_flow.h"
#include "models/funding/trial.h"

typedef struct sl_year {
  sl_trial_cost_t cost;
  sl_cash_peaks_t peaks;
} sl_year_t;

#endif
