#include "sim/engine/pass/paths.h"

#include "sim/engine/annual/unit.h"
#include "sim/engine/dated/unit.h"
#include "sim/engine/years/path.h"

static const sl_engine_path_t *const paths[SL_ENGINE_PATHS] = {
    [SL_ENGINE_ANNUAL] = &sl_annual_path,
    [SL_ENGINE_TOTALS] = &sl_totals_path,
    [SL_ENGINE_DATED] = &sl_dated_path,
    [SL_ENGINE_YEARS] = &sl_years_path,
};

const sl_engine_path_t *sl_engine_path_of(const sl_model_t *model) { return paths[model->path]; }
