/* A YAML file as a small immutable tree with the place of every key and value.
 *
 * Made from libyaml's events, not from its documents, which take time quadratic in the nesting.
 * Only what a scenario needs is read: maps, lists and scalars, quoted or not. Anchors, aliases,
 * tags, merge keys, null values, duplicate keys and a second document are faults, as are nesting
 * over SL_YAML_DEPTH and a file over SL_YAML_BYTES. Checked by tests/unit/test_scenario_tree.c.
 */
#ifndef SL_SIM_INPUT_READ_YAML_TREE_H
#define SL_SIM_INPUT_READ_YAML_TREE_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"
#include "sim/input/read/text.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_YAML_DEPTH 32
#define SL_YAML_BYTES (1024 * 1024)

typedef enum sl_node_kind {
  SL_NODE_SCALAR,
  SL_NODE_LIST,
  SL_NODE_MAP,
  SL_NODE_FAULTY /* a null or an alias: its fault is reported, nothing more need be said */
} sl_node_kind_t;

typedef struct sl_node sl_node_t;
struct sl_node {
  sl_node_kind_t kind;
  bool quoted;         /* scalar: in quotes or a block text, so never a number */
  size_t line, column; /* 1 = first; 0 with an origin */
  const char *origin;  /* what gave it in place of the file, as messages name it; NULL: the file */
  char *text;          /* scalar: UTF-8 without NUL inside */
  size_t n;            /* children of a list or map */
  sl_node_t *items;    /* list: items; map: values */
  sl_node_t *keys;     /* map: scalar keys, without duplicates */
};

typedef struct sl_tree {
  char *path;
  sl_node_t root;
  char **origins; /* of its nodes: sim/input/read/tree_edit.h */
  size_t n_origins;
} sl_tree_t;

/* Read path, of the provider or of the disk (NULL). SL_ERR_MISSING where it cannot be read,
 * SL_ERR_INPUT where it has faults; *tree is not NULL wherever the file could be parsed to its end,
 * faults or not, so that its contents can be checked as well. Cost: O(size log size). */
int sl_tree_read(const sl_provider_t *provider, const char *path, sl_tree_t **tree,
                 sl_faults_t *faults);

/* The same from memory; path is for messages. */
int sl_tree_parse(const char *path, const char *data, size_t size, sl_tree_t **tree,
                  sl_faults_t *faults);

void sl_tree_free(sl_tree_t *tree);
void sl_node_free(sl_node_t *node); /* frees what it owns */

/* A key for a message, as sl_text_excerpt; not shown where it looks like a row of a table, which
 * may be somebody's data. Returns buffer. */
char *sl_key_excerpt(const sl_node_t *key, char buffer[SL_EXCERPT_TEXT]);

/* The value of a key of a map; NULL where absent or where node is no map or NULL. */
const sl_node_t *sl_node_get(const sl_node_t *node, const char *key);

#endif
