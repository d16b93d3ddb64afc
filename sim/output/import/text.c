#include "sim/input/read/text.h"
#include "sim/output/import/report.h"

#include <math.h>
#include <string.h>

#define ROWS_NAMED 8

static const char *plural(size_t n) { return n == 1 ? "" : "s"; }

static void append_counts(sl_text_t *text, const sl_import_figures_t *f)
{
  static const char *const names[SL_TIERS] = {"employee only", "employee + spouse",
                                              "employee + children", "family"};
  sl_text_append(text,
                 "%zu employee%s, %zu member%s covered (%zu spouse%s, %zu child%s); %zu waived\n",
                 f->employees, plural(f->employees), f->members, plural(f->members), f->spouses,
                 plural(f->spouses), f->children, f->children == 1 ? "" : "ren", f->waived);
  sl_text_append(text, "  tiers      ");
  for (size_t t = 0; t < SL_TIERS; t++) {
    sl_text_append(text, "%s%s %zu", t > 0 ? ", " : "", names[t], f->tiers[t]);
  }
  sl_text_append(text, "\n  sexes      %zu female, %zu male", f->sexes[SL_FEMALE],
                 f->sexes[SL_MALE]);
  if (f->unknown_sex > 0) {
    sl_text_append(text, ", %zu not told", f->unknown_sex);
  }
  sl_text_append(text, " (employees: %zu female, %zu male)\n  ages       ",
                 f->employee_sexes[SL_FEMALE], f->employee_sexes[SL_MALE]);
  for (size_t b = 0, said = 0; b < 8; b++) {
    if (f->age_bands[b] > 0) {
      sl_text_append(text, "%s%s: %zu", said++ > 0 ? ", " : "", sl_import_age_bands[b],
                     f->age_bands[b]);
    }
  }
  if (!isnan(f->mean_employee_age)) {
    sl_text_append(text, "; employees' mean %.2f", f->mean_employee_age);
  }
  sl_text_append(text, "\n");
  if (f->employees_with_salary > 0) {
    sl_text_append(text, "  salaries   %.2f a year, of %zu employee%s\n", f->salary_sum,
                   f->employees_with_salary, plural(f->employees_with_salary));
  }
  if (f->joining_members + f->leaving_members > 0) {
    sl_text_append(text, "  in the plan year %zu employee%s (%zu member%s) join, %zu (%zu) leave\n",
                   f->joining_employees, plural(f->joining_employees), f->joining_members,
                   plural(f->joining_members), f->leaving_employees, f->leaving_members);
  }
}

/* One cause, with the rows it was found in. */
static void append_cause(sl_text_t *text, const sl_finding_t *list, size_t n, unsigned kind)
{
  size_t found = 0;
  for (size_t i = 0; i < n; i++) {
    found += list[i].kind == kind ? 1 : 0;
  }
  if (found == 0) {
    return;
  }
  sl_text_append(text, "  %s%s (row%s", sl_finding_words[kind].left_out ? "left out: " : "",
                 sl_finding_words[kind].why, plural(found));
  size_t said = 0;
  for (size_t i = 0; i < n && said < ROWS_NAMED; i++) {
    if (list[i].kind == kind) {
      sl_text_append(text, "%s %lu", said++ > 0 ? "," : "", (unsigned long)list[i].line);
    }
  }
  if (found > said) {
    sl_text_append(text, " and %zu more", found - said);
  }
  sl_text_append(text, ")\n");
}

static void append_findings(sl_text_t *text, const sl_import_t *import)
{
  static const char *const titles[] = {[SL_FINDING_ERROR] = "These need an answer",
                                       [SL_FINDING_WARNING] = "Worth a look",
                                       [SL_FINDING_NOTE] = "For the record"};
  const sl_finding_t *list;
  const size_t n = sl_import_findings(import, &list);
  for (unsigned severity = 0; severity < 3; severity++) {
    bool titled = false;
    for (unsigned kind = 0; kind < SL_FINDINGS; kind++) {
      bool found = false;
      for (size_t i = 0; i < n && !found; i++) {
        found = list[i].kind == kind;
      }
      if (found && sl_finding_words[kind].severity == severity) {
        sl_text_append(text, "%s%s%s", titled ? "" : "\n", titled ? "" : titles[severity],
                       titled ? "" : ":\n");
        titled = true;
        append_cause(text, list, n, kind);
      }
    }
  }
}

static void append_notes(sl_text_t *text, const sl_import_t *import)
{
  const char(*notes)[SL_IMPORT_NOTE];
  const size_t n = sl_import_notes(import, &notes);
  sl_text_append(text, "%s", n > 0 ? "\nAssumed:\n" : "");
  for (size_t i = 0; i < n; i++) {
    sl_text_append(text, "  %s\n", notes[i]);
  }
}

static void append_columns(sl_text_t *text, const sl_import_t *import)
{
  char name[128];
  const char *field;
  sl_text_append(text, "\nColumns:\n");
  for (size_t c = 0; sl_import_column(import, c, name, &field); c++) {
    if (name[0] != '\0') {
      sl_text_append(text, "  %s: %s\n", name, field != NULL ? field : "not used");
    }
  }
}

char *sl_import_report_text(const sl_import_t *import, const char *path)
{
  sl_text_t text = {0};
  sl_text_append(&text, "%s: ", path);
  append_counts(&text, sl_import_figures(import));
  append_findings(&text, import);
  append_notes(&text, import);
  append_columns(&text, import);
  return sl_text_take(&text);
}
