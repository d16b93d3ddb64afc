/* The census in the project's own format. */
#include "sim/input/foreign/people/people.h"
#include "sim/input/foreign/words/plain.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <string.h>

typedef struct writing {
  const sl_import_t *import;
  sl_text_t *text;
  bool dates, risk; /* columns that somebody needs */
} writing_t;

/* A cell of CSV; one that a spreadsheet would take for a formula gets an apostrophe. */
static void write_cell(sl_text_t *text, const char *cell)
{
  const bool formula = sl_text_is_formula(cell);
  if (!formula && strpbrk(cell, ",\"") == NULL) {
    sl_text_append(text, "%s", cell);
    return;
  }
  sl_text_append(text, "\"%s", formula ? "'" : "");
  for (; *cell != '\0'; cell++) {
    sl_text_append(text, *cell == '"' ? "\"\"" : "%c", *cell);
  }
  sl_text_append(text, "\"");
}

static void write_id(const writing_t *writing, const sl_foreign_person_t *employee)
{
  if (writing->import->own_ids || employee->own_id || employee->id == 0) {
    sl_text_append(writing->text, "R%lu", (unsigned long)employee->line);
  } else {
    write_cell(writing->text, writing->import->sheet.text + employee->id);
  }
}

static char sex_of(const sl_import_t *import, const sl_foreign_person_t *person)
{
  const sl_foreign_person_t *employee = &import->persons[person->employee];
  int sex = person->sex;
  if (sex == SL_FOREIGN_SEX_UNKNOWN && person->relationship == SL_SPOUSE &&
      employee->sex != SL_FOREIGN_SEX_UNKNOWN) {
    sex = employee->sex == SL_MALE ? SL_FEMALE : SL_MALE;
  } else if (sex == SL_FOREIGN_SEX_UNKNOWN) {
    sex = (int)import->assumed_sex[person->relationship];
  }
  return sex == SL_FEMALE ? 'F' : 'M';
}

static void write_day(const writing_t *writing, int day)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){1970, 1, 1}, SL_PLAN_MONTHS_MAX);
  const sl_date_t date = sl_calendar_date(&calendar, day);
  sl_text_append(writing->text, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* A code of four digits and less that a spreadsheet took for a number has lost its zeros. */
static void write_region(const writing_t *writing, const sl_foreign_person_t *person)
{
  const char *region = writing->import->sheet.text + person->region;
  const size_t n = strlen(region);
  if ((n == 3 || n == 4) && region[strspn(region, "0123456789")] == '\0') {
    sl_text_append(writing->text, "%s", n == 3 ? "00" : "0");
  }
  write_cell(writing->text, region);
}

static void write_number(sl_text_t *text, double value)
{
  char number[SL_NUMBER_TEXT];
  if (!isnan(value)) {
    sl_text_append(text, "%s", sl_number_format(floor(value * 100 + 0.5) / 100, number));
  }
}

static void write_person(const writing_t *writing, const sl_foreign_person_t *person, bool waived)
{
  static const char *const relationships[] = {
      [SL_EMPLOYEE] = "employee", [SL_SPOUSE] = "spouse", [SL_CHILD] = "child"};
  const sl_import_t *import = writing->import;
  sl_text_t *text = writing->text;
  const bool employee = person->relationship == SL_EMPLOYEE;
  write_id(writing, &import->persons[person->employee]);
  sl_text_append(text, ",%s,%c,%d,", relationships[person->relationship], sex_of(import, person),
                 person->age == SL_AGE_UNKNOWN ? import->assumed_age[person->relationship]
                                               : person->age);
  if (waived) {
    sl_text_append(text, "waived");
  } else if (employee) {
    write_cell(text, import->sheet.text + person->plan);
  }
  sl_text_append(text, ",");
  if (writing->dates) {
    if (person->joins) {
      write_day(writing, person->from);
    }
    sl_text_append(text, ",");
    if (!waived && person->to <= import->year_end) {
      write_day(writing, person->to);
    }
    sl_text_append(text, ",");
  }
  write_number(text, employee ? person->salary : (double)NAN);
  sl_text_append(text, ",");
  write_region(writing, employee ? person : &import->persons[person->employee]);
  if (writing->risk) {
    sl_text_append(text, ",");
    write_number(text, isnan(person->risk_score) ? 1 : person->risk_score);
  }
  sl_text_append(text, "\n");
}

/* A waived employee of whom age and sex are known; else nobody would miss the row. */
static bool is_known_waiver(const sl_foreign_person_t *person)
{
  return person->relationship == SL_EMPLOYEE && person->is_person && !person->left_out &&
         person->waived && person->age != SL_AGE_UNKNOWN && person->sex != SL_FOREIGN_SEX_UNKNOWN;
}

char *sl_import_census(const sl_import_t *import)
{
  sl_text_t text = {0};
  writing_t writing = {.import = import, .text = &text};
  for (size_t i = 0; i < import->n; i++) {
    const sl_foreign_person_t *person = &import->persons[i];
    if (sl_import_is_written(person)) {
      writing.dates |= person->joins || person->to <= import->year_end;
      writing.risk |= !isnan(person->risk_score);
    }
  }
  sl_text_append(&text, "employee,relationship,sex,age,plan,%ssalary,region%s\n",
                 writing.dates ? "from,to," : "", writing.risk ? ",risk_score" : "");
  for (size_t i = 0; i < import->n; i++) {
    const sl_foreign_person_t *person = &import->persons[import->order[i]];
    if (sl_import_is_written(person)) {
      write_person(&writing, person, false);
    } else if (is_known_waiver(person)) {
      write_person(&writing, person, true);
    }
  }
  return sl_text_take(&text);
}
