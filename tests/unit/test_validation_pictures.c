/* Where the pictures of a validation put things: each place worked out from the sheet's edges. */
#include "sim/output/plots/validation_pictures.h"

#include "models/group/person.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*script_t)(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                        sl_error_t *error);

#define NONE (double)NAN

static char boys[] = "0-29M", office[] = "office";

static sl_target_t list[] = {
    {.quantity = SL_SHARE_ABOVE,
     .amount = 1e3,
     .target = 0.1,
     .low = 0.05,
     .high = 0.2,
     .fitted = true},
    {.quantity = SL_PER_MILLION_ABOVE, .amount = 1e5, .target = 1000.0, .low = NONE, .high = NONE},
    {.quantity = SL_SHARE_OF_TOP, .amount = 0.01, .target = 0.25, .low = NONE, .high = NONE},
    {.quantity = SL_SHARE_OF_LOWER_HALF, .target = 0.03, .low = NONE, .high = NONE},
    {.quantity = SL_AGE_RATIO,
     .at = boys,
     .age_from = 0,
     .age_to = 29,
     .sex = SL_MALE,
     .target = 0.5,
     .low = NONE,
     .high = NONE},
    {.quantity = SL_EVENTS_PER_1000, .at = office, .target = 100.0, .low = 90.0, .high = 105.0},
    {.quantity = SL_COST_PER_EVENT, .at = office, .target = 100.0, .low = NONE, .high = NONE},
    {.quantity = SL_TOP_STAYS,
     .amount = 0.01,
     .target = 0.17,
     .low = 0.1,
     .high = 0.2,
     .fitted = true},
    {.quantity = SL_LOWER_HALF_STAYS, .target = 0.73, .low = NONE, .high = NONE},
};
#define TARGETS (sizeof list / sizeof list[0])

/* What a picture's script says, and the edges of its plot area. */
typedef struct sheet {
  char *script;
  double width, height, left, right, bottom, top;
} sheet_t;

static double number_after(const char *script, const char *name)
{
  const char *at = strstr(script, name);
  CU_ASSERT_PTR_NOT_NULL_FATAL(at);
  return strtod(at + strlen(name), NULL);
}

static sheet_t draw(script_t script)
{
  static sl_estimate_t figures[TARGETS];
  static sl_validated_t validated = {.figure = figures, .n = TARGETS, .person_years = 1e6};
  static const sl_targets_t targets = {list, TARGETS};
  const sl_validate_facts_t facts = {
      .basis = "own", .title = "own", .population = "20 persons", .currency = "USD", .seed = 1};
  const sl_validation_t validation = {&facts, &targets, &validated};
  sl_error_t error = {0};
  sheet_t sheet = {.script = NULL};
  size_t size;
  for (size_t i = 0; i < TARGETS; i++) {
    figures[i] = (sl_estimate_t){list[i].target, 0.0};
  }
  figures[5].value = 95.0;
  figures[6].value = 300.0; /* far beyond the sheet */
  validated.curves = (sl_curves_t){.n = 2,
                                   .share = {1.0, 0.1},
                                   .dollars = {1.0, 0.6},
                                   .amount = {100.0, 2e5},
                                   .above = {0.6, 1e-4}};
  validated.curves.age[SL_MALE][SL_AGE_BANDS - 1] = 2.0; /* so the ages end at 100 */
  FILE *out = open_memstream(&sheet.script, &size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  CU_ASSERT_EQUAL_FATAL(script(&validation, SL_PLOT_SVG, out, &error), SL_OK);
  fclose(out);
  sheet.width = number_after(sheet.script, "\nwidth = ");
  sheet.height = number_after(sheet.script, "\nheight = ");
  sheet.left = number_after(sheet.script, "\nleft = ");
  sheet.right = number_after(sheet.script, "\nright = ");
  sheet.bottom = number_after(sheet.script, "\nbottom = ");
  sheet.top = number_after(sheet.script, "\ntop = ");
  return sheet;
}

/* A mark of that kind at parts of the plot area, or at units where those are over 1. */
static void expect_mark(const sheet_t *sheet, const char *kind, double across, double up)
{
  char line[256];
  const double x = sheet->left + across * (sheet->right - sheet->left);
  const double y = sheet->bottom + up * (sheet->top - sheet->bottom);
  snprintf(line, sizeof line, "set label at screen %.6f,%.6f @%s ", x / sheet->width,
           y / sheet->height, kind);
  CU_ASSERT_PTR_NOT_NULL(strstr(sheet->script, line));
  if (strstr(sheet->script, line) == NULL) {
    printf("\n    missing: %s\n", line);
  }
}

static void expect_range(const sheet_t *sheet, double across, double low, double high)
{
  char line[256];
  const double x = (sheet->left + across * (sheet->right - sheet->left)) / sheet->width;
  const double from = (sheet->bottom + low * (sheet->top - sheet->bottom)) / sheet->height;
  const double to = (sheet->bottom + high * (sheet->top - sheet->bottom)) / sheet->height;
  snprintf(line, sizeof line, "set arrow from screen %.6f,%.6f to screen %.6f,%.6f @range_line ", x,
           from, x, to);
  CU_ASSERT_PTR_NOT_NULL(strstr(sheet->script, line));
}

/* Amounts from 1,000 to 200,000, a tenth more at both ends; shares from 1 in 10,000 to 1. */
static void continuance(void)
{
  sheet_t sheet = draw(sl_validation_continuance);
  const double span = log(200.0 * 1.1 * 1.1), first = log(1.1) / span;
  expect_mark(&sheet, "diamond_mark", first, 0.75);
  expect_range(&sheet, first, 1.0 + log10(0.05) / 4.0, 1.0 + log10(0.2) / 4.0);
  expect_mark(&sheet, "diamond_mark", log(110.0) / span, 0.25);
  expect_mark(&sheet, "inner_diamond", log(110.0) / span, 0.25); /* not fitted to: hollow */
  free(sheet.script);
}

static void concentration(void)
{
  sheet_t sheet = draw(sl_validation_concentration);
  expect_mark(&sheet, "diamond_mark", 0.5, 0.25); /* 1% is half way from 0.01% to all */
  expect_mark(&sheet, "diamond_mark", 1.0 + log10(0.5) / 4.0, 0.97);
  free(sheet.script);
}

static void ages(void)
{
  sheet_t sheet = draw(sl_validation_ages);
  expect_mark(&sheet, "inner_diamond", 0.6 * 0.3, 0.5 / (2.0 * 1.08));
  free(sheet.script);
}

/* The dearest 1% are the last of twelve groups, the cheaper half the first five. */
static void persistence(void)
{
  sheet_t sheet = draw(sl_validation_persistence);
  expect_mark(&sheet, "diamond_mark", 11.5 / 12.0, 0.17);
  expect_range(&sheet, 11.5 / 12.0, 0.1, 0.2);
  expect_mark(&sheet, "diamond_mark", 2.5 / 12.0, 0.73);
  free(sheet.script);
}

/* Panels of half of what is left of names, margin and the space between; 50% off at most, of which
 * the first figure is 5% less, within its range, and the second 200% more. */
static void services(void)
{
  sheet_t sheet = draw(sl_validation_services);
  const double all = sheet.right - sheet.left, panel = 0.5 * (all - 60.0) / all;
  const double row = 1.0 - 0.5 * 22.0 / (sheet.top - sheet.bottom);
  expect_mark(&sheet, "dot_mark", panel * 0.45, row);
  expect_mark(&sheet, "dot_mark", 1.0, row);
  CU_ASSERT_PTR_NOT_NULL(strstr(sheet.script, "+200% "));
  CU_ASSERT_PTR_NOT_NULL(strstr(sheet.script, "1 of 1 figures of single services"));
  free(sheet.script);
}

SL_SUITE(validation_pictures, "unit/validation pictures", {"continuance", continuance},
         {"concentration", concentration}, {"ages", ages}, {"persistence", persistence},
         {"services", services});
