#include "tests/support/conditions.h"

#include <string.h>

static char label[] = "of no account here";

static sl_condition_t condition_of(double incidence, const char *family, double first,
                                   double second, sl_condition_part_t *parts, size_t n)
{
  sl_condition_t condition = {.name = label,
                              .incidence = incidence,
                              .severity = sl_group_severity(family, first, second),
                              .spread = {parts, n},
                              .amount_factor = 1.1,
                              .frequency_factor = 1.0};
  for (size_t m = 0; m < SL_CONDITION_MONTHS; m++) {
    condition.months[m] = 1.0 / SL_CONDITION_MONTHS;
  }
  return condition;
}

void sl_test_conditions_make(sl_test_conditions_t *c)
{
  memset(c, 0, sizeof *c);
  c->newborn.factor[SL_FEMALE][0] = c->newborn.factor[SL_MALE][0] = 1.0;
  c->parts[SL_TEST_HEART][0] = (sl_condition_part_t){0, 0.7, 5};
  c->parts[SL_TEST_HEART][1] = (sl_condition_part_t){1, 0.3, 3};
  c->parts[SL_TEST_BIRTH][0] = (sl_condition_part_t){0, 1.0, 7};
  c->parts[SL_TEST_FRAIL][0] = (sl_condition_part_t){1, 1.0, 1};
  c->mother_parts[0] = (sl_condition_part_t){0, 0.8, 1};
  c->mother_parts[1] = (sl_condition_part_t){1, 0.2, 2};
  c->list[SL_TEST_HEART] = condition_of(0.3, "lognormal", 8.0, 1.0, c->parts[SL_TEST_HEART], 2);
  c->list[SL_TEST_HEART].severity.limit = 15000.0;
  c->list[SL_TEST_HEART].continues = 0.4;
  c->list[SL_TEST_HEART].months[0] += 0.5;
  for (size_t m = 0; m < SL_CONDITION_MONTHS; m++) {
    c->list[SL_TEST_HEART].months[m] /= 1.5;
  }
  c->list[SL_TEST_BIRTH] = condition_of(0.4, "gamma", 2.0, 9000.0, c->parts[SL_TEST_BIRTH], 1);
  c->list[SL_TEST_BIRTH].age_curve = &c->newborn;
  c->list[SL_TEST_BIRTH].continues = 0.7;
  c->list[SL_TEST_BIRTH].mother_severity = sl_group_severity("gamma", 3.0, 4000.0);
  c->list[SL_TEST_BIRTH].mother_severity.limit = 20000.0;
  c->list[SL_TEST_BIRTH].mother_spread = (sl_condition_spread_t){c->mother_parts, 2};
  c->list[SL_TEST_FRAIL] =
      condition_of(0.15, "exponential", 700.0, 0.0, c->parts[SL_TEST_FRAIL], 1);
  c->list[SL_TEST_FRAIL].follows_frailty = true;
}

void sl_test_conditions_give(sl_test_conditions_t *c, sl_engine_group_t *group)
{
  sl_test_conditions_make(c);
  group->claims.conditions = c->list;
  group->claims.n_conditions = SL_TEST_CONDITIONS;
  for (size_t p = 0; p < group->group.n_persons; p++) {
    group->group.persons[p].age = p % 3 == 2 ? 0 : 30;
  }
}
