# Debian packages: `cpack -G DEB` in a build folder makes stoploss (the program with its manual pages,
# completions, schemas and example scenarios), libstoploss<ABI> (the shared library) and libstoploss-dev.
# What they depend on, dpkg-shlibdeps finds in the binaries. tests/install/debian tries them.
set(SL_MAINTAINER "stoploss maintainers <maintainers@stoploss.invalid>" CACHE STRING
    "Who answers for the Debian packages: NAME <ADDRESS>")

# What Debian asks of every package: its licence and its changes.
string(TIMESTAMP today "%a, %d %b %Y 00:00:00 +0000" UTC)
get_target_property(abi stoploss_shared SOVERSION)
set(library libstoploss${abi})
set(documents ${PROJECT_BINARY_DIR}/debian)
configure_file(.ci/cmake/debian/changelog.in ${documents}/changelog.Debian @ONLY)
find_program(GZIP gzip REQUIRED)
add_custom_command(
  OUTPUT ${documents}/changelog.gz ${documents}/changelog.Debian.gz
  COMMAND ${GZIP} -9nc ${PROJECT_SOURCE_DIR}/CHANGELOG.md > ${documents}/changelog.gz
  COMMAND ${GZIP} -9nc ${documents}/changelog.Debian > ${documents}/changelog.Debian.gz
  DEPENDS CHANGELOG.md ${documents}/changelog.Debian
  VERBATIM)
add_custom_target(debian_documents ALL
                  DEPENDS ${documents}/changelog.gz ${documents}/changelog.Debian.gz)
foreach(pair program:stoploss library:${library} development:libstoploss-dev)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 component)
  list(GET pair 1 package)
  install(FILES ${documents}/changelog.gz ${documents}/changelog.Debian.gz
                ${PROJECT_SOURCE_DIR}/.ci/cmake/debian/copyright
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component} EXCLUDE_FROM_ALL)
endforeach()
file(GLOB examples CONFIGURE_DEPENDS scenarios/*.yaml scenarios/*.csv)
install(FILES ${examples} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/stoploss/examples
        COMPONENT program)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME stoploss)
set(CPACK_PACKAGE_CONTACT "${SL_MAINTAINER}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES TRUE)
set(CPACK_VERBATIM_VARIABLES TRUE)
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(what "Given a census and the offers, it simulates a plan year many thousand times
and says for each funding arrangement what it costs, how far that can swing,
and how likely the budget falls short.")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulate what self-funding a health plan costs")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME stoploss)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION math)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "gnuplot-nox | gnuplot, libreoffice-calc-nogui, xlsx2csv")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "chromium | weasyprint")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "${what}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${library})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/.ci/cmake/debian/triggers)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION
    "${what}\nThis is the shared library.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libstoploss-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "${library} (= ${PROJECT_VERSION}-1), libcsv-dev, libgsl-dev, libhdf5-dev, libjansson-dev, libxlsxwriter-dev, libyaml-dev, zlib1g-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION
    "${what}\nThese are the headers, the archive, the pkg-config file and the CMake package.")
include(CPack)
