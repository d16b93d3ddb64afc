# The rooms of the house: one object library each. .ci/rooms gives their order, from left to right.
#
#   sl_room(ROOM SOURCES... [USES LIBRARY...] [SEES FOLDER...])
#
# ROOM is a folder relative to the project, SOURCES are relative to it. USES: what others made and
# this room's code includes. SEES: folders of headers that come without a library. The target is
# room_<ROOM>, with _ for /. Whoever links the rooms links what they use. Rooms of SL_ROOMS_LEFT_OUT are
# not built; those that match SL_ROOMS_SMALL are compiled for size.
function(sl_room_target room result)
  string(REPLACE "/" "_" name "${room}")
  set(${result} "room_${name}" PARENT_SCOPE)
endfunction()

# Another object library of that room.
function(sl_room_holds room target)
  set_property(GLOBAL APPEND PROPERTY "SL_ROOM_OBJECTS_${room}" ${target})
endfunction()

function(sl_room room)
  if(room IN_LIST SL_ROOMS_LEFT_OUT)
    return()
  endif()
  cmake_parse_arguments(ROOM "" "" "USES;SEES" ${ARGN})
  sl_room_target(${room} target)
  list(TRANSFORM ROOM_UNPARSED_ARGUMENTS PREPEND ${PROJECT_SOURCE_DIR}/${room}/)
  add_library(${target} OBJECT ${ROOM_UNPARSED_ARGUMENTS})
  sl_target_defaults(${target})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_include_directories(${target} SYSTEM PRIVATE ${ROOM_SEES})
  target_link_libraries(${target} PRIVATE ${ROOM_USES})
  if(SL_ROOMS_SMALL AND room MATCHES "${SL_ROOMS_SMALL}")
    target_compile_options(${target} PRIVATE -Os)
  endif()
  set_property(GLOBAL APPEND PROPERTY SL_ROOMS ${room})
  sl_room_holds(${room} ${target})
endfunction()

# The objects of a room.
function(sl_room_objects room result)
  get_property(targets GLOBAL PROPERTY "SL_ROOM_OBJECTS_${room}")
  set(objects)
  foreach(target IN LISTS targets)
    list(APPEND objects $<TARGET_OBJECTS:${target}>)
  endforeach()
  set(${result} ${objects} PARENT_SCOPE)
endfunction()

# Every room becomes part of a library.
function(sl_rooms_into library)
  get_property(rooms GLOBAL PROPERTY SL_ROOMS)
  foreach(room IN LISTS rooms)
    sl_room_objects(${room} objects)
    target_sources(${library} PRIVATE ${objects})
  endforeach()
endfunction()
