/* Several plan years made up without the engine, for a run of sample_results.h: numbers that a
 * reader can compute by hand, and that conserve money.
 *
 * Year 0 is the trial's own cost. In later years the ASO keeps the claims of another trial up to
 * 900, its premium rises by a tenth of their share above 1,000 (a tenth at most), who has claims
 * above 1,400 is lasered; the insured pay their premium 6% dearer each year. Budgets grow by 5%.
 */
#ifndef SL_TESTS_SUPPORT_SAMPLE_YEARS_H
#define SL_TESTS_SUPPORT_SAMPLE_YEARS_H

#include "sim/results/results.h"

#define SL_SAMPLE_DISCOUNT 0.04
#define SL_SAMPLE_INTEREST 0.02
#define SL_SAMPLE_RESERVE 60.0 /* opening, of the ASO */

/* Ask for n plan years. Two promises of the ASO are valued. */
void sl_sample_add_years(sl_run_facts_t *facts, size_t n);

/* Fill the plan years of a block that sl_sample_block has filled; free with sl_years_block_free. */
void sl_sample_new_years(const sl_run_facts_t *facts, sl_years_block_t **years);
void sl_sample_years(const sl_run_facts_t *facts, const sl_block_t *block, sl_years_block_t *years);

/* What the promise saves in a trial: 10 or 200 in some trials, else -5 and -3. */
double sl_sample_saved(uint64_t trial, size_t promise);

#endif
