/* What the schemas are put together from; for this room only. Trees are whole or NULL, as in
 * sim/output/text/json_parts.h. */
#ifndef SL_SIM_OUTPUT_SCHEMAS_PARTS_H
#define SL_SIM_OUTPUT_SCHEMAS_PARTS_H

#include "sim/input/schema/schema.h"
#include "sim/output/text/json_parts.h"

/* {"type": type} */
json_t *sl_schema_typed(const char *type);

/* {"$ref": "#/$defs/name"} */
json_t *sl_schema_ref(const char *name);

/* An object of exactly these members: {"type": "object", "properties": ..., "required": ...,
 * "additionalProperties": false}. Both are taken over. */
json_t *sl_schema_closed(json_t *properties, json_t *required);

/* What a row of the key table allows, with its words, unit and default. */
json_t *sl_schema_of_row(const sl_schema_key_t *key);

/* The "$defs" of a scenario: frequency, severity, and severity_part, a severity inside another. */
json_t *sl_schema_of_distributions(void);

/* A whole scenario. */
json_t *sl_schema_of_scenario(void);

/* Put definitions in place of each "NAME": true in "$defs" of an output's schema, which is taken
 * over. */
json_t *sl_schema_with_definitions(json_t *schema);

#endif
