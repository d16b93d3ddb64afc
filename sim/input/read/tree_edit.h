/* Trees that are made from others: copies, and places whose value comes from elsewhere.
 *
 * A node that did not come from the file has an origin, a text that messages name in place of the
 * file ("--set plans.0.name=HMO"). Checked by tests/unit/test_overrides.c.
 */
#ifndef SL_SIM_INPUT_READ_TREE_EDIT_H
#define SL_SIM_INPUT_READ_TREE_EDIT_H

#include "sim/input/read/yaml_tree.h"

/* A tree that says the same and owns all it has; NULL without memory. */
sl_tree_t *sl_tree_copy(const sl_tree_t *tree);

/* Keep an origin with the tree; text is copied. The tree's own, NULL without memory. */
const char *sl_tree_add_origin(sl_tree_t *tree, const char *text);

/* Say that node and all below it come from there. */
void sl_node_set_origin(sl_node_t *node, const char *origin);

/* Add a key that the map does not have, with an empty map as its value, both of that origin.
 * Returns the value; NULL without memory. Pointers to other children of the map end. */
sl_node_t *sl_node_add(sl_node_t *map, const char *key, const char *origin);

/* The same for a list: one more item. */
sl_node_t *sl_node_append(sl_node_t *list, const char *origin);

#endif
