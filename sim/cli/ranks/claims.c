#include "sim/cli/ranks/claims.h"

#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

/* A helping is so small a part of what is left for each rank, but one unit at least. */
#define HELPINGS 4

enum { TAG_ASK = 1, TAG_RANGE };
enum { ASK_MORE, ASK_ENDED, ASK_FAILED };

/* n = 0: there are no more. */
typedef struct range {
  uint64_t first, n;
} range_t;

struct cli_claims {
  const cli_ranks_t *ranks;
  const sl_run_parts_t *parts;
  const sl_unit_store_t *kept; /* that of the parts */
  sl_unit_store_t store;
  sl_unit_plan_t plan;
  uint64_t before[SL_N_UNIT_PASSES]; /* units of the passes before */
  uint64_t total;
  /* What this rank knows of itself: */
  pthread_mutex_t mutex;
  unsigned char *mine; /* a bit for each unit */
  uint64_t known;      /* of the units before this one it is known whose they are */
  bool no_more;
  /* Rank 0's: */
  pthread_mutex_t dealing;
  unsigned char *done; /* a bit for each unit that is kept */
  uint64_t next;       /* to be dealt out */
  bool is_open;        /* the plan is known, or there will be none */
  pthread_t dealer;
};

static void set_bit(unsigned char *bits, uint64_t i)
{
  bits[i / CHAR_BIT] = (unsigned char)(bits[i / CHAR_BIT] | (1U << i % CHAR_BIT));
}

static bool get_bit(const unsigned char *bits, uint64_t i)
{
  return (bits[i / CHAR_BIT] >> i % CHAR_BIT & 1U) != 0;
}

/* ---- rank 0 ---- */

static range_t deal(cli_claims_t *claims)
{
  pthread_mutex_lock(&claims->dealing);
  uint64_t next = claims->next;
  while (next < claims->total && get_bit(claims->done, next)) {
    next++;
  }
  range_t range = {.first = next};
  const uint64_t part = (claims->total - next) / (HELPINGS * (uint64_t)claims->ranks->n);
  const uint64_t most = part > 1 ? part : 1;
  while (next < claims->total && range.n < most && !get_bit(claims->done, next)) {
    range.n++;
    next++;
  }
  claims->next = next;
  pthread_mutex_unlock(&claims->dealing);
  return range;
}

static void deal_no_more(cli_claims_t *claims)
{
  pthread_mutex_lock(&claims->dealing);
  claims->next = claims->total;
  claims->is_open = true;
  pthread_mutex_unlock(&claims->dealing);
}

static bool is_open(cli_claims_t *claims)
{
  pthread_mutex_lock(&claims->dealing);
  const bool open = claims->is_open;
  pthread_mutex_unlock(&claims->dealing);
  return open;
}

/* A rank may be ready long before rank 0 has compiled its model: then its question waits. */
static void *answer_all(void *context)
{
  cli_claims_t *claims = context;
  int working = claims->ranks->n - 1;
  while (working > 0) {
    int there = 0, ask = ASK_MORE;
    MPI_Status status;
    if (is_open(claims)) {
      MPI_Iprobe(MPI_ANY_SOURCE, TAG_ASK, MPI_COMM_WORLD, &there, &status);
    }
    if (!there) {
      cli_ranks_nap();
      continue;
    }
    MPI_Recv(&ask, 1, MPI_INT, status.MPI_SOURCE, TAG_ASK, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (ask == ASK_MORE) {
      range_t range = deal(claims);
      MPI_Send(&range, (int)sizeof range, MPI_BYTE, status.MPI_SOURCE, TAG_RANGE, MPI_COMM_WORLD);
    } else {
      working--;
    }
    if (ask == ASK_FAILED) {
      deal_no_more(claims);
    }
  }
  return NULL;
}

/* ---- every rank ---- */

static void say(int what)
{
  MPI_Request request;
  MPI_Isend(&what, 1, MPI_INT, 0, TAG_ASK, MPI_COMM_WORLD, &request);
  cli_ranks_wait(&request);
}

static range_t ask_for_more(cli_claims_t *claims)
{
  range_t range = {0};
  MPI_Request request;
  if (claims->ranks->at == 0) {
    return deal(claims);
  }
  say(ASK_MORE);
  MPI_Irecv(&range, (int)sizeof range, MPI_BYTE, 0, TAG_RANGE, MPI_COMM_WORLD, &request);
  cli_ranks_wait(&request);
  return range;
}

static uint64_t number_of(const cli_claims_t *claims, const sl_unit_t *unit)
{
  return claims->before[unit->pass] + unit->block * claims->plan.tiles + unit->tile;
}

static bool claim(void *context, const sl_unit_t *unit)
{
  cli_claims_t *claims = context;
  const uint64_t u = number_of(claims, unit);
  pthread_mutex_lock(&claims->mutex);
  while (claims->known <= u && !claims->no_more) {
    const range_t range = ask_for_more(claims);
    for (uint64_t i = range.first; i < range.first + range.n; i++) {
      set_bit(claims->mine, i);
    }
    claims->no_more = range.n == 0;
    claims->known = range.n > 0 ? range.first + range.n : claims->known;
  }
  const bool mine = get_bit(claims->mine, u);
  pthread_mutex_unlock(&claims->mutex);
  return mine;
}

static bool take(void *context, const sl_unit_t *unit, const sl_unit_values_t *values)
{
  const cli_claims_t *claims = context;
  return claims->kept->take(claims->kept->context, unit, values);
}

static int keep(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                sl_error_t *error)
{
  const cli_claims_t *claims = context;
  return claims->kept->keep(claims->kept->context, unit, values, error);
}

/* ---- from beginning to end ---- */

static void find_done(cli_claims_t *claims)
{
  sl_unit_t unit;
  for (unit.pass = 0; unit.pass < SL_N_UNIT_PASSES; unit.pass++) {
    for (unit.block = 0; unit.block < claims->plan.blocks[unit.pass]; unit.block++) {
      for (unit.tile = 0; unit.tile < claims->plan.tiles; unit.tile++) {
        if (sl_run_parts_has(claims->parts, &unit)) {
          set_bit(claims->done, number_of(claims, &unit));
        }
      }
    }
  }
}

static int begin(void *context, const sl_unit_plan_t *plan, sl_error_t *error)
{
  cli_claims_t *claims = context;
  claims->plan = *plan;
  for (size_t p = 1; p < SL_N_UNIT_PASSES; p++) {
    claims->before[p] = claims->before[p - 1] + plan->blocks[p - 1] * plan->tiles;
  }
  const uint64_t total = sl_unit_plan_total(plan);
  claims->mine = calloc(total / CHAR_BIT + 1, 1);
  claims->done = calloc(total / CHAR_BIT + 1, 1);
  if (claims->mine == NULL || claims->done == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for units of work");
  }
  if (claims->ranks->at == 0) {
    find_done(claims);
    pthread_mutex_lock(&claims->dealing);
    claims->total = total;
    claims->is_open = true;
    pthread_mutex_unlock(&claims->dealing);
  }
  return claims->kept->begin(claims->kept->context, plan, error);
}

static void free_claims(cli_claims_t *claims)
{
  pthread_mutex_destroy(&claims->mutex);
  pthread_mutex_destroy(&claims->dealing);
  free(claims->mine);
  free(claims->done);
  free(claims);
}

int cli_claims_begin(const cli_ranks_t *ranks, const sl_run_parts_t *parts, cli_claims_t **claims,
                     sl_error_t *error)
{
  cli_claims_t *made = calloc(1, sizeof *made);
  *claims = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for units of work");
  }
  *made = (cli_claims_t){.ranks = ranks, .parts = parts, .kept = sl_run_parts_store(parts)};
  made->store = (sl_unit_store_t){
      .context = made, .begin = begin, .claim = claim, .take = take, .keep = keep};
  pthread_mutex_init(&made->mutex, NULL);
  pthread_mutex_init(&made->dealing, NULL);
  if (ranks->at == 0 && pthread_create(&made->dealer, NULL, answer_all, made) != 0) {
    free_claims(made);
    return sl_fail(error, SL_ERR_MEMORY, "cannot start the thread that deals out units of work");
  }
  *claims = made;
  return SL_OK;
}

const sl_unit_store_t *cli_claims_store(const cli_claims_t *claims) { return &claims->store; }

void cli_claims_end(const cli_ranks_t *ranks, cli_claims_t *claims, int code)
{
  if (ranks->at > 0) {
    say(code == SL_OK ? ASK_ENDED : ASK_FAILED);
  } else if (claims != NULL) {
    if (code != SL_OK) {
      deal_no_more(claims);
    }
    pthread_join(claims->dealer, NULL);
  }
  if (claims != NULL) {
    free_claims(claims);
  }
}
