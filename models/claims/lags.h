/* Default lags: the days from a claim's incurred day to its paid day, by line of benefit.
 *
 * Each is a table of whole days. Medical, mental health, telemedicine, dental and vision take the
 * share of claims paid in the first, second, ... month after they were incurred, placed at the
 * middle of that month (months of 365.25 / 12 days); pharmacy follows a pharmacy manager's invoices
 * about twice a month; disability is 30 days, the time to decide a claim.
 *
 *   line                     mean days  (months)  complete after
 *   medical                       59.3     1.95   18 months
 *   mental_health, telemedicine   36.4     1.20   12 months
 *   dental, vision                30.5     1.00   10 months
 *   pharmacy                       8.5     0.28   40 days
 *   short-, long-term disability  30                constant
 *
 * With claims at a steady rate, IBNR is the rate x the mean lag, so medical IBNR is about 1.95
 * months of claims.
 *
 * Source: a planning default set by judgement, not an observed table. Its shape (most medical
 * claims paid within two months, complete within 12 to 18; drugs at the counter) is what claim
 * runs commonly look like; see Bluhm (ed.), Group Insurance, 7th ed., on claim reserves, for how
 * to read such a pattern from one's own. Replace it with the administrator's completion factors by
 * the service's key `lag`.
 * Checked by tests/unit/test_lags.c.
 */
#ifndef SL_MODELS_CLAIMS_LAGS_H
#define SL_MODELS_CLAIMS_LAGS_H

#include "models/claims/service.h"
#include "models/core/error.h"

typedef struct sl_severity sl_severity_t; /* models/severity/severity.h */

/* Fill *lag (to be freed by sl_severity_free, also after an error) with the line's default.
 * Returns SL_OK, SL_ERR_ARGUMENT for no line, SL_ERR_MEMORY. */
int sl_lag_default(sl_line_t line, sl_severity_t *lag, sl_error_t *error);

#endif
