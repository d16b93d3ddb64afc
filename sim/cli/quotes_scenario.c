#include "sim/cli/quotes_scenario.h"

#include "sim/cli/offers_file.h"
#include "sim/input/load/load.h"
#include "sim/input/offers/yaml.h"
#include "sim/input/scenario/scenario.h"

#include <stdio.h>
#include <stdlib.h>

static void tell_unplaced(const sl_offers_t *offers)
{
  for (size_t i = 0; i < offers->n_unplaced; i++) {
    const sl_offers_unplaced_t *unplaced = &offers->unplaced[i];
    char cell[SL_QUOTE_CELL_TEXT];
    fprintf(stderr, "warning: quotes, %s: not placed: %s\n",
            sl_quote_cell_name(unplaced->cell, cell), unplaced->why);
  }
}

static int put(const sl_offers_t *offers, const char *quotes_path, const char *scenario_path,
               const sl_overrides_t *overrides, sl_scenario_t **scenario, sl_faults_t *faults)
{
  sl_scenario_t *given = NULL;
  sl_files_read_t files = {0};
  char *section = sl_offers_yaml(offers), *text = NULL;
  int code = section != NULL ? sl_files_read_add(&files, "quotes", quotes_path) : SL_ERR_MEMORY;
  if (code == SL_ERR_MEMORY) {
    sl_faults_add(faults, code, NULL, 0, 0, "out of memory for the quotes");
  } else {
    code = sl_offers_into(scenario_path, scenario_path, section, &text, &given, &files, faults);
  }
  if (code == SL_OK) {
    code = sl_scenario_variant(NULL, given, overrides, scenario, faults);
  }
  sl_scenario_free(given);
  sl_files_read_free(&files);
  free(section);
  free(text);
  return code;
}

int cli_quotes_scenario(const char *quotes_path, const char *scenario_path,
                        const sl_overrides_t *overrides, sl_scenario_t **scenario,
                        sl_faults_t *faults)
{
  sl_offers_options_t options = {0}; /* lasers by name are import's */
  cli_offers_t file = {0};
  *scenario = NULL;
  int code = cli_offers_open(&file, quotes_path, &options, faults);
  if (code == SL_OK && file.offers->n_whole == 0) {
    code = SL_ERR_INPUT;
    sl_faults_add(faults, code, quotes_path, 0, 0, "no option has what an arrangement needs");
  }
  if (code == SL_OK) {
    tell_unplaced(file.offers);
    code = put(file.offers, quotes_path, scenario_path, overrides, scenario, faults);
  }
  cli_offers_close(&file);
  return code;
}
