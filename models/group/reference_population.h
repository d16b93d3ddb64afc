/* A population by age and sex: how many persons of each band of ages. */
#ifndef SL_MODELS_GROUP_REFERENCE_POPULATION_H
#define SL_MODELS_GROUP_REFERENCE_POPULATION_H

#include <stddef.h>

#define SL_REFERENCE_BANDS 121             /* a band for each age from 0 to 120 at most */
#define SL_REFERENCE_PERSONS_MOST 100000.0 /* of one band and sex */

typedef struct sl_reference_band {
  unsigned age;        /* the first; the band ends where the next begins */
  unsigned persons[2]; /* [sl_sex_t] */
} sl_reference_band_t;

typedef struct sl_reference_population {
  size_t n; /* bands, ascending from age 0; 0 = none */
  sl_reference_band_t band[SL_REFERENCE_BANDS];
} sl_reference_population_t;

#endif
