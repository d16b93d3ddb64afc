/* Severities of every family, for tests that hold for all of them. */
#ifndef SL_TESTS_SUPPORT_SEVERITIES_H
#define SL_TESTS_SUPPORT_SEVERITIES_H

#include "models/severity/severity.h"

/* A validated severity of a scalar family; unused parameters 0. */
sl_severity_t sl_test_severity(const char *family, double first, double second, double third);

/* Two parts, weight and 1 - weight. Takes over what the parts own. */
sl_severity_t sl_test_mixture(double weight, sl_severity_t one, sl_severity_t other);

/* weight_above NaN: below's own. Takes over what the parts own. */
sl_severity_t sl_test_splice(double at, double weight_above, sl_severity_t below,
                             sl_severity_t above);

/* A table, or a continuance where means is not NULL, of copies of n entries. */
sl_severity_t sl_test_listed(size_t n, const double *values, const double *probabilities,
                             const double *means);

/* The i-th of the collection, for i < sl_test_severities(), with a label; the caller frees it. */
size_t sl_test_severities(void);
sl_severity_t sl_test_severity_number(size_t i, const char **label);

#endif
