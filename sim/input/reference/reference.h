/* The reference of every scenario key, made from the schema and the model registries. */
#ifndef SL_SIM_INPUT_REFERENCE_REFERENCE_H
#define SL_SIM_INPUT_REFERENCE_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

/* All keys as an indented tree with their docs, for a terminal. The caller frees it; NULL without
 * memory. */
char *sl_reference_tree(void);

/* All that is known under a name: a key by its full path (arrangements.specific.deductible, with
 * or without "[]") or its last word, a distribution, a parameter, an arrangement kind. *nearest
 * receives the nearest known name where there is nothing (NULL if none is near). Returns NULL
 * where nothing is known, or without memory; *known (NULL: not asked) tells which. The caller frees
 * it. */
char *sl_reference_topic(const char *name, bool *known, const char **nearest);

/* The whole reference page, scenarios/SCENARIO.md, as Markdown. Checked by
 * tests/unit/test_schema_reference.c. */
char *sl_reference_markdown(void);

#endif
