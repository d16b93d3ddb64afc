/* The population that a basis's age curves have mean 1 over, and that it is measured on. */
#ifndef SL_SIM_INPUT_BASIS_REFERENCE_POPULATION_H
#define SL_SIM_INPUT_BASIS_REFERENCE_POPULATION_H

#include "models/group/reference_population.h"
#include "sim/input/read/source.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/schema.h"

/* Read the map reference_population; faults where its lists do not fit one another. */
void sl_reference_population_read(const sl_source_t *source, sl_cursor_t map,
                                  sl_reference_population_t *population);

/* Append the key and its lists; nothing where there is none. */
void sl_reference_population_write(sl_text_t *text, const sl_reference_population_t *population);

#endif
