#include "tests/support/fit_data.h"

#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>

#define ROWS 8192

sl_histogram_t sl_test_histogram(const char *name)
{
  char path[SL_PATH_MAX], line[1024];
  sl_source_path(path, "tests/data/%s.csv", name);
  FILE *file = fopen(path, "r");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  sl_histogram_t h = {.value = malloc(ROWS * sizeof(double)),
                      .weight = malloc(ROWS * sizeof(double))};
  CU_ASSERT_FATAL(h.value != NULL && h.weight != NULL);
  while (h.n < ROWS && fgets(line, sizeof line, file) != NULL) {
    char *rest;
    h.value[h.n] = strtod(line, &rest);
    if (rest != line && *rest == ',') {
      h.weight[h.n++] = strtod(rest + 1, NULL);
    }
  }
  fclose(file);
  CU_ASSERT_FATAL(h.n > 0 && h.n < ROWS);
  return h;
}

void sl_histogram_free(sl_histogram_t *histogram)
{
  free(histogram->value);
  free(histogram->weight);
  *histogram = (sl_histogram_t){.n = 0};
}

sl_draws_t sl_test_draws(uint64_t seed, uint32_t repeat)
{
  return (sl_draws_t){.stream = sl_stream_init(seed, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0),
                      .repeat = repeat};
}

double sl_test_draw(sl_draws_t *draws)
{
  const uint64_t word = sl_stream_word(&draws->stream, draws->repeat, 0, draws->next++);
  return ((double)(word >> 12) + 0.5) * 0x1p-52;
}
