/* Lists of services, of a basis or of the scenario itself. */
#ifndef SL_SIM_INPUT_BASIS_SERVICES_H
#define SL_SIM_INPUT_BASIS_SERVICES_H

#include "models/claims/service.h"
#include "sim/input/read/source.h"
#include "sim/input/schema/schema.h"

#define SL_SERVICES_MAX 65535 /* the random streams number services in 16 bits */

typedef struct sl_named_curve {
  char *name;
  sl_age_curve_t curve;
} sl_named_curve_t;

/* A list in a file, and what its services share. */
typedef struct sl_service_list {
  const sl_source_t *source;
  sl_cursor_t list;
  size_t n_elsewhere; /* services that the scenario has beside those it is read into */
  uint32_t only_row;
  double amount_factor;
  const sl_named_curve_t *curves; /* a basis's */
  size_t n_curves;
} sl_service_list_t;

/* Append the services of a list to *services, of which there are *n; names must be unique in the
 * list. Each item that is a map makes one, faulty or not, until there are SL_SERVICES_MAX. SL_OK or
 * SL_ERR_MEMORY; *services and *n are whole in either case. */
int sl_services_read(const sl_service_list_t *list, sl_service_t **services, size_t *n);

/* Room for `more` behind n services; arrays of services have room for a power of two of them. SL_OK
 * or SL_ERR_MEMORY. */
int sl_services_reserve(sl_service_t **services, size_t n, size_t more);

#endif
