/* Three conditions of the two services of tests/support/engine_group.h, and what it takes to draw
 * cases of them inside a test. */
#ifndef SL_TESTS_SUPPORT_CONDITIONS_H
#define SL_TESTS_SUPPORT_CONDITIONS_H

#include "models/claims/condition.h"
#include "tests/support/engine_group.h"

enum {
  SL_TEST_HEART, /* with a limit; 8 claims, mostly in the first months; continues */
  SL_TEST_BIRTH, /* of children below 1; something falls on the mother; continues for the others */
  SL_TEST_FRAIL, /* follows frailty; one claim */
  SL_TEST_CONDITIONS
};

typedef struct sl_test_conditions {
  sl_condition_t list[SL_TEST_CONDITIONS];
  sl_condition_part_t parts[SL_TEST_CONDITIONS][2];
  sl_condition_part_t mother_parts[2];
  sl_age_curve_t newborn; /* 1 below age 1, else 0 */
} sl_test_conditions_t;

/* The conditions alone, of any scenario whose first two services are no disability. */
void sl_test_conditions_make(sl_test_conditions_t *conditions);

/* Gives them to the group, whose third person of a family becomes a child below 1. Nothing to free.
 */
void sl_test_conditions_give(sl_test_conditions_t *conditions, sl_engine_group_t *group);

#endif
