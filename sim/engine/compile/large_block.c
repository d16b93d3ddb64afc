#define _DEFAULT_SOURCE /* madvise */
#include "sim/engine/compile/large_block.h"

#include <stdlib.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#define HUGE_PAGE ((size_t)2 << 20)

/* A system that declines gives the pages that it has: the block serves all the same. */
void *sl_large_block_new(size_t size)
{
  const size_t whole = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  if (size < HUGE_PAGE || whole < size) {
    return malloc(size);
  }
  void *block = aligned_alloc(HUGE_PAGE, whole);
#if defined(MADV_HUGEPAGE)
  if (block != NULL) {
    (void)madvise(block, whole, MADV_HUGEPAGE);
  }
#endif
  return block;
}
