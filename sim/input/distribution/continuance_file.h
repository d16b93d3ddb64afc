/* Continuance tables: claims by bucket of their amount, from a CSV file.
 *
 * Columns, in any order: upto (upper limit of the bucket; the last may be inf), pct (its share of
 * all claims, a fraction) and, optionally, cost_bucket (mean amount in the bucket; without it a
 * bounded bucket's midpoint). Other columns are ignored; lines that begin with # are comments.
 * Published tables are rounded: shares that add up to 1 within SL_CONTINUANCE_ROUNDING are scaled
 * to do so exactly. Checked by tests/unit/test_scenario_distribution.c.
 */
#ifndef SL_SIM_INPUT_DISTRIBUTION_CONTINUANCE_FILE_H
#define SL_SIM_INPUT_DISTRIBUTION_CONTINUANCE_FILE_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

typedef struct sl_severity sl_severity_t; /* models/severity/severity.h */

#define SL_CONTINUANCE_ROUNDING 1e-4
#define SL_CONTINUANCE_BUCKETS 100000

/* Fill severity's n, values, probabilities and means (owned by severity, also on failure). SL_OK,
 * SL_ERR_MISSING, SL_ERR_INPUT with faults, SL_ERR_MEMORY. Cost: O(size of the file). */
int sl_continuance_read(const sl_provider_t *provider, const char *path, sl_severity_t *severity,
                        sl_faults_t *faults);

#endif
