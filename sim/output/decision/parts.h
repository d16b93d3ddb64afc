/* The figures of a decision, and its chapters: inside sim/output/decision only.
 *
 * A chapter appends its blocks to the document, or nothing where the result has nothing to say of
 * it. A cell's source is an expression over the variables of the result file as numpy reads it:
 * "cost_mean[0]", "quantile(cost[:,0] - cost[:,2], 0.95)".
 */
#ifndef SL_SIM_OUTPUT_DECISION_PARTS_H
#define SL_SIM_OUTPUT_DECISION_PARTS_H

#include "sim/output/decision/decision.h"
#include "sim/output/decision/weigh.h"

#include <stdbool.h>
#include <stddef.h>

/* An arrangement against the reference; NaN for the reference itself and where there is none. */
typedef struct sl_against {
  sl_estimate_t saving;  /* mean of the reference's cost less this one's */
  sl_estimate_t cheaper; /* share of trials in which this one costs less, by half a cent at least */
  sl_estimate_t bad_year; /* 95% quantile of this cost less the reference's */
  sl_estimate_t worst;    /* its 99% quantile */
} sl_against_t;

/* From the reference's mean cost to the subject's, component by component (bridge_figures.c). */
#define SL_BRIDGE_SOURCE 640
#define SL_BRIDGE_STEPS 32
typedef struct sl_bridge_step {
  const char *label;
  bool is_level;        /* a mean cost, or the claims that both bear; else a change to the next */
  bool is_less;         /* the amount is that of the source with its sign turned */
  sl_estimate_t amount; /* a year: mean over the trials of what the source says of each */
  char source[SL_BRIDGE_SOURCE];
} sl_bridge_step_t;

typedef struct sl_bridge {
  size_t n; /* 0: there is no reference, or a component is not known */
  sl_bridge_step_t step[SL_BRIDGE_STEPS];
} sl_bridge_t;

/* Chances that the cost is more, for the curve of each arrangement: 99% to 1% by 1%, and from
 * SL_RARE_TRIALS trials on 0.9% to 0.5% by 0.1%. */
#define SL_CHANCES_SHOWN 104
#define SL_COMMON_CHANCES 99
#define SL_RARE_TRIALS 4000
double sl_decision_chance(size_t i);

struct sl_decision {
  const sl_results_t *results;
  const sl_summary_t *summary;
  const sl_scenario_t *scenario; /* NULL where the file's cannot be read */
  size_t n;                      /* arrangements */
  size_t subject, reference;     /* reference: SL_NO_ARRANGEMENT where there is none */
  bool is_insured;               /* the reference is fully insured */
  size_t *by_cost; /* [n]: places, the least expected cost first; equal ones in their order */
  char **called;   /* [n]: names in sentences: in quotation marks where one begins with a digit
                    or has a comma */
  sl_against_t *against; /* [n]; bad_year and worst are NaN where the page is not wanted */

  /* for the page and the report */
  sl_weighed_t *weighed; /* [n] */

  /* for the report only */
  double (*dots)[SL_DOTS_SHOWN];        /* [n]: quantiles of cost */
  double (*years)[SL_YEARS_SHOWN];      /* [n]: cost of the first trials */
  size_t n_years;                       /* min(SL_YEARS_SHOWN, trials) */
  double (*exceeded)[SL_CHANCES_SHOWN]; /* [n]: quantile of cost at 1 - sl_decision_chance(i) */
  size_t n_chances;
  size_t *dominated_by; /* [n]: sl_pairs_dominated; SL_NO_ARRANGEMENT: by none, or fewer than
                           SL_CHOICE_LEAST can be chosen */
  sl_bridge_t bridge;
  double *reference_years; /* the reference's cost of the first trials, SL_LEVER_TRIALS_MAX at most;
                              NULL where there is none */
};

/* Whether the employer can still choose it: not what `quote:` calls current. */
bool sl_decision_can_choose(const sl_decision_t *decision, size_t a);
size_t sl_decision_choices(const sl_decision_t *decision); /* how many */
#define SL_CHOICE_LEAST 3

/* Arrangements that a picture shows: all, in their order, where there are `most` or fewer; else the
 * subject, the reference and then those of the lowest mean cost. Returns how many. */
#define SL_SHOWN_MOST 8
size_t sl_decision_shown(const sl_decision_t *decision, size_t most, size_t shown[SL_SHOWN_MOST]);

/* Fill decision->bridge. Cost: a pass over the blocks. Checked by tests/unit/test_pictures.c. */
int sl_decision_bridge(sl_decision_t *decision, sl_error_t *error);

/* Figures and names of an arrangement, for short. */
const char *sl_decision_name(const sl_decision_t *decision, size_t a);
const sl_arrangement_facts_t *sl_decision_facts(const sl_decision_t *decision, size_t a);
const sl_arrangement_summary_t *sl_decision_summary(const sl_decision_t *decision, size_t a);

typedef void sl_chapter_t(sl_document_t *document, const sl_decision_t *decision);

#endif
