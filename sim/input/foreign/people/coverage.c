/* Who is covered on the effective date, and what is assumed of them. */
#include "sim/input/foreign/people/people.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEPENDENT_AGE_END 26

typedef struct family {
  sl_import_t *import;
  sl_foreign_person_t *employee;
  uint32_t *members; /* of order: the employee first */
  size_t n;
} family_t;

static void leave_out(sl_import_t *import, sl_foreign_person_t *person, sl_finding_kind_t kind)
{
  person->left_out = true;
  sl_import_find(import, person->line, kind);
}

/* Covered, joining or left out, by the person's own dates. */
static void place_in_time(sl_import_t *import, sl_foreign_person_t *person)
{
  if (person->to < import->day) {
    leave_out(import, person, SL_FOUND_TERMINATED);
  } else if (person->from > import->year_end) {
    leave_out(import, person, SL_FOUND_AFTER_YEAR);
  } else if (person->from > import->day) {
    person->joins = true;
    sl_import_find(import, person->line, SL_FOUND_NOT_YET);
  } else {
    person->covered = true;
  }
}

static void cover_employee(sl_import_t *import, sl_foreign_person_t *person)
{
  import->figures.listed_employees++;
  if (person->left_out) {
    return;
  }
  if (person->waived && person->to >= import->day) {
    import->figures.waived++;
    return;
  }
  place_in_time(import, person);
}

static int later(int a, int b) { return a > b ? a : b; }
static int earlier(int a, int b) { return a < b ? a : b; }

static void cover_dependent(sl_import_t *import, const sl_foreign_person_t *employee,
                            sl_foreign_person_t *person, bool *has_spouse)
{
  import->figures.listed_dependents++;
  if (person->left_out) {
    return;
  }
  if (person->kin == SL_KIN_EX_SPOUSE) {
    leave_out(import, person, SL_FOUND_EX_SPOUSE);
  } else if (employee->waived || (employee->left_out && employee->to >= import->day) ||
             person->waived) {
    leave_out(import, person, SL_FOUND_OF_WAIVED);
  } else if (person->relationship == SL_SPOUSE && *has_spouse) {
    leave_out(import, person, SL_FOUND_TWO_SPOUSES);
  } else {
    person->from = later(person->from, employee->from);
    person->to = earlier(person->to, employee->to);
    place_in_time(import, person);
    *has_spouse |= person->relationship == SL_SPOUSE && !person->left_out;
  }
}

bool sl_import_is_written(const sl_foreign_person_t *person)
{
  return person->is_person && !person->left_out && (person->covered || person->joins);
}

/* What is worth saying of somebody who is written. */
static void find_notes(sl_import_t *import, const sl_foreign_person_t *employee,
                       const sl_foreign_person_t *person)
{
  static const sl_finding_kind_t work[] = {[SL_WORK_COBRA] = SL_FOUND_COBRA,
                                           [SL_WORK_RETIRED] = SL_FOUND_RETIREE,
                                           [SL_WORK_LEAVE] = SL_FOUND_LEAVE,
                                           [SL_WORK_DISABLED] = SL_FOUND_DISABLED};
  const bool own = person == employee;
  if (own && person->status != SL_WORK_ACTIVE && person->status != SL_WORK_TERMINATED) {
    sl_import_find(import, person->line, work[person->status]);
  }
  if (person->to <= import->year_end && (own || person->to < employee->to)) {
    sl_import_find(import, person->line, SL_FOUND_ENDS);
  }
  if (person->kin == SL_KIN_PARTNER) {
    sl_import_find(import, person->line, SL_FOUND_PARTNER);
  } else if (person->kin == SL_KIN_STEPCHILD) {
    sl_import_find(import, person->line, SL_FOUND_STEPCHILD);
  }
  if (person->relationship == SL_CHILD && person->age >= DEPENDENT_AGE_END) {
    sl_import_find(import, person->line,
                   person->disabled ? SL_FOUND_DISABLED_CHILD : SL_FOUND_OVER_26);
  }
}

static void find_faults(sl_import_t *import, const sl_foreign_person_t *person)
{
  if (person->birth_fault != SL_FINDINGS) {
    sl_import_find(import, person->line, (sl_finding_kind_t)person->birth_fault);
  }
  if (person->sex == SL_FOREIGN_SEX_UNKNOWN) {
    sl_import_find(import, person->line, SL_FOUND_UNKNOWN_SEX);
  }
  if (person->birth.year != 0 && person->stated_age != SL_AGE_UNKNOWN &&
      abs(person->stated_age - person->age) > 1) {
    sl_import_find(import, person->line, SL_FOUND_AGE);
  }
}

/* Whether the tier that the file states can be that of the persons covered; a tier for families of
 * three kinds (employee, one more, family) counts heads. */
static bool tier_fits(sl_stated_tier_t tier, size_t spouses, size_t children, bool three_tiers)
{
  switch (tier) {
  case SL_STATED_EMPLOYEE:
    return spouses + children == 0;
  case SL_STATED_SPOUSE:
    return spouses == 1 && children == 0;
  case SL_STATED_CHILDREN:
    return spouses == 0 && children > 0;
  case SL_STATED_PLUS_ONE:
    return spouses + children == 1;
  case SL_STATED_FAMILY:
    return children > 0 || (three_tiers && spouses + children > 1);
  case SL_STATED_NONE:
  case SL_STATED_WAIVED:
    break;
  }
  return true;
}

static void cover_family(family_t *family, bool three_tiers)
{
  sl_import_t *import = family->import;
  bool has_spouse = false;
  size_t spouses = 0, children = 0;
  cover_employee(import, family->employee);
  for (size_t i = 0; i < family->n; i++) {
    sl_foreign_person_t *person = &import->persons[family->members[i]];
    if (person->is_person && person != family->employee) {
      cover_dependent(import, family->employee, person, &has_spouse);
    }
    if (sl_import_is_written(person)) {
      spouses += person->relationship == SL_SPOUSE ? 1 : 0;
      children += person->relationship == SL_CHILD ? 1 : 0;
      find_faults(import, person);
      find_notes(import, family->employee, person);
    }
  }
  if (!import->employee_only && sl_import_is_written(family->employee) &&
      !tier_fits((sl_stated_tier_t)family->employee->tier, spouses, children, three_tiers)) {
    sl_import_find(import, family->employee->line, SL_FOUND_TIER);
  }
}

/* Mean ages of those written whose age is known, by relationship; NaN where there is nobody. */
static void mean_ages(const sl_import_t *import, double mean[3])
{
  double sum[3] = {0}, n[3] = {0};
  for (size_t i = 0; i < import->n; i++) {
    const sl_foreign_person_t *person = &import->persons[i];
    if (sl_import_is_written(person) && person->age != SL_AGE_UNKNOWN) {
      sum[person->relationship] += person->age;
      n[person->relationship] += 1;
    }
  }
  for (int r = 0; r < 3; r++) {
    mean[r] = n[r] > 0 ? sum[r] / n[r] : (double)NAN;
  }
}

static void note_ages(sl_import_t *import)
{
  static const char *const words[] = {
      [SL_EMPLOYEE] = "employee", [SL_SPOUSE] = "spouse", [SL_CHILD] = "child"};
  static const short otherwise[] = {[SL_EMPLOYEE] = 42, [SL_SPOUSE] = 42, [SL_CHILD] = 10};
  double mean[3];
  size_t missing[3] = {0};
  mean_ages(import, mean);
  for (size_t i = 0; i < import->n; i++) {
    const sl_foreign_person_t *person = &import->persons[i];
    missing[person->relationship] +=
        sl_import_is_written(person) && person->age == SL_AGE_UNKNOWN ? 1 : 0;
  }
  for (int r = 0; r < 3; r++) {
    import->assumed_age[r] = isnan(mean[r]) ? otherwise[r] : (short)floor(mean[r] + 0.5);
    if (missing[r] > 0) {
      sl_import_note(import,
                     "age %d is taken where the birth date of %s %s cannot be used (%zu row%s)",
                     import->assumed_age[r], r == SL_EMPLOYEE ? "an" : "a", words[r], missing[r],
                     missing[r] == 1 ? "" : "s");
    }
  }
}

static void note_sexes(sl_import_t *import)
{
  size_t seen[3][2] = {{0}}, missing = 0;
  for (size_t i = 0; i < import->n; i++) {
    const sl_foreign_person_t *person = &import->persons[i];
    if (sl_import_is_written(person) && person->sex != SL_FOREIGN_SEX_UNKNOWN) {
      seen[person->relationship][person->sex]++;
    }
    missing += sl_import_is_written(person) && person->sex == SL_FOREIGN_SEX_UNKNOWN ? 1 : 0;
  }
  for (int r = 0; r < 3; r++) {
    import->assumed_sex[r] = seen[r][SL_MALE] > seen[r][SL_FEMALE] ? SL_MALE : SL_FEMALE;
  }
  if (missing > 0) {
    sl_import_note(import,
                   "where the sex is not told (%zu row%s) a spouse is taken as of the other sex "
                   "than the employee, a child as %s, an employee as %s: the more frequent ones",
                   missing, missing == 1 ? "" : "s",
                   import->assumed_sex[SL_CHILD] == SL_MALE ? "male" : "female",
                   import->assumed_sex[SL_EMPLOYEE] == SL_MALE ? "male" : "female");
  }
}

void sl_import_cover(sl_import_t *import)
{
  bool three_tiers = false;
  for (size_t i = 0; i < import->n; i++) {
    three_tiers |= import->persons[i].tier == SL_STATED_PLUS_ONE;
  }
  for (size_t i = 0, end; i < import->n; i = end) {
    const uint32_t employee = import->persons[import->order[i]].employee;
    for (end = i + 1;
         end < import->n && import->persons[import->order[end]].employee == employee;) {
      end++;
    }
    if (employee == SL_NOBODY) {
      for (size_t k = i; k < end; k++) {
        import->figures.listed_dependents += import->persons[import->order[k]].medical ? 1 : 0;
      }
      continue;
    }
    family_t family = {import, &import->persons[employee], import->order + i, end - i};
    cover_family(&family, three_tiers);
  }
  note_ages(import);
  note_sexes(import);
}
