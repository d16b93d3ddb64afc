#include "sim/input/build/mother.h"

#include "models/claims/condition.h"

#include <stdbool.h>

static bool may_be_mother(const sl_person_t *person)
{
  return person->relationship != SL_CHILD && person->sex == SL_FEMALE &&
         person->age >= SL_MOTHER_AGE_LEAST && person->age <= SL_MOTHER_AGE_MOST;
}

uint32_t sl_mother_of(const sl_person_t *persons, uint32_t n)
{
  for (uint32_t i = 0; i < n; i++) {
    const sl_person_t *person = &persons[i];
    if (may_be_mother(person)) {
      return person->base_claims ? i : SL_NO_MOTHER;
    }
  }
  return SL_NO_MOTHER;
}
