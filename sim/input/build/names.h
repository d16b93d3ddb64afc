/* Services by name: what plans and arrangements say about some of them. */
#ifndef SL_SIM_INPUT_BUILD_NAMES_H
#define SL_SIM_INPUT_BUILD_NAMES_H

#include "sim/input/build/build.h"

/* Whether service `index` of the scenario has this name. Several may: a known claimant's own
 * services can be named as the basis's are, and what is said of a name holds for all of them. */
bool sl_build_is_service(const sl_build_t *build, size_t index, const char *name);

/* Whether any service has the name; else a fault at node, "`what` an unknown service: ...", that
 * names the nearest. Build the claims first. */
bool sl_build_known_service(const sl_build_t *build, const sl_node_t *node, const char *name,
                            const char *what);

/* Which services a list of names holds: *mask by service index (the caller frees it), NULL where
 * the list is not given. An empty list, an unknown name and one given twice are faults; `what`
 * begins the message, "specific covers". SL_OK or SL_ERR_MEMORY. */
int sl_build_service_mask(const sl_build_t *build, sl_cursor_t list, const char *what, bool **mask);

#endif
