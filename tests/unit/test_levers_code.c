/* The levers of a page: decoded slowly by another program they are what went in, to half a quantum.
 */
#include "sim/output/decision/levers_code.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Words of a linear congruential generator: the same on every machine. */
static double next(uint64_t *state)
{
  *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (double)(*state >> 11) * 0x1p-53;
}

/* Levels of n trials each, but none of the last two where band is false. */
static sl_levers_t *make(uint64_t n, size_t deductibles, bool eligible, bool band, double scale)
{
  sl_levers_t *levers = NULL;
  uint64_t state = n + deductibles;
  CU_ASSERT_EQUAL_FATAL(sl_levers_new(&levers, NULL), SL_OK);
  levers->n_deductibles = deductibles;
  levers->n_corridors = 1;
  levers->corridor[0] = (double)NAN;
  levers->has_eligible = eligible;
  levers->aggregate_maximum = (double)INFINITY;
  for (int l = 0; l < (band ? SL_N_LEVER_LEVELS : 1); l++) {
    CU_ASSERT_EQUAL_FATAL(sl_levers_reserve(levers, (sl_lever_level_t)l, l == 0 ? n : n / 2, NULL),
                          SL_OK);
    for (size_t i = 0; i < levers->trials[l] * deductibles; i++) {
      const double own = scale * next(&state);
      levers->before[l][i] = 5.0 * own - scale;
      if (eligible) {
        levers->eligible[l][i] = own * next(&state);
      }
    }
  }
  return levers;
}

static void tell(const sl_levers_t *levers, const char *path)
{
  FILE *file = fopen(path, "w");
  CU_ASSERT_FATAL(file != NULL);
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    for (size_t i = 0; i < levers->trials[l] * levers->n_deductibles; i++) {
      const size_t t = i / levers->n_deductibles, d = i % levers->n_deductibles;
      fprintf(file, "%d before %zu %zu %.17g\n", l, t, d, levers->before[l][i]);
      if (levers->has_eligible) {
        fprintf(file, "%d eligible %zu %zu %.17g\n", l, t, d, levers->eligible[l][i]);
      }
    }
  }
  CU_ASSERT_EQUAL(fclose(file), 0);
}

static void check(sl_levers_t *levers)
{
  char json[SL_PATH_MAX], told[SL_PATH_MAX], command[4 * SL_PATH_MAX];
  char *text = NULL;
  size_t n = 0;
  sl_scratch_path(json, "levers.json");
  sl_scratch_path(told, "levers.txt");
  CU_ASSERT_EQUAL_FATAL(sl_levers_encode(levers, &text, &n, NULL), SL_OK);
  CU_ASSERT_EQUAL(n, strlen(text));
  CU_ASSERT(sl_file_write(json, text, n));
  tell(levers, told);
  snprintf(command, sizeof command, "/usr/bin/python3 '%s/tests/unit/levers_decode.py' '%s' '%s'",
           sl_test_source_dir(), json, told);
  CU_ASSERT_EQUAL(system(command), 0);
  free(text);
  sl_levers_free(levers);
}

static void another_program_reads_them(void)
{
  check(make(700, 12, true, true, 1e6));
  check(make(700, 5, false, true, 1e6));
  check(make(300, 1, true, false, 1e-3));
  check(make(1, 1, false, false, 1e9));
  check(make(2, 3, true, true, 0.0)); /* all alike */
}

static json_t *object_of(sl_levers_t *levers)
{
  char *text = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(sl_levers_encode(levers, &text, &n, NULL), SL_OK);
  json_t *object = json_loadb(text, n, 0, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(object);
  free(text);
  return object;
}

static void what_is_single_is_there(void)
{
  sl_levers_t *levers = make(10, 2, true, false, 1e5);
  levers->deductible[0] = 25000.0;
  levers->deductible[1] = 50000.0;
  levers->own_deductible = 1;
  levers->budget = 123456.5;
  levers->point[1][0] = (sl_lever_point_t){
      .attachment = 7e5, .maximum_cost = (double)INFINITY, .specific_premium = 2.5, .shift = 0.0};
  CU_ASSERT_EQUAL(sl_levers_say(&levers->no_corridor, "because", NULL), SL_OK);
  json_t *object = object_of(levers);
  const json_t *point = json_array_get(json_array_get(json_object_get(object, "point"), 1), 0);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(point, "attachment")), 7e5);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(point, "specific_premium")), 2.5);
  CU_ASSERT(json_is_null(json_object_get(point, "maximum_cost")));
  CU_ASSERT(json_is_null(json_array_get(json_object_get(object, "corridor"), 0)));
  CU_ASSERT(json_is_null(json_object_get(object, "aggregate_maximum")));
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(object, "own_deductible")), 1);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(object, "budget")), 123456.5);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(object, "tolerance")), 0.005);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(object, "no_corridor")), "because");
  json_decref(object);
  sl_levers_free(levers);
}

SL_SUITE(levers_code, "unit/levers code",
         {"another program reads them", another_program_reads_them},
         {"what is single is there", what_is_single_is_there});
