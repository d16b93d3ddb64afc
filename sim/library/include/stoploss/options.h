/* How, not what, is simulated. */
#ifndef STOPLOSS_OPTIONS_H
#define STOPLOSS_OPTIONS_H

#include "stoploss/block.h"
#include "stoploss/cache.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum stoploss_goal {
  STOPLOSS_GOAL_NONE,   /* all trials of the scenario */
  STOPLOSS_GOAL_COST,   /* until the standard error of every expected cost, relative to it, */
  STOPLOSS_GOAL_DEFICIT /* or of every chance of a deficit is at most `precision` */
} stoploss_goal_t;

/* Later versions may add members at the end: always stoploss_options_init first. */
typedef struct stoploss_options {
  size_t size; /* of this struct; set by stoploss_options_init */
  int threads; /* 1 .. 4096; 0 = all processors that the process may use */

  /* Now and then, from the calling thread; phase: "pricing", "simulating", ... With a goal the
   * total is an estimate. NULL = not wanted. */
  void (*progress)(void *context, const char *phase, uint64_t done, uint64_t total);
  /* Once, where fewer threads can be started than are wanted; the results are the same. */
  void (*few_threads)(void *context, int started, int wanted);
  /* Of stoploss_run alone: each block of trials. */
  stoploss_sink_t sink;
  void *context; /* of the three above */

  /* Once it is not 0, the work ends soon with STOPLOSS_ERR_INTERRUPTED. A signal handler, another
   * thread or a callback may set it. NULL = never. */
  const volatile sig_atomic_t *stop;

  /* Of stoploss_run alone. */
  stoploss_goal_t goal; /* at least 2,048 trials, at most the scenario's */
  double precision;     /* in (0, 1) */
  uint64_t rare;        /* rare years beside the run, 100 .. 100,000,000; 0 = none */
  int exact;            /* 1: exact figures and control variates beside the simulated ones */

  stoploss_cache_t *cache; /* of all that simulates: see stoploss/cache.h; NULL = none */

  /* Of stoploss_run into a result. */
  int no_band;   /* 1: without the assumption band */
  int no_levers; /* 1: without what a report's sliders need */
} stoploss_options_t;

/* All processors, no callbacks, no extras. options: a pointer to the struct. */
#define stoploss_options_init(options) stoploss_options_init_sized((options), sizeof *(options))
void stoploss_options_init_sized(stoploss_options_t *options, size_t size);

#ifdef __cplusplus
}
#endif
#endif
