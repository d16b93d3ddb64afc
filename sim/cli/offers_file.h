/* A file of quotes, read, and what is made of it. */
#ifndef SL_SIM_CLI_OFFERS_FILE_H
#define SL_SIM_CLI_OFFERS_FILE_H

#include "sim/input/foreign/sheet/open.h"
#include "sim/input/offers/offers.h"

typedef struct cli_offers {
  sl_sheet_t sheet;
  sl_quotes_t *quotes;
  sl_offers_t *offers;
} cli_offers_t;

/* All zero at first; close in any case. SL_OK, else the code of the faults. */
int cli_offers_open(cli_offers_t *file, const char *path, sl_offers_options_t *options,
                    sl_faults_t *faults);
void cli_offers_close(cli_offers_t *file);

#endif
