/* Arrangements as a scenario has them: the writer of a file of quotes, and its place in a scenario.
 */
#ifndef SL_SIM_INPUT_OFFERS_YAML_H
#define SL_SIM_INPUT_OFFERS_YAML_H

#include "sim/input/offers/offers.h"
#include "sim/input/read/faults.h"
#include "sim/input/read/files_read.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* The section `arrangements:`, each value with the name of the cell it came from. Every text is
 * quoted where it needs to be and every number reads back as the same; no text of the file stands
 * in a comment. From malloc; NULL without memory. Checked by tests/cli/test_import_quotes.c. */
char *sl_offers_yaml(const sl_offers_t *offers);

/* A scenario file with `section` in the place of its section of arrangements (the lines from that
 * key to the next top-level key, without the comments that stand directly above that key), else
 * byte for byte as it was, but for paths that are relative: where `output` is in another folder
 * they are made to lead to the same files. *text is from malloc. The text is loaded as it will be
 * read from `output`; faults name that file. *scenario is what it makes, which the caller frees;
 * *files has every file that was read. SL_OK; else the code of the faults, SL_ERR_MEMORY, and
 * neither text nor scenario. Cost: that of loading. */
int sl_offers_into(const char *path, const char *output, const char *section, char **text,
                   sl_scenario_t **scenario, sl_files_read_t *files, sl_faults_t *faults);

/* The same where the scenario's text is at hand. path: the file that its relative paths are seen
 * from. */
typedef struct sl_offers_base {
  const char *path;
  const char *bytes;
  size_t n;
} sl_offers_base_t;
int sl_offers_put(const sl_offers_base_t *base, const char *output, const char *section,
                  char **text, sl_scenario_t **scenario, sl_files_read_t *files,
                  sl_faults_t *faults);

/* A scenario about offers and a census (a path from the working directory), without arrangements:
 * the file's title, currency (USD where it says none) and effective date (else `start`; year 0 =
 * not said), a plan for each name that the census has, and the claims basis of the country. The
 * plan design, the basis, trend and uncertainty are the program's assumptions and marked so, and a
 * sentence on them goes into assumed. *text is from malloc. SL_ERR_INPUT with a fault where no
 * basis is in that currency or nobody says when the plan year begins; the census's faults;
 * SL_ERR_MEMORY. Checked by tests/cli/test_import_quotes.c. */
int sl_offers_around(sl_offers_t *offers, const char *census, const sl_date_t *start, char **text,
                     sl_faults_t *faults);

/* What a careful broker would be told of offers put into a scenario: another currency, another
 * first day, another enrolment. A sentence each, into assumed. */
void sl_offers_compare(sl_offers_t *offers, const sl_scenario_t *scenario);

#endif
