/* Whether a run that is stored comes out again: the same census, claims and program made it. */
#ifndef SL_SIM_STUDY_TRACE_STORED_H
#define SL_SIM_STUDY_TRACE_STORED_H

#include "sim/results/results.h"
#include "sim/study/trace/trace.h"

/* The block of trials that the tracer's options ask for, simulated once more and held against the
 * stored one: what is allowed, what the members and the plan pay, the largest claimant, and every
 * arrangement's cost, of every trial, to the bit. A result
 * holds no digest of the files; the trials themselves are one, of what matters in them: another age
 * band, month of enrolment or claim law of one person changes some of 512 years, while what changes
 * none of them (an id, a column that nothing reads) is let pass. SL_ERR_INPUT names the first that
 * differs. Checked by tests/cli/test_trace.c. */
int sl_trace_same(sl_tracer_t *tracer, const sl_results_t *results, sl_error_t *error);

#endif
