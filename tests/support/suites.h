/* All test suites: add the id of each SL_SUITE here. */
#ifndef SL_TESTS_SUPPORT_SUITES_H
#define SL_TESTS_SUPPORT_SUITES_H

/* clang-format off */
#define SL_SUITES(X) \
  X(census) \
  X(arrangement) \
  X(counts) \
  X(basis) \
  X(population) \
  X(engine) \
  X(elementary) \
  X(error) \
  X(frequency) \
  X(plan_design) \
  X(statistics) \
  X(stoploss_contract) \
  X(streams)
/* clang-format on */

#endif
