#define _DEFAULT_SOURCE /* getrandom */
#include "sim/output/parts/merge.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define NAMED 5 /* missing blocks */

typedef struct share {
  const char *path;
  sl_part_file_t *file;
  sl_unit_t proof; /* of which some trials are to be computed again, */
  uint64_t where;  /* these */
  bool has_proof;
} share_t;

struct sl_merge {
  share_t *shares; /* in order: share k at k - 1 */
  size_t n;
  sl_unit_plan_t plan;
  uint64_t before[SL_N_UNIT_PASSES]; /* units of the passes before */
  sl_unit_store_t store;
};

/* ---- opening ---- */

static bool is_same_run(const sl_part_head_t *a, const char *texts, const sl_part_head_t *b,
                        const char *others)
{
  return memcmp(a->version, b->version, sizeof a->version) == 0 && a->seed == b->seed &&
         a->trials == b->trials && a->n_shares == b->n_shares && a->rare == b->rare &&
         a->exact == b->exact && a->band == b->band && a->levers == b->levers &&
         a->text_bytes == b->text_bytes && memcmp(texts, others, a->text_bytes) == 0;
}

static int place(sl_merge_t *merge, const char *path, sl_part_file_t *file, const char *first,
                 sl_error_t *error)
{
  const sl_part_head_t *head = sl_part_file_head(file);
  const share_t *other = merge->shares; /* the first that was placed */
  while (other < merge->shares + merge->n && other->file == NULL) {
    other++;
  }
  if (head->n_shares == 0) {
    return sl_fail(error, SL_ERR_INPUT, "%s is no share: it is of a run that was not dealt out",
                   path);
  }
  if (head->n_shares != merge->n ||
      (other < merge->shares + merge->n &&
       !is_same_run(head, sl_part_file_texts(file), sl_part_file_head(other->file),
                    sl_part_file_texts(other->file)))) {
    return sl_fail(error, SL_ERR_INPUT, "%s is a share of another run than %s", path, first);
  }
  share_t *share = &merge->shares[head->share - 1];
  if (share->file != NULL) {
    return sl_fail(error, SL_ERR_INPUT, "%s and %s are the same share, %" PRIu64 " of %" PRIu64,
                   share->path, path, head->share, head->n_shares);
  }
  *share = (share_t){.path = path, .file = file};
  return SL_OK;
}

static int open_share(sl_merge_t *merge, const char *const *paths, size_t i, sl_error_t *error)
{
  sl_part_file_t *file = NULL;
  int code = sl_part_file_open(paths[i], SL_PART_READ, &file, error);
  if (code == SL_OK && i == 0) {
    const size_t n = (size_t)sl_part_file_head(file)->n_shares;
    merge->n = n > 0 ? n : 1;
    merge->shares = calloc(merge->n, sizeof *merge->shares);
    code = merge->shares != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for shares");
  }
  code = code == SL_OK ? place(merge, paths[i], file, paths[0], error) : code;
  if (code != SL_OK) {
    sl_part_file_close(file);
  }
  return code;
}

static int find_missing(const sl_merge_t *merge, sl_error_t *error)
{
  char names[64] = "";
  size_t missing = 0, used = 0;
  for (size_t i = 0; i < merge->n; i++) {
    if (merge->shares[i].file == NULL && ++missing <= NAMED) {
      used += (size_t)snprintf(names + used, sizeof names - used, "%s%zu", missing > 1 ? ", " : "",
                               i + 1);
    }
  }
  return missing == 0
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT, "of the %zu shares %zu %s missing: %s%s", merge->n,
                       missing, missing == 1 ? "is" : "are", names, missing > NAMED ? ", ..." : "");
}

/* ---- the store ---- */

static uint64_t unit_number(const sl_merge_t *merge, const sl_unit_t *unit)
{
  return merge->before[unit->pass] + unit->block * merge->plan.tiles + unit->tile;
}

static share_t *share_of(const sl_merge_t *merge, const sl_unit_t *unit)
{
  return &merge->shares[unit_number(merge, unit) % merge->n];
}

static bool is_planned(const sl_merge_t *merge, const sl_unit_t *unit)
{
  return unit->block < merge->plan.blocks[unit->pass] && unit->tile < merge->plan.tiles;
}

/* One unit in so many, by chance: none that a forger could know. */
static bool choose_proof(share_t *share)
{
  const uint64_t n = sl_part_file_records(share->file);
  uint64_t words[2] = {0, 0};
  if (n > 0 && getrandom(words, sizeof words, 0) != (ssize_t)sizeof words) {
    return false;
  }
  share->where = words[1];
  share->has_proof = n > 0 && sl_part_file_unit(share->file, words[0] % n, &share->proof);
  return true;
}

static int check_units(const sl_merge_t *merge, const share_t *share, sl_error_t *error)
{
  sl_unit_t unit;
  for (uint64_t i = 0; sl_part_file_unit(share->file, i, &unit); i++) {
    if (!is_planned(merge, &unit) || share_of(merge, &unit) != share) {
      return sl_fail(error, SL_ERR_INPUT,
                     "%s has block %" PRIu64 " of the %s pass, which is not of its share",
                     share->path, unit.block, sl_unit_pass_names[unit.pass]);
    }
  }
  return SL_OK;
}

static int report_missing(const sl_merge_t *merge, const sl_unit_t *first, uint64_t missing,
                          sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INPUT,
                 "%s lacks block %" PRIu64 " of the %s pass%s (%" PRIu64
                 " units of work are missing or damaged in all shares): compute that share again",
                 share_of(merge, first)->path, first->block, sl_unit_pass_names[first->pass],
                 merge->plan.tiles > 1 ? ", or a tile of it" : "", missing);
}

static int check_complete(const sl_merge_t *merge, sl_error_t *error)
{
  sl_unit_t unit, first = {0};
  uint64_t missing = 0;
  for (unit.pass = 0; unit.pass < SL_N_UNIT_PASSES; unit.pass++) {
    for (unit.block = 0; unit.block < merge->plan.blocks[unit.pass]; unit.block++) {
      for (unit.tile = 0; unit.tile < merge->plan.tiles; unit.tile++) {
        if (!sl_part_file_has(share_of(merge, &unit)->file, &unit)) {
          first = missing++ == 0 ? unit : first;
        }
      }
    }
  }
  return missing == 0 ? SL_OK : report_missing(merge, &first, missing, error);
}

static int begin(void *context, const sl_unit_plan_t *plan, sl_error_t *error)
{
  sl_merge_t *merge = context;
  int code = SL_OK;
  merge->plan = *plan;
  for (size_t p = 1; p < SL_N_UNIT_PASSES; p++) {
    merge->before[p] = merge->before[p - 1] + plan->blocks[p - 1] * plan->tiles;
  }
  for (size_t i = 0; code == SL_OK && i < merge->n; i++) {
    code = check_units(merge, &merge->shares[i], error);
    if (code == SL_OK && !choose_proof(&merge->shares[i])) {
      code = sl_fail(error, SL_ERR_IO, "no random bytes");
    }
  }
  return code == SL_OK ? check_complete(merge, error) : code;
}

static bool is_proof(const share_t *share, const sl_unit_t *unit)
{
  return share->has_proof && share->proof.pass == unit->pass && share->proof.block == unit->block &&
         share->proof.tile == unit->tile;
}

static bool take(void *context, const sl_unit_t *unit, const sl_unit_values_t *values)
{
  return sl_part_file_take(share_of(context, unit)->file, unit, values);
}

/* It was there when the shares were opened. */
static int keep(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                sl_error_t *error)
{
  (void)values;
  return sl_fail(error, SL_ERR_INPUT,
                 "%s: block %" PRIu64 " of the %s pass is damaged: compute that share again",
                 share_of(context, unit)->path, unit->block, sl_unit_pass_names[unit->pass]);
}

static bool doubts(void *context, const sl_unit_t *unit, uint64_t *where)
{
  const share_t *share = share_of(context, unit);
  *where = share->where;
  return is_proof(share, unit);
}

static int refuse(void *context, const sl_unit_t *unit, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INPUT,
                 "%s: block %" PRIu64 " of the %s pass is not what this scenario and census give",
                 share_of(context, unit)->path, unit->block, sl_unit_pass_names[unit->pass]);
}

/* ---- from opening to closing ---- */

int sl_merge_open(const char *const *paths, size_t n, sl_merge_t **merge, sl_error_t *error)
{
  sl_merge_t *made = calloc(1, sizeof *made);
  int code = made != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for shares");
  *merge = NULL;
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = open_share(made, paths, i, error);
  }
  code = code == SL_OK ? find_missing(made, error) : code;
  if (code != SL_OK) {
    sl_merge_close(made);
    return code;
  }
  made->store = (sl_unit_store_t){.context = made,
                                  .begin = begin,
                                  .take = take,
                                  .keep = keep,
                                  .doubts = doubts,
                                  .refuse = refuse};
  *merge = made;
  return SL_OK;
}

void sl_merge_close(sl_merge_t *merge)
{
  if (merge != NULL) {
    for (size_t i = 0; i < merge->n && merge->shares != NULL; i++) {
      sl_part_file_close(merge->shares[i].file);
    }
    free(merge->shares);
    free(merge);
  }
}

const sl_part_head_t *sl_merge_head(const sl_merge_t *merge)
{
  return sl_part_file_head(merge->shares[0].file);
}

const char *sl_merge_texts(const sl_merge_t *merge)
{
  return sl_part_file_texts(merge->shares[0].file);
}

int sl_merge_check(const sl_merge_t *merge, const sl_scenario_t *scenario, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < merge->n; i++) {
    const sl_part_head_t *head = sl_part_file_head(merge->shares[i].file);
    sl_part_head_t wanted;
    char why[200];
    code = sl_part_head_of(scenario, head->salt, &wanted, error);
    if (code == SL_OK && sl_part_head_differs(head, &wanted, why)) {
      code = sl_fail(error, SL_ERR_INPUT, "%s is a share of another run: %s", merge->shares[i].path,
                     why);
    }
  }
  return code;
}

const sl_unit_store_t *sl_merge_store(const sl_merge_t *merge) { return &merge->store; }
