/* The dependents behind the tiers of a census that lists employees alone. */
#include "models/group/population.h"
#include "sim/input/foreign/people/people.h"

#include <math.h>
#include <stdlib.h>

typedef struct drawing {
  sl_import_t *import;
  size_t spouses, children, families;
  double spouse_ages, child_ages;
  unsigned oldest_child;
  size_t plus_one;
} drawing_t;

/* What spouse and children columns alone say. */
static sl_stated_tier_t tier_of_flags(const sl_foreign_person_t *employee)
{
  if (employee->has_spouse < 0 && employee->children < 0) {
    return SL_STATED_NONE;
  }
  if (employee->has_spouse == 1) {
    return employee->children > 0 ? SL_STATED_FAMILY : SL_STATED_SPOUSE;
  }
  return employee->children > 0 ? SL_STATED_CHILDREN : SL_STATED_EMPLOYEE;
}

static bool flags_fit(const sl_foreign_person_t *employee, sl_tier_t tier)
{
  const bool spouse = tier == SL_TIER_EMPLOYEE_SPOUSE || tier == SL_TIER_FAMILY;
  const bool children = tier == SL_TIER_EMPLOYEE_CHILDREN || tier == SL_TIER_FAMILY;
  return (employee->has_spouse < 0 || (employee->has_spouse == 1) == spouse) &&
         (employee->children < 0 || (employee->children > 0) == children);
}

static sl_tier_t tier_of(drawing_t *drawing, const sl_foreign_person_t *employee)
{
  sl_stated_tier_t stated = (sl_stated_tier_t)employee->tier;
  stated = stated == SL_STATED_NONE ? tier_of_flags(employee) : stated;
  switch (stated) {
  case SL_STATED_SPOUSE:
    return SL_TIER_EMPLOYEE_SPOUSE;
  case SL_STATED_CHILDREN:
    return SL_TIER_EMPLOYEE_CHILDREN;
  case SL_STATED_FAMILY:
    return SL_TIER_FAMILY;
  case SL_STATED_PLUS_ONE:
    drawing->plus_one++;
    return employee->has_spouse != 1 && employee->children > 0 ? SL_TIER_EMPLOYEE_CHILDREN
                                                               : SL_TIER_EMPLOYEE_SPOUSE;
  case SL_STATED_NONE:
    sl_import_find(drawing->import, employee->line, SL_FOUND_NO_TIER);
    return SL_TIER_EMPLOYEE;
  case SL_STATED_EMPLOYEE:
  case SL_STATED_WAIVED:
    break;
  }
  return SL_TIER_EMPLOYEE;
}

static int add_drawn(drawing_t *drawing, uint32_t employee, const sl_synthetic_person_t *drawn,
                     sl_error_t *error)
{
  const sl_foreign_person_t *of = &drawing->import->persons[employee];
  const bool spouse = drawn->relationship == SL_SPOUSE;
  const sl_foreign_person_t person = {.kin = spouse ? SL_KIN_SPOUSE : SL_KIN_CHILD,
                                      .relationship = (unsigned char)drawn->relationship,
                                      .sex = (signed char)drawn->sex,
                                      .age = (short)drawn->age,
                                      .stated_age = SL_AGE_UNKNOWN,
                                      .birth_fault = SL_FINDINGS,
                                      .line = of->line,
                                      .employee = employee,
                                      .from = of->from,
                                      .to = of->to,
                                      .salary = NAN,
                                      .risk_score = NAN,
                                      .medical = true,
                                      .is_person = true,
                                      .covered = of->covered,
                                      .joins = of->joins,
                                      .drawn = true};
  drawing->spouses += spouse ? 1 : 0;
  drawing->children += spouse ? 0 : 1;
  drawing->spouse_ages += spouse ? drawn->age : 0;
  drawing->child_ages += spouse ? 0 : drawn->age;
  if (!spouse && drawn->age > drawing->oldest_child) {
    drawing->oldest_child = drawn->age;
  }
  return sl_import_add_person(drawing->import, &person) != SL_NOBODY
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "out of memory for the census");
}

static int draw_family(drawing_t *drawing, uint32_t index, uint32_t contract, sl_error_t *error)
{
  sl_import_t *import = drawing->import;
  const sl_foreign_person_t *person = &import->persons[index];
  const sl_tier_t tier = tier_of(drawing, person);
  const sl_synthetic_person_t employee = {
      .contract = contract,
      .relationship = SL_EMPLOYEE,
      .sex = person->sex == SL_FOREIGN_SEX_UNKNOWN ? import->assumed_sex[SL_EMPLOYEE]
                                                   : (sl_sex_t)person->sex,
      .age = (unsigned)(person->age == SL_AGE_UNKNOWN ? import->assumed_age[SL_EMPLOYEE]
                                                      : person->age)};
  sl_synthetic_person_t drawn[SL_POPULATION_DEPENDENTS_MAX];
  if (!flags_fit(person, tier)) {
    sl_import_find(import, person->line, SL_FOUND_TIER);
  }
  const size_t children = person->children > 0 ? (size_t)person->children : 0;
  const size_t n =
      sl_population_dependents(import->options->seed, &employee, tier, children, drawn);
  drawing->families += n > 0 ? 1 : 0;
  int code = SL_OK;
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    code = add_drawn(drawing, index, &drawn[i], error);
  }
  return code;
}

static void note(const drawing_t *drawing)
{
  sl_import_t *import = drawing->import;
  import->figures.drawn_spouses = drawing->spouses;
  import->figures.drawn_children = drawing->children;
  if (drawing->families > 0) {
    sl_import_note(import,
                   "the file lists employees alone: %zu spouse%s (mean age %.1f) and %zu child%s "
                   "(mean age %.1f, oldest %u) of %zu employees are drawn, as stoploss new draws "
                   "families (seed %llu)",
                   drawing->spouses, drawing->spouses == 1 ? "" : "s",
                   drawing->spouses > 0 ? drawing->spouse_ages / (double)drawing->spouses : 0.0,
                   drawing->children, drawing->children == 1 ? "" : "ren",
                   drawing->children > 0 ? drawing->child_ages / (double)drawing->children : 0.0,
                   drawing->oldest_child, drawing->families,
                   (unsigned long long)import->options->seed);
    sl_import_note(import, "a family is a spouse and children; where the number of children is not "
                           "told, one to four");
  }
  if (drawing->plus_one > 0) {
    sl_import_note(import,
                   "employee + one is a spouse, unless the columns of spouse and children "
                   "say otherwise (%zu rows)",
                   drawing->plus_one);
  }
}

int sl_import_draw(sl_import_t *import, sl_error_t *error)
{
  drawing_t drawing = {.import = import};
  const size_t *own = import->layout.column[SL_FOREIGN_OWN];
  const size_t n = import->n;
  if (!import->employee_only) {
    return SL_OK;
  }
  if (own[SL_FOREIGN_TIER] == SL_LAYOUT_NONE && own[SL_FOREIGN_SPOUSE] == SL_LAYOUT_NONE &&
      own[SL_FOREIGN_CHILDREN] == SL_LAYOUT_NONE && own[SL_FOREIGN_DEPENDENTS] == SL_LAYOUT_NONE) {
    sl_import_find(import, import->sheet.rows[import->layout.header].line, SL_FOUND_NO_TIERS);
    return SL_OK;
  }
  if (import->layout.other_tabs > 0) {
    sl_import_find(import, import->sheet.rows[import->layout.header].line, SL_FOUND_OTHER_SHEET);
  }
  int code = SL_OK;
  uint32_t contract = 0;
  for (uint32_t i = 0; i < n && code == SL_OK; i++) {
    if (sl_import_is_written(&import->persons[i])) {
      code = draw_family(&drawing, i, ++contract, error);
    }
  }
  note(&drawing);
  return code == SL_OK ? sl_import_order(import, error) : code;
}
