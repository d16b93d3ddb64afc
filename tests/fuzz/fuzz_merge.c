/* Two shares of a run, or what a run keeps, with any edits: merged, or gone on with. The first byte
 * says which: bit 0: the checksums are made right again; bit 1: the second share in place of the
 * first; bit 2: what a run keeps, whose checksums stay as they are. Then come edits of 3 bytes:
 * where, the higher first, and the new one.
 *
 * A share has one unit here, all years of which a merge computes again: so whatever is edited, the
 * result is refused or is the right one. */
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/files/digest.h"
#include "sim/output/parts/merge.h"
#include "sim/output/parts/run_parts.h"
#include "sim/study/run.h"
#include "tests/fuzz/fuzz.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TRIALS 8
#define EDIT 3
#define FILES 3 /* two shares, and what a run of its own keeps */
#define KEPT 2
#define ROOM 65536

static const char census_text[] = "employee,relationship,age,sex\na,employee,45,F\na,spouse,47,M\n";
static const char scenario_text[] =
    "stoploss: 1\nname: fuzz\nstart: 2026-01-01\ncensus: census.csv\n"
    "claims:\n  services:\n    - name: medical\n"
    "      frequency: {distribution: poisson, mean: 3}\n"
    "      severity: {distribution: exponential, mean: 1000}\n"
    "plans:\n  - {name: PPO}\n"
    "arrangements:\n  - name: ASO\n    kind: aso\n"
    "    specific: {deductible: 2000, premium: {loss_ratio: 0.8}}\n"
    "simulation: {trials: 8, pricing_trials: 8}\n";

static sl_scenario_t *scenario;
static char paths[FILES][64];
static const char *const names[FILES] = {"share.1", "share.2", "kept"};
static uint8_t base[FILES][ROOM];
static _Alignas(uint64_t) uint8_t edited[ROOM];
static size_t sizes[FILES];
static uint64_t right; /* a digest of all figures of all years */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good)
{
  if (!good) {
    abort();
  }
}

static int take_figures(void *context, const sl_block_t *block, sl_error_t *error)
{
  uint64_t *figures = context;
  (void)error;
  require(block->first_trial == 0 && block->n_trials == TRIALS && block->n_arrangements == 1);
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    *figures = sl_digest(*figures, block->trial[v], TRIALS * sizeof(double));
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    *figures = sl_digest(*figures, block->cost[v], TRIALS * sizeof(double));
  }
  return SL_OK;
}

static int run(const sl_unit_store_t *store, uint64_t *figures)
{
  const sl_run_options_t options = {.engine = {.threads = 1, .store = store}};
  const sl_run_sink_t sink = {.context = figures, .block = take_figures};
  sl_run_t *made = NULL;
  *figures = 0;
  int code = sl_run_new(scenario, &options, &made, NULL);
  code = code == SL_OK ? sl_run_into(made, &sink, NULL) : code;
  sl_run_free(made);
  return code;
}

/* ---- the files under the edits ---- */

static void read_base(size_t file)
{
  FILE *in = fopen(paths[file], "rb");
  require(in != NULL);
  sizes[file] = fread(base[file], 1, ROOM, in);
  require(sizes[file] > 0 && sizes[file] < ROOM && fclose(in) == 0);
}

static void make_file(size_t file)
{
  static const char texts[] = "scenario.yaml\0\0";
  uint64_t figures;
  const bool is_share = file != KEPT;
  const sl_run_parts_terms_t terms = {.path = paths[file],
                                      .keep = true,
                                      .share = is_share ? file + 1 : 0,
                                      .n_shares = is_share ? KEPT : 0,
                                      .texts = texts,
                                      .text_bytes = is_share ? sizeof texts : 0};
  sl_run_parts_t *parts = NULL;
  require(sl_run_parts_open(scenario, &terms, &parts, NULL) == SL_OK);
  const sl_unit_store_t *store = sl_run_parts_store(parts);
  const sl_run_options_t options = {.engine = {.threads = 1, .store = store}};
  require(is_share ? sl_run_share(scenario, &options, file, KEPT, NULL) == SL_OK
                   : run(store, &figures) == SL_OK);
  require(sl_run_parts_leave(parts, NULL) == SL_OK);
  read_base(file);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  char path[64];
  sl_faults_t faults;
  (void)argc;
  (void)argv;
  fuzz_write("census.csv", (const uint8_t *)census_text, strlen(census_text));
  fuzz_write("scenario.yaml", (const uint8_t *)scenario_text, strlen(scenario_text));
  fuzz_path(path, sizeof path, "scenario.yaml");
  sl_faults_init(&faults);
  require(sl_scenario_load(path, NULL, &scenario, &faults) == SL_OK);
  sl_faults_free(&faults);
  require(run(NULL, &right) == SL_OK);
  for (size_t file = 0; file < FILES; file++) {
    fuzz_path(paths[file], sizeof paths[file], names[file]);
    make_file(file);
  }
  return 0;
}

/* ---- an input ---- */

/* The head's checksum and those of the only record, where they were. */
static void seal(size_t file)
{
  sl_part_head_t head;
  memcpy(&head, base[file], sizeof head);
  const size_t head_end = sizeof head + (size_t)head.text_bytes;
  uint64_t words[8], digest = sl_digest(0, edited, sizeof head);
  memcpy(&head, edited, sizeof head);
  digest = sl_digest(digest, edited + sizeof head, head_end - sizeof head);
  memcpy(edited + head_end, &digest, sizeof digest);
  const size_t at = head_end + sizeof digest, behind = at + sizeof words;
  memcpy(words, edited + at, sizeof words);
  words[6] = sl_digest_words(head.salt[1], (const uint64_t *)(const void *)(edited + behind),
                             (sizes[file] - behind) / sizeof words[0]);
  words[7] = sl_digest(head.salt[0], words, 7 * sizeof words[0]);
  memcpy(edited + at, words, sizeof words);
}

static void write_edited(size_t file, size_t size)
{
  fuzz_write(names[file], edited, size);
  require(chmod(paths[file], 0600) == 0);
}

static int merge(uint64_t *figures)
{
  const char *const shares[] = {paths[0], paths[1]};
  sl_merge_t *merge = NULL;
  int code = sl_merge_open(shares, 2, &merge, NULL);
  code = code == SL_OK ? sl_merge_check(merge, scenario, NULL) : code;
  code = code == SL_OK ? run(sl_merge_store(merge), figures) : code;
  sl_merge_close(merge);
  return code;
}

static int go_on(uint64_t *figures)
{
  const sl_run_parts_terms_t terms = {.path = paths[KEPT], .keep = true};
  sl_run_parts_t *parts = NULL;
  int code = sl_run_parts_open(scenario, &terms, &parts, NULL);
  code = code == SL_OK ? run(sl_run_parts_store(parts), figures) : code;
  sl_run_parts_leave(parts, NULL);
  return code;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  uint64_t figures = 0;
  const uint8_t how = size > 0 ? data[0] : 0;
  const size_t file = (how & 4) != 0 ? KEPT : (how & 2) != 0;
  memcpy(edited, base[file], sizes[file]);
  for (size_t i = 1; i + EDIT <= size; i += EDIT) {
    edited[(data[i] * 256U + data[i + 1]) % sizes[file]] = data[i + 2];
  }
  if (file != KEPT && (how & 1) != 0) {
    seal(file);
  }
  const bool same = memcmp(edited, base[file], sizes[file]) == 0;
  write_edited(file, sizes[file]);
  const int code = file == KEPT ? go_on(&figures) : merge(&figures);
  require(code == SL_OK ? figures == right : code == SL_ERR_INPUT && !same);
  require(file == KEPT || (how & 1) != 0 || (code == SL_OK) == same);
  memcpy(edited, base[file], sizes[file]);
  write_edited(file, sizes[file]);
  return 0;
}
