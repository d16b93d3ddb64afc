#include "sim/output/report/validate_page.h"

#include "sim/output/text/json_parts.h"
#include "sim/output/text/layout.h"
#include "sim/output/report/validate_rows.h"

#include <stdio.h>
#include <stdlib.h>

#define JSON_VERSION 1
#define LABEL_WIDTH 33

static const size_t widths[SL_VALIDATE_COLUMNS] = {19, 10, 17};

/* ---- tables ---- */

static void put_head(FILE *out)
{
  sl_put_left(out, "", LABEL_WIDTH);
  for (size_t c = 0; c < SL_VALIDATE_COLUMNS; c++) {
    sl_put_right(out, sl_validate_heads[c], widths[c]);
  }
  putc('\n', out);
}

static void put_row(FILE *out, const sl_validation_t *validation, size_t i)
{
  sl_validate_row_t row;
  sl_validate_row(validation, i, &row);
  sl_put_left(out, row.label, LABEL_WIDTH);
  for (size_t c = 0; c < SL_VALIDATE_COLUMNS; c++) {
    sl_put_right(out, row.figure[c], widths[c]);
  }
  fputs(row.met ? "\n" : " *\n", out);
}

static void put_part(FILE *out, const sl_validation_t *validation, const sl_validate_part_t *part)
{
  const size_t n = validation->targets->n;
  bool begun = false;
  for (size_t s = 0; s < SL_VALIDATE_SECTIONS; s++) {
    const sl_validate_section_t *section = &sl_validate_sections[s];
    size_t i = sl_validate_next(validation, part, section, 0);
    if (i < n && !begun) {
      fprintf(out, "\n%s\n", part->title);
      sl_put_rule(out, '-', sl_text_width(part->title));
      put_head(out);
      begun = true;
    }
    if (i < n) {
      fprintf(out, "\n%s\n", section->title);
    }
    for (; i < n; i = sl_validate_next(validation, part, section, i + 1)) {
      put_row(out, validation, i);
    }
  }
}

static void put_page(FILE *out, const sl_validation_t *validation)
{
  char text[SL_VALIDATE_TEXT];
  sl_put_paragraph(out, 0, 0, validation->facts->title);
  sl_put_rule(out, '=', sl_text_width(validation->facts->title));
  sl_validate_origin(validation, text);
  sl_put_paragraph(out, 0, 0, text);
  for (size_t p = 0; p < SL_VALIDATE_PARTS; p++) {
    put_part(out, validation, &sl_validate_parts[p]);
  }
  sl_validate_verdict(validation, text);
  putc('\n', out);
  sl_put_paragraph(out, 0, 0, text);
}

int sl_validate_text(const sl_validation_t *validation, const sl_paper_t *paper, char **text,
                     sl_error_t *error)
{
  char *composed = NULL;
  size_t size = 0;
  *text = NULL;
  FILE *out = open_memstream(&composed, &size);
  if (out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  put_page(out, validation);
  return sl_typeset_composed(out, &composed, paper, text, error);
}

/* ---- JSON ---- */

static json_t *figure_of(const sl_target_t *target, sl_estimate_t figure)
{
  const sl_json_member_t members[] = {
      {"quantity", json_string(sl_quantities[target->quantity].name)},
      {"at", json_string(target->at)},
      {"simulated", sl_json_estimate(figure)},
      {"target", sl_json_number(target->target)},
      {"low", sl_json_number(target->low)},
      {"high", sl_json_number(target->high)},
      {"inside", json_boolean(sl_validated_is_met(target, figure.value))},
      {"fitted", json_boolean(target->fitted)},
      {"source", json_string(target->source)},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

int sl_validate_json(const sl_validation_t *validation, char **text, sl_error_t *error)
{
  const sl_validate_facts_t *facts = validation->facts;
  const sl_targets_t *targets = validation->targets;
  const sl_validated_t *validated = validation->validated;
  json_t *figures = json_array();
  for (size_t i = 0; i < targets->n; i++) {
    figures = sl_json_and(figures, figure_of(&targets->list[i], validated->figure[i]));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"basis", json_string(facts->basis)},
      {"population", json_string(facts->population)},
      {"currency", json_string(facts->currency)},
      {"member_years", sl_json_number(validated->person_years)},
      {"seed", sl_json_seed(facts->seed)},
      {"figures", figures},
  };
  json_t *root = sl_json_object(members, sizeof members / sizeof members[0]);
  *text = sl_json_text(root, JSON_INDENT(2), "\n");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON");
}
