# The page: the rooms that it needs and its entry points as a WebAssembly module, then one HTML file with
# all of it inside.
sl_room(sim/page
  census.c
  kept.c
  kept_years.c
  new.c
  outline.c
  quotes.c
  run.c
  session.c
  texts.c
  ../cli/starter.c
  USES PkgConfig::JANSSON
)
sl_embed_text(room_sim_page sl_starter_scenario ${CMAKE_CURRENT_LIST_DIR}/../cli/starter.yaml)
add_library(stoploss_rooms STATIC)
sl_rooms_into(stoploss_rooms)
set_target_properties(stoploss_rooms PROPERTIES LINKER_LANGUAGE C)

set(SL_PAGE_EXPORTS _malloc _free _page_load _page_outline _page_keys _page_new _page_import_census _page_import_quotes _page_run _page_share
    _page_text _page_sweep _page_columns _page_trial_column _page_cost_column _page_year_column
    _page_promise_column _page_fault)
list(JOIN SL_PAGE_EXPORTS "," exports)
set(module ${PROJECT_BINARY_DIR}/sim/page)
set(calls ${CMAKE_CURRENT_LIST_DIR}/calls.js)
add_custom_command(
  OUTPUT ${module}/engine.js ${module}/engine.wasm
  COMMAND ${CMAKE_COMMAND} -E make_directory ${module}
  COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs
          emcc -O2 --no-entry $<TARGET_FILE:stoploss_rooms> -L${SL_PAGE_LIBRARIES}/lib -lgsl -lyaml -lcsv -ljansson -lz
          -sEXPORTED_FUNCTIONS=${exports} -sEXPORTED_RUNTIME_METHODS=FS,HEAPU8,UTF8ToString,stringToUTF8,lengthBytesUTF8
          -sMODULARIZE=1 -sEXPORT_NAME=stoplossEngine -sENVIRONMENT=worker,node -sALLOW_MEMORY_GROWTH=1
          -sINITIAL_MEMORY=67108864 -sMAXIMUM_MEMORY=4294967296 -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=1
          -sTOTAL_STACK=1048576 --js-library ${calls} -o ${module}/engine.js
  DEPENDS stoploss_rooms ${calls}
  COMMENT "Linking the page's module"
  VERBATIM)
add_custom_target(page_module ALL DEPENDS ${module}/engine.js)

# The commit that it is built from, with + where files differ from it.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_program(GIT git)
set(page ${PROJECT_BINARY_DIR}/stoploss.html)
set(levers ${PROJECT_SOURCE_DIR}/sim/output/decision/levers.js)
execute_process(COMMAND ${GIT} describe --always --abbrev=40 --dirty=+ WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT commit)
  set(commit "a source archive")
endif()
file(GLOB web CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/web/*)
set(assemble ${CMAKE_CURRENT_LIST_DIR}/assemble.py)
add_custom_command(
  OUTPUT ${page}
  COMMAND ${Python3_EXECUTABLE} ${assemble} ${page} ${module}/engine.js ${module}/engine.wasm ${levers}
          ${PROJECT_VERSION} ${commit}
  DEPENDS ${assemble} ${web} ${levers} ${module}/engine.js
          ${PROJECT_SOURCE_DIR}/scenarios/machine-shop.yaml ${PROJECT_SOURCE_DIR}/scenarios/machine-shop.csv
          ${PROJECT_SOURCE_DIR}/scenarios/flower-shop.yaml ${PROJECT_SOURCE_DIR}/scenarios/flower-shop.csv
  COMMENT "Assembling stoploss.html"
  VERBATIM)
add_custom_target(page_file ALL DEPENDS ${page})
