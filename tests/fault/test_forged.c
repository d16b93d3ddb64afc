/* Result files with a right seal that lie to HDF5: whatever they make it do, it does it in a child.
 */
#include "sim/output/decision/decision.h"
#include "sim/output/report/report.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/forgery.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct base {
  uint8_t *bytes, *forged;
  size_t n;
} base_t;

static void make_base(base_t *base)
{
  char scenario[SL_PATH_MAX], path[SL_PATH_MAX];
  sl_program_t program;
  sl_source_path(scenario, "tests/cli/good.yaml");
  sl_scratch_path(path, "forged-base.h5");
  CU_ASSERT_EQUAL_FATAL(SL_RUN(&program, NULL, "run", scenario, "-q", "-t", "64", "-o", path), 0);
  sl_program_free(&program);
  base->bytes = sl_forgery_read(path, &base->n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(base->bytes);
  base->forged = malloc(base->n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(base->forged);
}

static void free_base(base_t *base)
{
  free(base->bytes);
  free(base->forged);
}

typedef struct counts {
  int read, refused, ended; /* in a child's death */
  double slowest;
} counts_t;

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Everything that is done with a result, as far as it goes: the test is that we come back. */
static void use(const char *path, counts_t *counts)
{
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  char *text = NULL, *json = NULL;
  sl_error_t error = {0};
  const double start = now();
  int code = sl_result_file_open(path, &results, &error);
  code = code == SL_OK ? sl_summary_new(results, &summary, &error) : code;
  code = code == SL_OK ? sl_decision_text(results, summary, &(sl_paper_t){.width = SL_PAGE_WIDTH},
                                        &text, &error)
                       : code;
  code = code == SL_OK ? sl_report_json(results, summary, &json, &error) : code;
  CU_ASSERT(code == SL_OK || code == SL_ERR_INPUT || code == SL_ERR_MEMORY);
  counts->read += code == SL_OK;
  counts->refused += code != SL_OK;
  counts->ended += strstr(error.text, "comes to no end") != NULL;
  counts->slowest = fmax(counts->slowest, now() - start);
  free(text);
  free(json);
  sl_summary_free(summary);
  sl_results_free(results);
}

static void print_counts(const counts_t *counts)
{
  printf("\n    %d read, %d refused, of which %d ended a child; the slowest took %.1f s ",
         counts->read, counts->refused, counts->ended, counts->slowest);
}

static void try_edits(base_t *base, const uint8_t *edits, size_t length, counts_t *counts)
{
  char path[SL_PATH_MAX];
  sl_scratch_path(path, "forged.h5");
  memcpy(base->forged, base->bytes, base->n);
  sl_forge(base->forged, base->n, edits, length);
  CU_ASSERT_TRUE_FATAL(sl_forgery_write(path, base->forged, base->n));
  use(path, counts);
}

/* The seeds of the fuzzer, among which are files that crashed the program. */
static void the_corpus_is_survived(void)
{
  base_t base;
  counts_t counts = {0};
  char folder[SL_PATH_MAX];
  make_base(&base);
  sl_source_path(folder, "tests/fuzz/result");
  DIR *list = opendir(folder);
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  for (const struct dirent *e = readdir(list); e != NULL; e = readdir(list)) {
    char path[SL_PATH_MAX];
    size_t length = 0;
    sl_source_path(path, "tests/fuzz/result/%.200s", e->d_name);
    char *edits = sl_file_read(path, &length);
    if (edits != NULL) {
      try_edits(&base, (const uint8_t *)edits, length, &counts);
    }
    free(edits);
  }
  closedir(list);
  print_counts(&counts);
  CU_ASSERT(counts.read >= 1);
  CU_ASSERT(counts.refused >= 8);
  free_base(&base);
}

static uint64_t little_endian(const uint8_t *bytes, size_t n)
{
  uint64_t value = 0;
  for (size_t i = n; i > 0; i--) {
    value = value << 8 | bytes[i - 1];
  }
  return value;
}

/* An object of a global heap: index, references, 4 bytes, size in 8 bytes, then itself, padded to 8
 * (HDF5 File Format Specification 3.0, section III.E). Some claim another size. */
static void forge_heap(base_t *base, size_t heap, int every, counts_t *counts)
{
  static const struct {
    size_t byte;
    uint8_t value;
  } lies[] = {{1, 1}, {2, 1}, {7, 7}, {3, 255}};
  char path[SL_PATH_MAX];
  const size_t end = heap + (size_t)little_endian(base->bytes + heap + 8, 8);
  int object = 0;
  sl_scratch_path(path, "heap.h5");
  for (size_t at = heap + 16; at + 16 <= end && at + 16 <= base->n; object++) {
    if (object % every == 0) {
      const int lie = object / every % 4;
      memcpy(base->forged, base->bytes, base->n);
      base->forged[at + 8 + lies[lie].byte] = lies[lie].value;
      CU_ASSERT_TRUE_FATAL(sl_forgery_write(path, base->forged, base->n));
      use(path, counts);
    }
    if (little_endian(base->bytes + at, 2) == 0) {
      break; /* the free space at the end */
    }
    at += 16 + ((size_t)little_endian(base->bytes + at + 8, 8) + 7) / 8 * 8;
  }
}

/* HDF5 has no checksum there and believes what it reads: some of these end it, but only in a child.
 */
static void heaps_that_lie_end_only_children(void)
{
  base_t base;
  counts_t counts = {0};
  make_base(&base);
  for (size_t at = 0; at + 16 <= base.n; at++) {
    if (memcmp(base.bytes + at, "GCOL", 4) == 0) {
      forge_heap(&base, at, sl_test_full() ? 1 : 9, &counts);
    }
  }
  print_counts(&counts);
  CU_ASSERT(counts.ended >= 1); /* what would have ended the program */
  free_base(&base);
}

static uint32_t next(uint32_t *state)
{
  *state = *state * 1664525U + 1013904223U;
  return *state >> 8;
}

/* Single bits anywhere, more often where bytes are not zero. */
static void changed_bytes_are_survived(void)
{
  const int n = sl_test_full() ? 5000 : 60;
  base_t base;
  counts_t counts = {0};
  char path[SL_PATH_MAX];
  uint32_t state = 20261129;
  make_base(&base);
  sl_scratch_path(path, "flipped.h5");
  for (int i = 0; i < n; i++) {
    size_t at = next(&state) % base.n;
    for (int tries = 0; tries < 8 && base.bytes[at] == 0; tries++) {
      at = next(&state) % base.n;
    }
    memcpy(base.forged, base.bytes, base.n);
    base.forged[at] = (uint8_t)(base.forged[at] ^ (1U << next(&state) % 8));
    CU_ASSERT_TRUE_FATAL(sl_forgery_write(path, base.forged, base.n));
    use(path, &counts);
  }
  print_counts(&counts);
  CU_ASSERT(counts.refused > 0);
  free_base(&base);
}

SL_SUITE(forged, "fault/forged", {"the fuzzer's corpus is survived", the_corpus_is_survived},
         {"heaps that lie end only children", heaps_that_lie_end_only_children},
         {"changed bytes are survived", changed_bytes_are_survived});
