/* Why a scenario, or one of its arrangements, has no exact answer; inside sim/study/exact/exact*.c
 * only.
 */
#ifndef SL_SIM_STUDY_EXACT_REASONS_H
#define SL_SIM_STUDY_EXACT_REASONS_H

#include "sim/study/exact/exact.h"

typedef struct sl_arrangement sl_arrangement_t; /* models/funding/arrangement.h */

/* Append a sentence. */
int sl_exact_say(sl_exact_reasons_t *reasons, sl_error_t *error, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
void sl_exact_reasons_free(sl_exact_reasons_t *reasons);

/* All that stands against any figure of the scenario. */
int sl_exact_scenario_reasons(const sl_scenario_t *scenario, sl_exact_reasons_t *reasons,
                              sl_error_t *error);

/* All that stands against every figure of one arrangement. */
int sl_exact_arrangement_reasons(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                                 sl_exact_reasons_t *reasons, sl_error_t *error);

#endif
