/* On whom something of a child's case may fall. */
#include "sim/engine/trials/cases.h"
#include "sim/input/scenario/scenario.h"

uint32_t sl_cases_mother(const sl_model_t *model, int year, const sl_family_t *family)
{
  if (model->conditions == NULL || !model->conditions->some_brings) {
    return SL_NO_MOTHER;
  }
  const sl_person_t *persons = sl_model_person(model, year, family->first_person);
  const uint32_t mother = sl_mother_of(persons, family->n_persons);
  if (mother == SL_NO_MOTHER) {
    return SL_NO_MOTHER;
  }
  const sl_enrolled_days_t days =
      sl_person_days(&model->scenario->calendar, &persons[mother], year);
  return days.first <= days.last ? mother : SL_NO_MOTHER;
}

bool sl_cases_may_bring(const sl_model_t *model, int year, size_t p)
{
  const sl_person_t *person = sl_model_person(model, year, p);
  const unsigned age = person->age < SL_AGES ? person->age : SL_AGES - 1;
  return person->relationship == SL_CHILD &&
         sl_model_year(model, year)->multipliers[p] * model->conditions->brings[person->sex][age] >
             0.0;
}
