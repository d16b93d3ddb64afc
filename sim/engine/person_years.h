/* Every person-year of a scenario by itself: what each person's allowed amounts of a plan year come
 * to, and of the year before it, in every trial. For whoever looks at persons and not at the group.
 *
 * The years are drawn as the annual path draws them, with the same words; the year before follows
 * backwards from the plan year (sim/engine/trials/draws.h), so that the two are those of one
 * person. The same bytes for any number of threads. Checked by tests/unit/test_person_years.c.
 */
#ifndef SL_SIM_ENGINE_PERSON_YEARS_H
#define SL_SIM_ENGINE_PERSON_YEARS_H

#include "sim/engine/compile/options.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

typedef struct sl_person_years {
  size_t n_persons, n_services;
  size_t trials;
  size_t n_blocks;
  double *year;     /* [trial][person]: of the plan year */
  double *before;   /* likewise, of the year before it */
  uint8_t *dearest; /* likewise: 1 + index of the condition whose case costs most in the plan year;
                       0 = the person has none */
  double *events;   /* [block][service]: claims of the plan year, parts of conditions included */
  double *dollars;  /* likewise their allowed amounts */
} sl_person_years_t;

/* All trials of the scenario, which asks for neither days nor annual totals and has no group factor
 * (else SL_ERR_ARGUMENT). Of options threads, kernels, cache, stop and progress count. *years is
 * NULL on failure. Memory: 17 bytes a person and trial. */
int sl_person_years_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                        sl_person_years_t **years, sl_error_t *error);
void sl_person_years_free(sl_person_years_t *years);

#endif
