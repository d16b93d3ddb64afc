#include "tests/verify/validation.h"

#include "tests/support/harness.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

enum { MOST = 4096, TEXT = 160 };

typedef enum sl_record_kind { ESTIMATE, EXACT, BY_HAND, CAMPAIGN } sl_record_kind_t;

typedef struct sl_record {
  sl_record_kind_t kind;
  const char *suite, *test;         /* of the test that told it; CUnit keeps them */
  char label[TEXT], quantity[TEXT]; /* a campaign's reference and outcome */
  double right, ours, spread;       /* standard error, or bound */
} sl_record_t;

static sl_record_t records[MOST];
static size_t n_records;

static sl_record_t *next_record(sl_record_kind_t kind)
{
  CU_ASSERT_FATAL(n_records < MOST);
  sl_record_t *record = &records[n_records++];
  *record = (sl_record_t){
      .kind = kind, .suite = CU_get_current_suite()->pName, .test = CU_get_current_test()->pName};
  return record;
}

static void tell(sl_record_kind_t kind, const char *label, const char *quantity, double right,
                 double ours, double spread)
{
  sl_record_t *record = next_record(kind);
  snprintf(record->label, TEXT, "%s", label);
  snprintf(record->quantity, TEXT, "%s", quantity);
  record->right = right;
  record->ours = ours;
  record->spread = spread;
}

void sl_validated_estimate(const char *label, const char *quantity, double right, double ours,
                           double standard_error)
{
  tell(ESTIMATE, label, quantity, right, ours, standard_error);
}

void sl_validated_exact(const char *file, const char *quantity, double right, double ours,
                        double bound)
{
  tell(EXACT, file, quantity, right, ours, bound);
}

void sl_validated_by_hand(const char *figure, const char *arrangement, double right, double ours)
{
  char what[TEXT];
  snprintf(what, TEXT, "%s%s%s", figure, arrangement == NULL ? "" : " of ",
           arrangement == NULL ? "" : arrangement);
  tell(BY_HAND, "", what, right, ours, 0.0);
}

void sl_validated_campaign(const char *reference, const char *format, ...)
{
  sl_record_t *record = next_record(CAMPAIGN);
  va_list arguments;
  va_start(arguments, format);
  snprintf(record->label, TEXT, "%s", reference);
  vsnprintf(record->quantity, TEXT, format, arguments);
  va_end(arguments);
}

/* ---- tables ---- */

/* Amounts with thousands set apart and as many digits as the tests look at. */
static void print_number(FILE *out, double x)
{
  char digits[64];
  if (!isfinite(x)) {
    fprintf(out, isnan(x) ? "none" : "not bounded");
    return;
  }
  snprintf(digits, sizeof digits, "%.9g", x);
  const char *from = digits + (digits[0] == '-');
  const size_t whole = strspn(from, "0123456789");
  const bool plain = strchr(from, 'e') == NULL;
  fprintf(out, "%.*s", (int)(from - digits), digits);
  for (size_t i = 0; i < whole; i++) {
    fprintf(out, plain && i > 0 && (whole - i) % 3 == 0 ? ",%c" : "%c", from[i]);
  }
  fprintf(out, "%s", from + whole);
}

/* Errors below this share are rounding, which differs between compilers. */
static void print_difference(FILE *out, const sl_record_t *record)
{
  const double scale = fmax(1.0, fabs(record->right));
  const double off = fabs(record->ours - record->right);
  if (record->ours == record->right || !isfinite(record->right) || off <= 1e-9 * scale) {
    fprintf(out, "none");
  } else {
    fprintf(out, "%.1e", off);
  }
}

/* What the page holds, at a glance. */
static void print_summary(FILE *out)
{
  size_t of_kind[CAMPAIGN + 1] = {0}, within = 0;
  double largest = 0.0;
  for (size_t i = 0; i < n_records; i++) {
    const sl_record_t *record = &records[i];
    of_kind[record->kind]++;
    if (record->kind == ESTIMATE) {
      const double z = fabs(record->ours - record->right) / record->spread;
      largest = fmax(largest, z);
      within += z <= 1.96 ? 1 : 0;
    }
  }
  fprintf(out, "| what | figures | outcome |\n| --- | ---: | --- |\n");
  fprintf(out, "| simulated beside exact | %zu | largest \\|z\\| %.2f; %.0f%% within 1.96 |\n",
          of_kind[ESTIMATE], largest, 100.0 * (double)within / (double)of_kind[ESTIMATE]);
  fprintf(out, "| exact without simulation | %zu | every one within its stated bound |\n",
          of_kind[EXACT]);
  fprintf(out, "| worked out by hand | %zu | every one to 1e-9 of its value |\n", of_kind[BY_HAND]);
  fprintf(out, "| campaigns | %zu | see the last table |\n", of_kind[CAMPAIGN]);
}

static void print_estimates(FILE *out)
{
  fprintf(out, "| case | quantity | right | ours | standard error | z | test |\n");
  fprintf(out, "| --- | --- | ---: | ---: | ---: | ---: | --- |\n");
  for (size_t i = 0; i < n_records; i++) {
    const sl_record_t *record = &records[i];
    if (record->kind == ESTIMATE) {
      fprintf(out, "| %s | %s | ", record->label, record->quantity);
      print_number(out, record->right);
      fprintf(out, " | ");
      print_number(out, record->ours);
      fprintf(out, " | %.3g | %.2f | %s |\n", record->spread,
              (record->ours - record->right) / record->spread, record->suite);
    }
  }
}

static void print_exact(FILE *out)
{
  fprintf(out, "| scenario | quantity | right | ours | stated bound | difference |\n");
  fprintf(out, "| --- | --- | ---: | ---: | ---: | ---: |\n");
  for (size_t i = 0; i < n_records; i++) {
    const sl_record_t *record = &records[i];
    if (record->kind == EXACT) {
      fprintf(out, "| %s | %s | ", record->label, record->quantity);
      print_number(out, record->right);
      fprintf(out, " | ");
      print_number(out, record->ours);
      fprintf(out, " | %.0e | ", record->spread);
      print_difference(out, record);
      fprintf(out, " |\n");
    }
  }
}

/* One row a test: how many figures, the first of them, and the furthest from its right value. */
static void print_by_hand(FILE *out)
{
  fprintf(out, "| case | figures | for example | right | ours | largest difference | test |\n");
  fprintf(out, "| --- | ---: | --- | ---: | ---: | ---: | --- |\n");
  for (size_t i = 0, next; i < n_records; i = next) {
    const sl_record_t *first = &records[i], *furthest = first;
    size_t figures = 0;
    for (next = i; next < n_records && records[next].test == first->test; next++) {
      figures += records[next].kind == BY_HAND;
      if (fabs(records[next].ours - records[next].right) > fabs(furthest->ours - furthest->right)) {
        furthest = &records[next];
      }
    }
    if (first->kind == BY_HAND) {
      fprintf(out, "| %s | %zu | %s | ", first->test, figures, first->quantity);
      print_number(out, first->right);
      fprintf(out, " | ");
      print_number(out, first->ours);
      fprintf(out, " | ");
      print_difference(out, furthest);
      fprintf(out, " | %s |\n", first->suite);
    }
  }
}

static void print_campaigns(FILE *out)
{
  fprintf(out, "| against | outcome | test |\n| --- | --- | --- |\n");
  for (size_t i = 0; i < n_records; i++) {
    if (records[i].kind == CAMPAIGN) {
      fprintf(out, "| %s | %s | %s: %s |\n", records[i].label, records[i].quantity,
              records[i].suite, records[i].test);
    }
  }
}

static const struct {
  const char *line;
  void (*print)(FILE *out);
} tables[] = {{"{{SUMMARY}}\n", print_summary},
              {"{{ESTIMATES}}\n", print_estimates},
              {"{{EXACT}}\n", print_exact},
              {"{{BY HAND}}\n", print_by_hand},
              {"{{CAMPAIGNS}}\n", print_campaigns}};

void sl_validation_write(FILE *out)
{
  char path[1024], line[1024];
  snprintf(path, sizeof path, "%s/tests/verify/validation.md", sl_test_source_dir());
  FILE *text = fopen(path, "r");
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  while (fgets(line, sizeof line, text) != NULL) {
    size_t t = 0;
    while (t < sizeof tables / sizeof tables[0] && strcmp(line, tables[t].line) != 0) {
      t++;
    }
    if (t < sizeof tables / sizeof tables[0]) {
      tables[t].print(out);
    } else {
      fputs(line, out);
    }
  }
  fclose(text);
}
