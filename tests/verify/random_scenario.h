/* Random scenarios of discrete and mixed claims whose figures plain sums tell, without taking
 * forever: what test_exact_random.c compares exact figures with. Everything follows from a number.
 */
#ifndef SL_TESTS_VERIFY_RANDOM_SCENARIO_H
#define SL_TESTS_VERIFY_RANDOM_SCENARIO_H

#include "sim/input/scenario/scenario.h"
#include "tests/verify/slow_totals.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  RANDOM_SERVICES = 2,
  RANDOM_CONDITIONS = 2,
  RANDOM_PERSONS = 4,
  RANDOM_VALUES = 3,
  RANDOM_COUNTS = 600
};

/* Scenarios of numbers above this have conditions. */
#define RANDOM_WITH_CONDITIONS 10000

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

typedef struct random_condition {
  double chance;           /* of a case at factor 1; it may be above 1 */
  double of_men;           /* factor of every other person */
  random_service_t amount; /* of a case: its claims' law is not looked at */
  double share;            /* of its amount that the first service has */
  unsigned events;         /* the first service's claims */
} random_condition_t;

typedef struct random_scenario {
  random_service_t service[RANDOM_SERVICES];
  random_condition_t condition[RANDOM_CONDITIONS];
  size_t n_services, n_conditions, n_persons;
  double copay; /* of the first service, and of no other; 0 = none */
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

/* Puts the conditions into the scenario that was loaded from the text. */
void random_scenario_conditions(const random_scenario_t *s, sl_scenario_t *scenario);

/* Scores of the group factor at which somebody's chance of a condition comes to 1, as far as they
 * lie within `most` either way; returns how many. */
size_t random_kinks(const random_scenario_t *s, double most,
                    double kinks[RANDOM_PERSONS * RANDOM_CONDITIONS]);

/* Plan paid of a person's allowed (where there are copays, of what is paid claim by claim), and
 * what the specific leaves of it. */
double random_paid(const random_scenario_t *s, double allowed);
double random_retained(const random_scenario_t *s, double allowed);

/* A person's allowed at a value of the group factor; what is paid claim by claim, with copays. */
slow_total_t random_person(const random_scenario_t *s, size_t person, double factor);

#endif
