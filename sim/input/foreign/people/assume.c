/* What an import takes for granted, in sentences: each only where it made a difference. */
#include "sim/input/foreign/people/people.h"

#include <stdio.h>
#include <string.h>

typedef struct counts {
  size_t told_by_kin, short_years, ages, filled_down, zeros, plus_one, plans;
} counts_t;

static bool lost_zeros(const char *region)
{
  const size_t n = strlen(region);
  return (n == 3 || n == 4) && region[strspn(region, "0123456789")] == '\0';
}

static counts_t count(const sl_import_t *import)
{
  counts_t counts = {0};
  for (size_t i = 0; i < import->n; i++) {
    const sl_foreign_person_t *person = &import->persons[i];
    const bool dependent = person->relationship != SL_EMPLOYEE;
    if (!sl_import_is_written(person) || person->drawn) {
      continue;
    }
    counts.told_by_kin += person->told_by_kin ? 1 : 0;
    counts.short_years += person->short_year ? 1 : 0;
    counts.ages += person->birth.year == 0 && person->age != SL_AGE_UNKNOWN ? 1 : 0;
    counts.filled_down += dependent && person->id == 0 && !person->same_row ? 1 : 0;
    counts.zeros += lost_zeros(import->sheet.text + person->region) ? 1 : 0;
    counts.plus_one += person->tier == SL_STATED_PLUS_ONE ? 1 : 0;
    counts.plans += person->plan != 0 ? 1 : 0;
  }
  return counts;
}

static const char *plural(size_t n) { return n == 1 ? "" : "s"; }

static void say_cells(sl_import_t *import, const counts_t *counts)
{
  if (counts->short_years > 0) {
    sl_import_note(
        import,
        "years of two digits (%zu row%s): the latest not after the effective date, of an "
        "employee or spouse the latest that makes an adult",
        counts->short_years, plural(counts->short_years));
  }
  if (counts->ages > 0) {
    sl_import_note(import, "ages without a birth date (%zu row%s) are those on the effective date",
                   counts->ages, plural(counts->ages));
  }
  if (counts->told_by_kin > 0) {
    sl_import_note(import, "the sex is blank and taken from words such as wife or son (%zu row%s)",
                   counts->told_by_kin, plural(counts->told_by_kin));
  }
  if (counts->zeros > 0) {
    sl_import_note(import,
                   "postal codes of 3 or 4 digits have lost zeros and get them back, 2134 is 02134 "
                   "(%zu row%s)",
                   counts->zeros, plural(counts->zeros));
  }
}

static void say_families(sl_import_t *import, const counts_t *counts)
{
  if (counts->filled_down > 0) {
    sl_import_note(import, "dependents without an id belong to the employee row above (%zu row%s)",
                   counts->filled_down, plural(counts->filled_down));
  }
  if (counts->plus_one > 0 && !import->employee_only) {
    sl_import_note(import,
                   "employee + one is a spouse or a child, as the persons listed tell "
                   "(%zu row%s)",
                   counts->plus_one, plural(counts->plus_one));
  }
  if (import->figures.waived > 0) {
    sl_import_note(import, "employees who waived and their dependents are not covered");
  } else if (!import->employee_only) {
    sl_import_note(import, "nobody is listed as waived: whether somebody waived is not known");
  }
}

static void say_sheet(sl_import_t *import)
{
  const size_t others = import->layout.other_tabs;
  if (import->sheet.is_workbook) {
    sl_import_note(import, "hidden sheets of the workbook are not read, hidden rows are");
  }
  if (others > 0) {
    sl_import_note(import, "%zu further sheet%s that look%s like a census %s not read", others,
                   plural(others), others == 1 ? "s" : "", others == 1 ? "is" : "are");
  }
}

void sl_import_assume(sl_import_t *import)
{
  const sl_date_t day = import->options->effective;
  const counts_t counts = count(import);
  if (day.year != 0) {
    sl_import_note(import, "ages and coverage are those of %04d-%02d-%02d", day.year, day.month,
                   day.day);
  }
  say_sheet(import);
  say_cells(import, &counts);
  say_families(import, &counts);
  if (counts.plans > 0) {
    sl_import_note(import, "plans are called as in the file: the scenario's plans must be, too");
  }
  if (import->own_ids) {
    sl_import_note(import, "employees have ids of their own, R and the row of the spreadsheet: the "
                           "file's may be somebody's number or name");
  }
}
