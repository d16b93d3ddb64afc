#include "sim/engine/compile/cache.h"

#include "sim/library/library.h"

#include <stdlib.h>

int stoploss_cache_new(size_t bytes, stoploss_cache_t **cache, stoploss_error_t *error)
{
  sl_error_t fault = {0};
  stoploss_cache_t *made = calloc(1, sizeof *made);
  *cache = NULL;
  if (made == NULL) {
    return sl_library_refuse(error, SL_ERR_MEMORY, "no memory for a cache");
  }
  const int code = sl_cache_new(bytes, &made->cache, &fault);
  if (code == SL_OK) {
    *cache = made;
  } else {
    free(made);
  }
  return sl_library_tell(code, &fault, error);
}

void stoploss_cache_free(stoploss_cache_t *cache)
{
  if (cache != NULL) {
    sl_cache_free(cache->cache);
    free(cache);
  }
}
