#include "models/bases/bases.h"
#include "models/claims/service.h"
#include "sim/input/build/build.h"
#include "sim/input/build/money.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BASES_MAX 64

static bool is_path(const char *name)
{
  const size_t length = strlen(name);
  return strchr(name, '/') != NULL || (length > 5 && strcmp(name + length - 5, ".yaml") == 0) ||
         (length > 4 && strcmp(name + length - 4, ".yml") == 0);
}

static void refuse_unknown(const sl_build_t *build, const sl_node_t *node)
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
  sl_source_fault(&build->source, node,
                  "basis is not known: %s%s; allowed: one of %s, or the path of a basis file "
                  "ending in .yaml",
                  sl_text_excerpt(node->text, excerpt), sl_did_you_mean(nearest, hint),
                  all != NULL ? all : "");
  free(all);
}

/* The tree of the basis that node names, NULL after a fault. */
static int read_tree(const sl_build_t *build, const sl_node_t *node, char **path, sl_tree_t **tree)
{
  size_t n;
  const sl_embedded_basis_t *bases = sl_embedded_bases(&n);
  if (is_path(node->text)) {
    *path = sl_source_resolve(&build->source, node->text);
    return *path != NULL && sl_files_read_add(build->source.files, "claims basis", *path) == SL_OK
               ? sl_tree_read(build->source.provider, *path, tree, build->source.faults)
               : SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n; i++) {
    if (strcmp(bases[i].name, node->text) == 0) {
      *path = sl_text_copy(node->text);
      return *path != NULL ? sl_tree_parse(*path, bases[i].text, strlen(bases[i].text), tree,
                                           build->source.faults)
                           : SL_ERR_MEMORY;
    }
  }
  refuse_unknown(build, node);
  return SL_ERR_INPUT;
}

/* The list of factors of one sex, checked against the bands; NULL after a fault. */
static const sl_node_t *factor_list(const sl_source_t *source, sl_cursor_t item, const char *name,
                                    size_t n_bands)
{
  const sl_node_t *list = sl_node_get(item.node, name);
  if (list == NULL || list->kind != SL_NODE_LIST) {
    return NULL;
  }
  if (list->n != n_bands) {
    sl_source_fault(source, list, "%s has %zu factors for %zu ages; allowed: as many of each", name,
                    list->n, n_bands);
    return NULL;
  }
  return list;
}

static void fill_curve(sl_cursor_t item, const uint64_t *ages, size_t n_bands, const char *name,
                       const sl_node_t *list, double factor[SL_AGES])
{
  const sl_schema_key_t *row = sl_cursor_child(item, name).key;
  for (size_t age = 0, band = 0; age < SL_AGES; age++) {
    while (band + 1 < n_bands && ages[band + 1] <= age) {
      band++;
    }
    factor[age] = 1.0;
    sl_schema_number(row, &list->items[band], &factor[age]);
  }
}

/* First ages of the bands; 0 bands after a fault. */
static size_t read_ages(const sl_source_t *source, sl_cursor_t item, uint64_t ages[SL_AGES])
{
  const sl_node_t *list = sl_node_get(item.node, "ages");
  if (list == NULL || list->kind != SL_NODE_LIST) {
    return 0;
  }
  const sl_schema_key_t *row = sl_cursor_child(item, "ages").key;
  bool ascending = list->n > 0 && list->n <= SL_AGES;
  for (size_t i = 0; i < list->n && ascending; i++) {
    ascending = sl_schema_whole(row, &list->items[i], &ages[i]) &&
                (i == 0 ? ages[i] == 0 : ages[i] > ages[i - 1]);
  }
  if (!ascending) {
    sl_source_fault(source, list,
                    "ages are not in order; allowed: whole numbers that begin with 0 and ascend");
    return 0;
  }
  return list->n;
}

static int bind_curve(const sl_source_t *source, sl_cursor_t item, sl_named_curve_t *curve)
{
  const char *name = sl_cursor_text(item, "name");
  uint64_t ages[SL_AGES];
  const size_t n_bands = read_ages(source, item, ages);
  curve->name = sl_text_copy(name != NULL ? name : "");
  if (curve->name == NULL) {
    return SL_ERR_MEMORY;
  }
  if (n_bands == 0) {
    return SL_OK;
  }
  const sl_node_t *female = factor_list(source, item, "female", n_bands);
  const sl_node_t *male = factor_list(source, item, "male", n_bands);
  if (female != NULL && male != NULL) {
    fill_curve(item, ages, n_bands, "female", female, curve->curve.factor[SL_FEMALE]);
    fill_curve(item, ages, n_bands, "male", male, curve->curve.factor[SL_MALE]);
  }
  return SL_OK;
}

static void check_currency(const sl_build_t *build, const sl_source_t *source, sl_cursor_t basis,
                           const sl_node_t *named)
{
  const char *currency = sl_cursor_text(basis, "currency");
  const char *wanted = build->scenario->currency;
  if (currency != NULL && sl_build_check_currency(source, basis) && wanted[0] != '\0' &&
      strcmp(currency, wanted) != 0) {
    sl_source_fault(&build->source, named,
                    "basis is in another currency: %s; allowed: a basis in %s, the scenario's own",
                    currency, wanted);
  }
}

/* A service of two bases could not be told apart where plans and contracts name it. */
static void check_against_earlier(const sl_build_t *build, const sl_node_t *named, size_t n_earlier)
{
  const sl_scenario_t *s = build->scenario;
  for (size_t i = n_earlier; i < s->claims->n_services; i++) {
    for (size_t e = 0; e < n_earlier; e++) {
      if (strcmp(s->claims->services[i].name, s->claims->services[e].name) == 0) {
        char excerpt[SL_EXCERPT_TEXT];
        sl_source_fault(&build->source, named,
                        "a service of this basis is in an earlier basis too: %s; allowed: bases "
                        "whose services have different names",
                        sl_text_excerpt(s->claims->services[i].name, excerpt));
        return;
      }
    }
  }
}

/* Without a currency a basis may hold shares of salary only. */
static void check_moneyless(const sl_build_t *build, const sl_source_t *source, sl_cursor_t basis,
                            size_t n_earlier)
{
  const sl_scenario_t *s = build->scenario;
  if (sl_cursor_text(basis, "currency") != NULL) {
    return;
  }
  for (size_t i = n_earlier; i < s->claims->n_services; i++) {
    const sl_service_t *service = &s->claims->services[i];
    const bool money = service->disability != NULL
                           ? isfinite(service->disability->maximum)
                           : service->severity.family != NULL && !service->severity.times_salary;
    if (money) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(source, basis.node,
                      "currency is missing, but service %s is an amount of money; allowed: a "
                      "currency, or services that are shares of salary",
                      sl_text_excerpt(service->name, excerpt));
      return;
    }
  }
}

/* The scenario's own frailty settles what bases that differ would leave open. */
static void take_frailty(sl_build_t *build, sl_cursor_t basis, const sl_node_t *named)
{
  const sl_cursor_t frailty = sl_cursor_child(basis, "frailty");
  const double shape = sl_cursor_is_map(frailty) ? sl_cursor_number(frailty, "shape") : (double)NAN;
  const sl_cursor_t claims = sl_cursor_child(build->root, "claims");
  if (isnan(shape)) {
    return;
  }
  if (build->basis_frailty > 0.0 && build->basis_frailty != shape &&
      sl_node_get(claims.node, "frailty") == NULL) {
    sl_source_fault(
        &build->source, named,
        "this basis assumes a frailty of shape %.15g, an earlier one of %.15g; allowed: "
        "bases that do not differ in it, or claims.frailty, which then holds for all",
        shape, build->basis_frailty);
  }
  build->basis_frailty = shape;
}

static int bind_basis(sl_build_t *build, const sl_source_t *source, sl_cursor_t basis,
                      const sl_node_t *node)
{
  const sl_cursor_t curves = sl_cursor_child(basis, "age_curves");
  const size_t n = sl_cursor_length(curves);
  sl_date_t money;
  const bool dated = sl_cursor_date(basis, "date", &money);
  sl_named_curve_t *named = calloc(n + 1, sizeof *named);
  sl_service_list_t services = {.source = source,
                                .list = sl_cursor_child(basis, "services"),
                                .amount_factor =
                                    sl_build_amount_factor(build, dated ? &money : NULL),
                                .named = node,
                                .curves = named};
  const size_t n_earlier = build->scenario->claims->n_services;
  int code = named == NULL ? SL_ERR_MEMORY : sl_build_unique_names(source, curves);
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(curves, i);
    if (sl_cursor_is_map(item)) {
      code = bind_curve(source, item, &named[services.n_curves++]);
    }
  }
  if (code == SL_OK) {
    code = sl_build_services(build, &services);
    check_against_earlier(build, node, n_earlier);
    check_moneyless(build, source, basis, n_earlier);
  }
  for (size_t i = 0; i < services.n_curves; i++) {
    free(named[i].name);
  }
  free(named);
  return code;
}

static int bind_named(sl_build_t *build, const sl_node_t *node)
{
  char *path = NULL, *folder = NULL;
  sl_tree_t *tree = NULL;
  int code = read_tree(build, node, &path, &tree);
  if (tree != NULL) {
    folder = sl_source_folder_of(path);
    const sl_source_t source = {path, folder, build->source.faults, build->source.files,
                                build->source.provider};
    const sl_cursor_t basis = {sl_schema_basis(), &tree->root};
    sl_schema_check(basis.key, tree, build->source.faults);
    code = folder == NULL ? SL_ERR_MEMORY : SL_OK;
    if (code == SL_OK) {
      check_currency(build, &source, basis, node);
      take_frailty(build, basis, node);
      code = bind_basis(build, &source, basis, node);
    }
  }
  sl_tree_free(tree);
  free(folder);
  free(path);
  return code == SL_ERR_MEMORY ? SL_ERR_MEMORY : SL_OK;
}

/* Whether an earlier item of the list is the same text. */
static bool is_repeated(const sl_node_t *list, size_t index)
{
  for (size_t i = 0; i < index; i++) {
    if (list->items[i].kind == SL_NODE_SCALAR &&
        strcmp(list->items[i].text, list->items[index].text) == 0) {
      return true;
    }
  }
  return false;
}

int sl_build_bases(sl_build_t *build, sl_cursor_t claims)
{
  const sl_cursor_t named = sl_cursor_child(claims, "basis");
  const size_t n = sl_cursor_length(named);
  int code = SL_OK;
  if (sl_cursor_is_scalar(named)) {
    return bind_named(build, named.node);
  }
  if (n == 0 && named.node != NULL && named.node->kind == SL_NODE_LIST) {
    sl_source_fault(&build->source, named.node,
                    "the list is empty: basis; allowed: at least one name of a basis");
  }
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_node_t *item = &named.node->items[i];
    if (item->kind != SL_NODE_SCALAR) {
      continue;
    }
    if (is_repeated(named.node, i)) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(&build->source, item, "basis is named twice: %s; allowed: each once",
                      sl_text_excerpt(item->text, excerpt));
    } else {
      code = bind_named(build, item);
    }
  }
  return code;
}
