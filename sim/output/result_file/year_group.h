/* Names of the group of plan years and of what is said of it as a whole; for this room only. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_YEAR_GROUP_H
#define SL_SIM_OUTPUT_RESULT_FILE_YEAR_GROUP_H

#define SL_YEARS_GROUP "years"

/* Its attributes. */
#define SL_YEARS_LENGTH "plan_years"
#define SL_YEARS_PROMISES "promises"
#define SL_YEARS_DISCOUNT "discount"

#endif
