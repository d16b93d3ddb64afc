option(SL_BUILD_TESTS "Build the tests" ON)
option(SL_BUILD_FUZZ "Build the fuzz targets (clang only)" OFF)
option(SL_BUILD_BENCH "Build the benchmarks" OFF)
set(SL_SANITIZE "" CACHE STRING "Sanitizers: address;undefined or thread")
option(STOPLOSS_MPI "One run by many processes, on one machine or many (libopenmpi-dev)" OFF)
option(STOPLOSS_PAGE "The whole program as one page for a browser: preset page" OFF)
option(SL_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
option(SL_COVERAGE "Instrument for coverage" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET default)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Explicit, so that a release is the same everywhere: no -march=native, and no assertions, since the
# library reports errors and never aborts.
set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")
set(CMAKE_C_FLAGS_DEBUG "-Og -g")
# A sanitizer's report names lines and stack variables by -g1 too, which compiles and links faster.
if(SL_SANITIZE)
  set(CMAKE_C_FLAGS_DEBUG "-Og -g1")
endif()

set(SL_WARNINGS
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wformat=2 -Wundef -Wvla -Wcast-align -Wcast-qual -Wpointer-arith -Wwrite-strings
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wswitch-enum
  -Wnull-dereference -Werror=implicit-function-declaration)
# clang's -Wdouble-promotion objects to NAN and INFINITY.
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  list(APPEND SL_WARNINGS -Walloca -Wdouble-promotion -Wduplicated-cond -Wlogical-op
       -Wmissing-declarations -Wunused-const-variable=2)
elseif(CMAKE_C_COMPILER_ID MATCHES "Clang")
  list(APPEND SL_WARNINGS -Wconditional-uninitialized -Wloop-analysis
       -Wmissing-variable-declarations -Wunreachable-code)
endif()

# Strict warnings and reproducible arithmetic, per target and never for others' headers.
# -ffp-contract=off: no compiler may fuse a multiply and an add, so that gcc, clang and every
# instruction set give the same bits.
function(sl_target_defaults target)
  target_compile_definitions(${target} PRIVATE _POSIX_C_SOURCE=200809L)
  target_compile_options(${target} PRIVATE ${SL_WARNINGS} -ffp-contract=off -fno-math-errno)
  if(SL_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(SL_SANITIZE)
    list(JOIN SL_SANITIZE "," sanitizers)
    target_compile_options(${target} PRIVATE -fsanitize=${sanitizers} -fno-omit-frame-pointer
                           -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${sanitizers})
  endif()
  if(SL_BUILD_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  if(SL_COVERAGE)
    target_compile_options(${target} PRIVATE --coverage -fprofile-update=atomic)
    target_link_options(${target} PRIVATE --coverage)
  endif()
endfunction()
