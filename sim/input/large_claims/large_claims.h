/* A group's past large claimants, as its administrator or carrier lists them: a CSV file.
 *
 * Columns, in any order, found by these names whatever their case, spaces and underscores:
 *   year            plan year in which the claims were incurred, by the calendar year of its first
 *                   day; also plan year, policy year, incurred year
 *   amount          what the plan paid before stop-loss, in money of that year; also paid, plan
 *                   paid, total paid, paid amount, claims
 *   claimant        optional; rows with one text are one person's. Also member, member id, person,
 *                   id. Without it every row is a person of its own
 *   paid month      optional; month of the payment, 1 = the first of that plan year, 13 = the first
 *                   after it
 *   incurred month  optional; likewise, 1 .. 12
 * Other columns are left alone, with a warning. Amounts may have a currency sign and commas between
 * thousands, and rows of totals (one whose first field begins with "total", "subtotal" or "grand
 * total") are passed over: both are counted and told. Rows that are equal in every field are kept,
 * with a warning where claimants are named.
 *
 * A claims file is personal data: nothing that is told shows a claimant's text.
 * Checked by tests/unit/test_large_claims.c.
 */
#ifndef SL_SIM_INPUT_LARGE_CLAIMS_LARGE_CLAIMS_H
#define SL_SIM_INPUT_LARGE_CLAIMS_LARGE_CLAIMS_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_LARGE_CLAIMS_MAX 1000000 /* rows */
#define SL_LARGE_CLAIM_YEARS 30     /* before the plan year; more is taken for a slip */
#define SL_LARGE_CLAIM_AMOUNT_MAX 1e15
#define SL_LARGE_CLAIM_PAID_MONTH_MAX 60 /* as the longest contract basis */

typedef struct sl_large_claim {
  int year;
  double amount;
  size_t claimant;         /* 0 .. n_claimants - 1, the same person in every year */
  unsigned incurred_month; /* 0 = not given */
  unsigned paid_month;     /* likewise */
  size_t line;
} sl_large_claim_t;

typedef struct sl_large_claims {
  sl_large_claim_t *list; /* in order of the file */
  size_t n;
  size_t n_claimants;
  int first_year, last_year; /* that have a row */
  bool has_claimants, has_incurred, has_paid;
} sl_large_claims_t;

/* Read path, of the provider or of the disk (NULL). plan_year: the calendar year in which the
 * scenario's plan year begins; every row is of an earlier one. Returns SL_OK, SL_ERR_MISSING,
 * SL_ERR_INPUT or SL_ERR_MEMORY, with every fault in *faults; *claims is NULL on failure. What was
 * repaired or looks odd is added to *warnings. Cost: O(rows log rows). */
int sl_large_claims_read(const sl_provider_t *provider, const char *path, int plan_year,
                         sl_large_claims_t **claims, sl_faults_t *faults, sl_faults_t *warnings);
void sl_large_claims_free(sl_large_claims_t *claims);

#endif
