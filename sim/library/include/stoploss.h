/* The stoploss library: from a scenario to simulated plan years, and what they say of each way of
 * funding a health plan. This header includes all others; sim/library/README.md of the sources is
 * the guide, tests/examples has a small program for each part.
 *
 * What holds everywhere:
 * - Functions that can fail return STOPLOSS_OK (0) or a negative STOPLOSS_ERR_* and fill the error
 *   record, which may be NULL. Nothing prints, exits or aborts.
 * - Objects (scenario, result, ...) are opaque, made by the library and freed by the function whose
 *   name ends in _free; NULL is allowed. After a failure the object is NULL. Prices and results
 *   stand by themselves; a sweep, a tracer and exact figures need their scenario as long as they
 * live.
 * - Texts are UTF-8 and end in a NUL. A `const char *` belongs to the object that was asked; a
 *   `char **text` is the caller's, to be freed by stoploss_free.
 * - Arrangements are counted from 0 in the order of the scenario; the first is the baseline.
 * - Numbers are the same for any number of threads, any processor and any locale.
 * - Nothing is kept between calls but in objects of the caller's. Several threads may use different
 *   objects at once, and one cache together, with one exception: result files are read and written
 *   by HDF5, so that of all calls that write, open, ask or free a stoploss_result_t, or run a sweep
 *   into a file, only one at a time may be at work in a process.
 */
#ifndef STOPLOSS_H
#define STOPLOSS_H

#include "stoploss/block.h"
#include "stoploss/cache.h"
#include "stoploss/error.h"
#include "stoploss/exact.h"
#include "stoploss/files.h"
#include "stoploss/options.h"
#include "stoploss/price.h"
#include "stoploss/result.h"
#include "stoploss/run.h"
#include "stoploss/scenario.h"
#include "stoploss/sweep.h"
#include "stoploss/trace.h"
#include "stoploss/variables.h"
#include "stoploss/version.h"

#endif
