/* What is behind a path and in it beside keys and items: a change of a number, and * for every
 * item. Inside sim/input/overrides only. */
#ifndef SL_SIM_INPUT_OVERRIDES_PLACES_H
#define SL_SIM_INPUT_OVERRIDES_PLACES_H

#include "sim/input/read/yaml_tree.h"
#include "sim/input/schema/schema.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum sl_change { SL_CHANGE_NONE, SL_CHANGE_ADD, SL_CHANGE_MULTIPLY } sl_change_t;

/* What the end of the path asks for; *length receives the path's without it. */
sl_change_t sl_change_of(const char *path, size_t *length);

/* Whether one of its first `length` characters' parts is *. */
bool sl_path_is_many(const char *path, size_t length);

/* Whether a node's numbers can be changed: one number, or those of a map by names or of a list. */
bool sl_node_is_changeable(const sl_schema_key_t *key, const sl_node_t *node);

/* The paths without * that lead from the root to what is given there, numbers alone if there is a
 * change; *paths and each of them are the caller's. SL_OK or SL_ERR_MEMORY. */
int sl_paths_of(const sl_tree_t *tree, const char *path, size_t length, sl_change_t change,
                char ***paths, size_t *n);
void sl_paths_free(char **paths, size_t n);

#endif
