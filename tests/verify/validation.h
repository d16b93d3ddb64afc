/* What the verifying tests found, gathered while they run, for the page models/VALIDATION.md.
 *
 * Every helper of this folder that compares a figure with its right value tells it here; suite and
 * test are CUnit's current ones. The last suite, verify/validation, writes the page from it and
 * demands that it be the one in the source tree, so that the page is never older than the code.
 */
#ifndef SL_TESTS_VERIFY_VALIDATION_H
#define SL_TESTS_VERIFY_VALIDATION_H

#include <stdio.h>

/* A simulated figure beside the exact one. label: the case. */
void sl_validated_estimate(const char *label, const char *quantity, double right, double ours,
                           double standard_error);

/* A figure by `stoploss exact` beside the right one and its stated bound. file: of the scenario. */
void sl_validated_exact(const char *file, const char *quantity, double right, double ours,
                        double bound);

/* A figure worked out by hand, which holds in every trial; ours is the trial furthest from it.
 * arrangement: NULL for a figure of the group. */
void sl_validated_by_hand(const char *figure, const char *arrangement, double right, double ours);

/* Many random inputs against a reference: what it is, and what came of it. */
__attribute__((format(printf, 2, 3))) void sl_validated_campaign(const char *reference,
                                                                 const char *format, ...);

/* The page: tests/verify/validation.md with each line {{NAME}} replaced by the table of that name.
 */
void sl_validation_write(FILE *out);

#endif
