/* Count laws shared by all persons of one exposure. */
#ifndef SL_SIM_ENGINE_COMPILE_MODEL_LAWS_H
#define SL_SIM_ENGINE_COMPILE_MODEL_LAWS_H

#include "sim/engine/compile/model.h"

/* A person's exposure to a service, on the way to a shared law: entry->law receives its index. */
typedef struct sl_demand {
  double exposure;
  sl_person_service_t *entry;
  uint32_t service;
} sl_demand_t;

/* One law per distinct (service, exposure), in this order; and the tables they draw from. Takes n
 * demands in any order and leaves them sorted. The laws do not depend on threads (>= 1). Memory
 * meanwhile: the demands once more. */
int sl_model_share_laws(sl_model_t *model, sl_demand_t *demands, size_t n, int threads,
                        sl_error_t *error);

#endif
