#include "models/bases/bases.h"
#include "sim/input/basis/basis.h"
#include "sim/input/basis/conditions.h"
#include "sim/input/basis/curves.h"
#include "sim/input/basis/reference_population.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/common.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BASES_MAX 64

sl_basis_t *sl_basis_new(void)
{
  sl_basis_t *basis = calloc(1, sizeof *basis);
  if (basis != NULL) {
    basis->frailty_shape = INFINITY;
  }
  return basis;
}

void sl_basis_free(sl_basis_t *basis)
{
  if (basis == NULL) {
    return;
  }
  for (size_t i = 0; i < basis->n_sources; i++) {
    free(basis->sources[i]);
  }
  for (size_t i = 0; i < basis->n_curves; i++) {
    free(basis->curves[i].name);
  }
  for (size_t i = 0; i < basis->n_services; i++) {
    sl_service_free(&basis->services[i]);
  }
  for (size_t i = 0; i < basis->n_conditions; i++) {
    sl_condition_free(&basis->conditions[i]);
  }
  free(basis->name);
  free(basis->title);
  free(basis->currency);
  free(basis->doc);
  free(basis->sources);
  free(basis->curves);
  free(basis->services);
  free(basis->conditions);
  free(basis);
}

/* *copy = the text of a key, "" for one that is required, NULL for one that is not given. */
static int read_text(sl_cursor_t map, const char *name, bool required, char **copy)
{
  const char *text = sl_cursor_text(map, name);
  if (text == NULL && !required) {
    return SL_OK;
  }
  *copy = sl_text_copy(text != NULL ? text : "");
  return *copy != NULL ? SL_OK : SL_ERR_MEMORY;
}

static int read_sources(sl_cursor_t map, sl_basis_t *basis)
{
  const sl_cursor_t list = sl_cursor_child(map, "sources");
  const size_t n = sl_cursor_length(list);
  basis->sources = calloc(n + 1, sizeof *basis->sources);
  if (basis->sources == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n; i++) {
    const sl_node_t *item = &list.node->items[i];
    char *source = sl_text_copy(item->kind == SL_NODE_SCALAR ? item->text : "");
    if (source == NULL) {
      return SL_ERR_MEMORY;
    }
    basis->sources[basis->n_sources++] = source;
  }
  return SL_OK;
}

/* In a file of version 1, a key that it does not have. */
static void check_version(const sl_source_t *source, sl_cursor_t map)
{
  const sl_node_t *const later[] = {sl_node_get(map.node, "conditions"),
                                    sl_node_get(sl_node_get(map.node, "frailty"), "correlation"),
                                    sl_node_get(map.node, "reference_population")};
  static const char *const names[] = {"conditions", "correlation", "reference_population"};
  for (size_t i = 0;
       i < sizeof names / sizeof names[0] && sl_cursor_whole(map, "stoploss_basis") == 1; i++) {
    if (later[i] != NULL) {
      sl_source_fault(source, later[i],
                      "%s needs stoploss_basis: 2; this file says 1; allowed: version 2, or "
                      "without %s",
                      names[i], names[i]);
    }
  }
}

static void read_frailty(sl_cursor_t map, sl_basis_t *basis)
{
  const sl_cursor_t frailty = sl_cursor_child(map, "frailty");
  const double shape = sl_cursor_is_map(frailty) ? sl_cursor_number(frailty, "shape") : (double)NAN;
  if (!isnan(shape)) {
    const double correlation = sl_cursor_number(frailty, "correlation");
    basis->frailty_shape = shape;
    basis->frailty_correlation = isnan(correlation) ? 0.0 : correlation;
  }
}

static int read_head(const sl_source_t *source, sl_cursor_t map, sl_basis_t *basis)
{
  const bool priced = sl_schema_currency(source, map);
  int code = read_text(map, "name", true, &basis->name);
  if (code == SL_OK) {
    code = read_text(map, "title", true, &basis->title);
  }
  if (code == SL_OK && priced) {
    code = read_text(map, "currency", false, &basis->currency);
  }
  if (code == SL_OK) {
    code = read_text(map, "doc", false, &basis->doc);
  }
  if (!sl_cursor_date(map, "date", &basis->date)) {
    basis->date = (sl_date_t){2000, 1, 1}; /* reported; lets the rest be checked */
  }
  check_version(source, map);
  read_frailty(map, basis);
  return code == SL_OK ? read_sources(map, basis) : code;
}

/* Without a currency a basis may hold shares of salary only. */
static void check_moneyless(const sl_source_t *source, sl_cursor_t map, const sl_basis_t *basis)
{
  if (sl_cursor_text(map, "currency") != NULL) {
    return;
  }
  for (size_t i = 0; i < basis->n_services; i++) {
    const sl_service_t *service = &basis->services[i];
    const bool money = service->disability != NULL
                           ? isfinite(service->disability->maximum)
                           : service->severity.family != NULL && !service->severity.times_salary;
    if (money) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(source, map.node,
                      "currency is missing, but service %s is an amount of money; allowed: a "
                      "currency, or services that are shares of salary",
                      sl_text_excerpt(service->name, excerpt));
      return;
    }
  }
  if (basis->n_conditions > 0) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(source, map.node,
                    "currency is missing, but condition %s is an amount of money; allowed: a "
                    "currency, or no conditions",
                    sl_text_excerpt(basis->conditions[0].name, excerpt));
  }
}

static int read_map(const sl_source_t *source, sl_cursor_t map, size_t n_elsewhere,
                    sl_basis_t *basis)
{
  int code = read_head(source, map, basis);
  sl_reference_population_read(source, sl_cursor_child(map, "reference_population"),
                               &basis->population);
  if (code == SL_OK) {
    code = sl_curves_read(source, sl_cursor_child(map, "age_curves"), &basis->curves,
                          &basis->n_curves);
  }
  if (code == SL_OK) {
    const sl_service_list_t services = {.source = source,
                                        .list = sl_cursor_child(map, "services"),
                                        .n_elsewhere = n_elsewhere,
                                        .amount_factor = 1.0,
                                        .curves = basis->curves,
                                        .n_curves = basis->n_curves};
    code = sl_services_read(&services, &basis->services, &basis->n_services);
  }
  if (code == SL_OK) {
    const sl_condition_list_t conditions = {.source = source,
                                            .list = sl_cursor_child(map, "conditions"),
                                            .curves = basis->curves,
                                            .n_curves = basis->n_curves,
                                            .services = basis->services,
                                            .n_services = basis->n_services};
    code = sl_conditions_read(&conditions, &basis->conditions, &basis->n_conditions);
  }
  if (code == SL_OK) {
    check_moneyless(source, map, basis);
  }
  return code;
}

/* code: that of reading the tree. NULL in *basis where there is no memory. */
static int from_tree(const sl_source_t *by, const sl_tree_t *tree, int code, size_t n_elsewhere,
                     sl_basis_t **basis)
{
  const sl_cursor_t map = {sl_schema_basis(), &tree->root};
  const size_t before = by->faults->n + by->faults->suppressed;
  char *folder = sl_source_folder_of(tree->path);
  sl_basis_t *made = sl_basis_new();
  sl_source_t source = *by;
  source.path = tree->path;
  source.folder = folder;
  int memory = SL_ERR_MEMORY;
  if (folder != NULL && made != NULL && code != SL_ERR_MEMORY) {
    sl_schema_check(map.key, tree, by->faults);
    memory = read_map(&source, map, n_elsewhere, made);
  }
  free(folder);
  if (memory != SL_OK) {
    sl_basis_free(made);
    return SL_ERR_MEMORY;
  }
  *basis = made;
  if (code == SL_OK && by->faults->n + by->faults->suppressed > before) {
    code = SL_ERR_INPUT;
  }
  return code;
}

static int read_file(const sl_source_t *by, const char *path, size_t n_elsewhere,
                     sl_basis_t **basis)
{
  sl_tree_t *tree = NULL;
  char *full = sl_source_resolve(by, path);
  int code = full != NULL ? sl_files_read_add(by->files, "claims basis", full) : SL_ERR_MEMORY;
  if (code == SL_OK) {
    code = sl_tree_read(by->provider, full, &tree, by->faults);
  }
  if (tree != NULL) {
    code = from_tree(by, tree, code, n_elsewhere, basis);
  }
  sl_tree_free(tree);
  free(full);
  return code;
}

static int read_memory(const sl_source_t *by, const char *path, const char *text, size_t size,
                       size_t n_elsewhere, sl_basis_t **basis)
{
  sl_tree_t *tree = NULL;
  int code = sl_tree_parse(path, text, size, &tree, by->faults);
  if (tree != NULL) {
    code = from_tree(by, tree, code, n_elsewhere, basis);
  }
  sl_tree_free(tree);
  return code;
}

int sl_basis_read(const sl_source_t *by, const char *path, sl_basis_t **basis)
{
  *basis = NULL;
  return read_file(by, path, 0, basis);
}

int sl_basis_parse(const sl_source_t *by, const char *path, const char *text, size_t size,
                   sl_basis_t **basis)
{
  *basis = NULL;
  return read_memory(by, path, text, size, 0, basis);
}

bool sl_basis_is_path(const char *name)
{
  const size_t length = strlen(name);
  return strchr(name, '/') != NULL || (length > 5 && strcmp(name + length - 5, ".yaml") == 0) ||
         (length > 4 && strcmp(name + length - 4, ".yml") == 0);
}

static void refuse_unknown(const sl_source_t *by, const sl_node_t *node)
{
  const char *known[BASES_MAX];
  char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
  sl_text_t names = {0};
  size_t n;
  const sl_embedded_basis_t *bases = sl_embedded_bases(&n);
  n = n < BASES_MAX ? n : BASES_MAX;
  for (size_t i = 0; i < n; i++) {
    known[i] = bases[i].name;
    sl_text_append(&names, "%s%s", i > 0 ? ", " : "", bases[i].name);
  }
  const char *nearest = sl_nearest(node->text, known, n);
  char *all = sl_text_take(&names);
  sl_source_fault(by, node,
                  "basis is not known: %s%s; allowed: one of %s, or the path of a basis file "
                  "ending in .yaml",
                  sl_text_excerpt(node->text, excerpt), sl_did_you_mean(nearest, hint),
                  all != NULL ? all : "");
  free(all);
}

int sl_basis_named(const sl_source_t *by, const sl_node_t *node, size_t n_elsewhere,
                   sl_basis_t **basis)
{
  *basis = NULL;
  if (sl_basis_is_path(node->text)) {
    return read_file(by, node->text, n_elsewhere, basis);
  }
  const sl_embedded_basis_t *found = sl_embedded_basis(node->text);
  if (found != NULL) {
    return read_memory(by, found->name, found->text, strlen(found->text), n_elsewhere, basis);
  }
  refuse_unknown(by, node);
  return SL_ERR_INPUT;
}
