/* What is kept of a run, and its shares, damaged at every byte and cut off at every length, as the
 * program meets them: the right exit status, the older result whole, and never a wrong number. */
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/parts/part_file.h"
#include "sim/output/parts/run_parts.h"
#include "sim/study/run.h"
#include "tests/fault/tiny.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OLDER "an older result"
#define SLICE 61 /* one byte in so many in a short run */

/* Few years of few people: a part file is a few thousand bytes. */
static const char scenario_text[] =
    SL_TINY_SCENARIO("6", "4") "R='run tiny.yaml -q --threads 1 --no-band'\n"
                               "\"$S\" $R -o whole.h5 && for k in 1 2; do \"$S\" $R --shard $k/2 "
                               "-o p$k || exit 2; done\n";

/* Of several units in each pass: two of the prices, three, and one for each level of the band. */
static const char more_years[] =
    "sed -i 's/trials: 6, pricing_trials: 4/trials: 1100, pricing_trials: 600/' tiny.yaml\n"
    "\"$S\" run tiny.yaml -q -o whole.h5";
#define MORE_UNITS (2 + 3 + 4)

/* A file that comes to harm, and the command that then meets it. */
typedef struct place {
  char folder[SL_PATH_MAX], file[SL_PATH_MAX], result[SL_PATH_MAX], whole[SL_PATH_MAX];
  const char *const *arguments;
  char *bytes, *harmed; /* n of them */
  size_t n, head;
} place_t;

static const char *const merging[] = {"merge",     "p1", "p2",        "-q", "--scenario",
                                      "tiny.yaml", "-o", "result.h5", NULL};
static const char *const going_on[] = {"run",       "tiny.yaml", "-q",        "--threads", "1",
                                       "--no-band", "-o",        "result.h5", NULL};
static const char *const going_on_with_all[] = {"run", "tiny.yaml", "-q",        "--threads",
                                                "3",   "-o",        "result.h5", NULL};

static int take_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  (void)context;
  (void)block;
  (void)error;
  return SL_OK;
}

static int take_band(void *context, const sl_band_t *band, sl_error_t *error)
{
  (void)context;
  (void)band;
  (void)error;
  return SL_OK;
}

/* All units of the run of tiny.yaml, as a run that ended before its result leaves them. */
static void keep_all(const char *scenario_path, const char *parts_path, bool band)
{
  const sl_run_parts_terms_t terms = {.path = parts_path, .keep = true};
  const sl_run_sink_t sink = {.block = take_block, .band = take_band};
  sl_scenario_t *scenario = NULL;
  sl_run_parts_t *parts = NULL;
  sl_run_t *run = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(scenario_path, NULL, &scenario, &faults), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_run_parts_open(scenario, &terms, &parts, NULL), SL_OK);
  const sl_run_options_t options = {
      .engine = {.threads = 1, .band = band, .store = sl_run_parts_store(parts)}};
  CU_ASSERT_EQUAL_FATAL(sl_run_new(scenario, &options, &run, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_run_into(run, &sink, NULL), SL_OK);
  sl_run_free(run);
  CU_ASSERT_EQUAL(sl_run_parts_leave(parts, NULL), SL_OK);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

static void make_place(place_t *place, const char *name, const char *file,
                       const char *const *arguments)
{
  char scenario[SL_PATH_MAX];
  sl_part_head_t head;
  *place = (place_t){.arguments = arguments};
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(place->folder, name));
  CU_ASSERT_EQUAL_FATAL(sl_shell(place->folder, scenario_text), 0);
  snprintf(scenario, sizeof scenario, "%.900s/tiny.yaml", place->folder);
  snprintf(place->file, sizeof place->file, "%.900s/%s", place->folder, file);
  snprintf(place->result, sizeof place->result, "%.900s/result.h5", place->folder);
  snprintf(place->whole, sizeof place->whole, "%.900s/whole.h5", place->folder);
  if (arguments == going_on_with_all) {
    CU_ASSERT_EQUAL_FATAL(sl_shell(place->folder, more_years), 0);
  }
  if (arguments != merging) {
    keep_all(scenario, place->file, arguments == going_on_with_all);
  }
  place->bytes = sl_file_read(place->file, &place->n);
  CU_ASSERT_TRUE_FATAL(place->bytes != NULL && place->n > sizeof head);
  memcpy(&head, place->bytes, sizeof head);
  place->head = sizeof head + (size_t)head.text_bytes + 8;
  place->harmed = malloc(place->n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(place->harmed);
  memcpy(place->harmed, place->bytes, place->n);
}

static void free_place(place_t *place)
{
  free(place->bytes);
  free(place->harmed);
}

static bool holds(const char *path, const char *bytes, size_t n)
{
  size_t length = 0;
  char *there = sl_file_read(path, &length);
  const bool same = there != NULL && length == n && memcmp(there, bytes, n) == 0;
  free(there);
  return same;
}

/* The harmed file, n bytes of it, met: whether that ends with the status, and as it then must. */
static bool ends(const place_t *place, size_t n, int status)
{
  sl_program_t program;
  CU_ASSERT_TRUE(sl_file_write_text(place->result, OLDER));
  CU_ASSERT_TRUE(sl_file_write(place->file, place->harmed, n));
  CU_ASSERT_EQUAL(chmod(place->file, 0600), 0);
  sl_program_run(&program, place->folder, place->arguments);
  bool good = program.status == status;
  if (status == 0) {
    good = good && sl_files_equal(place->result, place->whole);
    good = good && (access(place->file, F_OK) == 0) == (place->arguments == merging);
  } else {
    good = good && holds(place->result, OLDER, strlen(OLDER));
    good = good && holds(place->file, place->harmed, n);
    good = good && strstr(program.err, strrchr(place->file, '/') + 1) != NULL;
  }
  if (!good) {
    printf("\n    %zu bytes of %zu: status %d, not %d: %s", n, place->n, program.status, status,
           program.err);
  }
  sl_program_free(&program);
  return good;
}

static size_t step(void) { return sl_test_full() ? 1 : SLICE; }

/* in_head, behind: the status where the byte is one of the head's, or behind it. */
static void flip_each_byte(place_t *place, int in_head, int behind)
{
  for (size_t i = 0; i < place->n; i += step()) {
    place->harmed[i] ^= (char)(1 << i % 8);
    CU_ASSERT_TRUE(ends(place, place->n, i < place->head ? in_head : behind));
    place->harmed[i] = place->bytes[i];
  }
  CU_ASSERT_TRUE(ends(place, place->n, 0));
}

static void cut_at_each_length(const place_t *place, int status)
{
  for (size_t n = 0; n < place->n; n += step()) {
    CU_ASSERT_TRUE(ends(place, n, status));
  }
  CU_ASSERT_TRUE(ends(place, place->n - 1, status));
  CU_ASSERT_TRUE(ends(place, place->n, 0));
}

/* A head that is not sound may be anybody's file: it is refused. A unit is computed again. */
static void a_flipped_byte_in_what_is_kept(void)
{
  place_t place;
  make_place(&place, "parts-flipped", "result.h5.parts", going_on);
  flip_each_byte(&place, 65, 0);
  free_place(&place);
}

static void what_is_kept_cut_off(void)
{
  place_t place;
  make_place(&place, "parts-cut", "result.h5.parts", going_on);
  cut_at_each_length(&place, 0);
  free_place(&place);
}

/* As what another process of the run has left. */
static void a_flipped_byte_in_what_another_process_kept(void)
{
  place_t place;
  make_place(&place, "parts-beside", "result.h5.parts", going_on);
  unlink(place.file);
  snprintf(place.file, sizeof place.file, "%.900s/result.h5.parts.2", place.folder);
  flip_each_byte(&place, 65, 0);
  cut_at_each_length(&place, 0);
  free_place(&place);
}

/* As it is after each unit, from none to all. */
static void a_run_that_ended_after_any_unit(void)
{
  place_t place;
  size_t units = 0;
  make_place(&place, "parts-units", "result.h5.parts", going_on_with_all);
  for (size_t end = place.head; end < place.n; units++) {
    uint64_t words[8]; /* the head of a record: the sixth is how many words follow */
    CU_ASSERT_TRUE(ends(&place, end, 0));
    memcpy(words, place.bytes + end, sizeof words);
    end += sizeof words + (size_t)words[5] * sizeof words[0];
  }
  CU_ASSERT_TRUE(ends(&place, place.n, 0));
  CU_ASSERT_EQUAL(units, MORE_UNITS);
  free_place(&place);
}

/* A share is not computed again: it is named. */
static void a_flipped_byte_in_a_share(void)
{
  place_t place;
  make_place(&place, "share-flipped", "p2", merging);
  flip_each_byte(&place, 65, 65);
  free_place(&place);
}

static void a_share_cut_off(void)
{
  place_t place;
  make_place(&place, "share-cut", "p2", merging);
  cut_at_each_length(&place, 65);
  free_place(&place);
}

SL_SUITE(parts_fault, "fault/parts",
         {"a flipped byte in what is kept", a_flipped_byte_in_what_is_kept},
         {"what is kept, cut off", what_is_kept_cut_off},
         {"a flipped byte in what another process kept",
          a_flipped_byte_in_what_another_process_kept},
         {"a run that ended after any unit", a_run_that_ended_after_any_unit},
         {"a flipped byte in a share", a_flipped_byte_in_a_share},
         {"a share, cut off", a_share_cut_off});
