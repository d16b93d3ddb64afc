#include "sim/output/import/census_summary.h"

#include "sim/input/read/text.h"
#include "sim/input/scenario/group.h"

#define BANDS 7

typedef struct counts {
  size_t tiers[SL_TIERS];
  size_t persons[2];   /* by sl_sex_t */
  size_t employees[2]; /* likewise */
  size_t bands[BANDS];
  double employee_ages;
} counts_t;

static void count_person(counts_t *counts, const sl_person_t *person)
{
  const unsigned age = person->age;
  counts->persons[person->sex]++;
  counts->bands[age < 18 ? 0 : age < 30 ? 1 : age < 70 ? age / 10 - 1 : BANDS - 1]++;
  if (person->relationship == SL_EMPLOYEE) {
    counts->employees[person->sex]++;
    counts->employee_ages += age;
  }
}

static counts_t count(const sl_group_t *group)
{
  counts_t counts = {{0}, {0}, {0}, {0}, 0};
  for (size_t f = 0; f < group->n_families; f++) {
    const sl_family_t *family = &group->families[f];
    bool covered = false;
    for (uint32_t i = 0; i < family->n_persons; i++) {
      const sl_person_t *person = &group->persons[family->first_person + i];
      if (person->months > 0.0) {
        covered = true;
        count_person(&counts, person);
      }
    }
    counts.tiers[family->tier] += covered ? 1 : 0;
  }
  return counts;
}

char *sl_census_summary(const sl_scenario_t *scenario)
{
  static const char *const bands[BANDS] = {"under 18", "18-29", "30-39", "40-49",
                                           "50-59",    "60-69", "70+"};
  static const char *const tiers[SL_TIERS] = {"employee only", "employee + spouse",
                                              "employee + children", "family"};
  const sl_enrolment_t *enrolment = &scenario->group->enrolment;
  const counts_t counts = count(scenario->group);
  const double employees = (double)(counts.employees[SL_FEMALE] + counts.employees[SL_MALE]);
  sl_text_t text = {0};
  sl_text_append(&text, "Census: %.0f employee%s, %.0f member%s; %.0f waived\n",
                 enrolment->employees, enrolment->employees == 1.0 ? "" : "s", enrolment->members,
                 enrolment->members == 1.0 ? "" : "s", enrolment->waived);
  for (int t = 0; t < SL_TIERS; t++) {
    sl_text_append(&text, "%s%s %zu", t > 0 ? ", " : "  tiers  ", tiers[t], counts.tiers[t]);
  }
  sl_text_append(&text, "\n  sexes  %zu female, %zu male (employees: %zu female, %zu male)\n",
                 counts.persons[SL_FEMALE], counts.persons[SL_MALE], counts.employees[SL_FEMALE],
                 counts.employees[SL_MALE]);
  for (int b = 0; b < BANDS; b++) {
    sl_text_append(&text, "%s%s: %zu", b > 0 ? ", " : "  ages   ", bands[b], counts.bands[b]);
  }
  if (employees > 0) {
    sl_text_append(&text, "; employees' mean %.1f", counts.employee_ages / employees);
  }
  sl_text_append(&text, "\nThe scenario with all its defaults: stoploss check --resolved\n");
  return sl_text_take(&text);
}
