/* stoploss fit: a claims basis from a group's past claims, and what those can tell. */
#include "sim/cli/basis_file.h"
#include "sim/cli/cli.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/paper.h"
#include "sim/cli/value_list.h"
#include "sim/input/read/files_read.h"
#include "sim/output/plots/fit_plots.h"
#include "sim/output/report/fit_page.h"
#include "sim/study/fit/fit.h"

#include <argp.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define AMOUNT_MAX 1e15 /* as every amount of a scenario */
#define VARIANCE_MAX 1e30
#define CURRENCY "USD"
#define WITHIN 0.05
#define PROBABILITY 0.90

typedef struct fit_options {
  const char *claims, *census, *manual, *pictures;
  const char *output;   /* NULL: the claims' stem plus -basis.yaml in the current folder */
  const char *currency; /* NULL: the manual's, else CURRENCY */
  sl_fit_terms_t terms;
  bool json, quiet;
} fit_options_t;

enum {
  KEY_CENSUS = 0x100,
  KEY_MANUAL,
  KEY_POOL,
  KEY_TREND,
  KEY_WITHIN,
  KEY_PROBABILITY,
  KEY_BETWEEN,
  KEY_CURRENCY,
  KEY_PICTURES
};

static const struct argp_option options[] = {
    {"output", 'o', "BASIS.yaml", 0, "The basis (default: the claims' name with -basis.yaml, here)",
     0},
    {"census", KEY_CENSUS, "CENSUS.csv", 0,
     "Who was covered: one row for each member of those years, with from and to", 0},
    {"manual", KEY_MANUAL, "BASIS", 0,
     "The basis that the group's own claims are weighted with: a name or a file", 0},
    {"pool", KEY_POOL, "AMOUNT", 0,
     "Leave claims above AMOUNT out and take the manual's instead (needs --manual)", 0},
    {"trend", KEY_TREND, "R", 0,
     "Yearly growth of amounts, such as 0.08 (default: what the claims tell, if they do)", 0},
    {"within", KEY_WITHIN, "K", 0,
     "Full credibility: claims lie within K of their mean (default 0.05)", 0},
    {"probability", KEY_PROBABILITY, "P", 0,
     "Full credibility: they do with probability P (default 0.90)", 0},
    {"between-variance", KEY_BETWEEN, "V", 0,
     "Weight by Buehlmann and Straub: V is the variance between groups of the cost a member-year; "
     "one group's claims cannot tell it",
     0},
    {"currency", KEY_CURRENCY, "CUR", 0, "Of the amounts (default: the manual's, else USD)", 0},
    {"pictures", KEY_PICTURES, "DIR", 0,
     "Draw quantiles and mean excess of every service into DIR, as SVG", 0},
    {"json", 'j', NULL, 0, "Print the report as JSON", 0},
    {"quiet", 'q', NULL, 0, "Print nothing but errors", 0},
    {0},
};

static const char *currency_of(const struct argp_state *state, const char *text)
{
  if (strlen(text) != 3 || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3) {
    argp_error(state, "--currency: '%.20s' is not three capital letters, such as USD", text);
  }
  return text;
}

static const cli_value_rule_t pool_rule = {
    .option = "--pool", .example = "100k", .high = AMOUNT_MAX, .above_low = true, .most = 1};

static double one_amount(const struct argp_state *state, const char *text)
{
  double *list = NULL;
  cli_value_list(state, &pool_rule, text, &list);
  const double value = list[0];
  free(list);
  return value;
}

/* Numbers; ARGP_ERR_UNKNOWN for any other key. */
static error_t parse_terms(int key, const char *argument, const struct argp_state *state)
{
  sl_fit_terms_t *terms = &((fit_options_t *)state->input)->terms;
  switch (key) {
  case KEY_POOL:
    terms->pool = one_amount(state, argument);
    return 0;
  case KEY_TREND:
    terms->trend = cli_number(state, "--trend", argument, -1.0, 1.0);
    return 0;
  case KEY_WITHIN:
    terms->within = cli_number(state, "--within", argument, 0.0, 1.0);
    return 0;
  case KEY_PROBABILITY:
    terms->probability = cli_number(state, "--probability", argument, 0.0, 1.0);
    if (terms->probability >= 1.0) {
      argp_error(state, "--probability must be below 1");
    }
    return 0;
  case KEY_BETWEEN:
    terms->between_variance = cli_number(state, "--between-variance", argument, 0.0, VARIANCE_MAX);
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static error_t end_options(const struct argp_state *state, const fit_options_t *fit)
{
  if (fit->manual == NULL && (isfinite(fit->terms.pool) || !isnan(fit->terms.between_variance))) {
    argp_error(state, "--pool and --between-variance need a manual basis: give --manual");
  }
  if (fit->output != NULL && !cli_is_basis_path(fit->output)) {
    argp_error(state, "--output must end in .yaml, since a scenario names a basis file by that");
  }
  return 0;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  fit_options_t *fit = state->input;
  switch (key) {
  case 'o':
    fit->output = argument;
    return 0;
  case KEY_CENSUS:
    fit->census = argument;
    return 0;
  case KEY_MANUAL:
    fit->manual = argument;
    return 0;
  case KEY_CURRENCY:
    fit->currency = currency_of(state, argument);
    return 0;
  case KEY_PICTURES:
    fit->pictures = argument;
    return 0;
  case 'j':
    fit->json = true;
    return 0;
  case 'q':
    fit->quiet = true;
    return 0;
  default:
    if (parse_terms(key, argument, state) == 0) {
      return 0;
    }
    if (key == ARGP_KEY_END) {
      end_options(state, fit);
    }
    return cli_one_argument(state, key, argument, "CLAIMS.csv", &fit->claims);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "CLAIMS.csv",
    .doc =
        "Fit a claims basis to a group's own past claims (lines with member, service, incurred and "
        "paid date and amounts, or annual totals by member and year): frequencies, amounts and "
        "tails by maximum likelihood, lags, trend, and the weight beside a manual basis. Write it "
        "as a file that a scenario can name under claims.basis, and report what the claims can and "
        "cannot tell.\vColumns are found by the names that exports give them. What was repaired or "
        "left out is counted in the report. Nothing that identifies a member is printed or "
        "written."};

/* ---- the job ---- */

typedef struct job {
  const fit_options_t *given;
  sl_faults_t faults;
  sl_files_read_t files;
  sl_claims_file_t file;
  sl_census_t *census;
  sl_census_cover_t *covers; /* until the study takes them over */
  size_t n_covers;
  sl_basis_t *manual;
  sl_fit_study_t *study;
} job_t;

/* The day at which ages of the census are taken: the middle of the period. */
static sl_date_t day_of_ages(const sl_claims_file_t *file)
{
  int first, last;
  sl_experience_period(file, &first, &last);
  return sl_experience_date(first + (last - first) / 2);
}

static int note_file(job_t *job, const char *kind, const char *path)
{
  return sl_files_read_add(&job->files, kind, path);
}

/* The claims once more, with the ids of the census, which needs the period that they tell. */
static int match_members(job_t *job)
{
  const char **ids = malloc((job->n_covers + 1) * sizeof *ids);
  if (ids == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < job->n_covers; i++) {
    ids[i] = job->covers[i].id;
  }
  sl_claims_file_free(&job->file);
  const int code =
      sl_claims_file_read(NULL, job->given->claims, ids, job->n_covers, &job->file, &job->faults);
  free(ids);
  return code;
}

static int read_census(job_t *job)
{
  const sl_date_t day = day_of_ages(&job->file);
  int code = sl_census_read(NULL, job->given->census, &day, SL_PLAN_MONTHS_MAX, &job->census,
                            &job->faults);
  if (code != SL_OK) {
    return code;
  }
  job->n_covers = sl_census_rows(job->census);
  job->covers = malloc((job->n_covers + 1) * sizeof *job->covers);
  if (job->covers == NULL) {
    return SL_ERR_MEMORY;
  }
  sl_census_covers(job->census, job->covers);
  code = note_file(job, "census", job->given->census);
  return code == SL_OK ? match_members(job) : code;
}

static int read_manual(job_t *job)
{
  char folder[] = "";
  sl_node_t node = {.kind = SL_NODE_SCALAR, .origin = "--manual"};
  const sl_source_t source = {"--manual", folder, &job->faults, &job->files, NULL};
  node.text = (char *)(uintptr_t)job->given->manual; /* a node owns its text; this one is read */
  return sl_basis_named(&source, &node, 0, &job->manual);
}

static int read_all(job_t *job)
{
  int code = sl_claims_file_read(NULL, job->given->claims, NULL, 0, &job->file, &job->faults);
  code = code == SL_OK ? note_file(job, "claim file", job->given->claims) : code;
  if (code == SL_OK && job->given->census != NULL) {
    code = read_census(job);
  }
  return code == SL_OK && job->given->manual != NULL ? read_manual(job) : code;
}

static int print_report(const job_t *job, sl_error_t *error)
{
  const sl_paper_t paper = cli_paper();
  char *text = NULL;
  const int code = job->given->json ? sl_fit_json(job->study, &job->file, &text, error)
                                    : sl_fit_text(job->study, &job->file, &paper, &text, error);
  if (code == SL_OK) {
    fputs(text, stdout);
  }
  free(text);
  return code;
}

static int check_currency(const job_t *job, const sl_fit_terms_t *terms, sl_error_t *error)
{
  if (job->manual != NULL && job->manual->currency != NULL &&
      strcmp(job->manual->currency, terms->currency) != 0) {
    return sl_fail(error, SL_ERR_INPUT, "the manual basis is in %s, the claims are in %s",
                   job->manual->currency, terms->currency);
  }
  return SL_OK;
}

/* The pictures and the basis, all or none. */
static int make_files(const job_t *job, const sl_written_files_t *basis, const char *path,
                      size_t n_pictures, sl_error_t *error)
{
  const char *pictures = job->given->pictures;
  sl_folder_file_t *files = calloc(n_pictures + basis->n, sizeof *files);
  if (files == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the files");
  }
  sl_folder_t folder;
  int code = sl_folder_open(&folder, pictures != NULL ? pictures : ".", files,
                            n_pictures + basis->n, error);
  if (code == SL_OK && pictures != NULL) {
    code = sl_fit_plots_draw(job->study, &folder, error);
  }
  code = code == SL_OK ? cli_write_basis(basis, path, &folder, n_pictures, error) : code;
  code = code == SL_OK ? sl_folder_place(&folder, error) : code;
  sl_folder_close(&folder, code == SL_OK);
  free(files);
  return code;
}

static int write_all(const job_t *job, const char *path, sl_error_t *error)
{
  char stem[CLI_BASIS_NAME];
  sl_written_files_t basis;
  cli_basis_name(path, stem);
  int code = sl_basis_write(job->study->basis, stem, &basis, error);
  if (code == SL_OK) {
    const size_t n = job->given->pictures != NULL ? sl_fit_plots_count(job->study) : 0;
    code = make_files(job, &basis, path, n, error);
    sl_written_files_free(&basis);
  }
  return code;
}

static int fit_and_write(job_t *job, const char *path, sl_error_t *error)
{
  const fit_options_t *given = job->given;
  char name[CLI_BASIS_NAME];
  sl_fit_terms_t terms = given->terms;
  cli_basis_name(path, name);
  terms.name = name;
  terms.manual = job->manual;
  terms.currency = given->currency != NULL                                ? given->currency
                   : job->manual != NULL && job->manual->currency != NULL ? job->manual->currency
                                                                          : CURRENCY;
  int code = sl_files_read_spare(&job->files, path, error);
  code = code == SL_OK ? check_currency(job, &terms, error) : code;
  if (code == SL_OK) {
    code = sl_fit_study_new(&job->file, job->covers, job->n_covers, &terms, &job->study, error);
    job->covers = NULL;
  }
  code = code == SL_OK ? write_all(job, path, error) : code;
  return code == SL_OK && !given->quiet ? print_report(job, error) : code;
}

static void print_done(const fit_options_t *given, const char *path)
{
  if (!given->quiet && !given->json) {
    printf("\nWritten: %s", path);
    if (given->pictures != NULL) {
      printf(", and pictures into %s", given->pictures);
    }
    putchar('\n');
  }
}

static int run_job(const fit_options_t *given, const char *path)
{
  job_t job = {.given = given};
  sl_error_t error = {0};
  int status = EX_OK;
  sl_faults_init(&job.faults);
  const int code = read_all(&job);
  if (code != SL_OK && job.faults.n + job.faults.suppressed == 0) {
    sl_fail(&error, code, "out of memory for the claims");
    status = cli_report_error(&error);
  } else if (code != SL_OK) {
    status = cli_report_faults(&job.faults);
  } else if (fit_and_write(&job, path, &error) != SL_OK) {
    status = cli_report_error(&error);
  } else {
    print_done(given, path);
  }
  sl_fit_study_free(job.study);
  sl_basis_free(job.manual);
  free(job.covers);
  sl_census_free(job.census);
  sl_claims_file_free(&job.file);
  sl_files_read_free(&job.files);
  sl_faults_free(&job.faults);
  return status;
}

int cmd_fit(int argc, char **argv)
{
  fit_options_t given = {.terms = {.trend = NAN,
                                   .pool = INFINITY,
                                   .within = WITHIN,
                                   .probability = PROBABILITY,
                                   .between_variance = NAN}};
  cli_parse(&parser, argc, argv, &given);
  char *default_path =
      given.output == NULL ? cli_default_output(given.claims, "-basis.yaml") : NULL;
  const char *path = given.output != NULL ? given.output : default_path;
  int status;
  if (path == NULL) {
    const sl_error_t error = {.code = SL_ERR_MEMORY};
    status = cli_report_error(&error);
  } else {
    status = run_job(&given, path);
  }
  free(default_path);
  return status;
}
