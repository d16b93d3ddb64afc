#include "sim/cli/starter.h"

#include <string.h>

extern const char sl_starter_scenario[]; /* starter.yaml */

typedef struct place {
  const char *base;
  size_t employees;
  size_t members;
} place_t;

/* The specific deductible that groups of this size commonly buy, by judgement: the larger the
 * group, the more of one person's claims it can bear. */
static unsigned usual_specific_deductible(size_t employees)
{
  static const struct {
    size_t below;
    unsigned deductible;
  } sizes[] = {{15, 10000},   {30, 20000},    {60, 30000},    {100, 45000},  {200, 60000},
               {400, 100000}, {1000, 175000}, {2000, 250000}, {5000, 350000}};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    if (employees < sizes[i].below) {
      return sizes[i].deductible;
    }
  }
  return 500000;
}

/* Double-quoted YAML: only quote and backslash need an escape, control characters are excluded. */
static void write_quoted(FILE *out, const char *text, const char *extension)
{
  fputc('"', out);
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') {
      fputc('\\', out);
    }
    fputc(*text, out);
  }
  fprintf(out, "%s\"", extension);
}

static void write_place(FILE *out, const char *name, size_t length, const place_t *place)
{
  if (strncmp(name, "NAME", length) == 0) {
    write_quoted(out, place->base, "");
  } else if (strncmp(name, "CENSUS", length) == 0) {
    write_quoted(out, place->base, ".csv");
  } else if (strncmp(name, "FILE", length) == 0) {
    fprintf(out, "%s.yaml", place->base);
  } else if (strncmp(name, "EMPLOYEES", length) == 0) {
    fprintf(out, "%zu", place->employees);
  } else if (strncmp(name, "MEMBERS", length) == 0) {
    fprintf(out, "%zu", place->members);
  } else {
    fprintf(out, "%u", usual_specific_deductible(place->employees));
  }
}

void starter_write_scenario(FILE *out, const char *base, size_t employees, size_t members)
{
  const place_t place = {base, employees, members};
  const char *text = sl_starter_scenario;
  for (const char *at = strchr(text, '@'); at != NULL; at = strchr(text, '@')) {
    const size_t length = strcspn(at + 1, "@");
    fwrite(text, 1, (size_t)(at - text), out);
    write_place(out, at + 1, length, &place);
    text = at + 1 + length + 1;
  }
  fputs(text, out);
}

static int digits_of(size_t n)
{
  int digits = 1;
  for (; n >= 10; n /= 10) {
    digits++;
  }
  return digits;
}

void starter_write_census(FILE *out, const sl_synthetic_person_t *persons, size_t n,
                          size_t employees)
{
  static const char *const relationships[] = {
      [SL_EMPLOYEE] = "employee", [SL_SPOUSE] = "spouse", [SL_CHILD] = "child"};
  const int width = digits_of(employees) > 3 ? digits_of(employees) : 3;
  fputs("employee,relationship,sex,age,plan,months,risk_score,salary\n", out);
  for (size_t i = 0; i < n; i++) {
    const sl_synthetic_person_t *p = &persons[i];
    fprintf(out, "E%0*u,%s,%s,%u,PPO,12,1,", width, (unsigned)p->contract,
            relationships[p->relationship], p->sex == SL_FEMALE ? "F" : "M", p->age);
    if (p->relationship == SL_EMPLOYEE) {
      fprintf(out, "%.0f", p->salary);
    }
    fputc('\n', out);
  }
}

void starter_write_shell_word(FILE *out, const char *text)
{
  static const char plain[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+,";
  if (text[0] == '-') {
    fputs("./", out); /* no option */
  }
  if (text[strspn(text, plain)] == '\0' && text[0] != '\0') {
    fputs(text, out);
    return;
  }
  fputc('\'', out);
  for (; *text != '\0'; text++) {
    fputs(*text == '\'' ? "'\\''" : (char[]){*text, '\0'}, out);
  }
  fputc('\'', out);
}
