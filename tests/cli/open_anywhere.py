#!/usr/bin/python3
"""usage: open_anywhere.py OUT.h5...: each result opens in xarray, h5py and ncdump, reads the same in
all of them, and its identities hold in every trial."""

import subprocess
import sys

import h5py
import numpy
import xarray

QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995]
STATUS_ATTRIBUTES = {"Conventions": "CF-1.10", "status": "complete"}
SCALE_TYPES = {"trial": numpy.int64, "month": numpy.int32}
NO_UNITS = {"arrangement", "band", "tier", "kind", "specific_contract", "specific_per",
            "aggregate_contract", "since", "maximum_cost_exceeded_by", "month_start",
            "not_exact"}


def close(a, b, scale):
    """Equal up to the rounding of sums of numbers as large as scale."""
    return bool(numpy.all(numpy.abs(a - b) <= 1e-9 * (1 + scale)))


def conserved(whole, parts):
    """Equal to a millionth in every trial and arrangement."""
    return bool(numpy.all(numpy.abs(whole - parts) <= 1e-6 * (1e-6 + numpy.abs(whole))))


def check_layout(data):
    assert data["trial"].dtype == numpy.int64
    assert list(data["trial"].values) == list(range(data.sizes["trial"]))
    assert list(data["quantile"].values) == QUANTILES
    assert data["month"].dtype == numpy.int32
    months = int(data.attrs["cash_flow_months"]) or int(data["plan_months"])
    assert list(data["month"].values) == list(range(1, months + 1))
    assert data["month_start"].values[0] == data.attrs["start"]
    assert data.attrs["accounting"] in ("incurred", "paid")
    assert all(isinstance(name, str) for name in data["arrangement"].values)
    for key, value in STATUS_ATTRIBUTES.items():
        assert data.attrs[key] == value, key
    assert data.attrs["trials"] == data.sizes["trial"]
    assert data.attrs["source"].startswith("stoploss ")
    for name, variable in data.variables.items():
        assert variable.attrs["long_name"], name
        if name not in NO_UNITS:
            assert variable.attrs["units"] in ("1", data.attrs["currency"]), name
            assert variable.dtype == SCALE_TYPES.get(name, numpy.float64), name


def check_identities(data):
    largest = float(data["allowed"].max())
    employer = (data["retained_claims"] + data["captive_claims"] + data["insured_claims"]
                + data["earlier_claims"] + data["specific_reimbursement"]
                + data["aggregate_reimbursement"] - data["reimbursement_other"])
    cost = (data["retained_claims"] + data["fees"] + data["premiums"] + data["taxes"]
            + data["hsa_contributions"] - data["refunds"])
    difference = data["cost"] - data["budget"]
    plan_paid = data["plan_paid"]

    assert bool((plan_paid == data["allowed"] - data["member_paid"]).all())
    assert bool((data["member_paid"] >= 0).all() and (plan_paid >= 0).all())
    assert bool((data["uncovered"] >= 0).all())
    assert bool((data["uncovered"] <= data["member_paid"] * (1 + 1e-12)).all())
    assert bool((data["largest_claimant"] <= plan_paid * (1 + 1e-12)).all())
    assert conserved(data["cost"].values, cost.values)
    assert conserved(data["allowed"].values[:, None], data["member_paid"].values[:, None]
                     + employer.values)
    assert bool((data["reimbursement_other"] >= -1e-9 * largest).all())
    assert close(data["cost"].values, cost.values, largest)
    deficit = difference.where(difference > 0.005, 0.0)
    surplus = (-difference).where(difference < -0.005, 0.0)
    assert close(data["deficit"].values, deficit.values, largest)
    assert close(data["surplus"].values, surplus.values, largest)
    assert bool((data["deficit"] * data["surplus"] == 0).all())
    beyond = sum(data[name] for name in data.data_vars if name.startswith("beyond_"))
    assert bool((beyond >= 0).all())
    if all(data["maximum_cost_exceeded_by"].values):  # a made-up result says nothing of it
        assert bool((data["cost"] <= data["maximum_cost"] + beyond + 1e-9 * largest).all())
    assert bool((data["gap_above_deductible"] <= data["gap"] * (1 + 1e-12)).all())


def check_summary(data):
    """The stored statistics are those NumPy computes from the stored trials."""
    cost = data["cost"].values
    n = len(cost)
    scale = float(numpy.abs(cost).max())
    assert close(data["cost_mean"].values, cost.mean(axis=0), scale)
    error = cost.std(axis=0, ddof=1) / numpy.sqrt(n)
    assert numpy.allclose(data["cost_standard_error"].values, error, rtol=1e-9, atol=1e-9 * scale)
    quantiles = numpy.quantile(cost, QUANTILES, axis=0)
    assert close(data["cost_quantile"].values, quantiles, scale)
    share = (data["deficit"].values > 0).mean(axis=0)
    assert close(data["deficit_probability"].values, share, 1)
    spread = numpy.sqrt(share * (1 - share) / (n - 1))
    assert close(data["deficit_probability_standard_error"].values, spread, 1)


def check_exact(data):
    """Exact figures and simulated ones are within a few standard errors; control variates help."""
    if "exact" not in data.attrs:
        assert "cost_mean_exact" not in data
        return
    exact, bound = data["cost_mean_exact"].values, data["cost_mean_exact_bound"].values
    known = ~numpy.isnan(exact)
    error = numpy.hypot(data["cost_standard_error"].values, bound)
    assert (numpy.abs(data["cost_mean"].values - exact)[known] <= 5 * error[known]).all()
    assert data["cost_quantile_exact"].dims == ("quantile", "arrangement")
    deviation = data["cost"].values.std(axis=0, ddof=1)
    scale = float(numpy.abs(data["cost"].values).max())
    assert close(data["cost_standard_deviation"].values, deviation, scale)
    better = data["cost_mean_control_variate_standard_error"].values
    assert (better <= data["cost_standard_error"].values * 1.01)[~numpy.isnan(better)].all()
    if data.attrs["not_exact"] == "none":
        assert ((data["not_exact"].values == "none") <= known).all()


def check_months(data):
    """Means and quantiles of every month agree with each other and with the costs."""
    if data.attrs["cash_flow_months"] == 0:
        assert "month_net_mean" not in data
        assert bool(data["working_capital"].isnull().all())
        return
    scale = float(numpy.abs(data["month_cumulative_quantile"]).max())
    net = data["month_net_mean"].values
    assert net.shape == (data.sizes["month"], data.sizes["arrangement"])
    assert close(numpy.cumsum(net, axis=0), data["month_cumulative_mean"].values, scale)
    assert close(data["month_cumulative_mean"].values[-1], data["cost_mean"].values, scale)
    for name in ("ibnr", "month_net", "month_cumulative"):
        quantiles = data[name + "_quantile"]
        assert quantiles.dims == ("quantile", "month", "arrangement"), name
        assert bool((quantiles.diff("quantile") >= 0).all()), name
    level = data.attrs["working_capital_level"]
    capital = numpy.quantile(data["peak_shortfall"].values, level, axis=0)
    assert close(data["working_capital"].values, capital, scale)


def check_h5py(path, data):
    with h5py.File(path, "r") as file:
        assert file.attrs["status"] == "complete"
        assert file["cost"].fletcher32 and file["cost"].chunks[0] <= 512
        assert [d[0].name for d in file["cost"].dims] == ["/trial", "/arrangement"]
        assert numpy.array_equal(file["cost"][()], data["cost"].values)
        assert list(file["arrangement"].asstr()) == list(data["arrangement"].values)
        provenance = file["provenance"].attrs
        assert provenance["scenario"].startswith("stoploss: 1")
        for key in ("stoploss", "gsl", "hdf5", "compiler"):
            assert len(provenance[key]) > 1, key


def check_ncdump(path, data):
    header = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True, check=True).stdout
    assert f"trial = UNLIMITED ; // ({data.sizes['trial']} currently)" in header
    assert "string arrangement(arrangement) ;" in header
    for name in data.variables:
        assert f" {name}(" in header or f" {name} ;" in header, name
    kinds = subprocess.run(["ncdump", "-v", "arrangement,kind", path], capture_output=True, text=True,
                           check=True).stdout
    for name in data["arrangement"].values:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\'")
        assert escaped in kinds, name


def main(path):
    with xarray.open_dataset(path) as data:
        data.load()
        check_layout(data)
        check_identities(data)
        check_summary(data)
        check_exact(data)
        check_months(data)
        check_h5py(path, data)
        check_ncdump(path, data)


if __name__ == "__main__":
    for result in sys.argv[1:]:
        main(result)
