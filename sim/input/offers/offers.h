/* What is made of a file of quotes: each option as an arrangement, its figures at the file's own
 * enrolment, and what of the file disagrees with its arithmetic or found no place.
 *
 * An arrangement is the project's (models/funding/arrangement.h) but for two things that only a
 * scenario knows: the days of its contracts (the writer takes the quote's words) and the services.
 * Figures are models/funding/offer.h's, of a plan year of twelve months at constant enrolment. A
 * tier of the file stands for all of the project's tiers that it covers; its employees are counted
 * under the one that it is named for (family's under family).
 *
 * Rules, beside those of quotes.h:
 *   1. A commission that is said to be on top is a fee on premiums; any other is told apart.
 *   2. Rebates are told apart, unless credit_rebates makes them a negative fee: never in the fixed
 *      cost.
 *   3. A laser without a member of the census is told apart: counted in the exposure.
 *   4. A cover whose price is stated for some tiers only, or without its deductible, makes the
 *      option incomplete: it is left out and listed.
 *   5. Level-funded: the components are the arrangement, not the level rate.
 * Checked by tests/cli/test_import_quotes.c and tests/unit/test_offers.c.
 */
#ifndef SL_SIM_INPUT_OFFERS_OFFERS_H
#define SL_SIM_INPUT_OFFERS_OFFERS_H

#include "models/funding/arrangement.h"
#include "models/funding/offer.h"
#include "sim/input/foreign/quotes/quotes.h"

#define SL_OFFERS_LASERS_MAX 64
#define SL_OFFERS_NOTE 240

/* Who a laser of the file is. */
typedef struct sl_laser_place {
  const char *who; /* as the file says it; letters in either case */
  size_t length;
  uint32_t row;   /* census data row, 1 = first; 0: by id */
  const char *id; /* member_id of the census */
  bool found;     /* set where a laser of the file had this name */
} sl_laser_place_t;

typedef struct sl_offers_options {
  bool credit_rebates;
  sl_laser_place_t lasers[SL_OFFERS_LASERS_MAX];
  size_t n_lasers;
} sl_offers_options_t;

typedef struct sl_offered {
  const sl_quote_t *quote;
  bool whole; /* else left out, and listed in unplaced */
  sl_arrangement_t arrangement;
  const char
      *laser_ids[SL_QUOTE_LASERS_MAX]; /* of its lasers whose row is 0, as --laser has them */
  bool has_figures; /* false where the file states no enrolment that its prices need */
  sl_price_t price;
  sl_offer_t offer;
} sl_offered_t;

/* A sum of the file that is not what its parts come to, or needs a word. */
typedef struct sl_offers_finding {
  uint32_t row;
  const char *column; /* the option's name; "" of the whole file */
  char what[SL_OFFERS_NOTE];
} sl_offers_finding_t;

typedef struct sl_offers_unplaced {
  sl_quote_cell_t cell;
  const char *column, *label; /* as in sl_quote_unplaced_t */
  char why[SL_OFFERS_NOTE];
} sl_offers_unplaced_t;

typedef struct sl_offers {
  const sl_quotes_t *quotes;
  bool has_enrolment;      /* employees are known */
  bool has_tier_enrolment; /* by tier too */
  sl_enrolment_t enrolment;
  sl_offered_t *list; /* an item for each option of the file, in its order */
  size_t n;
  size_t n_whole;                /* of the list; with none there is nothing to write */
  sl_offers_finding_t *findings; /* in order of row, then option */
  size_t n_findings;
  sl_offers_unplaced_t *unplaced; /* the reader's and ours, in order of row, then column */
  size_t n_unplaced;
  char (*assumed)[SL_OFFERS_NOTE]; /* sentences */
  size_t n_assumed;
  bool failed; /* memory ended while notes were made: sl_offers_make fails */
} sl_offers_t;

/* Make arrangements of quotes, which must outlive them. SL_OK, SL_ERR_INPUT (--laser
 * names nobody) or
 * SL_ERR_MEMORY; *offers is NULL on failure. Cost: O(options x cells). */
int sl_offers_make(const sl_quotes_t *quotes, sl_offers_options_t *options, sl_offers_t **offers,
                   sl_error_t *error);
void sl_offers_free(sl_offers_t *offers); /* NULL does nothing */

/* The arrangement of one option; false, with the reason in unplaced, where it is not whole. */
bool sl_offers_arrange(sl_offers_t *offers, sl_offers_options_t *options, sl_offered_t *offered);

/* Settle an arrangement's price and figures at an enrolment; a price or an attachment that rests on
 * simulated claims is NaN. SL_OK or SL_ERR_MEMORY. */
int sl_offers_figure(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                     sl_price_t *price, sl_offer_t *offer);

/* Compare the sums that the file states with the figures, and stated changes with current's. */
void sl_offers_check(sl_offers_t *offers);

/* Note something; a failed allocation sets offers->failed. */
void sl_offers_find(sl_offers_t *offers, uint32_t row, const char *column, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;
void sl_offers_leave(sl_offers_t *offers, sl_quote_cell_t cell, const char *column,
                     const char *label, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 5, 6)))
#endif
    ;
void sl_offers_assume(sl_offers_t *offers, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/* The project's tier under which one of the file's is counted. */
sl_tier_t sl_offers_tier(const sl_quote_tier_t *tier);

/* Whether a price is the same for all tiers: no tier is priced by itself. */
bool sl_offers_is_by_tier(const sl_quote_price_t *price);

#endif
