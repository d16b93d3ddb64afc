/* What binders of several sections check alike; each fault at its place. */
#ifndef SL_SIM_INPUT_SCHEMA_COMMON_H
#define SL_SIM_INPUT_SCHEMA_COMMON_H

#include "sim/input/read/source.h"
#include "sim/input/schema/schema.h"

#include <stdbool.h>

/* Faults for items of a list whose `name` another one has. SL_OK or SL_ERR_MEMORY. */
int sl_schema_unique_names(const sl_source_t *source, sl_cursor_t list);

/* A three-letter currency code in the map's key `currency`; a fault where it is something else. */
bool sl_schema_currency(const sl_source_t *source, sl_cursor_t map);

#endif
