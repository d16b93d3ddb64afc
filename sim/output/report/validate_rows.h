/* What the pages of a validation say, on the terminal and in HTML: sections, rows and sentences.
 * Inside sim/output/report only.
 */
#ifndef SL_SIM_OUTPUT_REPORT_VALIDATE_ROWS_H
#define SL_SIM_OUTPUT_REPORT_VALIDATE_ROWS_H

#include "sim/output/text/format.h"
#include "sim/output/report/validate_page.h"

#include <stddef.h>

#define SL_VALIDATE_TEXT 600

/* What was fitted to, and what was not. */
typedef struct sl_validate_part {
  const char *title;
  bool fitted;
} sl_validate_part_t;
#define SL_VALIDATE_PARTS 2
extern const sl_validate_part_t sl_validate_parts[SL_VALIDATE_PARTS];

typedef struct sl_validate_section {
  const char *title;
  sl_quantity_t first, last;
} sl_validate_section_t;
#define SL_VALIDATE_SECTIONS 7
extern const sl_validate_section_t sl_validate_sections[SL_VALIDATE_SECTIONS];

/* The next target of a part's section from number i on; the number of targets where none is. */
size_t sl_validate_next(const sl_validation_t *validation, const sl_validate_part_t *part,
                        const sl_validate_section_t *section, size_t i);

#define SL_VALIDATE_COLUMNS 3
extern const char *const sl_validate_heads[SL_VALIDATE_COLUMNS]; /* of the figures below */

typedef struct sl_validate_row {
  char label[256];
  char figure[SL_VALIDATE_COLUMNS][2 * SL_FIGURE_SIZE]; /* simulated, published, range */
  bool met;
} sl_validate_row_t;
void sl_validate_row(const sl_validation_t *validation, size_t i, sl_validate_row_t *row);

/* Where the figures come from; how many lie within their ranges. */
void sl_validate_origin(const sl_validation_t *validation, char text[SL_VALIDATE_TEXT]);
void sl_validate_verdict(const sl_validation_t *validation, char text[SL_VALIDATE_TEXT]);

#endif
