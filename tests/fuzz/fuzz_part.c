/* A part file that may be anything, or any edits of a good one under right checksums: opened to
 * read and to go on with, every unit asked for, one appended, and opened again. */
#include "sim/output/files/digest.h"
#include "sim/output/parts/part_file.h"
#include "tests/fuzz/fuzz.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define UNITS 4
#define N 3       /* doubles of each */
#define WORDS 8   /* of a record before its own */
#define TEXTS 16  /* bytes */
#define EDIT 3    /* bytes: where, the higher first, and the new one */
#define MOST 4096 /* doubles that are asked for */

typedef struct base {
  sl_part_head_t head;
  char texts[TEXTS];
  uint64_t checksum;
  uint64_t records[UNITS][WORDS + 1 + N];
} base_t;

static char path[64];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good)
{
  if (!good) {
    abort();
  }
}

static void seal(base_t *base)
{
  base->checksum =
      sl_digest(sl_digest(0, &base->head, sizeof base->head), base->texts, sizeof base->texts);
  for (size_t i = 0; i < UNITS; i++) {
    uint64_t *record = base->records[i];
    record[6] = sl_digest_words(base->head.salt[1], record + WORDS, 1 + N);
    record[7] = sl_digest(base->head.salt[0], record, 7 * sizeof *record);
  }
}

static void make_base(base_t *base)
{
  *base = (base_t){.head = {.format = SL_PART_FORMAT,
                            .block_trials = 512,
                            .version = "1",
                            .salt = {1, 2},
                            .text_bytes = TEXTS}};
  memcpy(base->head.magic, "SLPART\r\n", sizeof base->head.magic);
  for (uint64_t i = 0; i < UNITS; i++) {
    const uint64_t words[WORDS + 1 + N] = {
        UINT64_C(0x54494e5554524150), SL_UNIT_MAIN, i, 0, N, 1 + N, 0, 0, 7, i + 1, 2, 3};
    memcpy(base->records[i], words, sizeof words);
  }
}

/* Units as the file has them, then some that it may have. */
static void read_all(const sl_part_file_t *file)
{
  static double values[MOST];
  sl_unit_t unit;
  for (uint64_t i = 0; sl_part_file_unit(file, i, &unit); i++) {
    for (size_t n = 0; n <= N; n++) {
      sl_part_file_take(file, &unit, &(sl_unit_values_t){{values, values + n}, {n, N - n}});
    }
    require(sl_part_file_has(file, &unit));
  }
  sl_part_file_take(file, &unit, &(sl_unit_values_t){{values, NULL}, {MOST, 0}});
}

static void open_and_read(sl_part_use_t use)
{
  double values[N] = {1.0, 2.0, 3.0};
  const sl_unit_t unit = {SL_UNIT_PRICING, UINT64_MAX, 0};
  sl_part_file_t *file = NULL;
  if (sl_part_file_open(path, use, &file, NULL) == SL_OK) {
    require(sl_part_file_texts(file)[sl_part_file_head(file)->text_bytes] == '\0');
    read_all(file);
    if (use == SL_PART_CONTINUE) {
      const sl_unit_values_t one = {{values, NULL}, {N, 0}};
      require(sl_part_file_append(file, &unit, &one, NULL) == SL_OK);
    }
    sl_part_file_close(file);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  base_t base;
  fuzz_path(path, sizeof path, "result.h5");
  if (size > 0 && data[0] % 2 == 0) {
    fuzz_write("result.h5", data + 1, size - 1);
  } else {
    make_base(&base);
    for (size_t i = 1; i + EDIT <= size; i += EDIT) {
      ((uint8_t *)&base)[(data[i] * 256U + data[i + 1]) % sizeof base] = data[i + 2];
    }
    seal(&base);
    fuzz_write("result.h5", (const uint8_t *)&base, sizeof base);
  }
  require(chmod(path, 0600) == 0);
  open_and_read(SL_PART_READ);
  open_and_read(SL_PART_CONTINUE);
  open_and_read(SL_PART_READ);
  return 0;
}
