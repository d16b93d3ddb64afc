#!/usr/bin/python3
"""Print the texts of an SVG file, one a line. Fails where the file is not well-formed XML."""

import sys
import xml.etree.ElementTree

for element in xml.etree.ElementTree.parse(sys.argv[1]).iter("{http://www.w3.org/2000/svg}text"):
    print("".join(element.itertext()))
