#define _DEFAULT_SOURCE /* madvise */
#include "sim/engine/compile/large_block.h"

#include <stdlib.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#define HUGE_PAGE ((size_t)2 << 20)
#define CACHE_LINE ((size_t)64)

/* The next multiple of a power of 2; less than the size where there is none. */
static size_t whole(size_t size, size_t of) { return (size + of - 1) / of * of; }

/* A system that declines gives the pages that it has: the block serves all the same. */
void *sl_large_block_new(size_t size)
{
  const size_t step = size < HUGE_PAGE ? CACHE_LINE : HUGE_PAGE, pages = whole(size, step);
  void *block = pages >= size ? aligned_alloc(step, pages) : NULL;
#if defined(MADV_HUGEPAGE)
  if (block != NULL && step == HUGE_PAGE) {
    (void)madvise(block, pages, MADV_HUGEPAGE);
  }
#endif
  return block;
}
