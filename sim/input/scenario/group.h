/* A part of the scenario: who is covered. */
#ifndef SL_SIM_INPUT_SCENARIO_GROUP_H
#define SL_SIM_INPUT_SCENARIO_GROUP_H

#include "models/group/enrolment.h"
#include "models/group/person.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_DAY_ALWAYS_BEFORE INT32_MIN
#define SL_DAY_ALWAYS_AFTER INT32_MAX

/* An enrolled person (waived rows and rows with 0 months are counted, not kept). */
typedef struct sl_person {
  uint32_t row;    /* census data row, 1 = first: identifies the person's random streams */
  uint32_t family; /* index into families */
  sl_relationship_t relationship;
  sl_sex_t sex;
  unsigned age;  /* last birthday at the start of the plan year */
  double months; /* of exposure in the plan year: whole unless dated; 0 only for who left before it,
                    whose claims of earlier years may be paid in it */
  bool dated;    /* the census gives from or to: else each earlier year has the same exposure */
  int first_day, last_day; /* enrolled, relative days, inclusive; SL_DAY_ALWAYS_* where the census
                              gives no such date but the other one */
  double risk_score;
  double salary;    /* NaN = blank */
  bool base_claims; /* false: a known claimant whose own services replace the basis */
} sl_person_t;

/* A contract: an employee and the dependents. Persons of a family are contiguous and in census
 * row order; families are in order of their first row. */
typedef struct sl_family {
  uint32_t first_person;
  uint32_t n_persons;
  uint32_t plan;   /* index into plans */
  sl_tier_t tier;  /* of all who are enrolled in the plan year */
  unsigned months; /* the employee's that are billed: covered on their first day */
  unsigned char tier_months[SL_TIERS]; /* of them, by the tier of those covered that day */
} sl_family_t;

typedef struct sl_group {
  char *census; /* path of the census file, as opened */
  sl_person_t *persons;
  size_t n_persons;
  sl_family_t *families;
  size_t n_families;
  sl_enrolment_t enrolment;
} sl_group_t;

#endif
