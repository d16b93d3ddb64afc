/* What frequencies and severities read alike; for distribution_*.c only. */
#ifndef SL_SIM_INPUT_DISTRIBUTION_READER_H
#define SL_SIM_INPUT_DISTRIBUTION_READER_H

#include "models/core/parameter.h"
#include "sim/input/read/source.h"
#include "sim/input/schema/schema.h"

/* The keys that a family allows, gathered before any is looked at. */
#define SL_FAMILY_KEYS 16
typedef struct sl_family_keys {
  const char *list[SL_FAMILY_KEYS];
  size_t n;
} sl_family_keys_t;

void sl_family_keys_add(sl_family_keys_t *keys, const char *name);
void sl_family_keys_add_names(sl_family_keys_t *keys, const char *const *names); /* to a NULL */
void sl_family_keys_add_parameters(sl_family_keys_t *keys, const sl_parameter_t *parameters,
                                   size_t n);

/* The text of the key `distribution` of a map, NULL after a fault. */
const char *sl_family_name(const sl_source_t *source, const sl_node_t *node);

/* A fault for an unknown family: the nearest and all known names. */
void sl_family_unknown(const sl_source_t *source, const sl_node_t *node, const char *name,
                       const char *const *known, size_t n);

/* Faults for keys that the family does not have. */
void sl_family_check_keys(const sl_source_t *source, const sl_node_t *node, const char *family,
                          const sl_family_keys_t *keys);

/* Read n parameters; NaN for one that is missing or faulty, each with a fault. */
void sl_family_parameters(const sl_source_t *source, const sl_node_t *node,
                          const sl_parameter_t *parameters, size_t n, double *values);

/* The list of numbers of a key of SL_SCHEMA_DISTRIBUTION; NULL without one, after a fault. *code
 * becomes SL_ERR_MEMORY where memory is missing. The caller frees it. */
double *sl_family_numbers(const sl_source_t *source, const sl_node_t *node, const char *name,
                          size_t *n, int *code);

/* The node of a required key; NULL after a fault. */
const sl_node_t *sl_family_require(const sl_source_t *source, const sl_node_t *node,
                                   const char *name);

#endif
