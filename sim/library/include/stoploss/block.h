/* The trials of a run as they come: blocks of consecutive trials, in order. */
#ifndef STOPLOSS_BLOCK_H
#define STOPLOSS_BLOCK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Lives for one call of the sink. */
typedef struct stoploss_block stoploss_block_t;

/* Called from the thread that runs, with each block in order. Not 0: stop, and the run returns
 * STOPLOSS_ERR_INTERRUPTED. */
typedef int (*stoploss_sink_t)(void *context, const stoploss_block_t *block);

uint64_t stoploss_block_first_trial(const stoploss_block_t *block); /* 0 = the run's first */
size_t stoploss_block_trials(const stoploss_block_t *block);        /* at most 512 */
size_t stoploss_block_arrangements(const stoploss_block_t *block);

/* The values of a variable: by trial [trials], by trial and arrangement [trials][arrangements].
 * NULL where there is no such variable. */
const double *stoploss_block_values(const stoploss_block_t *block, const char *variable);

#ifdef __cplusplus
}
#endif
#endif
