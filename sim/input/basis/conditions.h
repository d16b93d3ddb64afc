/* The conditions of a basis. */
#ifndef SL_SIM_INPUT_BASIS_CONDITIONS_H
#define SL_SIM_INPUT_BASIS_CONDITIONS_H

#include "models/claims/condition.h"
#include "sim/input/basis/services.h"
#include "sim/input/read/source.h"
#include "sim/input/schema/schema.h"

/* A list in a file, and what its conditions refer to. */
typedef struct sl_condition_list {
  const sl_source_t *source;
  sl_cursor_t list;
  const sl_named_curve_t *curves;
  size_t n_curves;
  const sl_service_t *services;
  size_t n_services;
} sl_condition_list_t;

/* Read the list into *conditions, *n of them; owned by the caller, also after an error. Each item
 * that is a map makes one, faulty or not, until there are SL_CONDITIONS_MAX; names must be unique
 * in the list and those of no service. SL_OK or SL_ERR_MEMORY. */
int sl_conditions_read(const sl_condition_list_t *list, sl_condition_t **conditions, size_t *n);

#endif
