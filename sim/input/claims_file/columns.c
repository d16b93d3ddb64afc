#include "sim/input/claims_file/columns.h"

#include "sim/input/read/csv_rows.h"

#include <stdint.h>
#include <string.h>

#define NAME_TEXT 64

/* Small letters and digits only. */
static const struct {
  sl_claims_column_t column;
  const char *alias;
} aliases[] = {
    {SL_CLAIMS_MEMBER, "member"},
    {SL_CLAIMS_MEMBER, "memberid"},
    {SL_CLAIMS_MEMBER, "person"},
    {SL_CLAIMS_MEMBER, "personid"},
    {SL_CLAIMS_MEMBER, "patient"},
    {SL_CLAIMS_MEMBER, "patientid"},
    {SL_CLAIMS_MEMBER, "claimant"},
    {SL_CLAIMS_MEMBER, "claimantid"},
    {SL_CLAIMS_MEMBER, "insured"},
    {SL_CLAIMS_MEMBER, "uniqueid"},
    {SL_CLAIMS_INCURRED, "incurred"},
    {SL_CLAIMS_INCURRED, "incurreddate"},
    {SL_CLAIMS_INCURRED, "servicedate"},
    {SL_CLAIMS_INCURRED, "dateofservice"},
    {SL_CLAIMS_INCURRED, "dos"},
    {SL_CLAIMS_INCURRED, "fromdate"},
    {SL_CLAIMS_YEAR, "year"},
    {SL_CLAIMS_YEAR, "planyear"},
    {SL_CLAIMS_YEAR, "incurredyear"},
    {SL_CLAIMS_YEAR, "calendaryear"},
    {SL_CLAIMS_PAID_DATE, "paiddate"},
    {SL_CLAIMS_PAID_DATE, "datepaid"},
    {SL_CLAIMS_PAID_DATE, "paymentdate"},
    {SL_CLAIMS_PAID_DATE, "checkdate"},
    {SL_CLAIMS_ALLOWED, "allowed"},
    {SL_CLAIMS_ALLOWED, "allowedamount"},
    {SL_CLAIMS_ALLOWED, "eligible"},
    {SL_CLAIMS_ALLOWED, "eligibleamount"},
    {SL_CLAIMS_PAID, "paid"},
    {SL_CLAIMS_PAID, "paidamount"},
    {SL_CLAIMS_PAID, "planpaid"},
    {SL_CLAIMS_PAID, "netpaid"},
    {SL_CLAIMS_PAID, "amount"},
    {SL_CLAIMS_PAID, "total"},
    {SL_CLAIMS_PAID, "totalpaid"},
    {SL_CLAIMS_SERVICE, "service"},
    {SL_CLAIMS_SERVICE, "benefit"},
    {SL_CLAIMS_SERVICE, "coverage"},
    {SL_CLAIMS_SERVICE, "claimtype"},
    {SL_CLAIMS_SERVICE, "typeofservice"},
    {SL_CLAIMS_CLAIM, "claim"},
    {SL_CLAIMS_CLAIM, "claimid"},
    {SL_CLAIMS_CLAIM, "claimnumber"},
    {SL_CLAIMS_CLAIM, "claimno"},
    {SL_CLAIMS_CLAIM, "claimline"},
};

const char *sl_claims_column_name(sl_claims_column_t column)
{
  static const char *const names[SL_CLAIMS_COLUMNS] = {
      "member", "incurred", "year", "paid date", "allowed", "paid", "service", "claim"};
  return names[column];
}

static sl_claims_column_t column_of(const char *text)
{
  char name[NAME_TEXT];
  size_t n = 0;
  for (const char *p = text; *p != '\0' && n + 1 < sizeof name; p++) {
    const char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
    if (strchr(" _-.#\t", c) == NULL) {
      name[n++] = c;
    }
  }
  name[n] = '\0';
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
    if (strcmp(aliases[i].alias, name) == 0) {
      return aliases[i].column;
    }
  }
  return SL_CLAIMS_COLUMNS;
}

static bool has(const sl_claims_columns_t *columns, sl_claims_column_t column)
{
  return columns->field[column] != SIZE_MAX;
}

static bool check(const char *path, size_t line, const sl_claims_columns_t *c, sl_faults_t *faults)
{
  const size_t before = faults->n + faults->suppressed;
  if (!has(c, SL_CLAIMS_MEMBER)) {
    sl_faults_add(faults, SL_ERR_INPUT, path, line, 0,
                  "no column 'member' (or member id, person, patient, claimant) in the first line");
  }
  if (has(c, SL_CLAIMS_INCURRED) == has(c, SL_CLAIMS_YEAR)) {
    sl_faults_add(
        faults, SL_ERR_INPUT, path, line, 0,
        has(c, SL_CLAIMS_YEAR)
            ? "both an incurred date and a year are given; keep the date for claim lines, "
              "the year for annual totals"
            : "no column 'incurred' (or service date) for claim lines, nor 'year' for "
              "annual totals");
  }
  if (!has(c, SL_CLAIMS_ALLOWED) && !has(c, SL_CLAIMS_PAID)) {
    sl_faults_add(faults, SL_ERR_INPUT, path, line, 0,
                  "no column 'allowed' or 'paid' (or amount, plan paid) in the first line");
  }
  return faults->n + faults->suppressed == before;
}

bool sl_claims_columns(const char *path, size_t line, const char *const *fields, size_t n,
                       sl_claims_columns_t *columns, sl_faults_t *faults)
{
  bool sound = true;
  *columns = (sl_claims_columns_t){.n = n};
  for (size_t c = 0; c < SL_CLAIMS_COLUMNS; c++) {
    columns->field[c] = SIZE_MAX;
  }
  for (size_t i = 0; i < n && i < SL_CSV_FIELDS_MAX; i++) {
    const sl_claims_column_t column = column_of(fields[i]);
    if (column == SL_CLAIMS_COLUMNS) {
      columns->ignored++;
    } else if (columns->field[column] == SIZE_MAX) {
      columns->field[column] = i;
    } else {
      sl_faults_add(faults, SL_ERR_INPUT, path, line, i + 1,
                    "two columns may mean '%s', the %zuth and this one; rename one of them",
                    sl_claims_column_name(column), columns->field[column] + 1);
      sound = false;
    }
  }
  return check(path, line, columns, faults) && sound;
}
