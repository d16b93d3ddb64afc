/* What a decision compares, for whoever sets many decisions beside each other. */
#ifndef SL_SIM_OUTPUT_DECISION_COMPARED_H
#define SL_SIM_OUTPUT_DECISION_COMPARED_H

#include "models/statistics/statistics.h"
#include "sim/output/decision/decision.h"

#include <stddef.h>

/* reference: SL_NO_ARRANGEMENT where there is none. */
size_t sl_decision_subject(const sl_decision_t *decision);
size_t sl_decision_reference(const sl_decision_t *decision);

/* Of arrangement a: mean of the reference's cost less its own, and the share of trials in which it
 * costs less, by half a cent at least. NaN for the reference, and where there is none. */
sl_estimate_t sl_decision_saving(const sl_decision_t *decision, size_t a);
sl_estimate_t sl_decision_cheaper(const sl_decision_t *decision, size_t a);

#endif
