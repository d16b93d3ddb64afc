/* The figures of a decision, and its chapters: inside sim/output/decision only.
 *
 * A chapter appends its blocks to the document, or nothing where the result has nothing to say of
 * it. A cell's source is an expression over the variables of the result file as numpy reads it:
 * "cost_mean[0]", "quantile(cost[:,0] - cost[:,2], 0.95)".
 */
#ifndef SL_SIM_OUTPUT_DECISION_PARTS_H
#define SL_SIM_OUTPUT_DECISION_PARTS_H

#include "sim/output/decision/decision.h"

#include <stdbool.h>
#include <stddef.h>

/* An arrangement against the reference; NaN for the reference itself and where there is none. */
typedef struct sl_against {
  sl_estimate_t saving;  /* mean of the reference's cost less this one's */
  sl_estimate_t cheaper; /* share of trials in which this one costs less, by half a cent at least */
  sl_estimate_t bad_year; /* 95% quantile of this cost less the reference's */
  sl_estimate_t worst;    /* its 99% quantile */
} sl_against_t;

struct sl_decision {
  const sl_results_t *results;
  const sl_summary_t *summary;
  const sl_scenario_t *scenario;   /* NULL where the file's cannot be read */
  size_t n;                        /* arrangements */
  size_t subject, reference;       /* reference: SL_NO_ARRANGEMENT where there is none */
  bool is_insured;                 /* the reference is fully insured */
  sl_against_t *against;           /* [n] */
  double (*dots)[SL_DOTS_SHOWN];   /* [n]: quantiles of cost */
  double (*years)[SL_YEARS_SHOWN]; /* [n]: cost of the first trials */
  size_t n_years;                  /* min(SL_YEARS_SHOWN, trials) */
  size_t *by_cost; /* [n]: places, the least expected cost first; equal ones in their order */
  char **called;   /* [n]: names in sentences: in quotation marks where one begins with a digit
                    or has a comma */
};

/* Figures and names of an arrangement, for short. */
const char *sl_decision_name(const sl_decision_t *decision, size_t a);
const sl_arrangement_facts_t *sl_decision_facts(const sl_decision_t *decision, size_t a);
const sl_arrangement_summary_t *sl_decision_summary(const sl_decision_t *decision, size_t a);

typedef void sl_chapter_t(sl_document_t *document, const sl_decision_t *decision);

#endif
