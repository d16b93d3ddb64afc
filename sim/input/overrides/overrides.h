/* What a caller changes of a scenario: values at paths, put into its tree before it is checked, so
 * that they are checked and used as if they stood in the file.
 *
 * A path is keys of maps and items of lists with dots between: "simulation.seed",
 * "arrangements.0.specific.deductible". An item is named by its index from 0, or by its `name`
 * where it has one ("plans.PPO.deductible"); digits are an index. A key or a name with a dot in it
 * has no path: the index of its item, or the value around it, does.
 * A value is YAML on a line: 75000, {amount: 3, per: employee_month}, [a, b], "a text: in quotes".
 * It replaces what stands there; what does not stand there yet is added, with the maps around it.
 * Lists become longer only by a last part that is + alone, which adds an item
 * ("claims.claimants.+"), and may be replaced as a whole. Of two values for one place the later one
 * counts.
 *
 * Behind the path a * or a + changes the number there in place of replacing it: "claims.trend+" by
 * 0.04 is the trend and 0.04, "claims.risk_factor*" by 1.1 is 10% more; what is not given counts as
 * its default. A map by tier or service is changed in each of its numbers. (So a name that ends in
 * one of the two is no last part: its index is.) A part that is * alone stands for every item of a
 * list that has what the rest of the path says: "arrangements.*.fees.*.amount*". It is a fault
 * where none has.
 *
 * Checked by tests/unit/test_overrides.c, tests/unit/test_overrides_changes.c and
 * tests/cli/test_set.c.
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

/* How many places of the tree such a path, its * or + behind it or not, leads to that have a value
 * which it can replace or change. Cost: O(nodes). SIZE_MAX without memory. */
size_t sl_overrides_places(const struct sl_tree *tree, const char *path);

/* Put them into the tree of a scenario that is still to be checked. A value that is no YAML, and a
 * path that leads nowhere, is a fault whose file is "--set PATH=VALUE"; so is every later one of
 * the value. SL_OK or SL_ERR_MEMORY; whether there were faults, they tell. Cost: that of parsing
 * the values. */
int sl_overrides_apply(const sl_overrides_t *overrides, struct sl_tree *tree, sl_faults_t *faults);

#endif
