/* The columns of a file of large claims and the check of one field; for large_claims.c only. */
#ifndef SL_SIM_INPUT_LARGE_CLAIMS_FIELDS_H
#define SL_SIM_INPUT_LARGE_CLAIMS_FIELDS_H

#include "sim/input/claims_file/claims_file.h"
#include "sim/input/large_claims/large_claims.h"

enum {
  SL_LARGE_YEAR,
  SL_LARGE_AMOUNT, /* what follows is optional */
  SL_LARGE_CLAIMANT,
  SL_LARGE_INCURRED,
  SL_LARGE_PAID,
  SL_LARGE_COLUMNS
};
extern const char *const sl_large_column_names[SL_LARGE_COLUMNS];

/* The column that a header's field means; SL_LARGE_COLUMNS: none. */
size_t sl_large_column_of(const char *name);

/* Whether a row sums up others. */
bool sl_large_row_is_total(const char *const *fields, size_t n);

typedef struct sl_large_field {
  size_t column;
  const char *text; /* "" where the file has no such column */
  const char *path;
  size_t line, number; /* number: CSV column, 1 = first */
  int plan_year;
  sl_faults_t *faults;
} sl_large_field_t;

/* Check a field other than the claimant and store its value; a fault where it is not allowed.
 * What was repaired in an amount is counted. */
void sl_large_field_check(const sl_large_field_t *field, sl_large_claim_t *claim,
                          sl_claims_repairs_t *repairs);

#endif
