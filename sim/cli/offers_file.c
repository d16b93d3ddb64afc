#include "sim/cli/offers_file.h"

int cli_offers_open(cli_offers_t *file, const char *path, sl_offers_options_t *options,
                    sl_faults_t *faults)
{
  sl_error_t error = {0};
  int code = sl_sheet_open(path, &file->sheet, faults);
  if (code != SL_OK) {
    return code;
  }
  code = sl_quotes_read(&file->sheet, &file->quotes, &error);
  code = code == SL_OK ? sl_offers_make(file->quotes, options, &file->offers, &error) : code;
  if (code != SL_OK) {
    sl_faults_add(faults, code, path, 0, 0, "%s", error.text);
  }
  return code;
}

void cli_offers_close(cli_offers_t *file)
{
  sl_offers_free(file->offers);
  sl_quotes_free(file->quotes);
  sl_sheet_free(&file->sheet);
}
