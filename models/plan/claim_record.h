/* A claim as the simulation lists it: an amount, and everything else about it packed into one whole
 * number, so that claims in order of these numbers are in order of adjudication (incurred day, then
 * census row, then draw, then service) and a list of them is two words a claim.
 *
 *   bits 63 .. 55  incurred day, from the first day of its plan year
 *        54 .. 47  person within the family
 *        46 .. 29  draw within person and service
 *        28 .. 18  service
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
#define SL_CLAIM_SERVICE_BITS 11
#define SL_CLAIM_DRAW_BITS 18
#define SL_CLAIM_PERSON_BITS 8

/* The lowest bit of each. */
#define SL_CLAIM_SERVICE_SHIFT (SL_CLAIM_LAG_BITS + SL_CLAIM_MARK_BITS)
#define SL_CLAIM_DRAW_SHIFT (SL_CLAIM_SERVICE_SHIFT + SL_CLAIM_SERVICE_BITS)
#define SL_CLAIM_PERSON_SHIFT (SL_CLAIM_DRAW_SHIFT + SL_CLAIM_DRAW_BITS)
#define SL_CLAIM_DAY_SHIFT (SL_CLAIM_PERSON_SHIFT + SL_CLAIM_PERSON_BITS)

/* How many persons of a family, draws of a person and service, and services can be told apart. */
#define SL_CLAIM_PERSONS (1U << SL_CLAIM_PERSON_BITS)
#define SL_CLAIM_DRAWS (1U << SL_CLAIM_DRAW_BITS)
#define SL_CLAIM_PARTS (1U << 15) /* the last draws: parts of cases, where there are conditions */
#define SL_CLAIM_SERVICES (1U << SL_CLAIM_SERVICE_BITS)
#define SL_CLAIM_LAG_MOST ((1U << SL_CLAIM_LAG_BITS) - 1)

/* The key of a claim apart from its day and lag, which are added to it. */
static inline uint64_t sl_claim_key(uint64_t person, uint64_t draw, uint64_t service,
                                    uint64_t marks)
{
  return person << SL_CLAIM_PERSON_SHIFT | draw << SL_CLAIM_DRAW_SHIFT |
         service << SL_CLAIM_SERVICE_SHIFT | marks << SL_CLAIM_LAG_BITS;
}

/* day: 0 .. 365; lag: 0 .. SL_CLAIM_LAG_MOST. */
static inline uint64_t sl_claim_dates(uint64_t day, uint64_t lag)
{
  return day << SL_CLAIM_DAY_SHIFT | lag;
}

static inline uint32_t sl_claim_day(uint64_t key) { return (uint32_t)(key >> SL_CLAIM_DAY_SHIFT); }
static inline uint32_t sl_claim_lag(uint64_t key) { return (uint32_t)key & SL_CLAIM_LAG_MOST; }

static inline uint32_t sl_claim_marks(uint64_t key)
{
  return (uint32_t)key >> SL_CLAIM_LAG_BITS & ((1U << SL_CLAIM_MARK_BITS) - 1);
}

static inline uint32_t sl_claim_person(uint64_t key)
{
  return (uint32_t)(key >> SL_CLAIM_PERSON_SHIFT) & (SL_CLAIM_PERSONS - 1);
}

static inline uint32_t sl_claim_service(uint64_t key)
{
  return (uint32_t)key >> SL_CLAIM_SERVICE_SHIFT & (SL_CLAIM_SERVICES - 1);
}

static inline uint32_t sl_claim_draw(uint64_t key)
{
  return (uint32_t)(key >> SL_CLAIM_DRAW_SHIFT) & (SL_CLAIM_DRAWS - 1);
}

#endif
