/* Part files: what is read back is what was appended, whatever byte is flipped and wherever the
 * file is cut off; and what is not this user's own is refused. */
#define _GNU_SOURCE /* symlink, syscall */
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/parts/beside.h"
#include "sim/output/parts/part_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define UNITS 5
#define N 6 /* doubles of each */

static char path[SL_PATH_MAX];

static sl_unit_t unit_at(size_t i)
{
  return (sl_unit_t){.pass = i < 1 ? SL_UNIT_PRICING : SL_UNIT_MAIN, .block = i, .tile = 0};
}

static void fill(double *values, size_t i)
{
  for (size_t k = 0; k < N; k++) {
    values[k] = (double)(100 * i + k) + 0.25;
  }
}

static sl_part_head_t head_of(uint64_t salt)
{
  char scenario_path[SL_PATH_MAX];
  sl_scenario_t *scenario = NULL;
  sl_part_head_t head;
  sl_faults_t faults;
  const uint64_t words[2] = {salt, salt + 1};
  sl_source_path(scenario_path, "tests/cli/good.yaml");
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(scenario_path, NULL, &scenario, &faults), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_part_head_of(scenario, words, &head, NULL), SL_OK);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  head.text_bytes = 8;
  return head;
}

static void append(sl_part_file_t *file, size_t i)
{
  double values[N];
  const sl_unit_t unit = unit_at(i);
  fill(values, i);
  const sl_unit_values_t parts = {{values, values + 4}, {4, N - 4}};
  CU_ASSERT_EQUAL(sl_part_file_append(file, &unit, &parts, NULL), SL_OK);
}

static void make_file(void)
{
  const sl_part_head_t head = head_of(7);
  sl_part_file_t *file = NULL;
  unlink(path);
  CU_ASSERT_EQUAL_FATAL(sl_part_file_create(path, &head, "a\0b\0c\0\0", &file, NULL), SL_OK);
  for (size_t i = 0; i < UNITS; i++) {
    append(file, i);
  }
  CU_ASSERT_EQUAL(sl_part_file_records(file), UNITS);
  sl_part_file_close(file);
}

/* Zeros take no room, and of zeros of both signs each comes back as it was. */
static void zeros_are_packed(void)
{
  static double values[1000], back[1000];
  const sl_part_head_t head = head_of(9);
  const sl_unit_t unit = unit_at(1);
  const sl_unit_values_t parts = {{values, values + 700}, {700, 300}};
  sl_part_file_t *file = NULL;
  struct stat status;
  sl_scratch_path(path, "zeros.parts");
  unlink(path);
  for (size_t i = 0; i < 1000; i += 50) {
    values[i] = i % 100 == 0 ? -0.0 : 1.0 / (double)i;
  }
  CU_ASSERT_EQUAL_FATAL(sl_part_file_create(path, &head, "a\0b\0c\0\0", &file, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_part_file_append(file, &unit, &parts, NULL), SL_OK);
  sl_part_file_close(file);
  CU_ASSERT_EQUAL(stat(path, &status), 0);
  CU_ASSERT_EQUAL((size_t)status.st_size, sizeof head + 8 + 8 + 8 * (8 + 16 + 20));
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_READ, &file, NULL), SL_OK);
  const sl_unit_values_t into = {{back, back + 700}, {700, 300}};
  CU_ASSERT(sl_part_file_take(file, &unit, &into));
  CU_ASSERT(memcmp(back, values, sizeof values) == 0);
  sl_part_file_close(file);
}

/* Files of two processes: equal units are one unit, others are an error, damaged ones are none. */
static void units_in_two_files_must_be_equal(void)
{
  static const struct {
    double first; /* of the other file's unit; the file's own is 100.25 */
    uint64_t salt;
    bool damaged;
    int code;
  } cases[] = {{100.25, 7, false, SL_OK},
               {100.25, 8, false, SL_OK},
               {100.5, 7, false, SL_ERR_INPUT},
               {100.5, 8, false, SL_ERR_INPUT},
               {100.5, 7, true, SL_OK}};
  char other[SL_PATH_MAX + 3];
  sl_scratch_path(path, "two.parts");
  make_file();
  snprintf(other, sizeof other, "%s.1", path);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const sl_part_head_t head = head_of(cases[i].salt);
    const sl_unit_t unit = unit_at(1);
    double values[N];
    sl_part_file_t *first = NULL, *beside = NULL;
    struct stat status;
    fill(values, 1);
    values[0] = cases[i].first;
    const sl_unit_values_t parts = {{values, values + 4}, {4, N - 4}};
    unlink(other);
    CU_ASSERT_EQUAL_FATAL(sl_part_file_create(other, &head, "a\0b\0c\0\0", &beside, NULL), SL_OK);
    CU_ASSERT_EQUAL(sl_part_file_append(beside, &unit, &parts, NULL), SL_OK);
    sl_part_file_close(beside);
    CU_ASSERT_EQUAL(stat(other, &status), 0);
    if (cases[i].damaged) {
      CU_ASSERT_EQUAL(truncate(other, status.st_size - 1), 0);
    }
    CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_READ, &first, NULL), SL_OK);
    CU_ASSERT_EQUAL_FATAL(sl_part_file_open(other, SL_PART_READ, &beside, NULL), SL_OK);
    sl_error_t error = {.code = SL_OK};
    char *name = other;
    const sl_beside_t files = {&beside, &name, 1};
    CU_ASSERT_EQUAL(sl_beside_agree(&files, first, path, &error), cases[i].code);
    CU_ASSERT(cases[i].code == SL_OK ||
              strstr(error.text, "two.parts.1 differ in block 1") != NULL);
    sl_part_file_close(beside);
    sl_part_file_close(first);
  }
}

/* How many units are given back; those that are must be right. */
static size_t read_units(const sl_part_file_t *file)
{
  size_t n = 0;
  for (size_t i = 0; i < UNITS; i++) {
    double values[N] = {0.0}, wanted[N];
    const sl_unit_t unit = unit_at(i);
    const sl_unit_values_t parts = {{values, values + 4}, {4, N - 4}};
    fill(wanted, i);
    if (sl_part_file_take(file, &unit, &parts)) {
      CU_ASSERT(memcmp(values, wanted, sizeof values) == 0);
      n++;
    }
  }
  return n;
}

static size_t open_and_read(sl_part_use_t use, int *code)
{
  sl_part_file_t *file = NULL;
  *code = sl_part_file_open(path, use, &file, NULL);
  const size_t n = *code == SL_OK ? read_units(file) : 0;
  sl_part_file_close(file);
  return n;
}

/* A record of some pieces; in its file the words at two places change places. */
enum { LONG = 40000 };

static bool take_with_swapped(size_t one, size_t other)
{
  static double back[LONG];
  const sl_unit_t unit = unit_at(1);
  const sl_unit_values_t into = {{back, back + 123}, {123, LONG - 123}};
  size_t size = 0;
  char *bytes = sl_file_read(path, &size), word[8];
  char *words = bytes + sizeof(sl_part_head_t) + 8 + 8 + 8 * 8;
  memcpy(word, words + 8 * one, 8);
  memmove(words + 8 * one, words + 8 * other, 8);
  memcpy(words + 8 * other, word, 8);
  CU_ASSERT(sl_file_write(path, bytes, size));
  CU_ASSERT_EQUAL_FATAL(chmod(path, 0600), 0);
  free(bytes);
  sl_part_file_t *file = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_READ, &file, NULL), SL_OK);
  const bool taken = sl_part_file_take(file, &unit, &into);
  sl_part_file_close(file);
  for (size_t k = 0; taken && k < LONG; k++) {
    CU_ASSERT_EQUAL(back[k], k % 3 == 0 ? 0.0 : (double)k);
  }
  return taken;
}

/* Of one lane of the checksum and of two, in one piece and in two. */
static void a_long_record_is_whole_or_nothing(void)
{
  static const size_t swapped[][2] = {{1, 5},       {1, 2},         {8189, 8193},
                                      {8190, 8193}, {20000, 20003}, {27000, 27004}};
  static double values[LONG];
  const sl_part_head_t head = head_of(11);
  const sl_unit_t unit = unit_at(1);
  const sl_unit_values_t parts = {{values, values + 123}, {123, LONG - 123}};
  sl_part_file_t *file = NULL;
  sl_scratch_path(path, "long.parts");
  unlink(path);
  for (size_t k = 0; k < LONG; k++) {
    values[k] = k % 3 == 0 ? 0.0 : (double)k;
  }
  CU_ASSERT_EQUAL_FATAL(sl_part_file_create(path, &head, "a\0b\0c\0\0", &file, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_part_file_append(file, &unit, &parts, NULL), SL_OK);
  sl_part_file_close(file);
  CU_ASSERT(take_with_swapped(0, 0));
  for (size_t i = 0; i < sizeof swapped / sizeof swapped[0]; i++) {
    CU_ASSERT_FALSE(take_with_swapped(swapped[i][0], swapped[i][1]));
    CU_ASSERT(take_with_swapped(swapped[i][0], swapped[i][1])); /* and back again */
  }
}

static void what_was_appended_is_read_back(void)
{
  struct stat status;
  int code;
  sl_scratch_path(path, "out.parts");
  make_file();
  CU_ASSERT_EQUAL(open_and_read(SL_PART_READ, &code), UNITS);
  CU_ASSERT_EQUAL(stat(path, &status), 0);
  CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
  sl_part_file_t *file = NULL;
  sl_unit_t unit = {SL_UNIT_MAIN, UNITS, 0};
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_CONTINUE, &file, NULL), SL_OK);
  CU_ASSERT(memcmp(sl_part_file_texts(file), "a\0b\0c\0\0", 8) == 0);
  CU_ASSERT_FALSE(sl_part_file_has(file, &unit));
  append(file, UNITS);
  sl_part_file_close(file);
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_READ, &file, NULL), SL_OK);
  CU_ASSERT(sl_part_file_has(file, &unit));
  CU_ASSERT_EQUAL(sl_part_file_records(file), UNITS + 1);
  CU_ASSERT(sl_part_file_unit(file, 0, &unit) && unit.pass == SL_UNIT_PRICING);
  CU_ASSERT_FALSE(sl_part_file_unit(file, UNITS + 1, &unit));
  sl_part_file_close(file);
}

/* A flip in the head refuses the file, one in a record loses that record alone. */
static void one_flipped_byte_costs_one_record_at_most(void)
{
  size_t size = 0;
  sl_scratch_path(path, "flipped.parts");
  make_file();
  char *bytes = sl_file_read(path, &size);
  const size_t head = sizeof(sl_part_head_t) + 8 + 8;
  for (size_t i = 0; i < size; i++) {
    int code;
    bytes[i] ^= (char)(1 << i % 8);
    CU_ASSERT(sl_file_write(path, bytes, size));
    CU_ASSERT_EQUAL_FATAL(chmod(path, 0600), 0);
    const size_t n = open_and_read(SL_PART_READ, &code);
    CU_ASSERT(i < head ? code == SL_ERR_INPUT : code == SL_OK && n == UNITS - 1);
    bytes[i] ^= (char)(1 << i % 8);
  }
  free(bytes);
}

/* Cut off anywhere: whole records stay, and what is appended then follows them. */
static void a_torn_file_goes_on_after_its_last_whole_record(void)
{
  size_t size = 0;
  sl_scratch_path(path, "torn.parts");
  make_file();
  char *bytes = sl_file_read(path, &size);
  const size_t head = sizeof(sl_part_head_t) + 8 + 8, record = (size - head) / UNITS;
  for (size_t cut = 0; cut < size; cut++) {
    sl_part_file_t *file = NULL;
    int code;
    CU_ASSERT(sl_file_write(path, bytes, cut));
    CU_ASSERT_EQUAL_FATAL(chmod(path, 0600), 0);
    const size_t whole = cut < head ? 0 : (cut - head) / record;
    CU_ASSERT_EQUAL(open_and_read(SL_PART_READ, &code), whole);
    CU_ASSERT_EQUAL(code, cut < head ? SL_ERR_INPUT : SL_OK);
    code = sl_part_file_open(path, SL_PART_CONTINUE, &file, NULL);
    CU_ASSERT_EQUAL(code, cut < head ? SL_ERR_MISSING : SL_OK);
    CU_ASSERT_EQUAL(access(path, F_OK) == 0, cut >= head);
    if (code == SL_OK) {
      append(file, whole);
      sl_part_file_close(file);
      CU_ASSERT_EQUAL(open_and_read(SL_PART_READ, &code), whole + 1);
    }
  }
  free(bytes);
}

/* Twice the same is once; twice differently is refused, unless one of the two is damaged. */
static void a_unit_that_is_there_twice(void)
{
  double values[N] = {1.0};
  const sl_unit_t unit = unit_at(2);
  const sl_unit_values_t parts = {{values, values}, {N, 0}};
  sl_part_file_t *file = NULL;
  size_t size = 0;
  int code;
  sl_scratch_path(path, "twice.parts");
  make_file();
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_CONTINUE, &file, NULL), SL_OK);
  append(file, 2);
  sl_part_file_close(file);
  CU_ASSERT_EQUAL(open_and_read(SL_PART_READ, &code), UNITS);
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_CONTINUE, &file, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_part_file_append(file, &unit, &parts, NULL), SL_OK);
  sl_part_file_close(file);
  open_and_read(SL_PART_READ, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  char *bytes = sl_file_read(path, &size);
  bytes[size - 1] ^= 1;
  CU_ASSERT(sl_file_write(path, bytes, size));
  CU_ASSERT_EQUAL(open_and_read(SL_PART_READ, &code), UNITS);
  free(bytes);
}

/* Nothing is allocated by what a file says of itself. */
static void lengths_that_lie_are_no_records(void)
{
  size_t size = 0;
  int code;
  sl_scratch_path(path, "lies.parts");
  make_file();
  char *bytes = sl_file_read(path, &size);
  const uint64_t most = UINT64_MAX / 8;
  for (size_t word = 4; word <= 5; word++) { /* of the last record: values, words */
    char *at = bytes + size - (8 + 1 + N - word) * 8;
    uint64_t before;
    memcpy(&before, at, sizeof before);
    CU_ASSERT_EQUAL(before, word == 4 ? N : N + 1);
    memcpy(at, &most, sizeof most);
    CU_ASSERT(sl_file_write(path, bytes, size));
    CU_ASSERT_EQUAL(open_and_read(SL_PART_READ, &code), UNITS - 1);
    memcpy(at, &before, sizeof before);
  }
  memcpy(bytes + sizeof(sl_part_head_t) - 8, &most, sizeof most); /* of the texts */
  CU_ASSERT(sl_file_write(path, bytes, size));
  open_and_read(SL_PART_READ, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  free(bytes);
}

static void what_is_not_ones_own_is_refused(void)
{
  char link_path[SL_PATH_MAX], kept[SL_PATH_MAX];
  int code;
  sl_scratch_path(path, "own.parts");
  sl_scratch_path(kept, "own.parts");
  sl_scratch_path(link_path, "link.parts");
  make_file();
  CU_ASSERT_EQUAL_FATAL(symlink(kept, link_path), 0);
  memcpy(path, link_path, sizeof path);
  open_and_read(SL_PART_CONTINUE, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  unlink(link_path);
  CU_ASSERT_EQUAL_FATAL(link(kept, link_path), 0);
  open_and_read(SL_PART_CONTINUE, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  unlink(link_path);
  memcpy(path, kept, sizeof path);
  CU_ASSERT_EQUAL_FATAL(chmod(path, 0620), 0);
  open_and_read(SL_PART_READ, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  CU_ASSERT_EQUAL_FATAL(chmod(path, 0600), 0);
  if (geteuid() == 0) { /* only root gives files away */
    CU_ASSERT_EQUAL_FATAL(chown(path, 12345, 12345), 0);
    open_and_read(SL_PART_READ, &code);
    CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  }
  CU_ASSERT_EQUAL_FATAL(unlink(path), 0);
  CU_ASSERT_EQUAL_FATAL(mkdir(path, 0700), 0);
  open_and_read(SL_PART_READ, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_INPUT);
  rmdir(path);
}

/* One writes, and nobody else uses the file. */
static void a_file_that_is_being_written_is_refused(void)
{
  sl_part_file_t *file = NULL;
  int code;
  sl_scratch_path(path, "busy.parts");
  make_file();
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_CONTINUE, &file, NULL), SL_OK);
  open_and_read(SL_PART_CONTINUE, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_CREATE);
  open_and_read(SL_PART_READ, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_CREATE);
  sl_part_file_close(file);
  CU_ASSERT_EQUAL(open_and_read(SL_PART_READ, &code), UNITS);
}

static const char *lost; /* while this is no NULL, the file of this name goes as one is locked */

int flock(int descriptor, int operation)
{
  if (lost != NULL) {
    unlink(lost);
  }
  return (int)syscall(SYS_flock, descriptor, operation);
}

/* Between opening and locking another process, which had it, may take the file away: whoever goes
 * on with it finds none, and whoever has just made it is not the one who writes at that place. */
static void a_file_that_goes_before_it_is_locked(void)
{
  const sl_part_head_t head = head_of(7);
  sl_part_file_t *file = NULL;
  int code;
  sl_scratch_path(path, "gone.parts");
  make_file();
  lost = path;
  open_and_read(SL_PART_CONTINUE, &code);
  CU_ASSERT_EQUAL(code, SL_ERR_MISSING);
  CU_ASSERT_EQUAL(sl_part_file_create(path, &head, "a\0b\0c\0\0", &file, NULL), SL_ERR_CREATE);
  CU_ASSERT_PTR_NULL(file);
  lost = NULL;
  make_file();
  CU_ASSERT_EQUAL(open_and_read(SL_PART_READ, &code), UNITS);
}

static void a_head_says_what_differs(void)
{
  const sl_part_head_t one = head_of(3);
  sl_part_head_t other = one;
  char text[200];
  CU_ASSERT_FALSE(sl_part_head_differs(&one, &other, text));
  other.share = 2;
  CU_ASSERT_FALSE(sl_part_head_differs(&one, &other, text));
  other.seed++;
  CU_ASSERT(sl_part_head_differs(&one, &other, text));
  CU_ASSERT_STRING_EQUAL(text, "its seed is 1, not 2");
  other = one;
  other.census ^= 1;
  CU_ASSERT(sl_part_head_differs(&one, &other, text) && strstr(text, "census") != NULL);
  other = one;
  other.scenario ^= 1;
  CU_ASSERT(sl_part_head_differs(&one, &other, text) && strstr(text, "scenario") != NULL);
  other = one;
  other.others ^= 1;
  CU_ASSERT(sl_part_head_differs(&one, &other, text) && strstr(text, "basis") != NULL);
  other = one;
  other.version[0]++;
  CU_ASSERT(sl_part_head_differs(&one, &other, text) && strstr(text, "version") != NULL);
  /* Another salt, another digest of the same census. */
  other = head_of(4);
  CU_ASSERT_NOT_EQUAL(one.census, other.census);
}

SL_SUITE(part_file, "unit/part_file",
         {"what was appended is read back", what_was_appended_is_read_back},
         {"units in two files must be equal", units_in_two_files_must_be_equal},
         {"zeros are packed", zeros_are_packed},
         {"a long record is whole or nothing", a_long_record_is_whole_or_nothing},
         {"one flipped byte costs one record at most", one_flipped_byte_costs_one_record_at_most},
         {"a torn file goes on after its last whole record",
          a_torn_file_goes_on_after_its_last_whole_record},
         {"a unit that is there twice", a_unit_that_is_there_twice},
         {"lengths that lie are no records", lengths_that_lie_are_no_records},
         {"what is not one's own is refused", what_is_not_ones_own_is_refused},
         {"a file that is being written is refused", a_file_that_is_being_written_is_refused},
         {"a file that goes before it is locked", a_file_that_goes_before_it_is_locked},
         {"a head says what differs", a_head_says_what_differs});
