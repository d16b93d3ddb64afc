/* Whether a result file is whole and its figures belong together. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_VERIFY_H
#define SL_SIM_OUTPUT_RESULT_FILE_VERIFY_H

#include "models/core/error.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_verified {
  int64_t format; /* of the file */
  uint64_t trials;
  size_t n_arrangements;
  size_t n_figures; /* stored ones that are those of the trials */
} sl_verified_t;

/* Seal, checksums, structure and completeness as sl_result_file_open; then every trial of every
 * arrangement (sim/results/identities.h; of files before format 3, which lack variables of it, only
 * that the numbers are such) and plan year (sim/results/year_identities.h), and every stored
 * summary variable against that of the trials: equal but for 1e-9 of it, since older versions may
 * have added up in another order. SL_ERR_INPUT with what is wrong and where, else as
 * sl_result_file_open. Cost: of two readings and a summary. Checked by tests/cli/test_verify.c. */
int sl_result_file_verify(const char *path, sl_verified_t *verified, sl_error_t *error);

#endif
