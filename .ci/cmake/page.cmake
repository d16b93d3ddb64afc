# What the page is built without, and what stands in for the machine's libraries: sim/page/libraries builds
# those that it needs of others. One thread, no HDF5, no other programs.
set(SL_PAGE_LIBRARIES ${PROJECT_BINARY_DIR}/libraries)
execute_process(COMMAND bash ${PROJECT_SOURCE_DIR}/sim/page/libraries ${SL_PAGE_LIBRARIES}
                COMMAND_ERROR_IS_FATAL ANY)
set(CSV_INCLUDE_DIR ${SL_PAGE_LIBRARIES}/include)
set(RANDOM123_INCLUDE_DIR ${SL_PAGE_LIBRARIES}/include)

foreach(library PkgConfig::GSL PkgConfig::YAML PkgConfig::JANSSON PkgConfig::ZLIB Threads::Threads
        OpenMP::OpenMP_C stoploss::csv)
  add_library(${library} INTERFACE IMPORTED)
  target_include_directories(${library} SYSTEM INTERFACE ${SL_PAGE_LIBRARIES}/include)
endforeach()
target_include_directories(OpenMP::OpenMP_C SYSTEM INTERFACE ${PROJECT_SOURCE_DIR}/sim/page/alone)

set(SL_ROOMS_LEFT_OUT
  models/fit sim/input/child sim/input/manifest sim/input/targets sim/input/claims_file sim/input/large_claims
  sim/input/actual sim/input/stresses
  sim/study/validate sim/study/trace sim/study/replay sim/study/fit sim/study/track sim/study/optimize
  sim/study/sensitivity sim/output/parts sim/output/pdf sim/output/trace sim/output/optimize sim/output/track
  sim/output/sensitivity sim/output/schemas sim/output/table sim/output/plots sim/output/hdf5
  sim/output/result_file sim/output/batch sim/library)

# What reads and writes takes no time worth its bytes.
set(SL_ROOMS_SMALL "^sim/(input|output|study|page)")

# No shared library: code needs no place of its own.
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)

# Without OpenMP what names threads is not used; sizes have 32 bits.
list(APPEND SL_WARNINGS -Wno-unused-parameter -Wno-unused-variable -Wno-shorten-64-to-32)
