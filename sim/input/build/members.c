#include "sim/input/build/members.h"

#include "sim/input/read/text.h"

#include <stdlib.h>

/* SL_OK or SL_ERR_MEMORY. */
static int keep(sl_member_rows_t *rows, const sl_node_t *id, uint32_t row)
{
  sl_member_row_t *list = realloc(rows->list, (rows->n + 1) * sizeof *list);
  if (list == NULL) {
    return SL_ERR_MEMORY;
  }
  rows->list = list;
  list[rows->n++] = (sl_member_row_t){id, row};
  return SL_OK;
}

/* Look up the id of one item, and check that it names its person once. */
static int look_up(sl_build_t *build, sl_cursor_t item)
{
  const sl_node_t *member = sl_node_get(item.node, "member");
  const sl_node_t *id = sl_node_get(item.node, "member_id");
  if ((member == NULL) == (id == NULL)) {
    sl_source_fault(&build->source, item.node,
                    "%s; allowed: exactly one of member (the data row of the census) and member_id",
                    id == NULL ? "nothing says which member this is" : "member is given twice");
  }
  if (id == NULL || id->kind != SL_NODE_SCALAR || id->text[0] == '\0' ||
      sl_text_has_control(id->text) || build->census == NULL) {
    return SL_OK; /* reported already */
  }
  const uint32_t row = sl_census_row_of(build->census, id->text);
  if (row == 0) {
    sl_source_fault(
        &build->source, id,
        "member_id is not in the census (it is not shown: it is personal data); allowed: "
        "an id of the column %s",
        sl_census_has_members(build->census) ? "member" : "employee, which names the employee");
  }
  return keep(&build->member_rows, id, row);
}

static int look_up_all(sl_build_t *build, sl_cursor_t list)
{
  int code = SL_OK;
  for (size_t i = 0; i < sl_cursor_length(list) && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    code = sl_cursor_is_map(item) ? look_up(build, item) : SL_OK;
  }
  return code;
}

int sl_build_members(sl_build_t *build)
{
  const sl_cursor_t claims = sl_cursor_child(build->root, "claims");
  const sl_cursor_t arrangements = sl_cursor_child(build->root, "arrangements");
  int code = look_up_all(build, sl_cursor_child(claims, "claimants"));
  for (size_t i = 0; i < sl_cursor_length(arrangements) && code == SL_OK; i++) {
    const sl_cursor_t specific = sl_cursor_child(sl_cursor_item(arrangements, i), "specific");
    code = look_up_all(build, sl_cursor_child(specific, "lasers"));
  }
  return code;
}

uint32_t sl_build_member(const sl_build_t *build, sl_cursor_t item)
{
  const sl_node_t *id = sl_node_get(item.node, "member_id");
  for (size_t i = 0; i < build->member_rows.n && id != NULL; i++) {
    if (build->member_rows.list[i].id == id) {
      return build->member_rows.list[i].row;
    }
  }
  return id == NULL ? (uint32_t)sl_cursor_whole(item, "member") : 0;
}

size_t sl_build_spreadsheet_row(const sl_build_t *build, uint32_t row)
{
  const size_t line = build->census != NULL ? sl_census_line(build->census, row) : 0;
  return line != 0 ? line : (size_t)row + 1;
}

const sl_node_t *sl_build_member_node(sl_cursor_t item)
{
  const sl_node_t *member = sl_node_get(item.node, "member");
  return member != NULL ? member : sl_node_get(item.node, "member_id");
}
