/* Results made up without the engine: numbers that a reader can compute by hand. */
#ifndef SL_TESTS_SUPPORT_SAMPLE_RESULTS_H
#define SL_TESTS_SUPPORT_SAMPLE_RESULTS_H

#include "sim/output/text/paper.h"
#include "sim/results/results.h"

/* Facts of a made-up run: 10 employees, 20 members, 12 months, USD, a budget of 1000 for every
 * arrangement. Arrangement 0 is an aso with both covers, the others are fully insured. */
sl_run_facts_t *sl_sample_facts(uint64_t trials, size_t n_arrangements);

/* Ask for a cash flow of so many months, with a working capital at SL_SAMPLE_LEVEL. Its net cash
 * (which sums to the cost) and IBNR are sl_sample_net and sl_sample_ibnr; fixed costs are 0.1 a
 * month. */
#define SL_SAMPLE_LEVEL 0.9
void sl_sample_add_months(sl_run_facts_t *facts, size_t n_months);
double sl_sample_net(uint64_t trial, size_t arrangement, size_t month, size_t n_months);
double sl_sample_ibnr(uint64_t trial, size_t arrangement, size_t month);

/* Fill a block of the run: trial t has allowed = 2 x, member_paid = x / 2 and so on with
 * x = sl_sample_claims(t); plan_paid = allowed - member_paid, and what the
 * arrangements pay adds up to it. */
void sl_sample_block(const sl_run_facts_t *facts, uint64_t first_trial, sl_block_t *block);
double sl_sample_claims(uint64_t trial);

/* All trials of a run; takes facts over. */
sl_results_t *sl_sample_results(sl_run_facts_t *facts);

/* Write a result file of the run through the writer; returns its code. */
int sl_sample_write(const char *path, const sl_run_facts_t *facts, sl_error_t *error);

/* The decision page of results; the caller frees it. A test fails where there is none. */
char *sl_sample_page(const sl_results_t *results);
char *sl_sample_page_on(const sl_results_t *results, const sl_paper_t *paper);
/* The report as text, as wide as a page may be. */
char *sl_sample_report(const sl_results_t *results);

#endif
