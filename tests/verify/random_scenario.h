/* Random scenarios of discrete and mixed claims whose figures plain sums tell, without taking
 * forever: what test_exact_random.c compares exact figures with. Everything follows from a number.
 */
#ifndef SL_TESTS_VERIFY_RANDOM_SCENARIO_H
#define SL_TESTS_VERIFY_RANDOM_SCENARIO_H

#include "tests/verify/slow_totals.h"

#include <stdbool.h>
#include <stdint.h>

enum { RANDOM_SERVICES = 2, RANDOM_PERSONS = 4, RANDOM_VALUES = 3, RANDOM_COUNTS = 600 };

typedef enum random_law {
  RANDOM_POISSON,
  RANDOM_NEGATIVE_BINOMIAL,
  RANDOM_GEOMETRIC,
  RANDOM_BINOMIAL,
  RANDOM_BERNOULLI,
  RANDOM_TABLE,
  RANDOM_ZERO_MODIFIED, /* of Poisson, or of negative binomial where size > 0 */
  RANDOM_LAWS
} random_law_t;

typedef struct random_service {
  random_law_t law;
  double mean, size; /* binomial: probability and trials */
  double zero;       /* zero-modified: the probability of none */
  double table[4];
  double values[RANDOM_VALUES], weights[RANDOM_VALUES]; /* of the fixed amounts */
  size_t n_values;
  double exponential, weight; /* mean and weight of exponential claims; weight 0 = none */
  double limit;               /* of the fixed amounts; INFINITY = none */
} random_service_t;

typedef struct random_scenario {
  random_service_t service[RANDOM_SERVICES];
  size_t n_services, n_persons;
  double months[RANDOM_PERSONS];
  double frailty, uncertainty;                   /* 0 = none */
  double deductible, coinsurance, out_of_pocket; /* of the plan */
  double specific, share;                        /* INFINITY = none; the carrier's share */
  double attachment;                             /* INFINITY = none */
  double budget;
  bool is_mixed;
  size_t style; /* of its amounts */
} random_scenario_t;

random_scenario_t random_scenario(uint64_t number);

/* Writes the YAML and the census (from malloc). */
void random_scenario_text(const random_scenario_t *s, char **yaml, char **census);

/* Plan paid of a person's allowed, and what the specific leaves of it. */
double random_paid(const random_scenario_t *s, double allowed);
double random_retained(const random_scenario_t *s, double allowed);

/* A person's allowed at a value of the group factor. */
slow_total_t random_person(const random_scenario_t *s, size_t person, double factor);

#endif
