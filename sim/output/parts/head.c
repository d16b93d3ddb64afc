#define _DEFAULT_SOURCE /* getrandom */
#include "sim/output/parts/head.h"

#include "sim/input/read/input_file.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/output/files/digest.h"
#include "sim/results/block.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static const char magic[8] = "SLPART\r\n"; /* a transfer as text would change it */

/* No file that a scenario names is larger. */
#define FILE_MOST ((size_t)1 << 40)

static int add_file(const char *path, uint64_t *digest, sl_error_t *error)
{
  sl_faults_t faults;
  char *bytes = NULL;
  size_t n = 0;
  sl_faults_init(&faults);
  const int code = sl_input_read(NULL, path, FILE_MOST, "1 TiB", &bytes, &n, &faults);
  if (code == SL_OK) {
    const uint64_t size = n;
    *digest = sl_digest(sl_digest(*digest, &size, sizeof size), bytes, n);
  }
  free(bytes);
  sl_faults_free(&faults);
  return code == SL_OK ? code : sl_fail(error, code, "cannot read %s again", path);
}

static int make_salt(uint64_t salt[2], sl_error_t *error)
{
  ssize_t n;
  do {
    n = getrandom(salt, 2 * sizeof *salt, 0);
  } while (n < 0 && errno == EINTR);
  return n == (ssize_t)(2 * sizeof *salt)
             ? SL_OK
             : sl_fail(error, SL_ERR_IO, "no random bytes: %s", strerror(errno));
}

int sl_part_head_of(const sl_scenario_t *scenario, const uint64_t *salt, sl_part_head_t *head,
                    sl_error_t *error)
{
  *head = (sl_part_head_t){.format = SL_PART_FORMAT,
                           .block_trials = SL_BLOCK_TRIALS,
                           .seed = scenario->simulation->seed,
                           .trials = scenario->simulation->trials};
  memcpy(head->magic, magic, sizeof magic);
  snprintf(head->version, sizeof head->version, "%s", SL_PROGRAM_VERSION);
  int code = SL_OK;
  if (salt != NULL) {
    memcpy(head->salt, salt, sizeof head->salt);
  } else {
    code = make_salt(head->salt, error);
  }
  const uint64_t first = sl_digest(0, head->salt, sizeof head->salt);
  head->scenario = sl_digest(first, scenario->resolved, strlen(scenario->resolved));
  head->census = head->others = first;
  for (size_t i = 0; code == SL_OK && i < scenario->files.n; i++) {
    const sl_file_read_t *file = &scenario->files.list[i];
    if (strcmp(file->kind, "scenario") != 0) {
      const bool is_census = strcmp(file->kind, "census") == 0;
      code = add_file(file->path, is_census ? &head->census : &head->others, error);
    }
  }
  return code;
}

bool sl_part_head_is_sound(const sl_part_head_t *head)
{
  const bool whole = head->share == 0 && head->n_shares == 0;
  return memcmp(head->magic, magic, sizeof magic) == 0 && head->format == SL_PART_FORMAT &&
         head->version[SL_PART_VERSION - 1] == '\0' && head->text_bytes % 8 == 0 &&
         head->text_bytes <= SL_PART_TEXT && head->exact <= 1 && head->band <= 1 &&
         head->levers <= 1 &&
         (whole ||
          (head->share >= 1 && head->share <= head->n_shares && head->n_shares <= SL_PART_SHARES));
}

bool sl_part_head_begins(const sl_part_head_t *head, uint64_t size)
{
  return memcmp(head->magic, magic, size < sizeof magic ? (size_t)size : sizeof magic) == 0 &&
         (size < sizeof *head || sl_part_head_is_sound(head));
}

bool sl_part_head_differs(const sl_part_head_t *of_part, const sl_part_head_t *wanted,
                          char text[200])
{
  const sl_part_head_t *a = of_part, *b = wanted;
  text[0] = '\0';
  if (memcmp(a->version, b->version, sizeof a->version) != 0) {
    snprintf(text, 200, "its version is %.31s, not %.31s", a->version, b->version);
  } else if (a->seed != b->seed) {
    snprintf(text, 200, "its seed is %" PRIu64 ", not %" PRIu64, a->seed, b->seed);
  } else if (a->trials != b->trials) {
    snprintf(text, 200, "its trials are %" PRIu64 ", not %" PRIu64, a->trials, b->trials);
  } else if (a->block_trials != b->block_trials) {
    snprintf(text, 200, "its blocks have %" PRIu64 " trials, not %" PRIu64, a->block_trials,
             b->block_trials);
  } else if (a->census != b->census) {
    snprintf(text, 200, "its census is another one");
  } else if (a->scenario != b->scenario) {
    snprintf(text, 200, "its scenario says something else");
  } else if (a->others != b->others) {
    snprintf(text, 200, "its claims basis or a table that the scenario names is another one");
  }
  return text[0] != '\0';
}
