/* An experience-rated premium, built up line by line.
 *
 *   Z          = min(1, sqrt(life-years of the experience / life-years of full credibility))
 *   experience = experience claims / its life-years x the plan year's life-years x trend
 *   expected   = Z x experience + (1 - Z) x manual         both capped at one pooling point
 *   premium    = (expected + pooling charge) / (1 - administration - commission - profit - tax)
 * What of one person's claims lies above the pooling point is left to chance in a small group: it
 * is charged at the average of many groups (the pooling charge), never at the group's own.
 *
 * Source: models/MODEL.md, "Cost"; the square-root rule: A. H. Mowbray (1914), "How extensive a
 * payroll exposure is necessary to give a dependable pure premium?", Proc. CAS 1, 24-30; S. A.
 * Klugman, H. H. Panjer, G. E. Willmot, Loss Models, 4th ed. (2012), section 17.3 (partial
 * credibility). Checked by tests/unit/test_credibility.c.
 */
#ifndef SL_MODELS_FUNDING_CREDIBILITY_H
#define SL_MODELS_FUNDING_CREDIBILITY_H

#include <stddef.h>

typedef struct sl_build_up {
  double pooling_point; /* per person and year; INFINITY = nothing pooled */
  double manual_claims; /* of the plan year, capped at the point; NaN: the model's expectation */
  double experience_claims; /* of the experience period, capped at the point */
  double experience_years;  /* life-years of that period; 0 = no experience */
  double experience_trend;  /* factor from that period to the plan year */
  double full_credibility;  /* life-years, over 0 */
  double pooling_charge;    /* of the plan year; NaN: the model's expected claims above the point */
  double administration, commission, profit, tax; /* retention: shares of the premium, together
                                                     under 1 */
} sl_build_up_t;

/* The premium of a plan year, line by line; all amounts but Z. */
typedef struct sl_build_up_lines {
  double manual_claims;     /* capped at the pooling point */
  double experience_claims; /* capped, trended, brought to the plan year's exposure */
  double credibility;       /* Z */
  double expected_claims;   /* Z experience + (1 - Z) manual */
  double pooling_charge;
  double administration, commission, profit, tax;
  double premium;
} sl_build_up_lines_t;

/* The lines in their order: 0 manual_claims ... 9 premium. */
#define SL_BUILD_UP_LINES 10
double *sl_build_up_line(sl_build_up_lines_t *lines, size_t line);

/* Z of so many life-years; full > 0. */
double sl_credibility(double life_years, double full);

/* life_years: of the plan year. model_manual, model_charge: what the model expects below and above
 * the pooling point, used where manual_claims or pooling_charge is NaN. */
sl_build_up_lines_t sl_build_up_premium(const sl_build_up_t *build_up, double life_years,
                                        double model_manual, double model_charge);

#endif
