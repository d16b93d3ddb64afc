#include "sim/page/session.h"

#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/simulation.h"
#include "sim/page/page.h"

#include <stdlib.h>
#include <string.h>

page_session_t page_session;

const char *page_fault(void)
{
  const sl_error_t *fault = &page_session.fault;
  return fault->text[0] != '\0' ? fault->text : sl_error_message(fault->code);
}

void page_session_clear(int all)
{
  sl_summary_free(page_session.summary);
  sl_results_free(page_session.results);
  page_session.summary = NULL;
  page_session.years = NULL;
  page_session.results = NULL;
  if (all) {
    sl_scenario_free(page_session.scenario);
    page_session.scenario = NULL;
  }
}

/* ---- answers ---- */

static json_t *fault_of(const sl_error_t *error)
{
  const char *text = error->text[0] != '\0' ? error->text : sl_error_message(error->code);
  const sl_json_member_t members[] = {{"file", json_string(error->file)},
                                      {"line", json_integer((json_int_t)error->line)},
                                      {"column", json_integer((json_int_t)error->column)},
                                      {"text", json_string(text)}};
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *list_of(const sl_faults_t *faults)
{
  json_t *list = json_array();
  for (size_t i = 0; faults != NULL && i < faults->n; i++) {
    list = sl_json_and(list, fault_of(&faults->list[i]));
  }
  return list;
}

json_t *page_answer(const sl_faults_t *faults, const sl_faults_t *warnings)
{
  const sl_json_member_t members[] = {{"faults", list_of(faults)}, {"warnings", list_of(warnings)}};
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

json_t *page_answer_of(const sl_error_t *error)
{
  json_t *answer = page_answer(NULL, NULL);
  if (answer != NULL && error != NULL && error->code != SL_OK) {
    json_t *list = sl_json_and(json_array(), fault_of(error));
    answer = sl_json_with(answer, "faults", list);
  }
  return answer;
}

char *page_answer_text(json_t *answer)
{
  char *text = sl_json_text(answer, JSON_COMPACT, "");
  if (text == NULL) {
    page_session.fault = (sl_error_t){.code = SL_ERR_MEMORY};
  }
  return text;
}

int page_each_line(char *lines, page_put_line_t *put, void *context, sl_error_t *error)
{
  int code = SL_OK;
  for (char *line = strtok(lines, "\r\n"); code == SL_OK && line != NULL;
       line = strtok(NULL, "\r\n")) {
    const char *equals = strrchr(line, '=');
    if (strspn(line, " \t") == strlen(line)) {
      continue;
    }
    code = equals == NULL || equals == line || equals[1] == '\0'
               ? sl_fail(error, SL_ERR_INPUT, "'%s' is not two things with = between them", line)
               : put(context, line, equals, error);
  }
  return code;
}

/* ---- a scenario ---- */

/* Lines PATH=VALUE into a list; `lines` is cut up. */
static size_t split(char *lines, sl_override_t *list, size_t most)
{
  size_t n = 0;
  for (char *line = strtok(lines, "\n"); line != NULL && n < most; line = strtok(NULL, "\n")) {
    char *equals = strchr(line, '=');
    if (equals != NULL) {
      *equals = '\0';
      list[n++] = (sl_override_t){line, equals + 1};
    }
  }
  return n;
}

static size_t count_lines(const char *lines)
{
  size_t n = 1;
  for (; *lines != '\0'; lines++) {
    n += *lines == '\n';
  }
  return n;
}

static json_t *names_of(const sl_scenario_t *scenario)
{
  json_t *names = json_array();
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    names = sl_json_and(names, json_string(scenario->arrangements->list[a].name));
  }
  return names;
}

static json_t *loaded(const sl_scenario_t *scenario)
{
  json_t *answer = page_answer(NULL, &scenario->warnings);
  const sl_enrolment_t *enrolment = &scenario->group->enrolment;
  answer = sl_json_with(answer, "title", json_string(scenario->name));
  answer = sl_json_with(answer, "currency", json_string(scenario->currency));
  answer = sl_json_with(answer, "trials", json_integer((json_int_t)scenario->simulation->trials));
  answer = sl_json_with(answer, "employees", sl_json_number(enrolment->employees));
  answer = sl_json_with(answer, "members", sl_json_number(enrolment->members));
  return sl_json_with(answer, "arrangements", names_of(scenario));
}

char *page_load(const char *path, const char *sets)
{
  sl_faults_t faults;
  sl_faults_init(&faults);
  page_session_clear(1);
  char *lines = strdup(sets);
  sl_override_t *list = calloc(count_lines(sets), sizeof *list);
  json_t *answer = NULL;
  if (lines != NULL && list != NULL) {
    const sl_overrides_t overrides = {list, split(lines, list, count_lines(sets))};
    const int code = sl_scenario_load(path, &overrides, &page_session.scenario, &faults);
    answer = code == SL_OK ? loaded(page_session.scenario) : page_answer(&faults, NULL);
  }
  free(list);
  free(lines);
  sl_faults_free(&faults);
  return page_answer_text(answer);
}
