/* Stresses: named sets of values that take the place of a scenario's, as --set does.
 *
 * A file of them (stoploss_stresses: 1) is read with the schema of sim/input/schema/schema.h;
 * faults carry line and column, also those that a value has only in a scenario. Checked by
 * tests/cli/test_sensitivity.c.
 */
#ifndef SL_SIM_INPUT_STRESSES_STRESSES_H
#define SL_SIM_INPUT_STRESSES_STRESSES_H

#include "sim/input/overrides/overrides.h"
#include "sim/input/read/faults.h"

#include <stddef.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* Where a stress and each of its values stand; 0 of one that is in no file. */
typedef struct sl_stress_place {
  size_t line, column;
} sl_stress_place_t;

typedef struct sl_stress {
  char *name, *says;        /* owned */
  sl_override_t *set;       /* owned, with its texts */
  sl_stress_place_t *place; /* owned: of each of `set` */
  size_t n;
} sl_stress_t;

typedef struct sl_stresses {
  char *path; /* owned; NULL: from no file */
  sl_stress_t *list;
  size_t n;
} sl_stresses_t;

/* Read a file; *stresses may be freed after failure too. SL_OK, SL_ERR_INPUT, SL_ERR_MISSING,
 * SL_ERR_IO or SL_ERR_MEMORY, with the faults. */
int sl_stresses_read(const char *path, sl_stresses_t *stresses, sl_faults_t *faults);
void sl_stresses_free(sl_stresses_t *stresses);

/* One stress made in place: all texts are copied. SL_OK or SL_ERR_MEMORY, when it may be freed. */
int sl_stress_init(sl_stress_t *stress, const char *name, const char *says);
int sl_stress_set(sl_stress_t *stress, const char *path, const char *value);
void sl_stress_free(sl_stress_t *stress);

/* sl_scenario_variant with the stress's values. path: the file that it stands in, whose places the
 * faults of its values get; NULL: none. */
int sl_stress_variant(const sl_scenario_t *scenario, const sl_stress_t *stress, const char *path,
                      sl_scenario_t **variant, sl_faults_t *faults);

#endif
