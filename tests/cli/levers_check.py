#!/usr/bin/python3
"""usage: levers_check.py WITH.h5 WITHOUT.h5: levers add themselves to a result and move no other byte;
at the run's own deductible and corridor they are the run's own costs."""

import sys

import h5py
import numpy

REFERENCES = {"DIMENSION_LIST", "REFERENCE_LIST"}  # addresses in the file


def bytes_of(dataset):
    values = dataset[()]
    return repr(values.tolist()) if dataset.dtype.hasobject else numpy.asarray(values).tobytes()


def same_attributes(one, other):
    names = (set(one.attrs) - REFERENCES, set(other.attrs) - REFERENCES)
    assert names[0] == names[1], names
    for name in names[0]:
        assert repr(one.attrs[name]) == repr(other.attrs[name]), (one.name, name)


def compare(one, other):
    assert set(one) - {"levers"} == set(other)
    same_attributes(one, other)
    for name in other:
        if isinstance(other[name], h5py.Group):
            compare(one[name], other[name])
            continue
        assert one[name].dtype == other[name].dtype and one[name].shape == other[name].shape, name
        assert bytes_of(one[name]) == bytes_of(other[name]), name
        same_attributes(one[name], other[name])


def cost_at(levers, d, c):
    cost = levers["cost_before"][:, d] + levers["shift"][d, c]
    if "eligible" not in levers:
        return cost
    paid = numpy.maximum(levers["eligible"][:, d] - levers["attachment_point"][d, c], 0)
    return cost - numpy.minimum(paid, levers.attrs["aggregate_maximum"])


def main():
    with h5py.File(sys.argv[1], "r") as one, h5py.File(sys.argv[2], "r") as other:
        compare(one, other)
        levers = one["levers"]
        a = levers.attrs["arrangement"]
        own = cost_at(levers, levers.attrs["own_deductible"], levers.attrs["own_corridor"])
        run = one["cost"][:len(own), a]
        assert numpy.allclose(own, run, rtol=1e-9, atol=0), abs(own - run).max()
        assert len(own) == min(len(one["cost"]), 10000)
        assert levers.attrs["budget"] == one["budget"][a]
        assert (levers["shift"][:, levers.attrs["own_corridor"]] == 0).all()
        # The machine shop quotes an amount, which follows what is eligible.
        points = levers["attachment_point"][:, levers.attrs["own_corridor"]]
        assert points[levers.attrs["own_deductible"]] == one["attachment_point"][a]
        multiples = points / levers["attachment_point"][:, -1]
        assert numpy.allclose(multiples, multiples[0], rtol=1e-9, atol=0), multiples


main()
