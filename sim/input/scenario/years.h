/* How many plan years a scenario looks ahead, and how its people change between them. */
#ifndef SL_SIM_INPUT_SCENARIO_YEARS_H
#define SL_SIM_INPUT_SCENARIO_YEARS_H

#include <stdbool.h>

/* What happens to the people at each year's end; without effect on a single plan year. */
typedef struct sl_population_terms {
  bool ageing;     /* persons grow older, leave at 26 (children) or with an employee at 65 */
  double turnover; /* chance that a contract leaves, replaced by a like one; 0 .. below 1 */
  double growth;   /* of the number of contracts, a fraction a year, over -1 */
} sl_population_terms_t;

typedef struct sl_years_terms {
  unsigned years; /* 1 .. SL_PLAN_YEARS_MAX (models/funding/renewal_terms.h); more than 1 needs a
                     plan year of 12 months, accounting incurred and the sampler of claims */
  sl_population_terms_t population;
  double discount; /* of cumulative costs, a fraction a year, 0 .. 1 */
} sl_years_terms_t;

#endif
