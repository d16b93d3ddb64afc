#!/usr/bin/python3
"""usage: open_sweep.py SWEEP.h5: a sweep opens in xarray, h5py and ncdump, reads the same in all of
them, and its figures are those NumPy computes from its trials."""

import subprocess
import sys

import h5py
import numpy
import xarray

QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995]
POINT = ("specific", "corridor")


def check_layout(data):
    assert data.attrs["Conventions"] == "CF-1.10" and data.attrs["status"] == "complete"
    assert data.attrs["content"] == "sweep" and data.attrs["trials"] == data.sizes["trial"]
    assert data.attrs["source"].startswith("stoploss ") and data.attrs["arrangement"]
    assert data["trial"].dtype == numpy.int64
    assert list(data["trial"].values) == list(range(data.sizes["trial"]))
    assert list(data["quantile"].values) == QUANTILES
    assert data["cost"].dims == ("trial",) + POINT
    assert data["cost_quantile"].dims == ("quantile",) + POINT
    assert data["leveraged_trend"].dims == ("specific",)
    for name, variable in data.variables.items():
        assert variable.attrs["long_name"], name
        assert variable.attrs["units"] in ("1", data.attrs["currency"]), name
        assert variable.dtype == (numpy.int64 if name == "trial" else numpy.float64), name
        if name not in data.coords and name.endswith(("_mean", "_premium", "_point")):
            assert variable.dims == POINT, name


def check_figures(data):
    cost = data["cost"].values
    n = len(cost)
    scale = float(numpy.abs(cost).max())

    def close(name, wanted):
        assert numpy.allclose(data[name].values, wanted, rtol=1e-9, atol=1e-9 * scale), name

    assert bool(numpy.isfinite(cost).all())
    close("cost_mean", cost.mean(axis=0))
    close("cost_standard_error", cost.std(axis=0, ddof=1) / numpy.sqrt(n))
    close("cost_quantile", numpy.quantile(cost, QUANTILES, axis=0))
    over = cost - data["budget"].values
    share = (over > 0.005).mean(axis=0)
    assert numpy.allclose(data["deficit_probability"].values, share)
    close("deficit_mean", numpy.where(over > 0.005, over, 0.0).mean(axis=0))
    lowest = numpy.unravel_index(data["cost_mean"].values.argmin(), share.shape)
    difference = cost - cost[(slice(None),) + lowest][:, None, None]
    close("cost_above_lowest", difference.mean(axis=0))
    close("cost_above_lowest_standard_error", difference.std(axis=0, ddof=1) / numpy.sqrt(n))
    # What a carrier pays falls with the deductible, whatever the corridor.
    paid = data["specific_reimbursement_mean"].sortby("specific").values
    assert bool((numpy.diff(paid, axis=0) <= 1e-9 * scale).all())


def check_others(path, data):
    with h5py.File(path, "r") as file:
        assert file["cost"].fletcher32 and file["cost"].chunks[0] <= 512
        assert [d[0].name for d in file["cost"].dims] == ["/trial", "/specific", "/corridor"]
        assert numpy.array_equal(file["cost"][()], data["cost"].values)
        provenance = file["provenance"].attrs
        assert provenance["scenario"].startswith("stoploss: 1")
    header = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True,
                            check=True).stdout
    for name, size in data.sizes.items():
        assert f"{name} = {size} ;" in header or f"{name} = UNLIMITED" in header, name
    assert "double cost(trial, specific, corridor) ;" in header
    values = subprocess.run(["ncdump", "-v", "specific,corridor,cost_mean", path],
                            capture_output=True, text=True, check=True).stdout
    assert "specific = " in values and "cost_mean =" in values


def main(path):
    with xarray.open_dataset(path) as data:
        data.load()
        check_layout(data)
        check_figures(data)
        check_others(path, data)


if __name__ == "__main__":
    main(sys.argv[1])
