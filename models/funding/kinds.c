/* The registry of the kinds of funding. */
#include "models/funding/kinds/kinds.h"

#include <string.h>

#define KIND_ADDRESS(name) &sl_kind_##name,
static const sl_arrangement_kind_t *const kinds[] = {SL_KINDS(KIND_ADDRESS)};
#undef KIND_ADDRESS

const sl_arrangement_kind_t *const *sl_arrangement_kinds(size_t *n)
{
  *n = sizeof kinds / sizeof kinds[0];
  return kinds;
}

const sl_arrangement_kind_t *sl_arrangement_kind(const char *name)
{
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (strcmp(kinds[i]->name, name) == 0) {
      return kinds[i];
    }
  }
  return NULL;
}
