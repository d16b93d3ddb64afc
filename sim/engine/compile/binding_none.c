/* Where threads cannot be bound to processors. */
#include "sim/engine/compile/binding.h"

#include <stddef.h>

sl_binding_t *sl_binding_new(int threads)
{
  (void)threads;
  return NULL;
}

void sl_binding_free(sl_binding_t *binding) { (void)binding; }

void sl_binding_enter(const sl_binding_t *binding, int thread)
{
  (void)binding;
  (void)thread;
}

void sl_binding_leave(const sl_binding_t *binding) { (void)binding; }
