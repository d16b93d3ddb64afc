/* What the employer weighs its plan against, and what money costs: limits and prices of the page
 * alone, which change no simulated figure. */
#ifndef SL_SIM_INPUT_SCENARIO_SUITABILITY_H
#define SL_SIM_INPUT_SCENARIO_SUITABILITY_H

/* NaN: not stated. */
typedef struct sl_suitability_terms {
  double cash_reserve;     /* amount that a deficit may take */
  double payroll;          /* amount of the plan year; NaN: the census's, where it has all of it */
  double most_of_payroll;  /* a deficit above this share of it hurts; 0.03 */
  double most_chance;      /* the chance up to which any of these is borne; 0.05 */
  double covenant;         /* a cost of the plan year that must not be passed */
  double most_volatility;  /* of a year's claims, as a coefficient of variation */
  double full_credibility; /* expected claims whose own experience needs no other; 1082 */
  double history_years;    /* of own claims at hand */
} sl_suitability_terms_t;

typedef enum sl_interest_of { SL_INTEREST_LOAN, SL_INTEREST_DEPOSIT } sl_interest_of_t;

typedef struct sl_interest_terms {
  double rate; /* per year; NaN: the scenario does not say */
  sl_interest_of_t of;
} sl_interest_terms_t;

#endif
