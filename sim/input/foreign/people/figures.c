/* Counts of the people covered. */
#include "sim/input/foreign/people/people.h"

#include <math.h>

static void count_employee(sl_import_figures_t *f, const sl_foreign_person_t *person, double *ages)
{
  f->employees++;
  if (person->sex == SL_FOREIGN_SEX_UNKNOWN) {
    f->employee_unknown_sex++;
  } else {
    f->employee_sexes[person->sex]++;
  }
  if (person->age != SL_AGE_UNKNOWN) {
    *ages += person->age;
    f->employees_with_age++;
  }
  if (!isnan(person->salary)) {
    f->salary_sum += person->salary;
    f->employees_with_salary++;
  }
}

static size_t band_of(short age)
{
  if (age == SL_AGE_UNKNOWN) {
    return 7;
  }
  return age < 18 ? 0 : age < 30 ? 1 : age < 70 ? (size_t)(age / 10) - 1 : 6;
}

static void count_person(sl_import_figures_t *f, const sl_foreign_person_t *person, double *ages)
{
  f->members++;
  f->spouses += person->relationship == SL_SPOUSE ? 1 : 0;
  f->children += person->relationship == SL_CHILD ? 1 : 0;
  f->age_bands[band_of(person->age)]++;
  if (person->sex == SL_FOREIGN_SEX_UNKNOWN) {
    f->unknown_sex++;
  } else {
    f->sexes[person->sex]++;
  }
  if (person->relationship == SL_EMPLOYEE) {
    count_employee(f, person, ages);
  }
}

static void count_change(sl_import_t *import, const sl_foreign_person_t *person)
{
  sl_import_figures_t *f = &import->figures;
  const bool employee = person->relationship == SL_EMPLOYEE;
  if (person->joins) {
    f->joining_members++;
    f->joining_employees += employee ? 1 : 0;
  } else if (person->to <= import->year_end) {
    f->leaving_members++;
    f->leaving_employees += employee ? 1 : 0;
  }
}

static void count_tier(sl_import_figures_t *f, size_t spouses, size_t children)
{
  const sl_tier_t with_spouse = children > 0 ? SL_TIER_FAMILY : SL_TIER_EMPLOYEE_SPOUSE;
  const sl_tier_t alone = children > 0 ? SL_TIER_EMPLOYEE_CHILDREN : SL_TIER_EMPLOYEE;
  f->tiers[spouses > 0 ? with_spouse : alone]++;
}

void sl_import_count(sl_import_t *import)
{
  sl_import_figures_t *f = &import->figures;
  double ages = 0;
  for (size_t i = 0, end; i < import->n; i = end) {
    const uint32_t employee = import->persons[import->order[i]].employee;
    size_t spouses = 0, children = 0;
    for (end = i; end < import->n && import->persons[import->order[end]].employee == employee;
         end++) {
      const sl_foreign_person_t *person = &import->persons[import->order[end]];
      if (!sl_import_is_written(person)) {
        continue;
      }
      count_change(import, person);
      if (person->covered) {
        count_person(f, person, &ages);
        spouses += person->relationship == SL_SPOUSE ? 1 : 0;
        children += person->relationship == SL_CHILD ? 1 : 0;
      }
    }
    if (employee != SL_NOBODY && import->persons[employee].covered) {
      count_tier(f, spouses, children);
    }
  }
  f->mean_employee_age =
      f->employees_with_age > 0 ? ages / (double)f->employees_with_age : (double)NAN;
}
