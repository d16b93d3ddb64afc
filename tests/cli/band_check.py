#!/usr/bin/python3
"""usage: band_check.py WITH.h5 WITHOUT.h5 WITH.json WITHOUT.json: an assumption band adds itself to a
result and moves no other byte, and the JSON summary says what the file says."""

import json
import math
import sys

import h5py
import numpy

LEVELS = ["claims -10%", "claims +10%", "large halved", "large doubled"]
ATTRIBUTES = {"band_trials", "band_drawn_afresh"}
REFERENCES = {"DIMENSION_LIST", "REFERENCE_LIST"}  # addresses in the file


def bytes_of(dataset):
    values = dataset[()]
    return repr(values.tolist()) if dataset.dtype.hasobject else numpy.asarray(values).tobytes()


def same_attributes(one, other, but):
    names = (set(one.attrs) - but, set(other.attrs) - but)
    assert names[0] == names[1], names
    for name in names[0]:
        assert repr(one.attrs[name]) == repr(other.attrs[name]), (one.name, name)


def is_of_band(name):
    """Levers have its trials, too."""
    return name == "band" or name.startswith("band_") or name.endswith(("_fewer", "_more"))


def compare(one, other):
    assert {name for name in one if not is_of_band(name)} == set(other)
    for name in other:
        if isinstance(other[name], h5py.Group):
            compare(one[name], other[name])
            continue
        assert one[name].dtype == other[name].dtype and one[name].shape == other[name].shape, name
        assert bytes_of(one[name]) == bytes_of(other[name]), name
        same_attributes(one[name], other[name], REFERENCES)
    same_attributes(one, other, ATTRIBUTES)


def same(number, value):
    return number is None and math.isnan(value) or number == value


def compare_json(file, told):
    names = [name for name in file if name.startswith("band_")]
    assert len(names) == 12
    assert [level["band"] for level in told] == LEVELS
    for k, level in enumerate(told):
        assert level["trials"] == file.attrs["band_trials"]
        assert [one["name"] for one in level["arrangements"]] == list(
            file["arrangement"].asstr()[()])
        for a, one in enumerate(level["arrangements"]):
            assert set(one) == set(names) | {"name"}
            for name in names:
                assert same(one[name], file[name][k, a]), (name, k, a)


def check_figures(file):
    first = file["cost"][:int(file.attrs["band_trials"])]
    deficit = (file["deficit"][:len(first)] > 0).mean(axis=0)
    for k in range(len(LEVELS)):
        change = file["band_cost_mean"][k] - file["band_cost_mean_change"][k]
        assert numpy.allclose(change, first.mean(axis=0), rtol=1e-12)
        chance = (file["band_deficit_probability"][k]
                  - file["band_deficit_probability_change"][k])
        assert numpy.allclose(chance, deficit, atol=1e-12)
    assert (file["band_cost_mean"][0, 0] < file["band_cost_mean"][1, 0])
    assert numpy.isnan(file["band_cheaper_probability"][:, 0]).all()


def main():
    with h5py.File(sys.argv[1], "r") as one, h5py.File(sys.argv[2], "r") as other:
        assert list(one["band"].asstr()[()]) == LEVELS
        compare(one, other)
        check_figures(one)
        told = [json.load(open(path, encoding="utf-8")) for path in sys.argv[3:5]]
        compare_json(one, told[0].pop("band"))
        assert told[1].pop("band") is None
        assert told[0] == told[1]


main()
