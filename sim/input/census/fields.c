#include "sim/input/census/fields.h"

#include "models/claims/service.h"
#include "models/group/enrolment.h"
#include "sim/input/read/date.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/number.h"
#include "sim/input/read/oddity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define OLDEST (SL_AGES - 1)

static bool fault(const sl_field_t *field, const char *text)
{
  sl_faults_add(field->faults, SL_ERR_INPUT, field->path, field->line, field->number, "%s", text);
  return false;
}

/* Somebody's birth date in the wrong column is still a birth date. */
static bool looks_like_date(const char *text)
{
  const char *separator = strpbrk(text, "-/.");
  return separator != NULL && separator != text && strpbrk(separator + 1, "-/.") != NULL;
}

/* A number of few characters, so no name, date or id that came into the wrong column. */
static bool is_short_number(const char *text, size_t longest)
{
  const size_t sign = strspn(text, "+-$");
  return sign <= 2 && strlen(text) <= longest && !looks_like_date(text) &&
         strspn(text + sign, "0123456789.,%eE") == strlen(text + sign);
}

/* Characters of the longest number of a column that a message may repeat. */
static size_t longest_shown(sl_column_t column) { return column == SL_COLUMN_SALARY ? 8 : 5; }

static bool value_fault(const sl_field_t *field, const char *allowed)
{
  const char *odd = sl_oddity_of_number(field->text);
  const bool shown = is_short_number(field->text, longest_shown(field->column));
  sl_faults_add(field->faults, SL_ERR_INPUT, field->path, field->line, field->number,
                "%s%s%s%s is not allowed: %s%s%s", field->name, shown ? " '" : "",
                shown ? field->text : "", shown ? "'" : "", allowed, odd != NULL ? "; " : "",
                odd != NULL ? odd : "");
  return false;
}

typedef struct word {
  const char *said, *meant; /* meant: NULL where that cannot be told */
} word_t;

/* What other programs write; nobody's name, so that a message may repeat it. */
static const word_t usual_words[] = {{"self", "employee"},
                                     {"subscriber", "employee"},
                                     {"worker", "employee"},
                                     {"ee", "employee"},
                                     {"wife", "spouse"},
                                     {"husband", "spouse"},
                                     {"partner", "spouse"},
                                     {"domestic partner", "spouse"},
                                     {"sp", "spouse"},
                                     {"son", "child"},
                                     {"daughter", "child"},
                                     {"ch", "child"},
                                     {"dependent", NULL},
                                     {"dep", NULL},
                                     {"female", "F"},
                                     {"male", "M"},
                                     {"w", "F"},
                                     {"x", NULL},
                                     {"u", NULL},
                                     {"unknown", NULL}};
#define N_USUAL_WORDS (sizeof usual_words / sizeof usual_words[0])

static const word_t *usual_word(const char *text)
{
  for (size_t i = 0; i < N_USUAL_WORDS; i++) {
    if (strcasecmp(usual_words[i].said, text) == 0) {
      return &usual_words[i];
    }
  }
  return NULL;
}

/* The words of the column that a wrong one may stand for. */
static const char *meant_by(const char *text, const char *const *words, size_t n)
{
  const word_t *usual = usual_word(text);
  const char *nearest = sl_nearest(text, words, n);
  for (size_t i = 0; usual != NULL && usual->meant != NULL && i < n; i++) {
    nearest = strcmp(words[i], usual->meant) == 0 ? words[i] : nearest;
  }
  return nearest;
}

/* The index of the field's text among n words; n after a fault. */
static size_t find_word(const sl_field_t *field, const char *const *words, size_t n,
                        const char *allowed)
{
  size_t i = 0;
  while (i < n && strcmp(words[i], field->text) != 0) {
    i++;
  }
  if (i == n) {
    const char *odd = sl_oddity_of_text(field->text);
    const char *meant = meant_by(field->text, words, n);
    char hint[SL_HINT_TEXT];
    const bool shown = meant != NULL || usual_word(field->text) != NULL;
    const char *text = shown ? field->text : "";
    sl_faults_add(field->faults, SL_ERR_INPUT, field->path, field->line, field->number,
                  "%s%s%.60s%s is not allowed: %s%s%s%s", field->name, shown ? " '" : "", text,
                  shown ? "'" : "", allowed, odd != NULL ? "; " : "", odd != NULL ? odd : "",
                  sl_did_you_mean(odd == NULL ? meant : NULL, hint));
  }
  return i;
}

static bool check_relationship(const sl_field_t *field, sl_census_row_t *row)
{
  static const char *const words[] = {
      [SL_EMPLOYEE] = "employee", [SL_SPOUSE] = "spouse", [SL_CHILD] = "child"};
  const size_t i = find_word(field, words, 3, "employee, spouse or child");
  row->relationship = (unsigned char)i;
  return i < 3;
}

static bool check_sex(const sl_field_t *field, sl_census_row_t *row)
{
  static const char *const words[] = {[SL_FEMALE] = "F", [SL_MALE] = "M"};
  const size_t i = find_word(field, words, 2, "F or M");
  row->sex = (unsigned char)i;
  return i < 2;
}

static bool check_tier(const sl_field_t *field, sl_census_row_t *row)
{
  const size_t i = find_word(field, sl_tier_names, SL_TIERS,
                             "employee, employee_spouse, employee_children or family");
  row->tier = (unsigned char)i;
  return i < SL_TIERS;
}

static bool whole_between(const char *text, unsigned low, unsigned high, unsigned char *value)
{
  double number = 0;
  if (!sl_number_parse(text, &number) || number != floor(number) || number < low || number > high) {
    return false;
  }
  *value = (unsigned char)number;
  return true;
}

static bool check_age(const sl_field_t *field, sl_census_row_t *row)
{
  if (looks_like_date(field->text)) {
    return fault(field, "age must be a whole number from 0 to 120; name the column birth_date if "
                        "it holds dates (YYYY-MM-DD)");
  }
  return whole_between(field->text, 0, OLDEST, &row->age) ||
         value_fault(field, "a whole number from 0 to 120");
}

static int age_at(const sl_date_t *birth, const sl_date_t *day)
{
  const bool before_birthday =
      day->month < birth->month || (day->month == birth->month && day->day < birth->day);
  return day->year - birth->year - (before_birthday ? 1 : 0);
}

static bool check_birth_date(const sl_field_t *field, sl_census_row_t *row)
{
  sl_date_t birth = {0, 0, 0};
  if (!sl_date_parse(field->text, &birth)) {
    return fault(field, "birth_date is not a date of the form YYYY-MM-DD from 1900 on");
  }
  const int age = age_at(&birth, &field->calendar->start);
  if (age > OLDEST) {
    return fault(field, "birth_date gives an age over 120");
  }
  row->age = (unsigned char)(age > 0 ? age : 0);
  row->born = age < 0 ? sl_calendar_day(field->calendar, birth) : 0;
  return true;
}

static bool check_months(const sl_field_t *field, sl_census_row_t *row)
{
  if (whole_between(field->text, 0, field->calendar->months, &row->months)) {
    row->months_given = true;
    return true;
  }
  char allowed[64];
  snprintf(allowed, sizeof allowed, "a whole number from 0 to %u, the plan year's",
           field->calendar->months);
  return value_fault(field, allowed);
}

static bool check_enrolment_date(const sl_field_t *field, int *day, sl_census_row_t *row)
{
  sl_date_t date;
  if (!sl_date_parse(field->text, &date)) {
    sl_faults_add(field->faults, SL_ERR_INPUT, field->path, field->line, field->number,
                  "%s is not a date of the form YYYY-MM-DD from 1900 on, such as 2026-02-28",
                  field->name);
    return false;
  }
  *day = sl_calendar_day(field->calendar, date);
  row->dated = true;
  return true;
}

static void row_fault(const char *path, const sl_census_row_t *row, size_t number,
                      sl_faults_t *faults, const char *text)
{
  sl_faults_add(faults, SL_ERR_INPUT, path, row->line, number, "%s", text);
}

bool sl_fields_check_dates(const char *path, const size_t *number, const sl_census_row_t *row,
                           sl_faults_t *faults)
{
  const size_t before = faults->n + faults->suppressed;
  if (row->dated && row->months_given) {
    row_fault(path, row, number[SL_COLUMN_MONTHS], faults,
              "months is given beside from or to; leave one of them blank");
  }
  if (row->dated && row->from > row->to) {
    row_fault(path, row, number[SL_COLUMN_TO], faults, "to lies before from");
  }
  if (row->born > 0 && (!row->dated || row->from < row->born)) {
    row_fault(path, row, number[SL_COLUMN_BIRTH_DATE], faults,
              "birth_date lies after the start of the plan year; a person born later is enrolled "
              "with from, on the day of birth or after it");
  }
  return faults->n + faults->suppressed == before;
}

static bool check_number(const sl_field_t *field, double *value, double high, const char *allowed)
{
  return (sl_number_parse(field->text, value) && *value >= 0 && *value <= high) ||
         value_fault(field, allowed);
}

static bool check_salary(const sl_field_t *field, sl_census_row_t *row)
{
  if (sl_number_is_ambiguous(field->text)) {
    return value_fault(field, "it may mean one number or a thousand times as much; write 100 or "
                              "100000, not 100.000");
  }
  return check_number(field, &row->salary, SL_CENSUS_SALARY_MAX,
                      "a number from 0 to 1000000000000000, without currency sign or thousands "
                      "separator");
}

bool sl_field_check(const sl_field_t *field, sl_census_row_t *row)
{
  const bool required = field->column <= SL_COLUMN_BIRTH_DATE;
  if (field->text[0] == '\0') {
    if (required) {
      sl_faults_add(field->faults, SL_ERR_INPUT, field->path, field->line, field->number,
                    "%s is empty", field->name);
    }
    return !required;
  }
  switch (field->column) {
  case SL_COLUMN_RELATIONSHIP:
    return check_relationship(field, row);
  case SL_COLUMN_SEX:
    return check_sex(field, row);
  case SL_COLUMN_AGE:
    return check_age(field, row);
  case SL_COLUMN_BIRTH_DATE:
    return check_birth_date(field, row);
  case SL_COLUMN_MONTHS:
    return check_months(field, row);
  case SL_COLUMN_FROM:
    return check_enrolment_date(field, &row->from, row);
  case SL_COLUMN_TO:
    return check_enrolment_date(field, &row->to, row);
  case SL_COLUMN_RISK_SCORE:
    return check_number(field, &row->risk_score, SL_CENSUS_RISK_MAX,
                        "a number from 0 to 1000, without separators: 1 is average");
  case SL_COLUMN_SALARY:
    return check_salary(field, row);
  case SL_COLUMN_TIER:
    return check_tier(field, row);
  case SL_COLUMN_EMPLOYEE:
  case SL_COLUMN_PLAN:
  case SL_COLUMN_REGION:
  case SL_COLUMN_MEMBER:
  case SL_COLUMNS:
    break;
  }
  return true;
}
