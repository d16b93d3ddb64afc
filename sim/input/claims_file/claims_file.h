/* A group's past claims, read from a CSV file: claim lines, or annual totals per member.
 *
 * Columns, in any order; names as exports have them, without regard to letter case, blanks, '_',
 * '-',
 * '.' and '#':
 *
 *   member     member, member id, person, patient, claimant, insured, unique id
 *   incurred   incurred, incurred date, service date, date of service, dos, from date (claim lines)
 *   year       year, plan year, incurred year, calendar year (annual totals)
 *   paid_date  paid date, date paid, payment date, check date
 *   allowed    allowed, allowed amount, eligible, eligible amount
 *   paid       paid, paid amount, plan paid, net paid, amount, total, total paid
 *   service    service, benefit, coverage, claim type, type of service
 *   claim      claim, claim id, claim number, claim no, claim line
 *
 * member, one of incurred and year, and one of allowed and paid are needed. Other columns are
 * passed over and counted: exports have many.
 *
 * What is repaired is counted and told; what may mean two things is a fault with its row:
 *
 *   amounts   currency signs, thousands separators, "(12.50)" and "12.50-" for -12.50, blanks for 0
 *             are read; a decimal comma, or "1.234", is a fault
 *   dates     YYYY-MM-DD; with a time behind, YYYYMMDD, Excel's serial numbers (days since
 * 1899-12-30) are read; D/M/YYYY or M/D/YYYY where one date of the file has a part above 12, else a
 *             fault, as are two orders in one file and years of two digits
 *   totals    a row without member that says total, or without date, is left out; any other row
 *             without member is a fault
 *   reversals a line below 0 is taken off the earlier lines of its member, service and incurred
 * day; where they do not cover it (and in annual totals) it is a fault repeats   a row that is
 * alike in all fields and has a claim number is left out; without claim numbers it may be a second
 * visit: it is kept, and counted as alike order     paid before incurred is a fault members   not
 * in the census: kept and counted, since people leave
 *
 * Claims are personal data: no message shows a member, a date or a claim number, and members are
 * numbers here. Checked by tests/unit/test_claims_file.c.
 */
#ifndef SL_SIM_INPUT_CLAIMS_FILE_CLAIMS_FILE_H
#define SL_SIM_INPUT_CLAIMS_FILE_CLAIMS_FILE_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_CLAIMS_ROWS_MAX 50000000
#define SL_CLAIMS_NO_DAY INT_MIN
#define SL_CLAIMS_UNKNOWN UINT32_MAX
#define SL_CLAIMS_SERVICES 64 /* different services of a file */
#define SL_CLAIMS_SERVICE_TEXT 64

typedef struct sl_claim_line {
  uint32_t member;      /* 0, 1, ... in order of first row */
  uint32_t service;     /* index of a service; 0 where the file has none */
  int incurred;         /* days since 1970-01-01; of annual totals 1 January of the year */
  int paid_day;         /* likewise; SL_CLAIMS_NO_DAY where not told */
  double allowed, paid; /* NAN where the file has no such column */
  size_t line;          /* of the file; the first of those that were netted */
} sl_claim_line_t;

/* What was repaired, left out or found: numbers of rows or cells. */
typedef struct sl_claims_repairs {
  size_t currency_signs, separators, negative_signs, blank_amounts;
  size_t excel_dates, other_dates;
  size_t totals_rows, repeated_rows, alike_rows;
  size_t reversals;       /* lines below 0 that were netted */
  size_t reversed_lines;  /* lines of which nothing is left, and which are gone */
  size_t unknown_members; /* rows of members who are not in the census */
  size_t ignored_columns;
} sl_claims_repairs_t;

typedef struct sl_claims_file {
  bool annual;
  sl_claim_line_t *lines; /* in order of the file */
  size_t n_lines;
  uint32_t n_members;
  uint32_t *in_census; /* of each member the index in the census's ids; SL_CLAIMS_UNKNOWN where it
                          is not there; NULL where there is no census */
  char services[SL_CLAIMS_SERVICES][SL_CLAIMS_SERVICE_TEXT]; /* as the file first writes them */
  size_t n_services;
  size_t rows; /* of data, blank ones not counted */
  sl_claims_repairs_t repairs;
} sl_claims_file_t;

/* Read path, of the provider or of the disk (NULL). members: the ids of the census, n_members of
 * them, NULL where there is no census. Returns SL_OK, or with every fault added to *faults
 * SL_ERR_MISSING, SL_ERR_INPUT or SL_ERR_MEMORY; *file is then empty but for its counts. The caller
 * frees it by sl_claims_file_free. Cost: O(rows log rows). */
int sl_claims_file_read(const sl_provider_t *provider, const char *path, const char *const *members,
                        size_t n_members, sl_claims_file_t *file, sl_faults_t *faults);

void sl_claims_file_free(sl_claims_file_t *file);

#endif
