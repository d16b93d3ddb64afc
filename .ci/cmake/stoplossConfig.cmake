# find_package(stoploss) gives stoploss::sim and stoploss::models.
include(${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/stoplossTargets.cmake)
