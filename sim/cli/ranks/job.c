/* A rank's part of a run: join, agree that all run the same, work. The work is begun first, in a
 * thread of its own: MPI takes a quarter of a second to begin, most of it asleep, in which the
 * engine is compiled. Rank 0 makes the result meanwhile, as one process does that finds everything
 * kept, in its main thread; and when it stands, or cannot, all agree on that. */
#include "sim/cli/cli.h"
#include "sim/cli/ranks.h"
#include "sim/cli/ranks/claims.h"
#include "sim/cli/stopping.h"
#include "sim/engine/compile/cache.h"
#include "sim/study/run.h"

#include <pthread.h>
#include <sysexits.h>

/* Room for the samplers that rank 0 needs twice. */
#define CACHE_BYTES ((size_t)256 << 20)

static int check_options(const sl_scenario_t *scenario, const cli_run_job_t *job, sl_error_t *error)
{
  const cli_keeping_t *keeping = job->keeping;
  if (keeping->n_shares > 0 || job->job.engine.precision.goal != SL_PRECISION_NONE) {
    return sl_fail(error, SL_ERR_ARGUMENT,
                   "--shard and --precision are for one process, not for several ranks");
  }
  const int code = sl_files_read_spare(&scenario->files, job->path, error);
  return code == SL_OK && job->exhibit != NULL
             ? sl_files_read_spare(&scenario->files, job->exhibit, error)
             : code;
}

/* Rank 0 first, which looks at everybody's files; then each opens its own, as of one run with it.
 */
static int begin_keeping(const cli_ranks_t *ranks, const sl_scenario_t *scenario,
                         const cli_run_job_t *job, cli_keeping_t *keeping,
                         sl_engine_options_t *engine, sl_part_head_t *first, sl_error_t *error)
{
  int code = SL_OK;
  keeping->together = keeping->resume = true;
  keeping->process = (unsigned)ranks->at;
  if (ranks->at == 0) {
    code = cli_keeping_begin(keeping, job->path, scenario, job->asked, engine, job->quiet, error);
  }
  code = cli_ranks_agree(ranks, code, error);
  if (code != SL_OK) {
    return code;
  }
  if (ranks->at == 0) {
    *first = *sl_run_parts_head(keeping->parts);
    sl_run_parts_let_go(keeping->parts);
  }
  cli_ranks_tell(first, sizeof *first);
  if (ranks->at > 0) {
    keeping->of = first;
    keeping->fresh = false; /* rank 0 has seen to it */
    code = cli_keeping_begin(keeping, job->path, scenario, job->asked, engine, true, error);
  }
  return cli_ranks_agree(ranks, code, error);
}

typedef struct member {
  const cli_ranks_t *ranks;
  const sl_scenario_t *scenario;
  const cli_run_job_t *job;
  cli_keeping_t keeping;
  sl_engine_options_t options; /* of the engine that computes */
  cli_claims_t *claims;
  pthread_t worker;
  bool has_worker;
  int code; /* of the work */
  sl_error_t error;
} member_t;

/* ---- the work ---- */

static void *work_on_units(void *context)
{
  member_t *member = context;
  const sl_run_options_t shared = {.engine = member->options, .levers = member->job->job.levers};
  member->code = sl_run_share(member->scenario, &shared, 0, 1, &member->error);
  if (member->code != SL_OK) {
    cli_claims_stop(member->claims);
  }
  return NULL;
}

/* It waits for the claims to begin once it has compiled. */
static int begin_work(member_t *member, cli_run_job_t *job, sl_error_t *error)
{
  int code = sl_cache_new(CACHE_BYTES, &job->job.engine.cache, error);
  code = code == SL_OK ? cli_claims_new(&member->claims, error) : code;
  if (code == SL_OK) {
    member->options = job->job.engine;
    member->options.stop = cli_stopping_flag();
    member->options.store = cli_claims_store(member->claims);
    member->has_worker = pthread_create(&member->worker, NULL, work_on_units, member) == 0;
  }
  return code;
}

static void wait_for_work(member_t *member)
{
  if (member->has_worker) {
    pthread_join(member->worker, NULL);
    member->has_worker = false;
  }
}

static void end_work(member_t *member)
{
  if (member->claims != NULL) {
    cli_claims_let(member->claims, false);
  }
  wait_for_work(member);
  cli_claims_free(member->claims);
  sl_cache_free(member->job->job.engine.cache);
}

static int begin(member_t *member, sl_error_t *error)
{
  sl_part_head_t first;
  sl_engine_options_t kept = member->options; /* its store is the claims' to ask */
  member->keeping = *member->job->keeping;
  int code = begin_keeping(member->ranks, member->scenario, member->job, &member->keeping, &kept,
                           &first, error);
  if (code == SL_OK) {
    code = cli_claims_begin(member->claims, member->ranks, member->keeping.parts, error);
    code = cli_ranks_agree(member->ranks, code, error);
  }
  if (code != SL_OK) {
    return cli_keeping_end(&member->keeping, member->job->path, code, error);
  }
  cli_claims_let(member->claims, true);
  return code;
}

/* ---- all but rank 0 ---- */

/* Where the result stands nothing else matters. */
static int hear_how_it_ended(const cli_ranks_t *ranks, int code, sl_error_t *error)
{
  int stands = code == SL_OK;
  cli_ranks_tell(&stands, sizeof stands);
  return stands ? SL_OK : cli_ranks_agree(ranks, code, error);
}

static void work_for_rank_0(member_t *member, sl_error_t *error)
{
  if (!member->has_worker) {
    work_on_units(member);
  }
  wait_for_work(member);
  *error = member->error;
  const int code = cli_keeping_end(&member->keeping, member->job->path, member->code, error);
  cli_claims_end(member->claims, code);
  hear_how_it_ended(member->ranks, code, error);
}

/* ---- rank 0 ---- */

/* Whose failure is told: that of this rank's work, of the adding up; SL_OK: that of another rank,
 * for which the adding up waited in vain. */
static int find_reason(const member_t *member, int code, sl_error_t *error)
{
  if (code != SL_OK && member->code != SL_OK) {
    *error = member->error;
    return member->code;
  }
  return code == SL_ERR_INTERRUPTED ? SL_OK : code;
}

static int ended(void *context, int code, sl_error_t *error)
{
  member_t *member = context;
  int stands = code == SL_OK;
  if (!stands) {
    cli_claims_stop(member->claims);
  }
  wait_for_work(member);
  cli_claims_end(member->claims, code);
  const int mine = find_reason(member, code, error);
  member->keeping.gathered = stands;
  cli_keeping_end(&member->keeping, member->job->path, mine != SL_OK ? mine : code, error);
  cli_ranks_tell(&stands, sizeof stands);
  const int agreed = stands ? SL_OK : cli_ranks_agree(member->ranks, mine, error);
  return agreed != SL_OK ? agreed : code;
}

/* The result of the units as they come in, by one thread. */
static int make_result(member_t *member)
{
  cli_run_job_t mine = *member->job;
  sl_error_t error = {0};
  if (!member->has_worker) {
    member->code = sl_fail(&member->error, SL_ERR_MEMORY, "cannot start a thread that computes");
    cli_claims_stop(member->claims);
  }
  mine.keeping = NULL;
  mine.job.engine.store = cli_claims_gathering(member->claims);
  mine.job.engine.stop = member->options.stop;
  mine.job.engine.threads = 1;
  mine.ended = ended;
  mine.ended_context = member;
  if (mine.job.engine.store != NULL) {
    return cli_run_job(member->scenario, &mine);
  }
  ended(member, SL_ERR_INTERRUPTED, &error);
  return cli_report_error(&error);
}

static int run(member_t *member, sl_error_t *error)
{
  const cli_ranks_t *ranks = member->ranks;
  int code = check_options(member->scenario, member->job, error);
  code = cli_ranks_agree(ranks, code, error);
  code = code == SL_OK ? begin(member, error) : code;
  if (code == SL_OK && ranks->at == 0) {
    return make_result(member);
  }
  if (code == SL_OK) {
    work_for_rank_0(member, error);
  } else if (ranks->at == 0) {
    const int status = cli_report_error(error);
    return code == SL_ERR_ARGUMENT ? EX_USAGE : status; /* of check_options */
  }
  return EX_OK;
}

static int refuse(const cli_ranks_t *ranks, const sl_scenario_t *scenario,
                  const sl_faults_t *faults, const sl_error_t *error)
{
  if (ranks->at > 0) {
    return EX_OK;
  }
  return scenario == NULL ? cli_report_faults(faults) : cli_report_error(error);
}

/* Why there is nothing to run. */
static int fault_of(const sl_faults_t *faults, sl_error_t *error)
{
  *error = faults->n > 0 ? faults->list[0] : (sl_error_t){.code = SL_ERR_MEMORY};
  return error->code;
}

int cli_run_ranks(const sl_scenario_t *scenario, const sl_faults_t *faults,
                  const cli_run_job_t *job)
{
  cli_ranks_t ranks;
  cli_run_job_t mine = *job;
  member_t member = {.ranks = &ranks, .scenario = scenario, .job = &mine};
  sl_error_t error = {.code = SL_OK}, unjoined = {.code = SL_OK};
  int status = EX_OK;
  int code = scenario != NULL ? begin_work(&member, &mine, &error) : fault_of(faults, &error);
  if (cli_ranks_join(&ranks, &unjoined) != SL_OK) {
    status = cli_report_error(&unjoined);
  } else {
    code = cli_ranks_agree(&ranks, code, &error);
    status = code == SL_OK ? run(&member, &error) : refuse(&ranks, scenario, faults, &error);
    cli_ranks_leave();
  }
  end_work(&member);
  return status;
}
