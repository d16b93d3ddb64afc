#include "sim/input/large_claims/fields.h"

#include "sim/input/claims_file/cells.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NAME_TEXT 64

const char *const sl_large_column_names[SL_LARGE_COLUMNS] = {"year", "amount", "claimant",
                                                             "incurred_month", "paid_month"};

typedef struct synonym {
  const char *name; /* as normalised */
  size_t column;
} synonym_t;

static const synonym_t synonyms[] = {
    {"year", SL_LARGE_YEAR},           {"planyear", SL_LARGE_YEAR},
    {"policyyear", SL_LARGE_YEAR},     {"incurredyear", SL_LARGE_YEAR},
    {"amount", SL_LARGE_AMOUNT},       {"paid", SL_LARGE_AMOUNT},
    {"planpaid", SL_LARGE_AMOUNT},     {"totalpaid", SL_LARGE_AMOUNT},
    {"paidamount", SL_LARGE_AMOUNT},   {"amountpaid", SL_LARGE_AMOUNT},
    {"claims", SL_LARGE_AMOUNT},       {"claimant", SL_LARGE_CLAIMANT},
    {"claimantid", SL_LARGE_CLAIMANT}, {"member", SL_LARGE_CLAIMANT},
    {"memberid", SL_LARGE_CLAIMANT},   {"person", SL_LARGE_CLAIMANT},
    {"id", SL_LARGE_CLAIMANT},         {"incurredmonth", SL_LARGE_INCURRED},
    {"paidmonth", SL_LARGE_PAID},
};

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Letters alone, small ones: "Plan Year" and "PLAN_YEAR" are one name. */
static void normalise(const char *text, char name[NAME_TEXT])
{
  size_t n = 0;
  for (const char *p = text; *p != '\0' && n + 1 < NAME_TEXT; p++) {
    if (is_letter(*p)) {
      name[n++] = (char)(*p | 0x20);
    }
  }
  name[n] = '\0';
}

size_t sl_large_column_of(const char *text)
{
  char name[NAME_TEXT];
  normalise(text, name);
  for (size_t i = 0; i < sizeof synonyms / sizeof synonyms[0]; i++) {
    if (strcmp(synonyms[i].name, name) == 0) {
      return synonyms[i].column;
    }
  }
  return SL_LARGE_COLUMNS;
}

bool sl_large_row_is_total(const char *const *fields, size_t n)
{
  static const char *const words[] = {"total", "subtotal", "grandtotal"};
  char name[NAME_TEXT];
  size_t i = 0;
  while (i < n && fields[i][0] == '\0') {
    i++;
  }
  normalise(i < n ? fields[i] : "", name);
  bool found = false;
  for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
    found = found || strncmp(name, words[w], strlen(words[w])) == 0;
  }
  return found;
}

static void refuse(const sl_large_field_t *field, const char *allowed)
{
  char excerpt[SL_EXCERPT_TEXT];
  sl_faults_add(field->faults, SL_ERR_INPUT, field->path, field->line, field->number,
                "%s is not valid: %s; allowed: %s", sl_large_column_names[field->column],
                field->text[0] != '\0' ? sl_text_excerpt(field->text, excerpt) : "nothing",
                allowed);
}

static void check_amount(const sl_large_field_t *field, sl_large_claim_t *claim,
                         sl_claims_repairs_t *repairs)
{
  if (field->text[0] == '\0') {
    refuse(field, "an amount from 0, such as 250000 or $250,000.00");
    return;
  }
  const char *wrong = sl_claims_amount(field->text, &claim->amount, repairs);
  if (wrong == NULL && claim->amount < 0.0) {
    wrong = "is below 0: take what was paid back off the claim";
  }
  if (wrong != NULL) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_faults_add(field->faults, SL_ERR_INPUT, field->path, field->line, field->number,
                  "amount %s %s", sl_text_excerpt(field->text, excerpt), wrong);
  }
}

static void check_year(const sl_large_field_t *field, sl_large_claim_t *claim)
{
  const uint64_t last = (uint64_t)field->plan_year - 1, first = last + 1 - SL_LARGE_CLAIM_YEARS;
  uint64_t year;
  if (sl_number_parse_whole(field->text, &year) && year >= first && year <= last) {
    claim->year = (int)year;
    return;
  }
  char allowed[128];
  snprintf(allowed, sizeof allowed, "a year from %u to %u, before the scenario's plan year",
           (unsigned)first, (unsigned)last);
  refuse(field, allowed);
}

static void check_month(const sl_large_field_t *field, unsigned last, unsigned *month)
{
  uint64_t value;
  if (field->text[0] == '\0') {
    return;
  }
  if (sl_number_parse_whole(field->text, &value) && value >= 1 && value <= last) {
    *month = (unsigned)value;
    return;
  }
  char allowed[128];
  snprintf(allowed, sizeof allowed,
           "a whole number from 1 (the plan year's first month) to %u, or nothing", last);
  refuse(field, allowed);
}

void sl_large_field_check(const sl_large_field_t *field, sl_large_claim_t *claim,
                          sl_claims_repairs_t *repairs)
{
  switch (field->column) {
  case SL_LARGE_YEAR:
    check_year(field, claim);
    break;
  case SL_LARGE_AMOUNT:
    check_amount(field, claim, repairs);
    break;
  case SL_LARGE_INCURRED:
    check_month(field, 12, &claim->incurred_month);
    break;
  default:
    check_month(field, SL_LARGE_CLAIM_PAID_MONTH_MAX, &claim->paid_month);
    break;
  }
}
