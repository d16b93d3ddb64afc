/* Disability income services; for services.c only. */
#ifndef SL_SIM_INPUT_BASIS_DISABILITY_H
#define SL_SIM_INPUT_BASIS_DISABILITY_H

#include "models/claims/service.h"
#include "sim/input/read/source.h"
#include "sim/input/schema/schema.h"

#include <stdbool.h>

/* The benefit and the duration of a service whose line is a disability line; in place of a severity
 * of amounts. claimant: one person's own service, which need not say members. */
int sl_service_disability(const sl_source_t *source, sl_cursor_t item, bool claimant,
                          sl_service_t *service);

#endif
