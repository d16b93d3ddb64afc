/* What `stoploss new` writes: a commented scenario and a synthetic census. */
#ifndef SL_SIM_CLI_STARTER_H
#define SL_SIM_CLI_STARTER_H

#include "models/group/population.h"

#include <stddef.h>
#include <stdio.h>

/* The scenario, from starter.yaml with its @PLACES@ filled in. base: the files' name without folder
 * and extension, UTF-8 without control characters. Write errors stay in the stream. */
void starter_write_scenario(FILE *out, const char *base, size_t employees, size_t members);

void starter_write_census(FILE *out, const sl_synthetic_person_t *persons, size_t n,
                          size_t employees);

/* Text as one word of a shell, in single quotes where it needs them, that no program takes for an
 * option. */
void starter_write_shell_word(FILE *out, const char *text);

#endif
