/* The rows of a claim file while it is read: the inside of claims_file.c (reads them) and settle.c
 * (ties them to one another). */
#ifndef SL_SIM_INPUT_CLAIMS_FILE_ROWS_H
#define SL_SIM_INPUT_CLAIMS_FILE_ROWS_H

#include "sim/input/claims_file/cells.h"
#include "sim/input/claims_file/claims_file.h"

typedef struct sl_claims_row {
  sl_claim_line_t line;
  sl_claims_date_t incurred, paid;
  size_t member;   /* offset into the texts */
  uint64_t fields; /* hash of all its fields: equal rows have the same */
  bool claimed;    /* has a claim number */
  bool gone;
} sl_claims_row_t;

typedef struct sl_claims_rows {
  const char *path;
  sl_faults_t *faults;
  sl_claims_row_t *list; /* in order of the file */
  size_t n, capacity;
  char *text; /* members, each with its NUL */
  size_t text_length, text_capacity;
  sl_claims_order_t order;
  size_t by_parts; /* line of the first date that stands in parts; 0 = none */
} sl_claims_rows_t;

/* Dates by the order of day and month that the file shows; paid before incurred is a fault. */
void sl_claims_rows_date(sl_claims_rows_t *rows, bool annual);

/* Repeated rows go, members get numbers, lines below 0 are netted. Returns SL_OK or SL_ERR_MEMORY.
 */
int sl_claims_rows_settle(sl_claims_rows_t *rows, const char *const *members, size_t n_members,
                          sl_claims_file_t *file);

#endif
