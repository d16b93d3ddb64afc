#include "sim/input/build/mother.h"

#include "models/claims/condition.h"

#include <stdbool.h>

static bool may_be_mother(const sl_person_t *person)
{
  return person->relationship != SL_CHILD && person->sex == SL_FEMALE &&
         person->age >= SL_MOTHER_AGE_LEAST && person->age <= SL_MOTHER_AGE_MOST;
}

uint32_t sl_mother_of(const sl_group_t *group, const sl_family_t *family)
{
  for (uint32_t i = 0; i < family->n_persons; i++) {
    const sl_person_t *person = &group->persons[family->first_person + i];
    if (may_be_mother(person)) {
      return person->base_claims ? i : SL_NO_MOTHER;
    }
  }
  return SL_NO_MOTHER;
}
