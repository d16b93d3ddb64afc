/* Services, conditions and severities copied in depth; for basis.c only. */
#ifndef SL_SIM_STUDY_FIT_COPIES_H
#define SL_SIM_STUDY_FIT_COPIES_H

#include "models/claims/condition.h"
#include "models/claims/service.h"

/* SL_OK or SL_ERR_MEMORY; *to is to be freed by sl_severity_free in either case. */
int sl_severity_copy(const sl_severity_t *from, sl_severity_t *to);

/* Amounts of `factor` times the severity's, above 0, its limit too. The same family, since each has
 * parameters for its scale: of a unit "amount", or a lognormal's mu. */
void sl_severity_scale(sl_severity_t *severity, double factor);

/* A condition with its incidence times factor; its parts are still of the services of its own
 * basis. SL_OK or SL_ERR_MEMORY; *to is to be freed by sl_condition_free in either case. */
int sl_condition_copy(const sl_condition_t *from, double factor, sl_condition_t *to);

/* A service with its frequency's mean, or probability, times factor. SL_OK, SL_ERR_MEMORY, or
 * SL_ERR_UNSUPPORTED where the frequency is a table or has modified zeros; *to is to be freed by
 * sl_service_free in any case. */
int sl_service_copy(const sl_service_t *from, double factor, sl_service_t *to);

#endif
