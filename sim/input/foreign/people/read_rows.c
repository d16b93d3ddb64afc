/* Rows to persons: which rows are somebody's, and what their cells say. */
#include "sim/input/foreign/people/pay.h"
#include "sim/input/foreign/people/people.h"
#include "sim/input/foreign/words/money.h"
#include "sim/input/foreign/words/plain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct reading {
  sl_import_t *import;
  const sl_sheet_row_t *row;
  sl_pay_t pay;
  bool births_day_first, spans_day_first;
  uint32_t employee; /* the person of the employee row above */
  bool has_benefits; /* a column tells medical from other rows */
  bool has_dates;
} reading_t;

static const char *cell(const reading_t *reading, unsigned person, sl_foreign_field_t field)
{
  const size_t column = reading->import->layout.column[person][field];
  return column == SL_LAYOUT_NONE ? ""
                                  : sl_sheet_cell(&reading->import->sheet, reading->row, column);
}

static const char *own(const reading_t *reading, sl_foreign_field_t field)
{
  return cell(reading, SL_FOREIGN_OWN, field);
}

static uint32_t offset(const reading_t *reading, const char *text)
{
  return text[0] == '\0' ? 0 : (uint32_t)(text - reading->import->sheet.text);
}

/* FNV-1a (Fowler, Noll, Vo 1991). */
static uint64_t hash(uint64_t before, const char *text)
{
  for (; *text != '\0'; text++) {
    before = (before ^ (unsigned char)*text) * UINT64_C(1099511628211);
  }
  return (before ^ 0xFF) * UINT64_C(1099511628211);
}
#define HASH_START UINT64_C(14695981039346656037)

/* 001009, 1009 and 1009.0 are one id. */
static uint64_t id_key(const char *id)
{
  char word[SL_WORD];
  const size_t n = strlen(id);
  const bool whole = n > 2 && strcmp(id + n - 2, ".0") == 0 && strspn(id, "0123456789.") == n;
  sl_word_plain(id, word);
  word[whole ? strlen(word) - 1 : strlen(word)] = '\0';
  const size_t digits = strspn(word, "0123456789");
  size_t zeros = 0;
  while (word[digits] == '\0' && zeros + 1 < digits && word[zeros] == '0') {
    zeros++;
  }
  return hash(HASH_START, word[0] != '\0' ? word + zeros : id);
}

/* What stands below and between the people in a report. */
static bool is_total(const sl_sheet_t *sheet, const sl_sheet_row_t *row)
{
  char word[SL_WORD] = "";
  for (size_t c = 0; c < row->n && word[0] == '\0'; c++) {
    sl_word_plain(sl_sheet_cell(sheet, row, c), word);
  }
  return sl_word_begins(word, "total") || sl_word_begins(word, "grandtotal") ||
         strstr(word, "subtotal") != NULL || sl_word_begins(word, "average") ||
         sl_word_begins(word, "count") || sl_word_begins(word, "headcount");
}

static void read_sex(const reading_t *reading, unsigned who, int told, sl_foreign_person_t *person)
{
  const char *text = cell(reading, who, SL_FOREIGN_SEX);
  person->sex = (signed char)sl_foreign_sex(text);
  for (int sex = 0; sex < 2 && person->sex == SL_FOREIGN_SEX_UNKNOWN; sex++) {
    const int number = reading->import->legend[sex];
    if (number >= 0 && text[0] == '0' + number && text[1] == '\0') {
      person->sex = (signed char)sex;
    }
  }
  if (person->sex == SL_FOREIGN_SEX_UNKNOWN && text[0] == '\0') {
    person->sex = (signed char)told;
    person->told_by_kin = told != SL_FOREIGN_SEX_UNKNOWN;
  }
}

/* "59", "<1", "6 mo"; SL_AGE_UNKNOWN. */
static short read_age(const char *text)
{
  char *end = NULL;
  const char *digits = text + strcspn(text, "0123456789");
  const long age = strtol(digits, &end, 10);
  if (end == digits || age > 120 || strchr(text, '-') != NULL || strchr(text, '#') != NULL) {
    return SL_AGE_UNKNOWN;
  }
  char word[SL_WORD];
  sl_word_plain(end, word);
  return (short)(text[0] == '<' || sl_word_begins(word, "mo") || sl_word_begins(word, "w") ? 0
                                                                                           : age);
}

/* A year of two digits: see rule 7. The age, or -1 after a fault that is noted. */
static void place_birth(const reading_t *reading, sl_date_parts_t parts, bool adult,
                        sl_foreign_person_t *person)
{
  enum { YOUNGEST_ADULT = 14, OLDEST_SHORT = 100, OLDEST = 120, OLDEST_CHILD = 70 };
  const sl_date_t *day = &reading->import->options->effective;
  const bool is_short = parts.short_year;
  parts.year += is_short ? day->year / 100 * 100 + 100 : 0;
  parts.short_year = false;
  sl_date_t birth;
  bool real = sl_foreign_date_real(&parts, &birth);
  if (is_short) {
    const int youngest = adult ? YOUNGEST_ADULT : 0;
    for (int i = 0; i < 2 && (!real || sl_foreign_age(&birth, day) < youngest); i++) {
      parts.year -= 100;
      real = sl_foreign_date_real(&parts, &birth);
    }
  }
  const int age = real ? sl_foreign_age(&birth, day) : 0;
  const int oldest = adult ? (is_short ? OLDEST_SHORT : OLDEST) : OLDEST_CHILD;
  const bool newborn = !adult && real && age < 0 && !is_short && person->from != SL_OPEN_FROM &&
                       person->from >= sl_date_serial(birth) && person->from > reading->import->day;
  if (!real) {
    person->birth_fault = SL_FOUND_IMPOSSIBLE_BIRTH;
  } else if ((age < 0 && !newborn) || (age > oldest && is_short && !adult)) {
    person->birth_fault = SL_FOUND_FUTURE_BIRTH;
  } else if (age > oldest || (adult && age < YOUNGEST_ADULT)) {
    person->birth_fault = SL_FOUND_IMPOSSIBLE_BIRTH;
  } else {
    person->birth = birth;
    person->short_year = is_short;
    person->age = (short)(age > 0 ? age : 0);
  }
}

/* The age decides where there is no date at all; a date that cannot be is a fault beside it. */
static void read_birth(const reading_t *reading, unsigned who, sl_foreign_person_t *person)
{
  const bool adult = person->relationship != SL_CHILD;
  const char *text = cell(reading, who, SL_FOREIGN_BIRTH_DATE);
  const sl_date_parts_t parts =
      sl_foreign_date_placed(sl_foreign_date(text), reading->births_day_first);
  person->birth_fault = SL_FINDINGS;
  person->age = SL_AGE_UNKNOWN;
  person->stated_age = read_age(cell(reading, who, SL_FOREIGN_AGE));
  if (parts.form == SL_DATE_KNOWN) {
    place_birth(reading, parts, adult, person);
  } else if (person->stated_age == SL_AGE_UNKNOWN) {
    person->birth_fault = SL_FOUND_MISSING_BIRTH;
  }
  if (person->birth.year == 0 && person->stated_age != SL_AGE_UNKNOWN) {
    person->age = person->stated_age;
    person->birth_fault = SL_FINDINGS;
  }
}

static int read_day(const reading_t *reading, const char *text, int open, bool *bad)
{
  sl_date_parts_t parts = sl_foreign_date_placed(sl_foreign_date(text), reading->spans_day_first);
  sl_date_t date;
  parts.year += parts.short_year ? 2000 : 0;
  parts.short_year = false;
  if (parts.form == SL_DATE_KNOWN && sl_foreign_date_real(&parts, &date)) {
    return sl_date_serial(date);
  }
  *bad |= text[0] != '\0' && parts.form != SL_DATE_OPEN;
  return open;
}

/* Coverage and work: "Term 8/31/26" is a last day too. */
static void read_span(const reading_t *reading, sl_foreign_person_t *person)
{
  const char *status = own(reading, SL_FOREIGN_STATUS);
  bool bad = false, no_date = false;
  person->from = read_day(reading, own(reading, SL_FOREIGN_FROM), SL_OPEN_FROM, &bad);
  person->to = read_day(reading, own(reading, SL_FOREIGN_TO), SL_OPEN_TO, &bad);
  person->status = (unsigned char)sl_foreign_status(status);
  if (person->status == SL_WORK_TERMINATED) {
    const char *date = status + strcspn(status, "0123456789");
    const int last = read_day(reading, date, SL_OPEN_TO, &no_date);
    if (last < person->to) {
      person->to = last;
    } else if (person->to == SL_OPEN_TO) {
      person->to = reading->import->day - 1;
    }
  }
  if (bad) {
    sl_import_find(reading->import, reading->row->line, SL_FOUND_BAD_DATE);
  }
}

static void read_cover(const reading_t *reading, sl_foreign_person_t *person)
{
  const char *plan = own(reading, SL_FOREIGN_PLAN), *tier = own(reading, SL_FOREIGN_TIER);
  const char *benefit = own(reading, SL_FOREIGN_BENEFIT);
  person->plan = offset(reading, plan);
  person->region = offset(reading, own(reading, SL_FOREIGN_REGION));
  person->tier = (unsigned char)sl_foreign_tier(tier);
  person->waived = person->tier == SL_STATED_WAIVED || sl_foreign_waived(plan) ||
                   sl_word_flag(own(reading, SL_FOREIGN_WAIVED)) == 1 ||
                   sl_word_flag(own(reading, SL_FOREIGN_ENROLLED)) == 0;
  person->medical = !reading->has_benefits || sl_foreign_medical(benefit);
  person->disabled = sl_word_flag(own(reading, SL_FOREIGN_DISABLED)) == 1;
}

static short read_count(const char *text)
{
  char *end = NULL;
  const long n = strtol(text, &end, 10);
  return (short)(end != text && n >= 0 && n <= SL_FOREIGN_CHILDREN_MAX ? n : -1);
}

static void read_employee(reading_t *reading, sl_foreign_person_t *person)
{
  const short dependents = read_count(own(reading, SL_FOREIGN_DEPENDENTS));
  const char *risk = own(reading, SL_FOREIGN_RISK_SCORE);
  double score = NAN;
  person->has_spouse = (signed char)sl_word_flag(own(reading, SL_FOREIGN_SPOUSE));
  person->children = read_count(own(reading, SL_FOREIGN_CHILDREN));
  if (person->children < 0 && dependents >= 0) {
    const bool spouse = person->has_spouse == 1 || person->tier == SL_STATED_SPOUSE ||
                        (person->has_spouse < 0 && person->tier == SL_STATED_FAMILY);
    person->children = (short)(dependents - (spouse && dependents > 0 ? 1 : 0));
  }
  person->salary =
      sl_pay_yearly(&reading->pay, own(reading, SL_FOREIGN_SALARY),
                    own(reading, SL_FOREIGN_PAY_BASIS), own(reading, SL_FOREIGN_HOURS));
  person->risk_score = sl_foreign_money(risk, false, &score) ? score : (double)NAN;
}

/* What tells two rows of one contract apart, or proves them one person. */
static void identify(const reading_t *reading, unsigned who, sl_foreign_person_t *person)
{
  const sl_import_t *import = reading->import;
  const char *member = own(reading, SL_FOREIGN_MEMBER);
  uint64_t identity = hash(HASH_START, cell(reading, who, SL_FOREIGN_BIRTH_DATE));
  person->nameless = member[0] == '\0';
  for (size_t i = 0; i < import->layout.n_names; i++) {
    const char *name = sl_sheet_cell(&import->sheet, reading->row, import->layout.names[i]);
    person->nameless &= name[0] == '\0';
    identity = member[0] == '\0' ? hash(identity, name) : identity;
  }
  identity = hash(identity, member);
  identity = hash(identity, cell(reading, who, SL_FOREIGN_AGE));
  person->identity =
      (identity ^ (person->relationship + 1U) ^ (uint64_t)who << 8) * UINT64_C(1099511628211);
}

static sl_relationship_t relationship_of(sl_kin_t kin)
{
  if (kin == SL_KIN_CHILD || kin == SL_KIN_STEPCHILD) {
    return SL_CHILD;
  }
  return kin == SL_KIN_EMPLOYEE ? SL_EMPLOYEE : SL_SPOUSE;
}

static bool has_person(const reading_t *reading, unsigned who)
{
  return cell(reading, who, SL_FOREIGN_BIRTH_DATE)[0] != '\0' ||
         cell(reading, who, SL_FOREIGN_AGE)[0] != '\0' ||
         cell(reading, who, SL_FOREIGN_SEX)[0] != '\0';
}

/* The persons beside the employee, where a row is a family. */
static bool read_beside(reading_t *reading, uint32_t employee)
{
  sl_import_t *import = reading->import;
  for (unsigned who = SL_FOREIGN_OF_SPOUSE; who < import->layout.n_persons; who++) {
    const sl_kin_t kin = who == SL_FOREIGN_OF_SPOUSE ? SL_KIN_SPOUSE : SL_KIN_CHILD;
    sl_foreign_person_t person = {.kin = (unsigned char)kin,
                                  .relationship = (unsigned char)relationship_of(kin),
                                  .line = reading->row->line,
                                  .from = SL_OPEN_FROM,
                                  .to = SL_OPEN_TO,
                                  .salary = NAN,
                                  .risk_score = NAN,
                                  .employee = employee,
                                  .family_key = import->persons[employee].family_key,
                                  .children = -1,
                                  .has_spouse = -1,
                                  .medical = true,
                                  .same_row = true};
    if (!has_person(reading, who)) {
      continue;
    }
    read_sex(reading, who, SL_FOREIGN_SEX_UNKNOWN, &person);
    read_birth(reading, who, &person);
    identify(reading, who, &person);
    if (sl_import_add_person(import, &person) == SL_NOBODY) {
      return false;
    }
  }
  return true;
}

/* Whether the row is somebody's; what its relationship is. A row without one that has a birth date
 * or a sex is a person nobody can place. */
static bool is_somebody(const reading_t *reading, sl_kin_t *kin, int *sex)
{
  const bool has_column =
      reading->import->layout.column[SL_FOREIGN_OWN][SL_FOREIGN_RELATIONSHIP] != SL_LAYOUT_NONE;
  const bool filled = sl_foreign_date(own(reading, SL_FOREIGN_BIRTH_DATE)).form > SL_DATE_NONE ||
                      sl_foreign_sex(own(reading, SL_FOREIGN_SEX)) != SL_FOREIGN_SEX_UNKNOWN ||
                      read_age(own(reading, SL_FOREIGN_AGE)) != SL_AGE_UNKNOWN;
  *sex = SL_FOREIGN_SEX_UNKNOWN;
  const bool total = is_total(&reading->import->sheet, reading->row);
  if (has_column) {
    *kin = sl_foreign_kin(own(reading, SL_FOREIGN_RELATIONSHIP), sex);
    return *kin != SL_KIN_UNKNOWN ? filled || !total : filled && !total;
  }
  *kin = SL_KIN_EMPLOYEE;
  return (filled || (own(reading, SL_FOREIGN_EMPLOYEE)[0] != '\0' &&
                     sl_foreign_tier(own(reading, SL_FOREIGN_TIER)) != SL_STATED_NONE)) &&
         !total;
}

/* By the id, or to the employee above where the id is blank. */
static void tie(reading_t *reading, sl_foreign_person_t *person)
{
  const char *id = own(reading, SL_FOREIGN_EMPLOYEE);
  const bool employee = person->relationship == SL_EMPLOYEE;
  person->id = offset(reading, id);
  person->employee = SL_NOBODY;
  if (id[0] != '\0') {
    person->family_key = id_key(id);
  } else if (employee || reading->employee == SL_NOBODY) {
    person->family_key = (HASH_START ^ reading->row->line) * UINT64_C(1099511628211);
    person->own_id = true;
  } else {
    person->employee = reading->employee;
    person->family_key = reading->import->persons[reading->employee].family_key;
  }
}

static int read_row(reading_t *reading, sl_error_t *error)
{
  sl_kin_t kin;
  int told;
  sl_import_t *import = reading->import;
  if (!is_somebody(reading, &kin, &told)) {
    return SL_OK;
  }
  if (kin == SL_KIN_UNKNOWN) {
    import->figures.listed_dependents++;
    sl_import_find(import, reading->row->line, SL_FOUND_RELATIONSHIP);
    return SL_OK;
  }
  sl_foreign_person_t person = {.kin = (unsigned char)kin,
                                .relationship = (unsigned char)relationship_of(kin),
                                .line = reading->row->line};
  tie(reading, &person);
  read_span(reading, &person);
  read_cover(reading, &person);
  read_sex(reading, SL_FOREIGN_OWN, told, &person);
  read_birth(reading, SL_FOREIGN_OWN, &person);
  read_employee(reading, &person);
  identify(reading, SL_FOREIGN_OWN, &person);
  const uint32_t index = sl_import_add_person(import, &person);
  if (index == SL_NOBODY) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory");
  }
  if (kin == SL_KIN_EMPLOYEE) {
    reading->employee = index;
  }
  return !import->wide || read_beside(reading, index)
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "out of memory");
}

/* First the rows' order of dates, marks of money and numbers of the sexes, then the rows. */
static void survey(reading_t *reading, size_t first, size_t end, sl_date_order_t *births,
                   sl_date_order_t *spans)
{
  const sl_sheet_t *sheet = &reading->import->sheet;
  for (size_t r = first; r < end; r++) {
    reading->row = &sheet->rows[r];
    for (unsigned who = 0; who < reading->import->layout.n_persons; who++) {
      const sl_date_parts_t parts = sl_foreign_date(cell(reading, who, SL_FOREIGN_BIRTH_DATE));
      sl_date_order_add(births, &parts);
      reading->has_dates |= parts.form > SL_DATE_NONE;
    }
    const sl_date_parts_t from = sl_foreign_date(own(reading, SL_FOREIGN_FROM));
    const sl_date_parts_t to = sl_foreign_date(own(reading, SL_FOREIGN_TO));
    sl_date_order_add(spans, &from);
    sl_date_order_add(spans, &to);
    reading->has_dates |= from.form > SL_DATE_NONE || to.form > SL_DATE_NONE;
    reading->has_benefits |= sl_foreign_medical(own(reading, SL_FOREIGN_BENEFIT));
    sl_pay_survey(&reading->pay, own(reading, SL_FOREIGN_SALARY));
  }
}

static bool day_first(const sl_date_order_t *order)
{
  return order->day_first > order->month_first;
}

static bool decided(const sl_date_order_t *order)
{
  return order->day_first + order->month_first > 0;
}

static int decide_order(reading_t *reading, const sl_date_order_t *births,
                        const sl_date_order_t *spans, sl_error_t *error)
{
  sl_import_t *import = reading->import;
  const sl_date_order_t *main = decided(births) ? births : spans;
  const sl_date_choice_t choice = import->options->dates;
  if (births->ordered + spans->ordered == 0) {
    return SL_OK;
  }
  if (choice == SL_DATES_DECIDE && !decided(main)) {
    return sl_fail(
        error, SL_ERR_INPUT,
        "every date can be read day first or month first; say which: --date-order mdy or "
        "--date-order dmy");
  }
  reading->births_day_first =
      choice == SL_DATES_DECIDE ? day_first(main) : choice == SL_DATES_DAY_FIRST;
  reading->spans_day_first =
      choice == SL_DATES_DECIDE && decided(spans) ? day_first(spans) : reading->births_day_first;
  sl_import_note(import, "dates such as 3/4/1980 have the %s first%s",
                 reading->births_day_first ? "day" : "month",
                 choice == SL_DATES_DECIDE ? ", as the whole column tells" : ", as you say");
  return SL_OK;
}

static void find_legend(sl_import_t *import)
{
  for (size_t r = import->layout.tab.first; r < import->layout.header; r++) {
    const sl_sheet_row_t *row = &import->sheet.rows[r];
    for (size_t c = 0; c < row->n; c++) {
      const char *text = sl_sheet_cell(&import->sheet, row, c);
      const int female = sl_foreign_legend(text, SL_FEMALE),
                male = sl_foreign_legend(text, SL_MALE);
      if (female >= 0 && male >= 0 && female != male) {
        import->legend[SL_FEMALE] = female;
        import->legend[SL_MALE] = male;
        sl_import_note(import, "sex %d is female and %d male, as the file says above its header",
                       female, male);
        return;
      }
    }
  }
}

int sl_import_read_rows(sl_import_t *import, sl_error_t *error)
{
  const sl_layout_t *layout = &import->layout;
  const size_t first = layout->header + layout->header_rows;
  const size_t end = layout->tab.first + layout->tab.n;
  sl_date_order_t births = {0}, spans = {0};
  reading_t reading = {.import = import, .employee = SL_NOBODY};
  char name[128];
  const size_t salary = layout->column[SL_FOREIGN_OWN][SL_FOREIGN_SALARY];
  sl_pay_begin(&reading.pay, salary == SL_LAYOUT_NONE
                                 ? ""
                                 : sl_layout_name(&import->sheet, layout, salary, name));
  find_legend(import);
  survey(&reading, first, end, &births, &spans);
  if (reading.has_dates && import->options->effective.year == 0) {
    return sl_fail(error, SL_ERR_INPUT,
                   "the census has dates: say the first day of the plan year, at which ages and "
                   "coverage are taken: --effective YYYY-MM-DD");
  }
  int code = decide_order(&reading, &births, &spans, error);
  for (size_t r = first; code == SL_OK && r < end; r++) {
    reading.row = &import->sheet.rows[r];
    if (!sl_sheet_row_is_blank(&import->sheet, reading.row) &&
        !sl_layout_repeats(&import->sheet, layout, reading.row)) {
      code = read_row(&reading, error);
    }
  }
  if (reading.has_benefits) {
    sl_import_note(import, "only rows of medical benefits are read");
  }
  sl_pay_notes(&reading.pay, import);
  return code;
}
