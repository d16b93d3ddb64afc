/* Cases of conditions (models/claims/condition.h): who has which in a plan year, and what it costs.
 *
 * q = min(1, chance before the cut x group factor). One word a person, plan year and trial says who
 * has any: draw 0 of stream (SL_DRAW_CONDITION, year, service 0) gives u, and going through the
 * conditions in order the first case is the first i with u < 1 - product of (1 - q_j) up to i; draw
 * 1 then looks in the same way among those after i, and so on. So conditions are independent of
 * each other, and a trial costs a word more than it has cases, however many conditions there are.
 *
 * Of an earlier year y, backwards from the plan year: who has a case in y + 1 has one in y if it is
 * one that continues, else none; anybody else has one with probability min(1, q (1 - c) / (1 - q)),
 * c the share that continues, 0 below age 1. So two years in a row have a case each with
 * probability q c, and each of them one with q, where q is the same in both. Who was not enrolled
 * in y + 1 is drawn as for the plan year.
 *
 * Of a later plan year k, forwards from the one in which the seat began, which is drawn as above: a
 * case of k - 1 goes on with probability c (draw 1 of its stream in k), and who had none has one
 * with max(0, (q - c q') / (1 - q')), q' the chance in k - 1. So each year has q, as long as q' c
 * <= q and q <= 1 - (1 - c) q'. Checked by tests/unit/test_years_health.c.
 *
 * At another level of claims (recast.h) the chance is q' = min(1, f x chance before the cut):
 *   claims -10%, +10%   in the plan year each case stays with chance q' / q, or one is added where
 *                       there is none with (q' - q) / (1 - q): who has any added is told by the
 *                       words of SL_DRAW_RECAST, service 0, as above. Earlier years are drawn at q'
 *                       by the same words, after the years that were so drawn.
 *   large halved        a case of SL_LARGE_CLAIM or more is left out with chance 1/2
 *   large doubled       where there is none, one comes with chance q / (1 - q), 1 at most, and is
 *                       left out unless it is large
 * Those last two hang on nothing in the years around them, nor do these on them.
 *
 * The amount of a case and whether it continues: draws 0 and 1 of stream (SL_DRAW_CONDITION, year,
 * service 1 + i). All of it is a pure function of seed, pass, trial, census row and year, by + - x
 * / on doubles alone. Cases are never tilted, so they leave the weights of rare years as they are.
 *
 * Checked by tests/unit/test_cases.c.
 */
#ifndef SL_SIM_ENGINE_TRIALS_CASES_H
#define SL_SIM_ENGINE_TRIALS_CASES_H

#include "models/core/error.h"
#include "sim/engine/trials/draws.h"
#include "sim/input/build/mother.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_case {
  double amount;
  uint16_t trial;     /* 0 = the first of those drawn */
  uint16_t condition; /* index */
  bool continues;     /* it began before the plan year */
  bool left_out;      /* it is not to be counted; years around it are as if it were */
  bool aside;         /* it came as a further large one: years around it know nothing of it */
} sl_case_t;

typedef struct sl_case_list {
  sl_case_t *cases;
  size_t n, room;
} sl_case_list_t;

/* A thread's own buffers. */
typedef struct sl_cases_work sl_cases_work_t;
int sl_cases_work_new(sl_cases_work_t **work, sl_error_t *error);
void sl_cases_work_free(sl_cases_work_t *work); /* NULL is fine */

/* Append the cases of person p (index) in a plan year, in order of trial, then condition, those
 * left out among them.
 * group_factor: by trial, of that year; NULL = none. The last n_after of the list are the person's
 * cases of the year after; 0 for the plan year. Errors: SL_ERR_MEMORY. Cost: a word a trial, which
 * is next to all of it where cases are rare. */
int sl_cases_draw(sl_cases_work_t *work, const sl_trials_t *trials, int year, size_t p,
                  const double *group_factor, size_t n_after, sl_case_list_t *list,
                  sl_error_t *error);

/* On whom in a contract something may fall that cases of children bring in a plan year: the
 * mother's index within the family, if she is enrolled in it; else SL_NO_MOTHER. */
uint32_t sl_cases_mother(const sl_model_t *model, int year, const sl_family_t *family);

/* Whether person p may have a case in that year that brings something to a mother. */
bool sl_cases_may_bring(const sl_model_t *model, int year, size_t p);

/* What a case of person p costs with the amounts of these trials, as sl_cases_draw has it. */
double sl_case_amount(const sl_trials_t *trials, int year, size_t p, const sl_case_t *of);

/* What a case of person p brings to a mother: draw 3 of its stream. The condition must bring any.
 */
double sl_case_mother_amount(const sl_trials_t *trials, int year, size_t p, const sl_case_t *from);

/* The day of its onset, of a person (census row) enrolled on days first .. last of that plan year:
 * the first where the case continues, else any of them, by draw 2 of its stream. */
uint32_t sl_case_onset(const sl_trials_t *trials, int year, uint32_t row, const sl_case_t *of,
                       uint32_t first, uint32_t last);

void sl_case_list_free(sl_case_list_t *list); /* frees what it owns, not the struct itself */

#endif
