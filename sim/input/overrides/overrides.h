/* What a caller changes of a scenario: values at paths, put into its tree before it is checked, so
 * that they are checked and used as if they stood in the file.
 *
 * A path is keys of maps and items of lists with dots between: "simulation.seed",
 * "arrangements.0.specific.deductible". An item is named by its index from 0, or by its `name`
 * where it has one ("plans.PPO.deductible"); digits are an index. A key or a name with a dot in it
 * has no path: the index of its item, or the value around it, does.
 * A value is YAML on a line: 75000, {amount: 3, per: employee_month}, [a, b], "a text: in quotes".
 * It replaces what stands there; what does not stand there yet is added, with the maps around it.
 * Lists become neither longer nor shorter, but may be replaced as a whole. Of two values for one
 * place the later one counts.
 *
 * Checked by tests/unit/test_overrides.c and tests/cli/test_set.c.
 */
#ifndef SL_SIM_INPUT_OVERRIDES_OVERRIDES_H
#define SL_SIM_INPUT_OVERRIDES_OVERRIDES_H

#include "sim/input/read/faults.h"

#include <stddef.h>

struct sl_tree; /* sim/input/read/yaml_tree.h */

typedef struct sl_override {
  const char *path, *value;
} sl_override_t;

typedef struct sl_overrides {
  const sl_override_t *list; /* in the order in which they are put */
  size_t n;
} sl_overrides_t;

/* Put them into the tree of a scenario that is still to be checked. A value that is no YAML, and a
 * path that leads nowhere, is a fault whose file is "--set PATH=VALUE"; so is every later one of
 * the value. SL_OK or SL_ERR_MEMORY; whether there were faults, they tell. Cost: that of parsing
 * the values. */
int sl_overrides_apply(const sl_overrides_t *overrides, struct sl_tree *tree, sl_faults_t *faults);

#endif
