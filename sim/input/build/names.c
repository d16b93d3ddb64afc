#include "sim/input/build/names.h"

#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"

#include <stdlib.h>
#include <string.h>

#define SERVICES_COMPARED 500 /* with a mistyped name */
#define SERVICES_LISTED 40    /* in its message */

bool sl_build_is_service(const sl_build_t *build, size_t index, const char *name)
{
  return strcmp(build->scenario->claims->services[index].name, name) == 0;
}

static void refuse_service(const sl_build_t *build, const sl_node_t *node, const char *name,
                           const char *what)
{
  const sl_scenario_t *s = build->scenario;
  const size_t n =
      s->claims->n_services < SERVICES_COMPARED ? s->claims->n_services : SERVICES_COMPARED;
  const char *names[SERVICES_COMPARED];
  char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
  sl_text_t list = {0};
  for (size_t i = 0; i < n; i++) {
    names[i] = s->claims->services[i].name;
    if (i < SERVICES_LISTED) {
      sl_text_append(&list, "%s%s", i > 0 ? ", " : "", s->claims->services[i].name);
    }
  }
  const char *nearest = sl_nearest(name, names, n);
  char *known = sl_text_take(&list);
  sl_source_fault(&build->source, node,
                  "%s an unknown service: %s%s; allowed: services of the claims: %s", what,
                  sl_text_excerpt(name, excerpt), sl_did_you_mean(nearest, hint),
                  known != NULL ? known : "");
  free(known);
}

bool sl_build_known_service(const sl_build_t *build, const sl_node_t *node, const char *name,
                            const char *what)
{
  for (size_t i = 0; i < build->scenario->claims->n_services; i++) {
    if (sl_build_is_service(build, i, name)) {
      return true;
    }
  }
  if (!sl_source_is_full(&build->source)) {
    refuse_service(build, node, name, what);
  }
  return false;
}

static void mark_service(const sl_build_t *build, const sl_node_t *node, const char *what,
                         bool *mask)
{
  bool twice = false;
  for (size_t i = 0; i < build->scenario->claims->n_services; i++) {
    if (sl_build_is_service(build, i, node->text)) {
      twice = twice || mask[i];
      mask[i] = true;
    }
  }
  if (twice) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(&build->source, node, "%s a service twice: %s; allowed: each name once", what,
                    sl_text_excerpt(node->text, excerpt));
  }
}

int sl_build_service_mask(const sl_build_t *build, sl_cursor_t list, const char *what, bool **mask)
{
  *mask = NULL;
  if (list.node == NULL || list.node->kind != SL_NODE_LIST) {
    return SL_OK;
  }
  *mask = calloc(build->scenario->claims->n_services + 1, sizeof **mask);
  if (*mask == NULL) {
    return SL_ERR_MEMORY;
  }
  if (list.node->n == 0) {
    sl_source_fault(&build->source, list.node,
                    "the list is empty: services; allowed: at least one name of a service");
  }
  for (size_t i = 0; i < list.node->n; i++) {
    const sl_node_t *item = &list.node->items[i];
    if (item->kind == SL_NODE_SCALAR && sl_build_known_service(build, item, item->text, what)) {
      mark_service(build, item, what, *mask);
    }
  }
  return SL_OK;
}
