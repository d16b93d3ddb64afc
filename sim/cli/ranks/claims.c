#include "sim/cli/ranks/claims.h"

#include "sim/cli/ranks/arrivals.h"

#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A helping is so small a part of what is left for each rank, but one unit at least, and at most so
 * many: what one rank computes late, the adding up waits for. */
#define HELPINGS 4
#define HELPING_MOST 16

#define OUTGOING 4 /* units that a rank sends while it computes the next */

enum { TAG_ASK = 1, TAG_RANGE, TAG_UNIT, TAG_STOP, TAG_END };

/* n = 0: there are no more. */
typedef struct range {
  uint64_t first, n;
} range_t;

/* A message with a unit that is being sent; NULL: none. */
typedef struct outgoing {
  double *message;
  MPI_Request request;
} outgoing_t;

typedef enum gate { GATE_SHUT, GATE_OPEN, GATE_CLOSED_FOR_GOOD } gate_t;

struct cli_claims {
  pthread_mutex_t gate_mutex;
  pthread_cond_t gate_changed;
  gate_t gate;
  const cli_ranks_t *ranks;
  const sl_run_parts_t *parts;
  const sl_unit_store_t *kept; /* that of the parts */
  sl_unit_store_t store, gathering;
  sl_unit_plan_t plan;
  uint64_t before[SL_N_UNIT_PASSES]; /* units of the passes before */
  /* What this rank knows of itself: */
  pthread_mutex_t mutex;
  unsigned char *mine; /* a bit for each unit */
  uint64_t known;      /* of the units before this one it is known whose they are */
  bool no_more;
  bool heard_stop; /* what it was dealt and has not begun is not wanted any more */
  pthread_mutex_t sending;
  outgoing_t outgoing[OUTGOING];
  size_t sent; /* unit i of them is at i mod OUTGOING */
  /* Rank 0's: */
  pthread_mutex_t dealing;
  unsigned char *done;      /* a bit for each unit that is kept */
  cli_arrivals_t *arrivals; /* of the others; NULL until the plan is known */
  uint64_t total, next;     /* units; to be dealt out */
  bool is_open;             /* the plan is known, or there will be none */
  bool stopped;
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
  const uint64_t most = part < 1 ? 1 : part < HELPING_MOST ? part : HELPING_MOST;
  while (next < claims->total && range.n < most && !get_bit(claims->done, next)) {
    range.n++;
    next++;
  }
  claims->next = next;
  pthread_mutex_unlock(&claims->dealing);
  return range;
}

void cli_claims_stop(cli_claims_t *claims)
{
  pthread_mutex_lock(&claims->dealing);
  claims->next = claims->total;
  claims->is_open = claims->stopped = true;
  cli_arrivals_t *arrivals = claims->arrivals;
  pthread_mutex_unlock(&claims->dealing);
  if (arrivals != NULL) {
    cli_arrivals_end(arrivals);
  }
}

static bool is_open(cli_claims_t *claims)
{
  pthread_mutex_lock(&claims->dealing);
  const bool open = claims->is_open;
  pthread_mutex_unlock(&claims->dealing);
  return open;
}

/* Whoever asks waits while more is there than can soon be added up, but not for nothing. */
static bool is_dealing(cli_claims_t *claims)
{
  pthread_mutex_lock(&claims->dealing);
  const bool over = claims->next == claims->total;
  pthread_mutex_unlock(&claims->dealing);
  return over || !cli_arrivals_are_many(claims->arrivals);
}

/* The unit's number comes in the place of its first value. */
static void take_in(cli_claims_t *claims, int from, int n)
{
  uint64_t u = 0;
  double *message = malloc((size_t)n * sizeof *message);
  if (message == NULL) { /* its sender waits for room here, and would for ever */
    cli_ranks_give_up("no memory to take in a unit of work");
  }
  cli_ranks_receive(from, TAG_UNIT, message, n, MPI_DOUBLE);
  memcpy(&u, message, sizeof u);
  cli_arrivals_put(claims->arrivals, u, message, (size_t)n - 1);
}

/* A rank may be ready long before rank 0 has compiled its model: then its question waits. Returns
 * whether there was anything to do. */
static bool answer_one(cli_claims_t *claims, int *working)
{
  int from = 0, n = 0, code = SL_OK;
  bool any = false;
  if (cli_ranks_has(TAG_UNIT, MPI_DOUBLE, &from, &n)) {
    take_in(claims, from, n);
    any = true;
  }
  if (is_open(claims) && is_dealing(claims) && cli_ranks_has(TAG_ASK, MPI_INT, &from, &n)) {
    cli_ranks_receive(from, TAG_ASK, &n, 1, MPI_INT);
    range_t range = deal(claims);
    cli_ranks_send(from, TAG_RANGE, &range, (int)sizeof range, MPI_BYTE);
    any = true;
  }
  if (cli_ranks_has(TAG_END, MPI_INT, &from, &n)) {
    cli_ranks_receive(from, TAG_END, &code, 1, MPI_INT);
    --*working;
    any = true;
  }
  if (code != SL_OK) {
    cli_claims_stop(claims);
  }
  return any;
}

static bool is_stopped(cli_claims_t *claims)
{
  pthread_mutex_lock(&claims->dealing);
  const bool stopped = claims->stopped;
  pthread_mutex_unlock(&claims->dealing);
  return stopped;
}

static void tell_to_stop(const cli_claims_t *claims)
{
  const int any = 0;
  for (int rank = 1; rank < claims->ranks->n; rank++) {
    cli_ranks_send(rank, TAG_STOP, &any, 1, MPI_INT);
  }
}

/* What a rank has sent before it ended is there when its end is. */
static void *answer_all(void *context)
{
  cli_claims_t *claims = context;
  int working = claims->ranks->n - 1, from = 0, n = 0;
  unsigned naps = 0;
  bool told = false;
  while (working > 0) {
    if (!told && is_stopped(claims)) {
      tell_to_stop(claims);
      told = true;
    }
    if (answer_one(claims, &working)) {
      naps = 0;
    } else {
      cli_ranks_nap(&naps);
    }
  }
  while (cli_ranks_has(TAG_UNIT, MPI_DOUBLE, &from, &n)) {
    take_in(claims, from, n);
  }
  return NULL;
}

/* ---- every rank ---- */

static range_t ask_for_more(cli_claims_t *claims)
{
  const int any = 0;
  unsigned naps = 0;
  range_t range = {0};
  if (claims->ranks->at == 0) {
    while (!is_dealing(claims)) {
      cli_ranks_nap(&naps);
    }
    return deal(claims);
  }
  cli_ranks_send(0, TAG_ASK, &any, 1, MPI_INT);
  cli_ranks_receive(0, TAG_RANGE, &range, (int)sizeof range, MPI_BYTE);
  return range;
}

static uint64_t number_of(const cli_claims_t *claims, const sl_unit_t *unit)
{
  return claims->before[unit->pass] + unit->block * claims->plan.tiles + unit->tile;
}

/* Asked before each unit, for a helping may be many seconds of work. */
static bool has_heard_stop(cli_claims_t *claims)
{
  int any = 0, from = 0, n = 0;
  if (claims->ranks->at == 0) {
    return is_stopped(claims);
  }
  if (!claims->heard_stop && cli_ranks_has(TAG_STOP, MPI_INT, &from, &n)) {
    cli_ranks_receive(from, TAG_STOP, &any, 1, MPI_INT);
    claims->heard_stop = true;
  }
  return claims->heard_stop;
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
  const bool mine = get_bit(claims->mine, u) && !has_heard_stop(claims);
  pthread_mutex_unlock(&claims->mutex);
  return mine;
}

/* What is kept nobody is dealt. */
static bool take(void *context, const sl_unit_t *unit, const sl_unit_values_t *values)
{
  (void)context;
  (void)unit;
  (void)values;
  return false;
}

static void end_sending(outgoing_t *outgoing)
{
  if (outgoing->message != NULL) {
    cli_ranks_end_send(&outgoing->request);
    free(outgoing->message);
    outgoing->message = NULL;
  }
}

/* Rank 0 takes it in when it looks, for which no thread that computes waits, unless too many are
 * under way. */
static void send_unit(cli_claims_t *claims, double *message, size_t n)
{
  pthread_mutex_lock(&claims->sending);
  outgoing_t *outgoing = &claims->outgoing[claims->sent++ % OUTGOING];
  end_sending(outgoing);
  outgoing->message = message;
  cli_ranks_begin_send(0, TAG_UNIT, message, (int)n + 1, MPI_DOUBLE, &outgoing->request);
  pthread_mutex_unlock(&claims->sending);
}

static void hand_over(cli_claims_t *claims, uint64_t u, double *message, size_t n)
{
  if (claims->ranks->at == 0) {
    cli_arrivals_put(claims->arrivals, u, message, n);
  } else {
    memcpy(message, &u, sizeof u);
    send_unit(claims, message, n);
  }
}

static int keep(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                sl_error_t *error)
{
  cli_claims_t *claims = context;
  const size_t n = values->n[0] + values->n[1];
  double *message = n < INT_MAX ? malloc((n + 1) * sizeof *message) : NULL;
  int code = message != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory to send a unit");
  code = code == SL_OK ? claims->kept->keep(claims->kept->context, unit, values, error) : code;
  if (code != SL_OK) {
    free(message);
    return code;
  }
  memcpy(message + 1, values->part[0], values->n[0] * sizeof *message);
  if (values->n[1] > 0) {
    memcpy(message + 1 + values->n[0], values->part[1], values->n[1] * sizeof *message);
  }
  hand_over(claims, number_of(claims, unit), message, n);
  return SL_OK;
}

/* ---- the one that adds up ---- */

static bool gather(void *context, const sl_unit_t *unit, const sl_unit_values_t *values)
{
  cli_claims_t *claims = context;
  const uint64_t u = number_of(claims, unit);
  return get_bit(claims->done, u) ? claims->kept->take(claims->kept->context, unit, values)
                                  : cli_arrivals_take(claims->arrivals, u, values);
}

/* A unit that was damaged where it was kept, or one that will not come. */
static int go_without(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                      sl_error_t *error)
{
  cli_claims_t *claims = context;
  (void)unit;
  (void)values;
  return is_stopped(claims) ? sl_fail(error, SL_ERR_INTERRUPTED, "interrupted") : SL_OK;
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

/* Kept on rank 0, or nowhere. */
static int open_dealing(cli_claims_t *claims, uint64_t total, sl_error_t *error)
{
  cli_arrivals_t *arrivals = NULL;
  const int code = cli_arrivals_new(total, &arrivals, error);
  if (code == SL_OK) {
    find_done(claims);
    pthread_mutex_lock(&claims->dealing);
    claims->arrivals = arrivals;
    claims->total = total;
    claims->next = claims->stopped ? total : 0;
    claims->is_open = true;
    pthread_mutex_unlock(&claims->dealing);
  }
  return code;
}

void cli_claims_let(cli_claims_t *claims, bool go_on)
{
  pthread_mutex_lock(&claims->gate_mutex);
  if (claims->gate == GATE_SHUT) {
    claims->gate = go_on ? GATE_OPEN : GATE_CLOSED_FOR_GOOD;
    pthread_cond_broadcast(&claims->gate_changed);
  }
  pthread_mutex_unlock(&claims->gate_mutex);
}

/* Whoever passes sees what was set before it was opened. */
static gate_t pass_gate(cli_claims_t *claims)
{
  pthread_mutex_lock(&claims->gate_mutex);
  while (claims->gate == GATE_SHUT) {
    pthread_cond_wait(&claims->gate_changed, &claims->gate_mutex);
  }
  const gate_t gate = claims->gate;
  pthread_mutex_unlock(&claims->gate_mutex);
  return gate;
}

static int begin(void *context, const sl_unit_plan_t *plan, sl_error_t *error)
{
  cli_claims_t *claims = context;
  if (pass_gate(claims) != GATE_OPEN) {
    return sl_fail(error, SL_ERR_INTERRUPTED, "interrupted");
  }
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
  const int code = claims->ranks->at == 0 ? open_dealing(claims, total, error) : SL_OK;
  return code == SL_OK ? claims->kept->begin(claims->kept->context, plan, error) : code;
}

void cli_claims_free(cli_claims_t *claims)
{
  if (claims != NULL) {
    pthread_mutex_destroy(&claims->gate_mutex);
    pthread_cond_destroy(&claims->gate_changed);
    pthread_mutex_destroy(&claims->mutex);
    pthread_mutex_destroy(&claims->dealing);
    pthread_mutex_destroy(&claims->sending);
    cli_arrivals_free(claims->arrivals);
    free(claims->mine);
    free(claims->done);
    free(claims);
  }
}

int cli_claims_new(cli_claims_t **claims, sl_error_t *error)
{
  cli_claims_t *made = calloc(1, sizeof *made);
  *claims = made;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for units of work");
  }
  made->store = (sl_unit_store_t){
      .context = made, .begin = begin, .claim = claim, .take = take, .keep = keep};
  made->gathering = (sl_unit_store_t){.context = made, .take = gather, .keep = go_without};
  pthread_mutex_init(&made->gate_mutex, NULL);
  pthread_cond_init(&made->gate_changed, NULL);
  pthread_mutex_init(&made->mutex, NULL);
  pthread_mutex_init(&made->dealing, NULL);
  pthread_mutex_init(&made->sending, NULL);
  return SL_OK;
}

int cli_claims_begin(cli_claims_t *claims, const cli_ranks_t *ranks, const sl_run_parts_t *parts,
                     sl_error_t *error)
{
  claims->ranks = ranks;
  claims->parts = parts;
  claims->kept = sl_run_parts_store(parts);
  return ranks->at > 0 || pthread_create(&claims->dealer, NULL, answer_all, claims) == 0
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY,
                       "cannot start the thread that deals out units of work");
}

const sl_unit_store_t *cli_claims_store(const cli_claims_t *claims) { return &claims->store; }

const sl_unit_store_t *cli_claims_gathering(cli_claims_t *claims)
{
  unsigned naps = 0;
  while (!is_open(claims)) {
    cli_ranks_nap(&naps);
  }
  pthread_mutex_lock(&claims->dealing);
  const bool none = claims->arrivals == NULL;
  pthread_mutex_unlock(&claims->dealing);
  return none ? NULL : &claims->gathering;
}

void cli_claims_end(cli_claims_t *claims, int code)
{
  if (claims->ranks->at > 0) {
    for (size_t i = 0; i < OUTGOING; i++) {
      end_sending(&claims->outgoing[i]);
    }
    cli_ranks_send(0, TAG_END, &code, 1, MPI_INT);
    return;
  }
  if (code != SL_OK) {
    cli_claims_stop(claims);
  }
  pthread_join(claims->dealer, NULL);
}
