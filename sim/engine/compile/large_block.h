/* A large block of memory that is looked at everywhere in turn: on huge pages where the system has
 * them, as else every look waits for its page to be found. */
#ifndef SL_SIM_ENGINE_COMPILE_LARGE_BLOCK_H
#define SL_SIM_ENGINE_COMPILE_LARGE_BLOCK_H

#include <stddef.h>

/* Begins a cache line. To be freed by free; NULL where there is no memory. */
void *sl_large_block_new(size_t size);

#endif
