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

/* What a careful broker would be told of offers put into a scenario: another currency, another
 * first day, another enrolment. A sentence each, into assumed. */
void sl_offers_compare(sl_offers_t *offers, const sl_scenario_t *scenario);

#endif
