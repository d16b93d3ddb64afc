/* All that something is made from as a row of bytes, so that equal ones are found whoever holds
 * them. */
#ifndef SL_SIM_ENGINE_COMPILE_CACHE_KEY_H
#define SL_SIM_ENGINE_COMPILE_CACHE_KEY_H

#include "models/frequency/frequency.h"
#include "models/severity/severity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero = empty. */
typedef struct sl_cache_key {
  unsigned char *bytes; /* owned */
  size_t n;
  uint64_t hash;
} sl_cache_key_t;

/* What a sampler follows from: all but times_salary, which is left to the caller, and sums that
 * follow from the probabilities. Doubles by their bits. SL_ERR_MEMORY. */
int sl_cache_key_of_sampler(const sl_severity_t *severity, sl_cache_key_t *key, sl_error_t *error);

/* What the steps of a lag follow from. */
int sl_cache_key_of_lag(const sl_severity_t *days, double shift, sl_cache_key_t *key,
                        sl_error_t *error);

/* What tables of counts follow from: the kind of law and its size, not its mean, and their means.
 */
int sl_cache_key_of_counts(sl_panjer_t law, uint32_t points, sl_cache_key_t *key,
                           sl_error_t *error);
void sl_cache_key_free(sl_cache_key_t *key);
bool sl_cache_keys_equal(const sl_cache_key_t *a, const sl_cache_key_t *b);

#endif
