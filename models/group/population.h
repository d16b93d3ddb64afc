/* Synthetic employee groups: plausible censuses for new users and tests. */
#ifndef SL_MODELS_GROUP_POPULATION_H
#define SL_MODELS_GROUP_POPULATION_H

#include "models/core/error.h"
#include "models/group/enrolment.h"
#include "models/group/person.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_synthetic_person {
  uint32_t contract; /* 1 = first employee */
  sl_relationship_t relationship;
  sl_sex_t sex;
  unsigned age;
  double salary; /* employees only; 0 for dependents */
} sl_synthetic_person_t;

#define SL_POPULATION_EMPLOYEES_MAX 1000000

/* Draw a group of `employees` contracts: ages 18 to 70, sexes, tiers by age, dependents' ages, and
 * salaries. A contract's persons are contiguous: employee, then spouse, then children, oldest
 * first; contracts are in order. Assumptions, all judgement, rounded to resemble the benefit-
 * eligible US workforce (tables in population.c): 47% women; about half of the contracts cover the
 * employee only, 16% a spouse, 11% children, 24% both; 1.9 children where there are any; spouses
 * two years apart on average; salary = median by age x e^(0.42 z), rounded to 100 a year.
 * Claims do not depend on these draws, except through the census that is written.
 *
 * employees: 1 .. SL_POPULATION_EMPLOYEES_MAX; seed: any. The caller frees *persons (NULL on
 * failure). A contract depends on seed and its number only, so a larger group contains the smaller.
 * Returns SL_OK, SL_ERR_ARGUMENT or SL_ERR_MEMORY. Cost: O(employees), about 20 words each.
 * Source: none published; do not price on it. Checked by tests/unit/test_population.c. */
int sl_population_draw(size_t employees, uint64_t seed, sl_synthetic_person_t **persons, size_t *n,
                       sl_error_t *error);

#define SL_POPULATION_DEPENDENTS_MAX 21 /* a spouse and twenty children */

/* Draw the dependents of one employee whose tier is known: a spouse of SPOUSE and FAMILY, children
 * of CHILDREN and FAMILY, by the same assumptions. employee: contract (any number that tells it
 * from the others), sex and age; children: how many, 0 = as drawn (one to four). persons: room for
 * SL_POPULATION_DEPENDENTS_MAX; returns how many there are. A function of seed, contract, sex, age
 * and tier alone. Cost: about 20 words. Checked by tests/unit/test_population.c. */
size_t sl_population_dependents(uint64_t seed, const sl_synthetic_person_t *employee,
                                sl_tier_t tier, size_t children, sl_synthetic_person_t *persons);

#endif
