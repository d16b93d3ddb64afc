/* Since when an employer bears claims, and the windows that follow. */
#ifndef SL_MODELS_FUNDING_SINCE_H
#define SL_MODELS_FUNDING_SINCE_H

#include "models/funding/arrangement.h"

#include <stdint.h>

/* The relative day from which the employer bears claims, at most 0: `since` where it is given; else
 * with paid accounting no limit, INT32_MIN, and with incurred accounting the plan year's first day
 * or the first incurred day of its contracts, whichever is earlier. Claims incurred before are in
 * no figure of the arrangement. Source: models/MODEL.md, "Since when the employer bears claims".
 * Checked by tests/unit/test_since.c. */
int32_t sl_arrangement_since(const sl_arrangement_t *arrangement, const sl_calendar_t *calendar,
                             sl_accounting_t accounting);

/* The arrangement's C, the claims that its year's cost counts; and the window of one of its
 * contracts: both without what is incurred before the day from which the employer bears claims. */
sl_window_t sl_arrangement_counted(const sl_arrangement_t *arrangement,
                                   const sl_calendar_t *calendar, sl_accounting_t accounting);
sl_window_t sl_arrangement_window(const sl_arrangement_t *arrangement,
                                  const sl_contract_t *contract, const sl_calendar_t *calendar,
                                  sl_accounting_t accounting);

#endif
