/* A slow settlement of stop-loss, written from the contract's language: one claim at a time, across
 * the whole group, in order of paid day, then incurred day; every deductible, maximum and
 * attachment is a balance that claims run down. Shares nothing with models/stoploss/cover.c and
 * settlement.c. */
#ifndef SL_TESTS_SUPPORT_SETTLEMENT_REFERENCE_H
#define SL_TESTS_SUPPORT_SETTLEMENT_REFERENCE_H

#include "models/funding/settlement.h"

typedef struct sl_listed_claim {
  int32_t incurred, paid; /* relative days */
  uint32_t service;
  uint32_t person; /* from 0: census row less 1 */
  double amount;   /* plan paid */
} sl_listed_claim_t;

enum { SL_REFERENCE_PERSONS = 8 };

/* Sorts the claims. Where a captive stands between, the specific begins at the larger of its limit
 * and the person's deductible. months: n of them, the counted parts by the month paid. */
sl_settlement_t sl_reference_settle(const sl_arrangement_t *arrangement, double attachment,
                                    const sl_calendar_t *calendar, sl_accounting_t accounting,
                                    size_t n_claims, sl_listed_claim_t *claims, size_t n,
                                    sl_settled_month_t *months);

#endif
