/* Whether a run that is stored comes out again: the same census, claims and program made it. */
#ifndef SL_SIM_STUDY_TRACE_STORED_H
#define SL_SIM_STUDY_TRACE_STORED_H

#include "sim/results/results.h"
#include "sim/study/trace/trace.h"

/* The block of trials that the tracer's options ask for, simulated once more and held against the
 * stored one: what is allowed, what the members and the plan pay, the largest claimant, and every
 * arrangement's cost, of every trial, to the bit. That is a stricter test than a digest of the
 * files, which a result does not hold: other ages of one person change some of 512 years.
 * SL_ERR_INPUT names the first that differs. Checked by tests/cli/test_trace.c. */
int sl_trace_same(sl_tracer_t *tracer, const sl_results_t *results, sl_error_t *error);

#endif
