/* A claim as the simulation lists it: an amount, and everything else about it packed into one whole
 * number, so that claims in order of these numbers are in order of adjudication (incurred day, then
 * census row, then draw, then service) and a list of them is two words a claim.
 *
 *   bits 63 .. 54  incurred day, from the first day of its plan year
 *        53 .. 18  person within the family, draw within person and service, service: as wide as
 *                  sl_claim_fields_of finds room for
 *        17 .. 15  marks (SL_CLAIM_OUTSIDE and so on)
 *        14 ..  0  days from incurred to paid
 *
 * Checked by tests/unit/test_claim_record.c.
 */
#ifndef SL_MODELS_PLAN_CLAIM_RECORD_H
#define SL_MODELS_PLAN_CLAIM_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_claim_record {
  double allowed;
  uint64_t key;
} sl_claim_record_t;

/* Marks: they mean something only where a plan says so. */
#define SL_CLAIM_OUTSIDE 1U /* of the network */
#define SL_CLAIM_WAITING 2U /* incurred within the waiting period of its service */
#define SL_CLAIM_COMPANY 4U /* two or more persons of the contract are enrolled on its day */

#define SL_CLAIM_LAG_BITS 15
#define SL_CLAIM_MARK_BITS 3
#define SL_CLAIM_DAY_BITS 10
#define SL_CLAIM_LAG_MOST ((1U << SL_CLAIM_LAG_BITS) - 1)
#define SL_CLAIM_DAY_SHIFT (64 - SL_CLAIM_DAY_BITS)

/* Where person, draw and service stand in a key. */
typedef struct sl_claim_fields {
  unsigned person, draw, service;    /* lowest bit of each */
  uint64_t persons, draws, services; /* the largest of each */
} sl_claim_fields_t;

/* For families of up to n_persons (at least 1) and claims of n_services (at least 1). What is left
 * is the draw's: 2^26 draws for 16 persons and 64 services. false where fewer than 2^12 are left.
 */
bool sl_claim_fields_of(size_t n_persons, size_t n_services, sl_claim_fields_t *fields);

/* The key of a claim apart from its day and lag, which are added to it. */
static inline uint64_t sl_claim_key(const sl_claim_fields_t *fields, uint64_t person, uint64_t draw,
                                    uint64_t service, uint64_t marks)
{
  return person << fields->person | draw << fields->draw | service << fields->service |
         marks << SL_CLAIM_LAG_BITS;
}

/* lag: 0 .. SL_CLAIM_LAG_MOST. */
static inline uint64_t sl_claim_dates(uint64_t day, uint64_t lag)
{
  return day << SL_CLAIM_DAY_SHIFT | lag;
}

static inline uint32_t sl_claim_day(uint64_t key) { return (uint32_t)(key >> SL_CLAIM_DAY_SHIFT); }
static inline uint32_t sl_claim_lag(uint64_t key) { return (uint32_t)key & SL_CLAIM_LAG_MOST; }

static inline uint32_t sl_claim_marks(uint64_t key)
{
  return (uint32_t)(key >> SL_CLAIM_LAG_BITS) & ((1U << SL_CLAIM_MARK_BITS) - 1);
}

static inline size_t sl_claim_person(const sl_claim_fields_t *fields, uint64_t key)
{
  return (size_t)(key >> fields->person & fields->persons);
}

static inline size_t sl_claim_service(const sl_claim_fields_t *fields, uint64_t key)
{
  return (size_t)(key >> fields->service & fields->services);
}

static inline uint64_t sl_claim_draw(const sl_claim_fields_t *fields, uint64_t key)
{
  return key >> fields->draw & fields->draws;
}

#endif
