/* Services and severities copied in depth; for basis.c only. */
#ifndef SL_SIM_STUDY_FIT_COPIES_H
#define SL_SIM_STUDY_FIT_COPIES_H

#include "models/claims/service.h"

/* SL_OK or SL_ERR_MEMORY; *to is to be freed by sl_severity_free in either case. */
int sl_severity_copy(const sl_severity_t *from, sl_severity_t *to);

/* A service with its frequency's mean, or probability, times factor. SL_OK, SL_ERR_MEMORY, or
 * SL_ERR_UNSUPPORTED where the frequency is a table or has modified zeros; *to is to be freed by
 * sl_service_free in any case. */
int sl_service_copy(const sl_service_t *from, double factor, sl_service_t *to);

#endif
