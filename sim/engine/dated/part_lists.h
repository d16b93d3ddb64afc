/* Spreads of conditions part by part, as kernels take them (sl_part_list_t): each part's service,
 * its share, and where the table of its lags is. Some 40 bytes a part.
 *
 * Checked by tests/unit/test_case_parts.c.
 */
#ifndef SL_SIM_ENGINE_DATED_PART_LISTS_H
#define SL_SIM_ENGINE_DATED_PART_LISTS_H

#include "models/simd/kernels.h"
#include "sim/engine/compile/model.h"

#include <stdint.h>

typedef struct sl_spread_parts {
  sl_part_list_t list;
  uint16_t *services; /* [n] */
} sl_spread_parts_t;

typedef struct sl_part_lists {
  size_t n;                      /* conditions */
  sl_spread_parts_t *own;        /* [n] */
  sl_spread_parts_t *of_mothers; /* [n]: of no part where nothing falls on a mother */
} sl_part_lists_t;

/* Of a model with conditions whose dating is compiled. SL_ERR_MEMORY; lists may be freed then. */
int sl_part_lists_init(sl_part_lists_t *lists, const sl_model_t *model, sl_error_t *error);
void sl_part_lists_free(sl_part_lists_t *lists); /* frees what it owns, not the struct itself */

#endif
