#include "sim/output/result_file/band.h"

#include "sim/output/result_file/header.h"
#include "sim/output/result_file/run_layout.h"

#include <stdlib.h>
#include <string.h>

#define TRIALS "band_trials"
#define AFRESH "band_drawn_afresh"
#define NONE "none"

int sl_put_band(hid_t file, sl_layout_t *layout, const sl_band_t *band)
{
  const sl_scale_t scale = {.dimension = &sl_band_dimension,
                            .id = SL_BAND_ID,
                            .long_name = "level of claims, by that of the scenario",
                            .length = SL_N_BAND_LEVELS,
                            .texts = sl_band_names};
  return sl_h5_put_signed(file, TRIALS, (int64_t)band->trials) == 0 &&
                 sl_h5_put_text(file, AFRESH, band->afresh[0] != '\0' ? band->afresh : NONE) == 0 &&
                 sl_layout_add_scale(layout, &scale) == 0 &&
                 sl_put_table(layout, sl_band_variables, SL_N_BAND_VARIABLES, band->arrangements,
                              band->n_arrangements, sizeof band->arrangements[0]) == 0
             ? 0
             : -1;
}

/* ---- reading ---- */

static int read_afresh(hid_t file, sl_band_t *band)
{
  char *text = NULL;
  const int good = sl_h5_get_text(file, AFRESH, &text) == 0 && sl_is_plain_text(text);
  if (!good || strcmp(text, NONE) == 0) {
    free(text);
    return good ? 0 : -1;
  }
  free(band->afresh);
  band->afresh = text;
  return 0;
}

static int read_trials(const sl_stored_t *stored, sl_band_t *band)
{
  int64_t trials = 0;
  if (sl_h5_get_signed(stored->file, TRIALS, &trials) != 0 || trials < 1 ||
      (uint64_t)trials > stored->facts->trials) {
    return -1;
  }
  band->trials = (uint64_t)trials;
  return 0;
}

static int read_band(const sl_stored_t *stored, sl_band_t *band, sl_error_t *error)
{
  const int code = sl_get_table(stored, sl_band_variables, SL_N_BAND_VARIABLES, band->arrangements,
                                sizeof band->arrangements[0], error);
  return code != SL_OK || (read_trials(stored, band) == 0 && read_afresh(stored->file, band) == 0)
             ? code
             : SL_ERR_INPUT;
}

int sl_get_band(const sl_stored_t *stored, sl_band_t **band, sl_error_t *error)
{
  *band = NULL;
  const int exists = sl_h5_has(stored->file, TRIALS);
  if (exists <= 0) {
    return exists == 0 ? SL_OK
                       : sl_fail(error, SL_ERR_INPUT, "the attribute %s cannot be read", TRIALS);
  }
  int code = sl_band_new(stored->facts->n_arrangements, band, error);
  code = code == SL_OK ? read_band(stored, *band, error) : code;
  if (code != SL_OK) {
    sl_band_free(*band);
    *band = NULL;
  }
  return code == SL_ERR_INPUT ? sl_fail(error, code, "the assumption band is missing or damaged")
                              : code;
}
