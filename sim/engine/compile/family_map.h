/* Which families of a later plan year's model are whose (sim/engine/years/people.h): of contract c
 * of the census first its own family, then copies of it by age, the youngest first. */
#ifndef SL_SIM_ENGINE_COMPILE_FAMILY_MAP_H
#define SL_SIM_ENGINE_COMPILE_FAMILY_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_family_map {
  size_t n_contracts;
  uint32_t *first;        /* [n_contracts + 1] */
  unsigned char *younger; /* [n_contracts]: by how much at most a copy is made younger */
  bool ageing;
  unsigned year; /* the plan year */
} sl_family_map_t;

/* The family of a copy of cohort entry + younger (models/turnover/turnover.h), which must have come
 * by now. */
static inline uint32_t sl_family_of_copy(const sl_family_map_t *map, size_t contract,
                                         unsigned cohort)
{
  const uint32_t youngest = map->first[contract] + 1;
  return map->ageing ? youngest + map->year + map->younger[contract] - cohort : youngest;
}

/* Whether a person of that age in plan year `year` is in a seat that began in plan year `entry`:
 * born by then. Of copies, with ageing. */
static inline bool sl_born_by(unsigned age, unsigned year, unsigned entry)
{
  return age + entry >= year;
}

#endif
