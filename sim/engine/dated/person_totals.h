/* One person's annual totals of the claims drawn, to the bits of the annual path: in the order
 * drawn, whatever becomes of their days. */
#ifndef SL_SIM_ENGINE_DATED_PERSON_TOTALS_H
#define SL_SIM_ENGINE_DATED_PERSON_TOTALS_H

#include "sim/engine/dated/ledger.h"

#include <stddef.h>

typedef struct sl_person_totals_space sl_person_totals_space_t;

int sl_person_totals_new(sl_person_totals_space_t **space, sl_error_t *error);
void sl_person_totals_free(sl_person_totals_space_t *space);

/* By trial of those drawn; arrays of the space. */
typedef struct sl_drawn_totals {
  const double *allowed, *shared;
  const double *copays; /* NULL = none; asked for by_total only */
} sl_drawn_totals_t;

/* The plan year's totals of a family's person. split: also what deductible and coinsurance apply
 * to, and copays. */
int sl_person_totals_of(sl_person_totals_space_t *space, const sl_ledger_t *ledger, uint32_t person,
                        bool split, sl_drawn_totals_t *totals, sl_error_t *error);

#endif
