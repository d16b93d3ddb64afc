# cmake --install: the program, the two libraries, the public headers (under include/stoploss, by the
# names the sources use: #include "models/severity/severity.h"), a pkg-config file and a CMake package.
install(TARGETS stoploss RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS stoploss_models stoploss_sim EXPORT stoploss
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
set_target_properties(stoploss_models PROPERTIES EXPORT_NAME models)
set_target_properties(stoploss_sim PROPERTIES EXPORT_NAME sim)

set(SL_INCLUDE_DIR ${CMAKE_INSTALL_INCLUDEDIR}/stoploss)
foreach(header
    sim/input/read/faults.h
    sim/input/read/files_read.h
    sim/input/scenario/scenario.h
    sim/input/overrides/overrides.h
    sim/input/load/load.h
    sim/engine/compile/options.h
    sim/engine/engine.h
    sim/study/check.h
    sim/study/run.h
    sim/study/exact/exact.h
    sim/study/sweep/sweep.h)
  get_filename_component(folder ${header} DIRECTORY)
  install(FILES ${header} DESTINATION ${SL_INCLUDE_DIR}/${folder})
endforeach()
foreach(folder models sim/results sim/output)
  install(DIRECTORY ${folder}/ DESTINATION ${SL_INCLUDE_DIR}/${folder}
          FILES_MATCHING PATTERN "*.h"
          PATTERN "*internal.h" EXCLUDE
          PATTERN "kernel.h" EXCLUDE
          PATTERN "eight.h" EXCLUDE
          PATTERN "nonempty.h" EXCLUDE
          PATTERN "vector*.h" EXCLUDE
          PATTERN "emulated_avx512.h" EXCLUDE
          PATTERN "bases" EXCLUDE
          PATTERN "data" EXCLUDE
          PATTERN "kinds" EXCLUDE)
endforeach()

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/stoploss)
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/stoplossConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(EXPORT stoploss NAMESPACE stoploss:: FILE stoplossTargets.cmake DESTINATION ${package_dir})
install(FILES .ci/cmake/stoplossConfig.cmake .ci/cmake/dependencies.cmake
              ${PROJECT_BINARY_DIR}/stoplossConfigVersion.cmake
        DESTINATION ${package_dir})

# The prefix is found from where the file lies, so that an installed tree can be moved.
file(RELATIVE_PATH SL_PREFIX_FROM_PC ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(.ci/cmake/stoploss.pc.in ${PROJECT_BINARY_DIR}/stoploss.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/stoploss.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
