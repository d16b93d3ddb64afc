/* Every key of a scenario and of a claims basis, described once.
 *
 * One row per key drives the parser, its messages, `stoploss explain`, the resolved scenario and
 * the reference page scenarios/SCENARIO.md. What the model registries already describe (the
 * parameters of distributions, kinds of arrangements, tiers, units of exposure) is taken from
 * them, not repeated here. Checked by tests/unit/test_schema.c.
 */
#ifndef SL_SIM_INPUT_SCHEMA_SCHEMA_H
#define SL_SIM_INPUT_SCHEMA_SCHEMA_H

#include "models/core/calendar.h"
#include "models/core/parameter.h"
#include "sim/input/read/faults.h"
#include "sim/input/read/text.h"
#include "sim/input/read/yaml_tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a value may be; a key may allow several (a number or a map). */
enum sl_schema_type {
  SL_TYPE_MAP = 1 << 0,        /* keys with rows of their own */
  SL_TYPE_LIST = 1 << 1,       /* of maps with rows of their own */
  SL_TYPE_NUMBERS = 1 << 2,    /* a list of numbers in the range */
  SL_TYPE_TEXTS = 1 << 3,      /* a list of texts */
  SL_TYPE_NUMBER = 1 << 4,     /* finite unless infinite is set */
  SL_TYPE_WHOLE = 1 << 5,      /* a whole number, read exactly */
  SL_TYPE_TEXT = 1 << 6,       /* one line: names, paths */
  SL_TYPE_PARAGRAPH = 1 << 7,  /* lines */
  SL_TYPE_DATE = 1 << 8,       /* YYYY-MM-DD */
  SL_TYPE_CHOICE = 1 << 9,     /* one of the words of choice() */
  SL_TYPE_FLAG = 1 << 10,      /* true or false */
  SL_TYPE_TIERS = 1 << 11,     /* a map of numbers by enrolment tier */
  SL_TYPE_SERVICES = 1 << 12,  /* a map of numbers by service name */
  SL_TYPE_FREQUENCY = 1 << 13, /* a distribution of counts: sl_frequency_families() */
  SL_TYPE_SEVERITY = 1 << 14,  /* a distribution of amounts: sl_severity_families() */
  SL_TYPE_CONTRACT = 1 << 15,  /* a contract basis on one line: sl_contract_parse() */
  SL_TYPE_PLACES = 1 << 16,    /* a map from paths of a scenario to values: sl_overrides_apply() */
  SL_TYPE_CONTRACTS = 1 << 17  /* a list of contract bases, as SL_TYPE_CONTRACT; not empty */
};

typedef struct sl_schema_key {
  const char *path;     /* "arrangements[].specific.deductible"; see SL_SCHEMA_BASIS */
  unsigned types;       /* of enum sl_schema_type */
  const char *unit;     /* "amount", "per year"; NULL = none */
  const char *fallback; /* the default as a scenario would write it; NULL = none */
  double low, high;     /* range of numbers, closed unless said */
  bool low_open, high_open;
  bool infinite;                       /* .inf is allowed */
  bool share;                          /* a fraction or ratio: 5% may stand for 0.05 */
  bool secret;                         /* may be somebody's id: no message shows it */
  bool fitted;                         /* a distribution's parameter: any decimals are its own */
  bool required;                       /* and for lists: not empty */
  const char *(*choice)(size_t index); /* of SL_TYPE_CHOICE; NULL behind the last */
  const char *(*alias)(size_t index);  /* another word for the choice, in capitals, which may be
                                          written in small letters; NULL = none */
  const char *like;                    /* the rows of this path serve as children too, */
  const char *except;                  /* but not these, names with blanks between; NULL = all */
  const char *doc;                     /* one line */
} sl_schema_key_t;

/* The whole table, parents before children. Paths under SL_SCHEMA_BASIS are keys of a basis file,
 * those under SL_SCHEMA_CENSUS the columns of a census, those under SL_SCHEMA_DISTRIBUTION the keys
 * that distributions have beside their parameters, those under SL_SCHEMA_STRESSES of a file of
 * stresses, all others of a scenario. */
#define SL_SCHEMA_BASIS "basis:"
#define SL_SCHEMA_CENSUS "census:"
#define SL_SCHEMA_DISTRIBUTION "distribution:"
#define SL_SCHEMA_STRESSES "stresses:"
const sl_schema_key_t *sl_schema_keys(size_t *n);

/* The row of a path, NULL where there is none. Cost: O(log rows); any threads. */
const sl_schema_key_t *sl_schema_row(const char *path);

/* The rows that describe a whole scenario, basis file or census, any distribution. */
const sl_schema_key_t *sl_schema_scenario(void);
const sl_schema_key_t *sl_schema_basis(void);
const sl_schema_key_t *sl_schema_census(void);
const sl_schema_key_t *sl_schema_distribution(void);
const sl_schema_key_t *sl_schema_stresses(void);

/* The row of a child of parent, NULL if there is none. */
const sl_schema_key_t *sl_schema_child(const sl_schema_key_t *parent, const char *name);

/* The children of parent in table order, at most capacity of them; returns how many. */
#define SL_SCHEMA_CHILDREN 32
size_t sl_schema_children(const sl_schema_key_t *parent, const sl_schema_key_t **children,
                          size_t capacity);

/* The last word of a row's path, without "[]". */
const char *sl_schema_name(const sl_schema_key_t *key);

/* The row that describes a parameter of a distribution. */
sl_schema_key_t sl_schema_of_parameter(const sl_parameter_t *parameter);

/* What is allowed, for messages and docs: "a number above 0", "one of: claims, totals". The caller
 * frees it; NULL without memory. */
char *sl_schema_allowed(const sl_schema_key_t *key);

/* Append the names of a row's children, "person, family". */
void sl_schema_append_keys(sl_text_t *text, const sl_schema_key_t *key);

/* Check the whole tree of a file against the row of its root: types, ranges, unknown and missing
 * keys, each a fault at its place. Distributions are checked where they are bound
 * (sim/input/distribution/distribution.h). */
void sl_schema_check(const sl_schema_key_t *root, const sl_tree_t *tree, sl_faults_t *faults);

/* Check one value (not a distribution) against its row. Returns whether no fault was added. */
bool sl_schema_check_value(const sl_schema_key_t *key, const sl_node_t *node, const char *path,
                           sl_faults_t *faults);

/* A map of the file, or its absence, with the row that describes it. */
typedef struct sl_cursor {
  const sl_schema_key_t *key;
  const sl_node_t *node; /* NULL = not given: every value is its default */
} sl_cursor_t;

/* The child of a map or the item of a list, described by its row. */
sl_cursor_t sl_cursor_child(sl_cursor_t map, const char *name);
sl_cursor_t sl_cursor_item(sl_cursor_t list, size_t index);

size_t sl_cursor_length(sl_cursor_t list); /* 0 where it is not given or no list */

/* Given and of this form. */
bool sl_cursor_is_map(sl_cursor_t cursor);
bool sl_cursor_is_scalar(sl_cursor_t cursor);

/* The value of a child, else its default, else (no default, or a fault that sl_schema_check has
 * reported) NaN, 0, NULL, false. */
double sl_cursor_number(sl_cursor_t map, const char *name);
/* A number that stands for itself where it is not given: of a key without a default, which the
 * resolved scenario does not repeat. */
double sl_cursor_number_or(sl_cursor_t map, const char *name, double otherwise);
uint64_t sl_cursor_whole(sl_cursor_t map, const char *name);
const char *sl_cursor_text(sl_cursor_t map, const char *name);
bool sl_cursor_date(sl_cursor_t map, const char *name, sl_date_t *date);
bool sl_cursor_flag(sl_cursor_t map, const char *name);
/* Index into the row's choices, or -1. */
int sl_cursor_choice(sl_cursor_t map, const char *name);

/* Whether 175k and 2.5M may stand for the key's value, an amount of money, and 5% for a share or a
 * ratio. Not in a census, nor in a distribution, whose numbers are plain. */
bool sl_schema_is_money(const sl_schema_key_t *key);
bool sl_schema_is_share(const sl_schema_key_t *key);

/* A node read as key demands, without reporting; false where it is not so. */
bool sl_schema_number(const sl_schema_key_t *key, const sl_node_t *node, double *value);
/* The same of a scalar's text, in range or not. */
bool sl_schema_parse_number(const sl_schema_key_t *key, const char *text, double *value);
bool sl_schema_whole(const sl_schema_key_t *key, const sl_node_t *node, uint64_t *value);
int sl_schema_choice(const sl_schema_key_t *key, const char *word); /* index or -1 */

#endif
