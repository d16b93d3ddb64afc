/* How many threads there can be: a limit on processes or memory (a container's pids.max, ulimit)
 * may allow fewer than are asked for, and OpenMP's library ends the program where one is missing.
 */
#ifndef SL_SIM_ENGINE_COMPILE_THREADS_H
#define SL_SIM_ENGINE_COMPILE_THREADS_H

/* How many are wanted where `asked` are asked for: 0 stands for all that this process may use. */
int sl_threads_wanted(int asked);

/* Start `wanted` threads' worth of workers for the calling thread's parallel regions and return how
 * many threads there are, 1 .. wanted. They handle no signals, which are the calling thread's.
 * Cost: some microseconds a thread, at the first call with so many.
 * Checked by tests/fault/test_campaign.c. */
int sl_threads_start(int wanted);

#endif
