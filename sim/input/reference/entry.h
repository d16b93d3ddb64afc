/* What the forms of the reference share; for reference_*.c only. */
#ifndef SL_SIM_INPUT_REFERENCE_ENTRY_H
#define SL_SIM_INPUT_REFERENCE_ENTRY_H

#include "sim/input/read/text.h"
#include "sim/input/schema/schema.h"

/* A frequency or severity family, whichever it is. */
typedef struct sl_family_entry {
  const char *role; /* "frequency" or "severity" */
  const char *name, *doc, *citation;
  const sl_parameter_t *parameters, *alternative;
  size_t n_parameters, n_alternative;
  const char *const *extra; /* keys beside the parameters, ended by NULL */
} sl_family_entry_t;

/* Family i of both registries in one row, frequencies first; false behind the last. */
bool sl_reference_family(size_t i, sl_family_entry_t *entry);

/* Its keys beside the parameters, "values, probabilities". */
void sl_reference_append_extra(sl_text_t *text, const sl_family_entry_t *family);

/* "required", "default 0.2", "default: none". */
void sl_reference_append_default(sl_text_t *text, const sl_schema_key_t *key);

/* The unit where there is one, else NULL. */
const char *sl_reference_unit(const sl_schema_key_t *key);

/* A row's path without "[]" and without its group ("basis:"). */
void sl_reference_append_path(sl_text_t *text, const sl_schema_key_t *key);

/* Whether the row belongs to a group: "" (scenario), SL_SCHEMA_BASIS, SL_SCHEMA_CENSUS,
 * SL_SCHEMA_DISTRIBUTION. Rows of whole files belong to none. */
bool sl_reference_in_group(const sl_schema_key_t *key, const char *group);

/* The default lag of each line of benefit, as a Markdown table or as lines of a topic. */
void sl_reference_append_lags(sl_text_t *text, bool markdown);

/* Append words wrapped at 79 columns, every line indented. */
void sl_reference_append_wrapped(sl_text_t *text, unsigned indent, const char *words);

#endif
