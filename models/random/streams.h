/* Random words by counter: Philox4x32-10 (Random123).
 *
 * Every random word of a simulation is a pure function of
 *   key     = the 64-bit seed
 *   counter = (draw / 2, census row, trial, purpose), four 32-bit words
 *   half    = draw mod 2: each Philox block yields two 64-bit words
 * so nothing depends on threads, blocks or the order of the work.
 *
 * purpose packs pass (2 bits, 30-31), kind (6 bits, 24-29), year (8 bits, 16-23) and
 * service (16 bits, 0-15): claims of different services, years and passes never
 * share a word, and asking for one more kind of draw never moves another.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), "Parallel
 * random numbers: as easy as 1, 2, 3", SC'11, doi:10.1145/2063384.2063405.
 * Many words at a time: models/simd/kernels.h.
 * Checked by tests/unit/test_streams.c against Random123's own answers.
 */
#ifndef SL_MODELS_RANDOM_STREAMS_H
#define SL_MODELS_RANDOM_STREAMS_H

#include <stdint.h>

typedef enum sl_draw_kind {
  SL_DRAW_GROUP = 1,      /* group factor of a trial; row SL_ROW_GROUP */
  SL_DRAW_FRAILTY,        /* frailty of a person-year */
  SL_DRAW_COUNT,          /* number of claims of a person, service and year */
  SL_DRAW_AMOUNT,         /* allowed amount of a claim */
  SL_DRAW_DAY,            /* incurred day of a claim and days from then to paid */
  SL_DRAW_POPULATION = 7, /* synthetic censuses; row = contract */
  SL_DRAW_NETWORK,        /* whether a claim is out of network */
  SL_DRAW_TOTAL,          /* annual total of a person: of trial / 2, draw = trial mod 2 */
  /* Service 0: which conditions a person has in a plan year, a word each and one more. Service 1 +
   * i: of a case of condition i its amount, whether it continues from the year before, its onset,
   * what falls on the mother (draws 0 to 3). See sim/engine/trials/cases.h. */
  SL_DRAW_CONDITION,
  /* Parts of a case, service 1 + its condition: of part k draw 2 k has the days from the onset in
   * its upper half and those from incurred to paid in the lower one, 2 k + 1 whether it is out of
   * network. The mother's go on after the child's, in the child's row. */
  SL_DRAW_PAYMENT,
  SL_DRAW_PERSISTENCE, /* service 0: what an earlier year's frailty keeps of the year after (draws 0
                          and 1) and what is new in it (2); see sl_trials_multipliers */
  /* Taken before they are drawn, so that no two of those who add them choose one number. */
  SL_DRAW_TURNOVER, /* service 0: which contracts leave at a plan year's end, and who comes; row =
                       slot. Service 1: whether a known claimant's claims go on in a plan year; see
                       sl_seats_end */
  SL_DRAW_BAND,     /* which parameters a trial has, within their band of uncertainty */
  /* The assumption band: the same trials with fewer or more claims (sim/engine/trials/levels.h). */
  SL_DRAW_KEPT,  /* whether a claim of the base is kept: draw = claim */
  SL_DRAW_ADDED, /* how many claims are added to those of a person, service and year */
  SL_DRAW_RECAST /* cases: service 0, which are added; service 1 + i, draw 0, whether one is kept */
} sl_draw_kind_t;

/* A pass's number is its place in the purpose. */
typedef enum sl_pass {
  SL_PASS_MAIN = 0,
  SL_PASS_RARE = 1, /* trials drawn under a tilted law: models/frequency/tilt.h */
  SL_PASS_PRICING = 2
} sl_pass_t;

#define SL_ROW_GROUP UINT32_MAX /* the row of draws that belong to the group */

typedef struct sl_stream {
  uint64_t seed;
  uint32_t purpose; /* see sl_stream_init */
} sl_stream_t;

/* The stream of one purpose. year: 0 = the plan year, -1 the one before it, 1 the one after; -127
 * .. 127. service: below 65536. Nobody else knows how a year stands in the counter: -y as y, and k
 * > 0 as 256 - k. */
sl_stream_t sl_stream_init(uint64_t seed, sl_pass_t pass, sl_draw_kind_t kind, int year,
                           unsigned service);

/* The word of one (trial, row, draw). Cost: one Philox block. */
uint64_t sl_stream_word(const sl_stream_t *stream, uint32_t trial, uint32_t row, uint32_t draw);

/* The words of draws 2 x block and 2 x block + 1, for the cost of one. */
typedef struct sl_word_pair {
  uint64_t even, odd;
} sl_word_pair_t;
sl_word_pair_t sl_stream_pair(const sl_stream_t *stream, uint32_t trial, uint32_t row,
                              uint32_t block);

#endif
