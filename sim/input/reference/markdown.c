#include "models/funding/arrangement.h"
#include "sim/input/reference/entry.h"
#include "sim/input/reference/glossary.h"
#include "sim/input/reference/reference.h"
#include "sim/input/schema/kind_keys.h"

#include <stdlib.h>
#include <string.h>

/* A cell of a table: a bar would end it. */
static void append_cell(sl_text_t *text, const char *words)
{
  for (; *words != '\0'; words++) {
    sl_text_append(text, *words == '|' ? "\\|" : "%c", *words);
  }
}

static void append_key_row(sl_text_t *text, const sl_schema_key_t *key)
{
  char *allowed = sl_schema_allowed(key);
  const char *unit = sl_reference_unit(key);
  sl_text_append(text, "| `");
  sl_reference_append_path(text, key);
  sl_text_append(text, "` | ");
  append_cell(text, sl_text_part(text, allowed));
  sl_text_append(text, " | %s | ", unit != NULL ? unit : "");
  if (key->fallback != NULL) {
    sl_text_append(text, "`%s`", key->fallback);
  } else {
    sl_reference_append_default(text, key);
  }
  sl_text_append(text, " | ");
  append_cell(text, key->doc);
  sl_text_append(text, " |\n");
  free(allowed);
}

static void append_table_head(sl_text_t *text)
{
  sl_text_append(text, "| key | allowed | unit | default | meaning |\n"
                       "| --- | --- | --- | --- | --- |\n");
}

/* The rows of a group whose first word is (section not NULL) or is no section (NULL). */
static void append_keys(sl_text_t *text, const char *group, const char *section)
{
  size_t n;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  append_table_head(text);
  for (size_t i = 0; i < n; i++) {
    const size_t length = strcspn(keys[i].path, ".[");
    const bool is_section = keys[i].types & (SL_TYPE_MAP | SL_TYPE_LIST);
    const bool belongs =
        section == NULL ? keys[i].path[length] == '\0' && (!is_section || group[0] != '\0')
                        : strlen(section) == length && memcmp(keys[i].path, section, length) == 0;
    if (sl_reference_in_group(&keys[i], group) &&
        (belongs || (section == NULL && group[0] != '\0'))) {
      append_key_row(text, &keys[i]);
    }
  }
  sl_text_append(text, "\n");
}

static void append_sections(sl_text_t *text)
{
  size_t n;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  sl_text_append(text, "## Head of the file\n\n");
  append_keys(text, "", NULL);
  for (size_t i = 0; i < n; i++) {
    if (sl_reference_in_group(&keys[i], "") && strpbrk(keys[i].path, ".[") == NULL &&
        (keys[i].types & (SL_TYPE_MAP | SL_TYPE_LIST))) {
      sl_text_append(text, "## %s\n\n", keys[i].path);
      append_keys(text, "", keys[i].path);
    }
  }
}

static void append_parameters(sl_text_t *text, const sl_parameter_t *parameters, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    const sl_schema_key_t row = sl_schema_of_parameter(&parameters[i]);
    char *allowed = sl_schema_allowed(&row);
    sl_text_append(text, "%s`%s`: ", i > 0 ? "; " : "", row.path);
    append_cell(text, row.doc);
    sl_text_append(text, " (%s)", sl_text_part(text, allowed));
    free(allowed);
  }
}

static void append_families(sl_text_t *text, const char *role)
{
  sl_family_entry_t family;
  sl_text_append(text, "| distribution | parameters | what it is | source |\n"
                       "| --- | --- | --- | --- |\n");
  for (size_t i = 0; sl_reference_family(i, &family); i++) {
    if (strcmp(family.role, role) != 0) {
      continue;
    }
    sl_text_append(text, "| `%s` | ", family.name);
    append_parameters(text, family.parameters, family.n_parameters);
    if (family.n_alternative > 0) {
      sl_text_append(text, "; or ");
      append_parameters(text, family.alternative, family.n_alternative);
    }
    if (family.extra[0] != NULL) {
      sl_text_append(text, family.n_parameters > 0 ? "; with " : "with ");
      sl_reference_append_extra(text, &family);
    }
    sl_text_append(text, " | ");
    append_cell(text, family.doc);
    sl_text_append(text, " | ");
    append_cell(text, family.citation);
    sl_text_append(text, " |\n");
  }
  sl_text_append(text, "\n");
}

static void append_kinds(sl_text_t *text)
{
  size_t n;
  sl_kind_key_t keys[SL_KIND_KEYS];
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n);
  sl_text_append(
      text, "| kind | what it is | premium | specific | aggregate | keys of its own | source |\n"
            "| --- | --- | --- | --- | --- | --- | --- |\n");
  for (size_t i = 0; i < n; i++) {
    sl_text_append(text, "| `%s` | ", kinds[i]->name);
    append_cell(text, kinds[i]->doc);
    sl_kind_keys(kinds[i], keys);
    sl_text_append(text, " | %s | %s | %s | ", sl_kind_key_need(&keys[0]),
                   sl_kind_key_need(&keys[1]), sl_kind_key_need(&keys[2]));
    sl_kind_append_own_keys(text, kinds[i]);
    sl_text_append(text, " | ");
    append_cell(text, kinds[i]->citation);
    sl_text_append(text, " |\n");
  }
  sl_text_append(text, "\n");
}

static void append_glossary(sl_text_t *text)
{
  size_t n;
  const sl_glossary_entry_t *entries = sl_glossary(&n);
  sl_text_append(text, "## Words of the field\n\n`stoploss explain WORD` tells each of them.\n\n"
                       "| word | also | meaning | keys |\n| --- | --- | --- | --- |\n");
  for (size_t i = 0; i < n; i++) {
    sl_text_append(text, "| %s | ", entries[i].word);
    for (size_t a = 0; entries[i].also[a] != NULL; a++) {
      sl_text_append(text, "%s%s", a > 0 ? ", " : "", entries[i].also[a]);
    }
    sl_text_append(text, " | ");
    append_cell(text, entries[i].meaning);
    sl_text_append(text, " | ");
    for (size_t k = 0; entries[i].keys[k] != NULL; k++) {
      sl_text_append(text, "%s`%s`", k > 0 ? ", " : "", entries[i].keys[k]);
    }
    sl_text_append(text, " |\n");
  }
  sl_text_append(text, "\n");
}

static const char introduction[] =
    "# The scenario file\n"
    "\n"
    "Every key of a scenario, as the program knows it. This page is printed by\n"
    "`stoploss explain --markdown` and a test compares the two, so it cannot fall behind;\n"
    "`stoploss explain KEY` tells about one key, `stoploss check FILE --resolved` shows a scenario "
    "with every\n"
    "default filled in, and `stoploss new NAME --employees 50` writes one to start from.\n"
    "\n"
    "## Rules\n"
    "\n"
    "- YAML with maps, lists, numbers and texts; JSON is valid too. Not allowed: unknown or\n"
    "  duplicate keys, anchors, aliases, tags, merge keys, null, a second document, more than 32\n"
    "  levels, more than 1 MiB.\n"
    "- A number is written without quotes, in decimals or with an exponent: `1500`, `0.25`, `.2`, "
    "`-5`,\n"
    "  `1e6`. Not `1_000`, `1,000`, `010`, `0x1F` or `$500`. `.inf` means no limit, where the "
    "table\n"
    "  allows it.\n"
    "- Words of the trade: `14.8%` for a fraction or ratio is 0.148, `125%` for a corridor 1.25;\n"
    "  `175k` and `2.5M` for money are 175000 and 2500000; `PEPM`, `PMPM`, `PEPY` and `PMPY` stand "
    "for\n"
    "  `employee_month`, `member_month`, `employee_year` and `member_year`. The table says where; "
    "not in a\n"
    "  census or a distribution. The resolved scenario and results have the plain numbers and "
    "names.\n"
    "- A map by tier gives one number for each tier that is enrolled. `{employee, family}`, as "
    "carriers\n"
    "  print two rates: `family` stands for all other tiers. With `employee_spouse` besides,\n"
    "  `employee_children` is asked for where somebody is in it.\n"
    "- Texts and dates may be quoted. A name has at most 200 printable characters and is unique "
    "in\n"
    "  its list. Dates are `YYYY-MM-DD`.\n"
    "- Paths are relative to the file that names them.\n"
    "- Probabilities and weights add up to 1 within 1e-9 and are then scaled to do so exactly.\n"
    "- All faults are reported at once, each with file, line and column.\n"
    "- `--set PATH=VALUE` puts a value in place of the file's for one run, check, sweep or exact:\n"
    "  `arrangements.0.specific.deductible=75000`, items of a list by index from 0 or by name.\n"
    "  Behind the path + adds to the number there and * multiplies it (`claims.trend+=0.02`); a part *\n"
    "  is every item of a list (`arrangements.*.fees.*.amount*=1.1`), a last part + one item more.\n"
    "\n";

char *sl_reference_markdown(void)
{
  sl_text_t text = {0};
  sl_text_append(&text, "%s", introduction);
  append_sections(&text);
  sl_text_append(
      &text,
      "## The census\n\nA CSV file in UTF-8 with commas, whose first row names the columns "
      "below, in any order; others are refused. One row for each covered person. Lasers "
      "and known claimants name a person by data row, 1 = the first after the header, or by "
      "id; messages tell the data row, and the spreadsheet's too, in which the header is row "
      "1, and never the id.\n\n");
  append_keys(&text, SL_SCHEMA_CENSUS, NULL);
  sl_text_append(&text, "## Kinds of arrangement\n\n");
  append_kinds(&text);
  sl_text_append(&text,
                 "## Default lags\n\nDays from a claim's incurred day to the day it is paid, of "
                 "services without `lag`: a planning default, not an observed table.\n\n");
  sl_reference_append_lags(&text, true);
  sl_text_append(&text, "## Distributions\n\nWritten as `{distribution: NAME, PARAMETER: VALUE, "
                        "...}`. Beside the parameters of its family one may have:\n\n");
  append_keys(&text, SL_SCHEMA_DISTRIBUTION, NULL);
  sl_text_append(&text, "### Frequencies (claims per member-year)\n\n");
  append_families(&text, "frequency");
  sl_text_append(&text, "### Severities (allowed amount of a claim)\n\n");
  append_families(&text, "severity");
  sl_text_append(&text, "## Claims basis file\n\nA file that `claims.basis` names. The same rules "
                        "hold.\n\n");
  append_keys(&text, SL_SCHEMA_BASIS, NULL);
  sl_text_append(&text, "## Stresses file\n\nA file for `stoploss sensitivity --stress`. The same "
                        "rules hold.\n\n");
  append_keys(&text, SL_SCHEMA_STRESSES, NULL);
  append_glossary(&text);
  if (text.length > 0) {
    text.length--; /* one line end is enough */
  }
  return sl_text_take(&text);
}
