/* JSON trees that are whole or NULL.
 *
 * jansson's own setters leave out a member that could not be made, so that a number would be lost
 * without a word when memory ends. These pass the failure on: whatever a NULL is put into becomes
 * NULL, as json_pack has it, and the caller looks once at the end. */
#ifndef SL_SIM_OUTPUT_TEXT_JSON_PARTS_H
#define SL_SIM_OUTPUT_TEXT_JSON_PARTS_H

#include "models/statistics/statistics.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* The object with one more member, or the list with one more item: both arguments are taken over.
 * NULL, and nothing is left of either, where one of them is NULL or memory ends. */
json_t *sl_json_with(json_t *object, const char *name, json_t *value);
json_t *sl_json_and(json_t *list, json_t *value);

/* An object of n members, in this order, each value taken over. */
typedef struct sl_json_member {
  const char *name;
  json_t *value;
} sl_json_member_t;
json_t *sl_json_object(const sl_json_member_t *members, size_t n);

/* Not finite: null, since JSON has no word for it. */
json_t *sl_json_number(double value);

/* {"value": ..., "standard_error": ...} */
json_t *sl_json_estimate(sl_estimate_t estimate);

/* {"quantile": level, "value": ..., "standard_error": ...} */
json_t *sl_json_quantile(double level, sl_estimate_t estimate);

/* The tree as text, which the caller frees, with `end` after it; NULL where memory ends or ended
 * while the tree was made. The tree is taken over. Unlike json_dumps, which leaves out a key. */
char *sl_json_text(json_t *tree, size_t flags, const char *end);

/* jansson's integers are signed: a seed beyond them is a string of its digits. */
json_t *sl_json_seed(uint64_t seed);

#endif
