/* The persons above half of the specific deductible so far, as a carrier's or administrator's list
 * has them: a CSV file.
 *
 * Columns, in any order, found by these names whatever their case, spaces and underscores:
 *   paid       what the plan paid for the person so far in the plan year, before stop-loss; also
 *              paid to date, plan paid, amount, claims
 *   expected   optional: what is expected to come from now to the end of the contract; also to
 * come, expected to come, future, prognosis. Where there is none, or nothing stands in it, as much
 * a month as so far (sl_claimants_at_pace) member     optional: the person's data row of the
 * census, 1 = the first; also row, census row. Empty: somebody who is in no row, or not to be told
 * Other columns, names among them, are left alone; rows of totals are passed over.
 *
 * A list of claimants is personal data: nothing that is told, and no result, shows any text of it.
 * A claimant is called by the row of this file, which tells nothing to whoever has not got it.
 * Checked by tests/unit/test_actual.c.
 */
#ifndef SL_SIM_INPUT_ACTUAL_CLAIMANTS_H
#define SL_SIM_INPUT_ACTUAL_CLAIMANTS_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_CLAIMANTS_MAX 10000 /* rows */
#define SL_CLAIMANTS_NOBODY SIZE_MAX

typedef struct sl_group sl_group_t; /* sim/input/scenario/group.h */

typedef struct sl_claimant {
  double paid;
  double to_come; /* NAN where the file does not say */
  size_t person;  /* of the group; SL_CLAIMANTS_NOBODY where the file does not say */
  uint32_t row;   /* data row of the census; 0 likewise */
  size_t line;    /* data row of this file, 1 = the first under the header */
} sl_claimant_t;

typedef struct sl_claimants {
  sl_claimant_t *list; /* owned, in order of the file */
  size_t n;
} sl_claimants_t;

/* Read path, of the provider or of the disk (NULL); a header alone is a list of nobody. Every row's
 * member is one of the group. Returns and adds as sl_monthly_read. Cost: O(rows x (rows +
 * persons)).
 */
int sl_claimants_read(const sl_provider_t *provider, const char *path, const sl_group_t *group,
                      sl_claimants_t *claimants, sl_faults_t *faults, sl_faults_t *warnings);
void sl_claimants_free(sl_claimants_t *claimants);

/* To come at the pace of the months so far, over the rest of the plan year's; 0 before the first
 * month and after the last. */
double sl_claimants_at_pace(double paid, size_t months, size_t plan_months);

#endif
