/* Quotes as a broker compares them, read: a column an option, a row an item; what the file says and
 * in which cell, and nothing that it does not say.
 *
 * Amounts are in the file's currency. Per employee per month unless a field says otherwise; shares
 * and rates of tax are fractions (0.065); a corridor is 1.25 for "125%", "25%" and "25% margin". No
 * sum is formed here and no default is put in: what is not stated is not known. Texts are the
 * file's own, blanks at their ends and control characters removed.
 *
 * Words are tables (words.c of this folder): to teach the program a label, add a row.
 * Source of the vocabulary: see words.c. Checked by tests/unit/test_quotes.c and
 * test_quotes_made.c.
 */
#ifndef SL_SIM_INPUT_FOREIGN_QUOTES_QUOTES_H
#define SL_SIM_INPUT_FOREIGN_QUOTES_QUOTES_H

#include "models/core/calendar.h"
#include "models/core/error.h"
#include "models/group/enrolment.h"
#include "sim/input/foreign/sheet/sheet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_QUOTES_MAX 64     /* options of a file; further columns are listed in unplaced */
#define SL_QUOTE_TIERS_MAX 6 /* tiers of a file */
#define SL_QUOTE_LASERS_MAX                                                                        \
  32 /* of one option, as each of the next; what is beyond is unplaced                             \
      */
#define SL_QUOTE_FEES_MAX 32
#define SL_QUOTE_TAXES_MAX 8
#define SL_QUOTE_TERMS_MAX 32
#define SL_QUOTE_TOTALS_MAX 32

/* Where something stands, as the user's program shows it. */
typedef struct sl_quote_cell {
  uint32_t row;    /* 1 = first; 0 = nowhere */
  uint32_t column; /* 1 = A */
} sl_quote_cell_t;

#define SL_QUOTE_CELL_TEXT 24
/* "B17"; "" for nowhere. Returns buffer. */
char *sl_quote_cell_name(sl_quote_cell_t cell, char buffer[SL_QUOTE_CELL_TEXT]);

/* A number that is stated (known) or not; finite. */
typedef struct sl_quote_amount {
  bool known;
  double value;
  sl_quote_cell_t cell;
} sl_quote_amount_t;

/* A text that is stated, or NULL. */
typedef struct sl_quote_text {
  const char *text;
  sl_quote_cell_t cell;
} sl_quote_text_t;

/* --- Tiers --- */

typedef enum sl_quote_tier_name {
  SL_QUOTE_SINGLE,
  SL_QUOTE_COUPLE,
  SL_QUOTE_EMPLOYEE,
  SL_QUOTE_EMPLOYEE_SPOUSE,
  SL_QUOTE_EMPLOYEE_CHILDREN,
  SL_QUOTE_EMPLOYEE_PLUS_ONE,
  SL_QUOTE_FAMILY,
  SL_QUOTE_TIER_NAMES
} sl_quote_tier_name_t;
extern const char *const sl_quote_tier_names[SL_QUOTE_TIER_NAMES]; /* "single", "couple", ... */

/* One of the file's tiers. Each of the project's four is covered by one of the file's where these
 * have family: with two, family covers the other three; with three, employee_children are the
 * family's and the middle one is employee_spouse; with four, each its own. */
typedef struct sl_quote_tier {
  sl_quote_tier_name_t name;
  const char *word;             /* as the file says it: "EE+SP" */
  bool covers[SL_TIERS];        /* by sl_tier_t */
  sl_quote_amount_t enrolment;  /* employees */
  sl_quote_amount_t relativity; /* of its rate to the first tier's, for budget rates */
} sl_quote_tier_t;

/* What something costs. Of composite, tier[] and yearly one is known, or none. */
typedef struct sl_quote_price {
  sl_quote_amount_t composite;                /* each employee and month */
  sl_quote_amount_t tier[SL_QUOTE_TIERS_MAX]; /* each employee of the file's tier and month */
  sl_quote_amount_t yearly;                   /* the group's, a year */
} sl_quote_price_t;

/* Whether something of a price is known. */
bool sl_quote_has_price(const sl_quote_price_t *price);

/* --- An option --- */

typedef enum sl_quote_role {
  SL_QUOTE_OPTION,
  SL_QUOTE_CURRENT, /* last year's price: shown, not offered */
  SL_QUOTE_RENEWAL
} sl_quote_role_t;

typedef enum sl_quote_kind {
  SL_QUOTE_ASO, /* self-funded, with stop-loss or pooling */
  SL_QUOTE_FULLY_INSURED,
  SL_QUOTE_LEVEL_FUNDED,
  SL_QUOTE_REFUND, /* an insurer's refund or retention accounting; only where the file says so */
  SL_QUOTE_PEO,    /* likewise */
  SL_QUOTE_KINDS
} sl_quote_kind_t;
extern const char *const sl_quote_kind_names[SL_QUOTE_KINDS]; /* "aso", "fully_insured", ... */

/* A contract basis. */
typedef enum sl_quote_basis {
  SL_QUOTE_BASIS_NONE,     /* not stated */
  SL_QUOTE_BASIS_MONTHS,   /* incurred / paid: 12/15 */
  SL_QUOTE_BASIS_PAID,     /* paid in the year, whenever incurred */
  SL_QUOTE_BASIS_INCURRED, /* incurred in the year, whenever paid */
  SL_QUOTE_BASIS_POOLED    /* Canadian pooling: each person and policy year */
} sl_quote_basis_t;
typedef struct sl_quote_contract {
  sl_quote_basis_t basis;
  unsigned incurred, paid; /* months, of MONTHS */
  const char *text;        /* the project's: "12/15", "paid", "incurred"; POOLED: "pooled per
                              person and year"; NULL where not stated */
  sl_quote_cell_t cell;
} sl_quote_contract_t;

typedef struct sl_quote_laser {
  const char *who; /* as the file says it: "Claimant A"; "" where it says nobody */
  double deductible;
  sl_quote_cell_t cell;
} sl_quote_laser_t;

typedef struct sl_quote_specific {
  bool has;
  sl_quote_amount_t deductible; /* the pooling level of a Canadian quote */
  sl_quote_contract_t contract;
  sl_quote_price_t rates;
  bool no_aggregating; /* the file says that there is none */
  sl_quote_amount_t aggregating_deductible;
  bool unlimited;                 /* a person's maximum is said to be none */
  sl_quote_amount_t maximum;      /* a person's */
  sl_quote_amount_t run_in_limit; /* of claims incurred before the year, a person */
  bool no_lasers;                 /* the file says so */
  sl_quote_laser_t lasers[SL_QUOTE_LASERS_MAX];
  size_t n_lasers;
} sl_quote_specific_t;

typedef struct sl_quote_aggregate {
  bool has; /* a level-funded option has one: its claims fund */
  sl_quote_contract_t contract;
  sl_quote_amount_t corridor; /* attachment / expected claims: 1.25 */
  sl_quote_price_t factors;   /* composite or tier; yearly: only a yearly attachment is stated */
  sl_quote_amount_t minimum;  /* attachment a year, at least */
  sl_quote_amount_t maximum;  /* what the aggregate pays, at most */
  sl_quote_price_t premium;
  sl_quote_amount_t accommodation;  /* its price, where it has one of its own */
  sl_quote_text_t accommodation_is; /* what the file says of it: "Included" */
  sl_quote_amount_t share_of_fund;  /* level-funded: attachment / claims fund: 1 for "100% of claims
                                       fund" */
} sl_quote_aggregate_t;

/* Level-funded: what the level rate is made of. */
typedef struct sl_quote_level {
  sl_quote_price_t administration, stop_loss, claims_fund;
  sl_quote_amount_t refund_share;   /* of a surplus, to the employer */
  sl_quote_amount_t expected_share; /* expected claims / claims fund, the carrier's view */
} sl_quote_level_t;

typedef enum sl_quote_per {
  SL_QUOTE_PER_EMPLOYEE_MONTH,
  SL_QUOTE_PER_YEAR,        /* the group's */
  SL_QUOTE_PER_PAID_CLAIMS, /* a share of paid claims */
  SL_QUOTE_PER_PREMIUM,     /* a share of premiums */
  SL_QUOTE_PER_MEMBER_MONTH
} sl_quote_per_t;

/* A line of administration, positive. key: administration, network, utilization_management,
 * broker, network_and_care_management, disclosure_and_pbm, or the label in small letters joined by
 * _ ("cobra", "nurse_line"); one key may come twice. */
typedef struct sl_quote_fee {
  const char *key, *label;
  sl_quote_amount_t amount;
  sl_quote_per_t per;
} sl_quote_fee_t;

typedef enum sl_quote_added {
  SL_QUOTE_ADDED_UNSAID,
  SL_QUOTE_INCLUDED, /* inside the premiums, not added */
  SL_QUOTE_ON_TOP
} sl_quote_added_t;
typedef struct sl_quote_commission {
  sl_quote_amount_t amount; /* a share of the stop-loss premiums (per PREMIUM), or money */
  sl_quote_per_t per;
  sl_quote_added_t added; /* of money on top, unless the file says included */
} sl_quote_commission_t;

/* Positive: money to the employer. Never netted from a cost here. */
typedef struct sl_quote_rebates {
  sl_quote_amount_t amount; /* not known where a file speaks of rebates without crediting them */
  sl_quote_per_t per;
  sl_quote_text_t said; /* "100% to plan, not credited here" */
} sl_quote_rebates_t;

/* What a tax is charged on: a set. */
#define SL_QUOTE_ON_CLAIMS 1U
#define SL_QUOTE_ON_ADMINISTRATION 2U
#define SL_QUOTE_ON_STOP_LOSS 4U /* pooling too */
#define SL_QUOTE_ON_OUT_OF_COUNTRY 8U
#define SL_QUOTE_ON_PREMIUM 16U /* of an insured plan */
typedef struct sl_quote_tax {
  const char *name; /* "premium_tax", "retail_sales_tax", or the label joined by _ */
  const char *label;
  sl_quote_amount_t rate; /* 0.08 */
  unsigned on;            /* 0: not said */
} sl_quote_tax_t;

typedef enum sl_quote_term_kind {
  SL_QUOTE_NO_NEW_LASER,
  SL_QUOTE_RATE_CAP, /* amount: 0.5 for 50% */
  SL_QUOTE_ADVANCE_FUNDING,
  SL_QUOTE_TERMINAL_OPTION,
  SL_QUOTE_BENEFITS,      /* what is covered: "Medical, Rx" */
  SL_QUOTE_PARTICIPATION, /* minimum or change */
  SL_QUOTE_NETWORK,       /* a network's, a pharmacy manager's name */
  SL_QUOTE_OTHER_TERM,
  SL_QUOTE_TERM_KINDS
} sl_quote_term_kind_t;
extern const char *const sl_quote_term_names[SL_QUOTE_TERM_KINDS]; /* "no_new_laser", ... */
typedef struct sl_quote_term {
  sl_quote_term_kind_t kind;
  const char *label, *text; /* "No New Lasers at Renewal", "Yes" */
  int yes;                  /* 1 yes or included, 0 no, -1 another word */
  sl_quote_amount_t amount; /* where the text is a number */
  sl_quote_cell_t cell;
} sl_quote_term_t;

/* A sum that the file states, for the check against the arithmetic. */
typedef enum sl_quote_total_kind {
  SL_QUOTE_TOTAL_SPECIFIC,  /* specific premium */
  SL_QUOTE_TOTAL_AGGREGATE, /* aggregate premium */
  SL_QUOTE_TOTAL_STOP_LOSS, /* both */
  SL_QUOTE_TOTAL_FEES,      /* administration */
  SL_QUOTE_TOTAL_FIXED,
  SL_QUOTE_TOTAL_EXPECTED_CLAIMS,
  SL_QUOTE_TOTAL_ATTACHMENT, /* maximum claims liability */
  SL_QUOTE_TOTAL_EXPECTED_COST,
  SL_QUOTE_TOTAL_MAXIMUM_COST,
  SL_QUOTE_TOTAL_PREMIUM, /* of an insured plan */
  SL_QUOTE_TOTAL_COST,    /* a year's total of any kind: an insured plan's premium, a
                             level-funded's maximum, else the expected cost */
  SL_QUOTE_TOTAL_REBATES,
  SL_QUOTE_TOTAL_KINDS
} sl_quote_total_kind_t;
extern const char *const sl_quote_total_names[SL_QUOTE_TOTAL_KINDS]; /* "specific_premium", ... */
typedef struct sl_quote_total {
  sl_quote_total_kind_t kind;
  const char *label;
  sl_quote_amount_t amount;
  sl_quote_per_t per; /* PER_YEAR or PER_EMPLOYEE_MONTH */
} sl_quote_total_t;

typedef enum sl_quote_status {
  SL_QUOTE_STATUS_UNSAID,
  SL_QUOTE_FIRM,
  SL_QUOTE_CONTINGENT
} sl_quote_status_t;

typedef struct sl_quote {
  const char *name;   /* the column's: "Option 1"; of an amount "$50K"; of a repeated name with its
                         letter behind it */
  const char *header; /* the header's cell as it is: "$50,000" */
  sl_quote_cell_t cell;
  sl_quote_role_t role;
  sl_quote_kind_t kind;
  bool kind_stated;      /* else told by the rows that have values */
  bool named_by_carrier; /* the header says neither what the option is nor an amount */
  sl_quote_text_t carrier, mgu, administrator;
  sl_quote_status_t status;
  sl_quote_text_t status_said; /* the cell or the sentence that says so */
  sl_quote_specific_t specific;
  sl_quote_aggregate_t aggregate;
  sl_quote_price_t rates;   /* insured; of a level-funded option the level rate, which is the sum of
                               its components */
  sl_quote_amount_t change; /* against the current, as stated: 0.148 */
  sl_quote_level_t level;
  sl_quote_price_t expected_claims; /* below the deductible; Canadian ASO */
  sl_quote_price_t out_of_country;
  sl_quote_fee_t fees[SL_QUOTE_FEES_MAX];
  size_t n_fees;
  sl_quote_commission_t commission;
  sl_quote_rebates_t rebates;
  sl_quote_tax_t taxes[SL_QUOTE_TAXES_MAX];
  size_t n_taxes;
  sl_quote_term_t terms[SL_QUOTE_TERMS_MAX];
  size_t n_terms;
  sl_quote_total_t totals[SL_QUOTE_TOTALS_MAX];
  size_t n_totals;
} sl_quote_t;

/* --- The file --- */

typedef struct sl_quote_unplaced {
  sl_quote_cell_t cell;
  const char *column; /* the option's name; "" where the whole row or a line is meant */
  const char *label;  /* at most 60 characters, cleaned; "" where there is none */
  const char *why;    /* one sentence's part, small letter, no full stop */
} sl_quote_unplaced_t;

typedef struct sl_quote_question {
  const char *id;       /* enrolment, tiers, lasers, rebates, incumbent, commission, corridor,
                           minimum, refund, expected, level, currency, no_aggregate, sales_tax */
  const char *question; /* what the file says or leaves open */
  const char *answer;   /* what is done without an answer */
} sl_quote_question_t;

typedef struct sl_quotes {
  const char *title;    /* the first line; "" where there is none */
  const char *sheet;    /* of a workbook; "" of a text */
  const char *currency; /* "USD", "CAD", ...; NULL where the file does not say */
  bool has_effective;
  sl_date_t effective;
  sl_quote_cell_t effective_cell;
  uint32_t header_row;
  sl_quote_tier_t tiers[SL_QUOTE_TIERS_MAX]; /* in the file's order */
  size_t n_tiers;
  sl_quote_amount_t employees; /* as stated in one number */
  const sl_quote_t *options;   /* in the file's order */
  size_t n_options;
  const sl_quote_text_t *notes; /* lines above and below the table, but title, enrolment and keys */
  size_t n_notes;
  const sl_quote_unplaced_t *unplaced; /* in order of row, then column */
  size_t n_unplaced;
  const sl_quote_question_t *questions;
  size_t n_questions;
} sl_quotes_t;

/* Read the table of quotes of a sheet: of a workbook the sheet whose rows say most. The caller
 * frees *quotes, NULL on failure. Returns SL_OK, SL_ERR_INPUT (no row names items of a quote, no
 * column with values; said in *error without a cell's text) or SL_ERR_MEMORY. A declined option is
 * left out and stands in unplaced. Cost: O(cells). */
int sl_quotes_read(const sl_sheet_t *sheet, sl_quotes_t **quotes, sl_error_t *error);
void sl_quotes_free(sl_quotes_t *quotes); /* NULL does nothing */

#endif
