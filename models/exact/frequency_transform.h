/* Log probability generating functions of claim counts.
 *
 *   poisson m (z - 1);  negative binomial -r log(1 + m (1 - z) / r);  binomial n log(1 - q + q z)
 *   table, zero_modified, thinned to exposure e: their own at 1 - e + e z
 * Source: S. A. Klugman, H. H. Panjer, G. E. Willmot, Loss Models, 6.5-6.6 and appendix B. Checked
 * by tests/unit/test_annual_total.c.
 */
#ifndef SL_MODELS_EXACT_FREQUENCY_TRANSFORM_H
#define SL_MODELS_EXACT_FREQUENCY_TRANSFORM_H

#include "models/frequency/frequency.h"

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

/* log P(z[k]) is added to sum[k], k < n; |z| <= 1. exposure > 0, at most 1 for a thinned family. */
void sl_frequency_add_log_transform(const sl_frequency_t *frequency, double exposure,
                                    const double complex *z, size_t n, double complex *sum);

bool sl_frequency_is_poisson(const sl_frequency_t *frequency);

#endif
