/* A claims basis as an object: what is loaded, merged and written, and the shipped ones against
 * their golden files (stoploss_tests --write-validation unit/basis_object writes those anew). */
#include "sim/input/basis/basis.h"

#include "models/bases/bases.h"
#include "models/core/elementary.h"
#include "sim/input/scenario/claims.h"
#include "tests/support/basis_equal.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Who names the bases of a test. */
typedef struct namer {
  char folder[SL_PATH_MAX];
  sl_faults_t faults;
  sl_files_read_t files;
  sl_source_t source;
} namer_t;

static void begin(namer_t *by)
{
  *by = (namer_t){0};
  sl_scratch_path(by->folder, "/");
  sl_faults_init(&by->faults);
  by->source = (sl_source_t){"scenario.yaml", by->folder, &by->faults, &by->files, NULL};
}

static void end(namer_t *by)
{
  sl_faults_free(&by->faults);
  sl_files_read_free(&by->files);
}

static sl_basis_t *parse(namer_t *by, const char *name, const char *text)
{
  sl_basis_t *basis = NULL;
  CU_ASSERT_EQUAL(sl_basis_parse(&by->source, name, text, strlen(text), &basis), SL_OK);
  for (size_t i = 0; i < by->faults.n; i++) {
    const sl_error_t *fault = &by->faults.list[i];
    printf("\n    %s:%zu:%zu: %s\n", fault->file, fault->line, fault->column, fault->text);
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(basis);
  return basis;
}

static sl_written_files_t written(const sl_basis_t *basis, const char *stem)
{
  sl_written_files_t files;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_basis_write(basis, stem, &files, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(files.n, 1);
  return files;
}

/* Load, write, load, write: equal objects, equal texts, and the text of the golden file. */
static void check_golden(const sl_embedded_basis_t *shipped)
{
  char path[SL_PATH_MAX];
  namer_t by;
  begin(&by);
  sl_source_path(path, "/tests/unit/golden/%s.yaml", shipped->name);
  sl_basis_t *first = parse(&by, shipped->name, shipped->text);
  sl_written_files_t files = written(first, shipped->name);
  sl_basis_t *second = parse(&by, "written", files.list[0].text);
  sl_written_files_t again = written(second, shipped->name);
  CU_ASSERT_TRUE(sl_test_basis_equal(first, second));
  CU_ASSERT_STRING_EQUAL(files.list[0].text, again.list[0].text);
  if (sl_test_writes_validation()) {
    CU_ASSERT_TRUE(sl_file_write_text(path, files.list[0].text));
  }
  size_t length = 0;
  char *golden = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(golden);
  CU_ASSERT_STRING_EQUAL(files.list[0].text, golden);
  free(golden);
  sl_written_files_free(&files);
  sl_written_files_free(&again);
  sl_basis_free(first);
  sl_basis_free(second);
  end(&by);
}

static void shipped_bases_come_back_from_their_golden_files(void)
{
  size_t n = 0;
  const sl_embedded_basis_t *bases = sl_embedded_bases(&n);
  CU_ASSERT_EQUAL(n, 3);
  for (size_t i = 0; i < n; i++) {
    check_golden(&bases[i]);
  }
}

#define US "us-commercial-2026"

/* text with its only `from` replaced; the caller frees it. */
static char *replaced(const char *text, const char *from, const char *to)
{
  const char *at = strstr(text, from);
  CU_ASSERT_PTR_NOT_NULL_FATAL(at);
  const size_t size = strlen(text) + strlen(to) + 1;
  char *made = malloc(size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(made);
  snprintf(made, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
  return made;
}

/* The machine shop in the scratch folder, its basis the written file. */
static void write_machine_shop(void)
{
  char path[SL_PATH_MAX], copy[SL_PATH_MAX];
  sl_source_path(path, "/scenarios/machine-shop.csv");
  sl_scratch_path(copy, "/machine-shop.csv");
  CU_ASSERT_TRUE(sl_file_copy(path, copy));
  sl_source_path(path, "/scenarios/machine-shop.yaml");
  size_t length = 0;
  char *shipped = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(shipped);
  char *own = replaced(shipped, "basis: " US, "basis: written.yaml");
  sl_test_write("machine-shop.yaml", own);
  free(shipped);
  free(own);
}

static void write_shipped(const char *name)
{
  sl_basis_t *basis = NULL;
  const sl_node_t node = {.kind = SL_NODE_SCALAR, .text = (char[]){US}};
  namer_t by;
  begin(&by);
  CU_ASSERT_EQUAL(sl_basis_named(&by.source, &node, 0, &basis), SL_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(basis);
  sl_written_files_t files = written(basis, "written");
  CU_ASSERT_STRING_EQUAL(files.list[0].name, name);
  sl_test_write(files.list[0].name, files.list[0].text);
  sl_written_files_free(&files);
  sl_basis_free(basis);
  end(&by);
}

static sl_results_t *simulated(sl_test_run_t *run, const char *path)
{
  CU_ASSERT_TRUE_FATAL(sl_test_run_open(run, path, 512, 0));
  sl_results_t *results = sl_test_run_results(run);
  CU_ASSERT_PTR_NOT_NULL_FATAL(results);
  return results;
}

static void a_written_basis_costs_what_the_shipped_one_does(void)
{
  char path[SL_PATH_MAX];
  sl_test_run_t runs[2];
  write_shipped("written.yaml");
  write_machine_shop();
  sl_scratch_path(path, "/machine-shop.yaml");
  sl_results_t *shipped = simulated(&runs[0], "scenarios/machine-shop.yaml");
  sl_results_t *own = simulated(&runs[1], path);
  CU_ASSERT_EQUAL_FATAL(own->facts->trials, 512);
  for (size_t a = 0; a < shipped->facts->n_arrangements; a++) {
    for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
      const double *left = sl_results_cost_column(shipped, (sl_cost_variable_t)v, a);
      const double *right = sl_results_cost_column(own, (sl_cost_variable_t)v, a);
      CU_ASSERT_EQUAL_FATAL(left == NULL, right == NULL);
      CU_ASSERT_TRUE(left == NULL || memcmp(left, right, 512 * sizeof *left) == 0);
    }
  }
  sl_results_free(shipped);
  sl_results_free(own);
  sl_test_run_close(&runs[0]);
  sl_test_run_close(&runs[1]);
}

#define HEAD                                                                                       \
  "stoploss_basis: 1\nname: small\ntitle: A small one\ncurrency: USD\ndate: 2025-07-01\n"          \
  "frailty: {distribution: gamma, shape: 2}\n"
#define COUNT "frequency: {distribution: poisson, mean: 1}"
#define SMALL                                                                                      \
  HEAD "services:\n"                                                                               \
       "  - {name: visits, " COUNT ", severity: {distribution: constant, value: 10}}\n"            \
       "  - {name: income, " COUNT ", severity: {distribution: constant, value: 30}, "             \
       "members: employees, line: short_term_disability, "                                         \
       "disability: {salary_share: 0.5, maximum_weeks: 26}}\n"

static const sl_money_t next_year = {1.25, 0.1, {2026, 1, 1}, 12};

static void merged_services_are_in_money_of_the_plan_year(void)
{
  const sl_node_t named = {.line = 3, .column = 7};
  sl_claims_t claims = {0};
  namer_t by;
  begin(&by);
  sl_basis_t *basis = parse(&by, "small", SMALL);
  sl_basis_host_t host = {&by.source, &named, "USD", next_year, false, false, 0.0, 0.0, &claims};
  CU_ASSERT_EQUAL(basis->services[0].amount_factor, 1.0);
  CU_ASSERT_EQUAL(sl_basis_merge(basis, &host), SL_OK);
  CU_ASSERT_EQUAL(by.faults.n, 0);
  CU_ASSERT_EQUAL(basis->n_services, 0);
  CU_ASSERT_EQUAL(host.frailty, 2.0);
  CU_ASSERT_EQUAL_FATAL(claims.n_services, 2);
  CU_ASSERT_STRING_EQUAL(claims.services[0].name, "visits");
  CU_ASSERT_EQUAL(claims.services[0].amount_factor, 1.25 * sl_det_pow(1.1, 1.0));
  CU_ASSERT_EQUAL(claims.services[1].amount_factor, 1.0); /* salaries are of the plan year */
  for (size_t i = 0; i < claims.n_services; i++) {
    sl_service_free(&claims.services[i]);
  }
  free(claims.services);
  sl_basis_free(basis);
  end(&by);
}

static bool has_fault(const namer_t *by, const char *file, size_t line, const char *part)
{
  for (size_t i = 0; i < by->faults.n; i++) {
    const sl_error_t *fault = &by->faults.list[i];
    if (strcmp(fault->file, file) == 0 && fault->line == line && strstr(fault->text, part)) {
      return true;
    }
  }
  return false;
}

static void what_does_not_go_together_is_a_fault_of_the_host(void)
{
  const sl_node_t named = {.line = 3, .column = 7};
  sl_claims_t claims = {0};
  namer_t by;
  begin(&by);
  sl_basis_t *basis = parse(&by, "small", SMALL);
  sl_basis_t *same = parse(&by, "small", SMALL);
  sl_basis_host_t host = {&by.source, &named, "CAD", next_year, false, false, 3.0, 0.0, &claims};
  CU_ASSERT_EQUAL(sl_basis_merge(basis, &host), SL_OK);
  CU_ASSERT_TRUE(has_fault(&by, "scenario.yaml", 3, "basis is in another currency: USD"));
  CU_ASSERT_TRUE(has_fault(&by, "scenario.yaml", 3, "a frailty of shape 2, an earlier one of 3"));
  CU_ASSERT_EQUAL(by.faults.n, 2);
  host.currency = "USD";
  CU_ASSERT_EQUAL(sl_basis_merge(same, &host), SL_OK);
  CU_ASSERT_TRUE(has_fault(&by, "scenario.yaml", 3, "is in an earlier basis too: visits"));
  CU_ASSERT_EQUAL(by.faults.n, 3);
  for (size_t i = 0; i < claims.n_services; i++) {
    sl_service_free(&claims.services[i]);
  }
  free(claims.services);
  sl_basis_free(basis);
  sl_basis_free(same);
  end(&by);
}

static void faults_are_told_at_their_place_in_the_basis(void)
{
  static const char faulty[] =
      HEAD "services:\n  - {name: visits, frequency: {distribution: poison, mean: 1}, "
           "severity: {distribution: constant, value: 10}}\n"
           "  - {name: visits, " COUNT ", severity: {distribution: constant, value: -1}}\n";
  const sl_node_t unknown = {.kind = SL_NODE_SCALAR, .line = 9, .text = (char[]){"us-comercial"}};
  sl_basis_t *basis = NULL;
  namer_t by;
  begin(&by);
  CU_ASSERT_EQUAL(sl_basis_parse(&by.source, "odd.yaml", faulty, strlen(faulty), &basis),
                  SL_ERR_INPUT);
  CU_ASSERT_TRUE(has_fault(&by, "odd.yaml", 8, "distribution is not known: poison"));
  CU_ASSERT_TRUE(has_fault(&by, "odd.yaml", 9, "name is used twice: visits; also in line 8"));
  CU_ASSERT_TRUE(has_fault(&by, "odd.yaml", 9, "value is out of range: -1"));
  CU_ASSERT_PTR_NOT_NULL_FATAL(basis); /* so that its names are known to what follows */
  CU_ASSERT_EQUAL(basis->n_services, 2);
  sl_basis_free(basis);
  CU_ASSERT_EQUAL(sl_basis_parse(&by.source, "cut.yaml", "name: [", 7, &basis), SL_ERR_INPUT);
  CU_ASSERT_PTR_NULL(basis);
  CU_ASSERT_EQUAL(sl_basis_read(&by.source, "missing.yaml", &basis), SL_ERR_MISSING);
  CU_ASSERT_PTR_NULL(basis);
  CU_ASSERT_EQUAL(sl_basis_named(&by.source, &unknown, 0, &basis), SL_ERR_INPUT);
  CU_ASSERT_TRUE(has_fault(&by, "scenario.yaml", 9, "did you mean us-commercial-2026"));
  CU_ASSERT_PTR_NULL(basis);
  end(&by);
}

static void services_are_counted_with_those_elsewhere(void)
{
  const sl_node_t node = {.kind = SL_NODE_SCALAR, .text = (char[]){"small.yaml"}};
  char path[SL_PATH_MAX];
  sl_basis_t *basis = NULL;
  namer_t by;
  begin(&by);
  sl_test_write("small.yaml", SMALL);
  sl_scratch_path(path, "/small.yaml");
  CU_ASSERT_EQUAL(sl_basis_named(&by.source, &node, SL_SERVICES_MAX - 2, &basis), SL_OK);
  sl_basis_free(basis);
  CU_ASSERT_EQUAL(sl_basis_named(&by.source, &node, SL_SERVICES_MAX - 1, &basis), SL_ERR_INPUT);
  CU_ASSERT_PTR_NOT_NULL_FATAL(basis);
  CU_ASSERT_EQUAL(basis->n_services, 1);
  CU_ASSERT_EQUAL_FATAL(by.faults.n, 1);
  CU_ASSERT_EQUAL(by.faults.list[0].line, 9);
  CU_ASSERT_PTR_NOT_NULL(strstr(by.faults.list[0].text, "too many services; allowed: 65535"));
  CU_ASSERT_EQUAL(by.files.n, 2);
  sl_basis_free(basis);
  end(&by);
}

static void what_no_file_can_say_is_not_written(void)
{
  enum { MANY = 60000 };
  sl_written_files_t files;
  sl_error_t error = {0};
  namer_t by;
  begin(&by);
  sl_basis_t *basis = parse(&by, "small", SMALL);
  sl_service_t *service = &basis->services[0];
  service->age_curve = calloc(1, sizeof *service->age_curve);
  CU_ASSERT_EQUAL(sl_basis_write(basis, "small", &files, &error), SL_ERR_ARGUMENT);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "the age curve of service visits"));
  free(service->age_curve);
  service->age_curve = NULL;
  sl_severity_free(&service->severity);
  sl_severity_init(&service->severity, sl_severity_family("table"));
  service->severity.n = MANY;
  service->severity.values = malloc(MANY * sizeof(double));
  service->severity.probabilities = malloc(MANY * sizeof(double));
  CU_ASSERT_FATAL(service->severity.values != NULL && service->severity.probabilities != NULL);
  for (size_t i = 0; i < MANY; i++) {
    service->severity.values[i] = (double)i;
    service->severity.probabilities[i] = 1.0 / MANY;
  }
  CU_ASSERT_EQUAL_FATAL(sl_severity_validate(&service->severity, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_basis_write(basis, "small", &files, &error), SL_ERR_UNSUPPORTED);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "bytes as a file; allowed: at most 1048576"));
  sl_basis_free(basis);
  end(&by);
}

SL_SUITE(basis_object, "unit/basis_object",
         {"shipped bases come back from their golden files",
          shipped_bases_come_back_from_their_golden_files},
         {"a written basis costs what the shipped one does",
          a_written_basis_costs_what_the_shipped_one_does},
         {"merged services are in money of the plan year",
          merged_services_are_in_money_of_the_plan_year},
         {"what does not go together is a fault of the host",
          what_does_not_go_together_is_a_fault_of_the_host},
         {"faults are told at their place in the basis",
          faults_are_told_at_their_place_in_the_basis},
         {"services are counted with those elsewhere", services_are_counted_with_those_elsewhere},
         {"what no file can say is not written", what_no_file_can_say_is_not_written});
