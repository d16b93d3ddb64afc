/* What a sound file is still told: expectations that do not exist, notes, warnings. */
#ifndef SL_SIM_INPUT_RULES_RULES_H
#define SL_SIM_INPUT_RULES_RULES_H

#include "sim/input/build/build.h"

/* Faults where a price, a budget, an exhibit or an expected cost rests on amounts whose mean is
 * infinite, and no limit, plan or cover makes what is left finite; and a note that names the
 * averages and standard errors that mean nothing. Of a scenario without faults, after
 * sl_build_uncovered. Cost: O(services x persons) for services without a finite variance. Checked
 * by tests/unit/test_scenario_moments.c. */
void sl_build_check_moments(sl_build_t *build);
void sl_build_moments_note(sl_build_t *build, sl_text_t *notes);

/* Fill the scenario's notes and the warnings that go with them; of a scenario without faults. */
int sl_build_notes(sl_build_t *build);

/* Fill the scenario's warnings; of a scenario without faults. */
int sl_build_warnings(sl_build_t *build);

#endif
