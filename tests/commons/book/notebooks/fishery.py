# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% tags=["parameters"]
LANG = "en"

# %% tags=["setup"]
import altair as alt
import tideline

model = tideline.model("fishery")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="en"
# ## The model in plain words
#
# A sea holds at most a thousand tonnes of fish. What the boats leave grows back, fastest when the sea is half
# full. A boat takes a fixed share of the fish that are there, so that it catches less when there are fewer.
# As long as a trip brings more than it costs, boats are added; when it brings less, they go.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="en"
# ## Sixty years
#
# Above the fish, below the boats. The dashed line is where a trip just pays.

# %% tags=["lab-chart"]
run = tideline.run("fishery", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("year:Q", title=label("year"))
fish = rows.mark_line().encode(
    x=x, y=alt.Y("stock:Q", title=label("stock"), scale=alt.Scale(domain=[0, 1000]))
)
boats = rows.mark_line().encode(x=x, y=alt.Y("boats:Q", title=label("boats")))
fish & boats

# %% [markdown] lang="en"
# ## Checked
#
# Without weather the open sea comes to rest where one fish in a hundred pays for the trip, at 200 tonnes, with
# 48 boats and no profit. With 24 licences it rests at 600 tonnes, and the profit is 96.

# %% tags=["check"]
still = {"weather": 0, "years": 200}
end = tideline.run("fishery", **still).summary
print({name: round(value, 3) for name, value in end.items()})
assert abs(end["left"] - 0.2) < 0.001 and abs(end["boats_mean"] - 48) < 0.1
end = tideline.run("fishery", licences=24, **still).summary
assert abs(end["left"] - 0.6) < 1e-9 and abs(end["profit_mean"] - 96) < 1e-6

# %% [markdown] lang="en"
# ## Exercises
#
# 1. What does the largest number of licences look like at which the profit does not fall below zero in any year?
# 2. Give the sea a growth of 1. Does the coast get richer?

# %% tags=["answer"]
for growth in (0.2, 0.6, 1.0):
    end = tideline.run("fishery", growth=growth, **still).summary
    print(growth, {name: round(value, 2) for name, value in end.items()})
