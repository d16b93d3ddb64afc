/* A claims basis: the services and conditions of a basis file as an object that is loaded, merged
 * and written.
 *
 * It is made from a file (models/bases/README.md describes the format) or filled in by a program,
 * which takes all its memory from malloc. Its services and conditions stand as the file states
 * them: amount_factor and frequency_factor 1, no only_row, everything validated
 * (sl_frequency_validate, sl_severity_validate), shares and months divided by their sum.
 * Checked by tests/unit/test_basis_object.c, test_basis_conditions.c and test_basis_random.c.
 */
#ifndef SL_SIM_INPUT_BASIS_BASIS_H
#define SL_SIM_INPUT_BASIS_BASIS_H

#include "models/claims/condition.h"
#include "models/core/calendar.h"
#include "models/group/reference_population.h"
#include "sim/input/basis/money.h"
#include "sim/input/basis/services.h"
#include "sim/input/distribution/write.h"
#include "sim/input/read/source.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_claims sl_claims_t; /* sim/input/scenario/claims.h */

typedef struct sl_basis {
  char *name, *title; /* one line each, not empty */
  char *currency;     /* three capital letters; NULL: no amounts of money, only shares of salary */
  sl_date_t date;     /* whose money the amounts are in */
  char *doc;          /* lines; NULL = none */
  char **sources;
  size_t n_sources;
  double frailty_shape; /* gamma shape that the spread of its counts assumes; INFINITY = none */
  double frailty_correlation; /* of two years that follow each other, 0 .. below 1; 0 where none */
  sl_reference_population_t population;
  sl_named_curve_t *curves; /* age curves, names unique */
  size_t n_curves;
  sl_service_t *services; /* names unique; an age_curve is a copy of one of the curves */
  size_t n_services;
  sl_condition_t *conditions; /* their parts are of `services`; names unique, also against those; an
                                 age_curve is a copy of one of the curves */
  size_t n_conditions;
} sl_basis_t;

/* An empty basis without frailty; NULL where there is no memory. */
sl_basis_t *sl_basis_new(void);
void sl_basis_free(sl_basis_t *basis);

/* Load. `by` is who names the basis: paths start from its folder, its list of files notes what is
 * opened, its faults take what is wrong, each at its place in the file. Returns SL_OK, or after
 * adding faults SL_ERR_MISSING or SL_ERR_INPUT; SL_ERR_MEMORY. *basis is not NULL wherever the file
 * could be parsed to its end, faults or not, so that what is said about its services can be checked
 * as well; the caller frees it. Cost: O(size log size).
 *   read   the file `path`
 *   parse  a text in memory; path is for messages, and its folder for the files that it names
 *   named  as a scenario names it at node: a basis that comes with the program, else a path;
 *          n_elsewhere: services that the scenario has already, towards SL_SERVICES_MAX */
int sl_basis_read(const sl_source_t *by, const char *path, sl_basis_t **basis);
int sl_basis_parse(const sl_source_t *by, const char *path, const char *text, size_t size,
                   sl_basis_t **basis);
int sl_basis_named(const sl_source_t *by, const sl_node_t *node, size_t n_elsewhere,
                   sl_basis_t **basis);

/* Whether a scenario means a file by this name of a basis, not one that comes with the program. */
bool sl_basis_is_path(const char *name);

/* Whom a basis is merged into. */
typedef struct sl_basis_host {
  const sl_source_t *source; /* the scenario file */
  const sl_node_t *named;    /* where it names the basis, the place of faults */
  const char *currency;      /* the scenario's; "" where it has none */
  sl_money_t money;
  bool own_frailty;     /* the scenario states one, so that bases may differ in its shape */
  bool own_correlation; /* and in its correlation */
  double frailty;       /* shape that the bases merged so far assume; 0 = none of them does */
  double correlation;   /* and its correlation */
  sl_claims_t *claims;
} sl_basis_host_t;

/* Merge: host->claims takes the basis's services and conditions over, which is left with none;
 * their amounts get the factor of the money from the basis's day to the plan year, but for
 * disability, whose salaries are of the plan year. host->frailty and correlation become the basis's
 * where it assumes a frailty. Faults: another currency, another frailty than earlier bases assume,
 * a name that an earlier basis has too, more than SL_CONDITIONS_MAX conditions. SL_OK or
 * SL_ERR_MEMORY. Cost: O(services of both, squared). */
int sl_basis_merge(sl_basis_t *basis, sl_basis_host_t *host);

/* Write: the files that hold the basis, the basis file `stem`.yaml first, then `stem`-1.csv ... for
 * its continuance tables, which lie beside it. Loaded, they make an equal basis: every number reads
 * back as the same double, but for the mean of a bucket of probability 0, which nothing uses, and
 * for probabilities of which sl_unscaled finds none that make them. The text is a function of the
 * basis alone: version 2 where it has conditions, a correlation or a reference population and 1
 * elsewhere, defaults are
 * left out where the format has one for an absent key, age curves are cut into the fewest bands, a
 * lognormal is told by mu and sigma.
 * Returns SL_OK; SL_ERR_ARGUMENT for a service or condition whose age curve the basis lacks, and
 * for a condition that is spread over none or over a service which it lacks; SL_ERR_UNSUPPORTED
 * where the file would be larger than one may be read (SL_YAML_BYTES); SL_ERR_MEMORY. *files is to
 * be freed by sl_written_files_free on SL_OK only. */
int sl_basis_write(const sl_basis_t *basis, const char *stem, sl_written_files_t *files,
                   sl_error_t *error);

#endif
