#include "sim/output/decision/levers_code.h"

#include "models/funding/arrangement.h"
#include "sim/output/text/json_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define STEPS 65535.0

typedef enum array { ELIGIBLE, BEFORE, ARRAYS } array_t;

/* What becomes of the arrays, level by level. */
typedef struct code {
  const sl_levers_t *levers;
  double low[SL_N_LEVER_LEVELS][ARRAYS][SL_LEVER_DEDUCTIBLES_MAX];
  double quantum;
  uint16_t *last[ARRAYS]; /* [trial]: of the deductible before */
  unsigned char *planes;  /* all bytes before they are deflated */
  size_t n;
} code_t;

static const double *array_of(const sl_levers_t *levers, int level, array_t array)
{
  return array == ELIGIBLE ? levers->eligible[level] : levers->before[level];
}

/* ---- how coarse ---- */

static double measure(code_t *code, int level, array_t array, size_t d)
{
  const sl_levers_t *levers = code->levers;
  const double *values = array_of(levers, level, array);
  double low = (double)INFINITY, high = -(double)INFINITY;
  for (size_t t = 0; t < levers->trials[level]; t++) {
    const double value = values[t * levers->n_deductibles + d];
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  const bool any = levers->trials[level] > 0;
  code->low[level][array][d] = any ? low : 0.0;
  return any ? high - low : 0.0;
}

static void choose_quantum(code_t *code)
{
  double widest = 0.0;
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    for (array_t a = code->levers->has_eligible ? ELIGIBLE : BEFORE; a < ARRAYS; a++) {
      for (size_t d = 0; d < code->levers->n_deductibles; d++) {
        const double width = measure(code, l, a, d);
        widest = width > widest ? width : widest;
      }
    }
  }
  code->quantum = widest > 0.0 ? widest / STEPS : 1.0;
}

/* ---- bytes ---- */

static uint16_t step_of(const code_t *code, int level, array_t array, size_t t, size_t d)
{
  const double value = array_of(code->levers, level, array)[t * code->levers->n_deductibles + d];
  const double step = (value - code->low[level][array][d]) / code->quantum + 0.5;
  return (uint16_t)(step < STEPS ? step : STEPS);
}

/* One deductible: the high bytes, then the low ones, of what its trials change. */
static void put_planes(code_t *code, int level, array_t array, size_t d)
{
  const size_t n = (size_t)code->levers->trials[level];
  for (size_t t = 0; t < n; t++) {
    uint16_t step = step_of(code, level, array, t, d);
    if (array == BEFORE && code->levers->has_eligible) {
      step = (uint16_t)(step - step_of(code, level, ELIGIBLE, t, d));
    }
    const int16_t change = (int16_t)(uint16_t)(step - code->last[array][t]);
    const uint16_t zigzag =
        (uint16_t)(((uint32_t)(uint16_t)change << 1) ^ (change < 0 ? 0xFFFFU : 0U));
    code->last[array][t] = step;
    code->planes[code->n + t] = (unsigned char)(zigzag >> 8);
    code->planes[code->n + n + t] = (unsigned char)(zigzag & 0xFFU);
  }
  code->n += 2 * n;
}

static void put_levels(code_t *code)
{
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    for (array_t a = code->levers->has_eligible ? ELIGIBLE : BEFORE; a < ARRAYS; a++) {
      memset(code->last[a], 0, SL_LEVER_TRIALS_MAX * sizeof *code->last[a]);
      for (size_t d = 0; d < code->levers->n_deductibles; d++) {
        put_planes(code, l, a, d);
      }
    }
  }
}

static unsigned char *deflate_raw(unsigned char *bytes, size_t n, size_t *length)
{
  z_stream stream = {0};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return NULL;
  }
  const uLong most = deflateBound(&stream, (uLong)n);
  unsigned char *packed = malloc(most);
  stream.next_in = bytes;
  stream.avail_in = (uInt)n;
  stream.next_out = packed;
  stream.avail_out = (uInt)most;
  const int ended = packed != NULL ? deflate(&stream, Z_FINISH) : Z_MEM_ERROR;
  *length = stream.total_out;
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) {
    free(packed);
    packed = NULL;
  }
  return packed;
}

/* RFC 4648. */
static char *base64(const unsigned char *bytes, size_t n)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *text = malloc((n + 2) / 3 * 4 + 1), *at = text;
  for (size_t i = 0; text != NULL && i < n; i += 3) {
    const size_t left = n - i;
    const uint32_t three = (uint32_t)bytes[i] << 16 | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                           (left > 2 ? (uint32_t)bytes[i + 2] : 0);
    *at++ = digits[three >> 18];
    *at++ = digits[three >> 12 & 63];
    *at++ = left > 1 ? digits[three >> 6 & 63] : '=';
    *at++ = left > 2 ? digits[three & 63] : '=';
  }
  if (text != NULL) {
    *at = '\0';
  }
  return text;
}

/* The levels' arrays as text; NULL without memory. */
static char *pack(code_t *code)
{
  size_t cells = 1, length = 0;
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    cells += 2 * (size_t)code->levers->trials[l] * code->levers->n_deductibles * ARRAYS;
  }
  code->planes = malloc(cells);
  for (array_t a = ELIGIBLE; a < ARRAYS; a++) {
    code->last[a] = malloc(SL_LEVER_TRIALS_MAX * sizeof *code->last[a]);
  }
  char *text = NULL;
  if (code->planes != NULL && code->last[ELIGIBLE] != NULL && code->last[BEFORE] != NULL) {
    put_levels(code);
    unsigned char *packed = deflate_raw(code->planes, code->n, &length);
    text = packed != NULL ? base64(packed, length) : NULL;
    free(packed);
  }
  free(code->planes);
  free(code->last[ELIGIBLE]);
  free(code->last[BEFORE]);
  return text;
}

/* ---- the object ---- */

static json_t *numbers(const double *values, size_t n)
{
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++) {
    list = sl_json_and(list, sl_json_number(values[i]));
  }
  return list;
}

static json_t *point(const sl_lever_point_t *p)
{
  const sl_json_member_t members[] = {{"attachment", sl_json_number(p->attachment)},
                                      {"maximum_cost", sl_json_number(p->maximum_cost)},
                                      {"specific_premium", sl_json_number(p->specific_premium)},
                                      {"aggregate_premium", sl_json_number(p->aggregate_premium)},
                                      {"shift", sl_json_number(p->shift)}};
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *points(const sl_levers_t *levers)
{
  json_t *list = json_array();
  for (size_t d = 0; d < levers->n_deductibles; d++) {
    json_t *row = json_array();
    for (size_t c = 0; c < levers->n_corridors; c++) {
      row = sl_json_and(row, point(&levers->point[d][c]));
    }
    list = sl_json_and(list, row);
  }
  return list;
}

static json_t *levels(const code_t *code)
{
  const sl_levers_t *levers = code->levers;
  const size_t n = levers->n_deductibles;
  json_t *list = json_array();
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    const sl_json_member_t members[] = {
        {"trials", json_integer((json_int_t)levers->trials[l])},
        {"eligible", levers->has_eligible ? numbers(code->low[l][ELIGIBLE], n) : json_null()},
        {"before", numbers(code->low[l][BEFORE], n)}};
    list = sl_json_and(list, sl_json_object(members, sizeof members / sizeof members[0]));
  }
  return list;
}

static json_t *object_of(const code_t *code, const char *data)
{
  const sl_levers_t *l = code->levers;
  const sl_json_member_t members[] = {
      {"arrangement", json_integer((json_int_t)l->arrangement)},
      {"deductible", numbers(l->deductible, l->n_deductibles)},
      {"own_deductible", json_integer((json_int_t)l->own_deductible)},
      {"corridor", numbers(l->corridor, l->n_corridors)},
      {"own_corridor", json_integer((json_int_t)l->own_corridor)},
      {"budget", sl_json_number(l->budget)},
      {"tolerance", sl_json_number(SL_DEFICIT_TOLERANCE)},
      {"aggregate_maximum", sl_json_number(l->aggregate_maximum)},
      {"point", points(l)},
      {"rule", json_string(l->rule)},
      {"no_deductible", json_string(l->no_deductible)},
      {"no_corridor", json_string(l->no_corridor)},
      {"quantum", sl_json_number(code->quantum)},
      {"levels", levels(code)},
      {"data", json_string(data)}};
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

int sl_levers_encode(const sl_levers_t *levers, char **json, size_t *n, sl_error_t *error)
{
  code_t code = {.levers = levers};
  *n = 0;
  choose_quantum(&code);
  char *data = pack(&code);
  *json = data != NULL
              ? sl_json_text(object_of(&code, data), JSON_COMPACT | JSON_REAL_PRECISION(15), "")
              : NULL;
  free(data);
  if (*json == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the levers");
  }
  *n = strlen(*json);
  return SL_OK;
}
