/* Frequencies and severities as files write them: {distribution: NAME, PARAMETER: VALUE, ...}.
 *
 * Which parameters a family takes comes from the registries of models/frequency/frequency.h and
 * models/severity/severity.h; the keys beside them from SL_SCHEMA_DISTRIBUTION. Checked by
 * tests/unit/test_scenario_distribution.c.
 */
#ifndef SL_SIM_INPUT_DISTRIBUTION_DISTRIBUTION_H
#define SL_SIM_INPUT_DISTRIBUTION_DISTRIBUTION_H

#include "models/frequency/frequency.h"
#include "models/severity/severity.h"
#include "sim/input/read/source.h"
#include "sim/input/read/yaml_tree.h"

typedef struct sl_severity sl_severity_t; /* models/severity/severity.h */

/* Read node into *frequency or *severity (to be freed by the caller on SL_OK only). node may be
 * NULL or faulty: then SL_ERR_INPUT without a further fault. Returns SL_OK, SL_ERR_INPUT or
 * SL_ERR_MISSING (a continuance file) after adding faults, SL_ERR_MEMORY. */
int sl_bind_frequency(const sl_source_t *source, const sl_node_t *node, sl_frequency_t *frequency);
int sl_bind_severity(const sl_source_t *source, const sl_node_t *node, sl_severity_t *severity);

/* The keys that a family of this shape takes beside its parameters (rows of
 * SL_SCHEMA_DISTRIBUTION), ended by NULL. */
const char *const *sl_frequency_shape_keys(sl_frequency_shape_t shape);
const char *const *sl_severity_shape_keys(sl_severity_shape_t shape);

#endif
