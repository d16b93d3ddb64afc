/* The manifest of a batch: a CSV file with a row for each client that is to be simulated.
 *
 *   scenario   the client's scenario, seen from the manifest's folder (an absolute path is one)
 *   name       what its files are called; without it the scenario's name up to the last dot
 *   seed       without it, sl_client_seed of the batch's seed and the name
 *   trials     without it the scenario's
 *   any other  a path of the scenario ("claims.trend", "arrangements.0.specific.deductible"): what
 *              stands there is put in place of the scenario's value (sim/input/overrides); an empty
 *              cell puts nothing
 *
 * A row that cannot be a client is one with a fault, and no reason to refuse the others. Checked by
 * tests/unit/test_manifest.c and tests/cli/test_batch.c.
 */
#ifndef SL_SIM_INPUT_MANIFEST_MANIFEST_H
#define SL_SIM_INPUT_MANIFEST_MANIFEST_H

#include "sim/input/overrides/overrides.h"
#include "sim/input/read/faults.h"

#include <stddef.h>
#include <stdint.h>

#define SL_CLIENT_NAME_MAX 100 /* characters */

typedef struct sl_client {
  size_t line; /* of the manifest */
  char *name;  /* [A-Za-z0-9][A-Za-z0-9._-]{0,99}, unlike any other's without regard to case; or
                  "line 7" where the row has no such name */
  char *fault; /* why it cannot be run; NULL: it can */
  char *path;  /* of the scenario, as it is opened; NULL where there is a fault */
  sl_override_t *overrides; /* trials and seed last; the paths are the manifest's */
  char **values;            /* owned: those of the overrides */
  size_t n_overrides;
} sl_client_t;

typedef struct sl_manifest {
  sl_client_t *clients; /* in the order of the rows */
  size_t n;
  char **columns; /* words of the first line */
  size_t n_columns;
} sl_manifest_t;

/* Read path. batch_seed: of rows without a seed. Bytes as of sl_csv_read. *manifest is NULL after
 * SL_ERR_INPUT, SL_ERR_MISSING or SL_ERR_MEMORY, with its faults: no file, no text, a first line
 * without `scenario`, with one word twice, with an empty one, or no row below it. Memory: that of
 * the file, some 200 bytes a row. Cost: O(n log n) rows. */
int sl_manifest_read(const char *path, uint64_t batch_seed, sl_manifest_t **manifest,
                     sl_faults_t *faults);
void sl_manifest_free(sl_manifest_t *manifest); /* NULL is fine */

/* The seed of a client without one: h = FNV-1a (64 bits) over the batch's seed in decimal digits, a
 * colon and the name; then the finalizer of SplitMix64 (Steele, Lea, Flood 2014):
 *   h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9; h = (h ^ h >> 27) * 0x94d049bb133111eb; h = h ^ h >> 31
 * and of that the upper 49 bits, a number that a spreadsheet shows whole. Two of n clients share a
 * seed with a chance of n^2 / 2^50: one in ten million for 10,000. Clients that shared one would
 * have their good years together, and the spread of a book's total would be wrong. */
uint64_t sl_client_seed(uint64_t batch_seed, const char *name);

#endif
