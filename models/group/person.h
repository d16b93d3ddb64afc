/* What a person of the group is: words of the census. */
#ifndef SL_MODELS_GROUP_PERSON_H
#define SL_MODELS_GROUP_PERSON_H

typedef enum sl_sex { SL_FEMALE = 0, SL_MALE = 1 } sl_sex_t;
typedef enum sl_relationship { SL_EMPLOYEE, SL_SPOUSE, SL_CHILD } sl_relationship_t;

#endif
