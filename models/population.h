/* Synthetic employee groups: plausible censuses for new users and tests. */
#ifndef SL_MODELS_POPULATION_H
#define SL_MODELS_POPULATION_H

#include "models/error.h"
#include "models/service.h"

#include <stddef.h>
#include <stdint.h>

typedef enum sl_relationship { SL_EMPLOYEE, SL_SPOUSE, SL_CHILD } sl_relationship_t;

typedef struct sl_synthetic_person {
  uint32_t contract; /* 1 = first employee */
  sl_relationship_t relationship;
  sl_sex_t sex;
  unsigned age;
  double salary; /* employees only; 0 for dependents */
} sl_synthetic_person_t;

/* Draw a group of `employees` contracts: ages, sexes, tier mix, dependents and salaries (per
 * year). The caller frees *persons. Deterministic in seed (streams.h). Sources: in population.c. */
int sl_population_draw(size_t employees, uint64_t seed, sl_synthetic_person_t **persons, size_t *n,
                       sl_error_t *error);

#endif
