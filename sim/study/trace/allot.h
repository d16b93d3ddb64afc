/* What each claim of a traced year has from an arrangement's contracts. */
#ifndef SL_SIM_STUDY_TRACE_ALLOT_H
#define SL_SIM_STUDY_TRACE_ALLOT_H

#include "models/funding/price.h"
#include "sim/engine/compile/model.h"
#include "sim/study/trace/trace.h"

/* Fill trace->share and trace->cover of every arrangement. Errors: SL_ERR_MEMORY. */
int sl_trace_allot(const sl_model_t *model, const sl_price_t *prices, sl_trace_t *trace,
                   sl_error_t *error);

#endif
