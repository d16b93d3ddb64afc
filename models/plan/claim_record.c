#include "models/plan/claim_record.h"

#define PACKED_BITS (64 - SL_CLAIM_DAY_BITS - SL_CLAIM_MARK_BITS - SL_CLAIM_LAG_BITS)

/* Fewer would cut short what one person may claim of one service in a year of bad luck. */
#define DRAW_BITS_LEAST 12

static unsigned bits_of(size_t n)
{
  unsigned bits = 0;
  while (bits < 64 && ((uint64_t)n - 1) >> bits != 0) {
    bits++;
  }
  return bits;
}

bool sl_claim_fields_of(size_t n_persons, size_t n_services, sl_claim_fields_t *fields)
{
  const unsigned persons = bits_of(n_persons), services = bits_of(n_services);
  if (persons + services + DRAW_BITS_LEAST > PACKED_BITS) {
    return false;
  }
  const unsigned draws = PACKED_BITS - persons - services;
  fields->service = SL_CLAIM_LAG_BITS + SL_CLAIM_MARK_BITS;
  fields->draw = fields->service + services;
  fields->person = fields->draw + draws;
  fields->services = ((uint64_t)1 << services) - 1;
  fields->draws = ((uint64_t)1 << draws) - 1;
  fields->persons = ((uint64_t)1 << persons) - 1;
  return true;
}
