/* Count laws shared by all persons of one exposure. */
#ifndef SL_SIM_ENGINE_COMPILE_MODEL_LAWS_H
#define SL_SIM_ENGINE_COMPILE_MODEL_LAWS_H

#include "sim/engine/compile/model.h"

/* The distinct (service, exposure) seen so far, in order of their first appearance. */
typedef struct sl_law_list sl_law_list_t;

sl_law_list_t *sl_law_list_new(void); /* NULL: no memory */
void sl_law_list_free(sl_law_list_t *list);

/* Where the pair stands, its first appearance included; false: no memory. exposure > 0. Cost: a
 * look at a hash table. Memory: 24 to 48 bytes a distinct pair, whatever the number of calls. */
bool sl_law_list_find(sl_law_list_t *list, uint32_t service, double exposure, uint32_t *at);

/* One law per pair, in order of service, then exposure; and the tables they draw from. `law` of
 * every person's service goes from the place in the list, which is emptied, to that in this order.
 * The laws do not depend on threads (>= 1). */
int sl_model_share_laws(sl_model_t *model, sl_law_list_t *list, int threads, sl_error_t *error);

#endif
