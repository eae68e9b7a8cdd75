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
LANG = "nl"

# %% tags=["setup"]
import altair as alt
import regelkring

model = regelkring.model("self-fulfilling-prejudice")
label = lambda name: model.label(name, LANG)
groups = {name: label(name) for name in ("qualified_a", "qualified_b")}
named = " : ".join(f"datum.label == '{name}' ? '{words}'" for name, words in groups.items()) + " : ''"

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Een van de redenen waarom werkgevers mensen uitstoten, zegt dia 12, is dat ze een vooroordeel hebben over
# wat werkzoekenden kunnen. Je zou denken dat zo’n vooroordeel vanzelf verdwijnt als het niet klopt. Dit
# model laat zien dat het ook anders kan aflopen: dat het gaat kloppen.

# %% [markdown] lang="en"
# ## What the slide claims
#
# One of the reasons why employers push people out, says slide 12, is that they hold a prejudice about what
# people looking for work can do. You would think that such a prejudice goes away by itself if it is wrong.
# This model shows that it can also end another way: it can come to be right.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Twee groepen, gelijk in alles. Werkgevers zien van iemand een toets, die iets zegt maar niet alles, en de
# groep waar hij bij hoort. Denken ze dat een groep weinig bekwame mensen telt, dan leggen ze de lat hoog.
# En ligt de lat hoog, dan loont het voor die groep niet om te leren: je wordt toch niet aangenomen. Dus
# leren er minder. Dus klopt het beeld.

# %% [markdown] lang="en"
# ## The model in plain words
#
# Two groups, alike in everything. Of a person employers see a test, which tells something but not
# everything, and the group he belongs to. If they think a group counts few qualified people, they set the
# bar high. And if the bar is high, learning does not pay for that group: you will not be hired anyway. So
# fewer learn. So the belief is right.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Zestig ronden, twee groepen
#
# Van groep A denken werkgevers bij het begin dat 90 procent bekwaam is, van groep B 5 procent. Beide keren
# hebben ze het mis. Verschuif het beeld van groep B en zoek de plek waar de onderste lijn omslaat.

# %% [markdown] lang="en"
# ## Sixty rounds, two groups
#
# Of group A employers think at the start that 90 per cent are qualified, of group B 5 per cent. Both times
# they are wrong. Slide the belief about group B and find the place where the lower line turns.

# %% tags=["lab-chart"]
run = regelkring.run("self-fulfilling-prejudice", seed=1)

legend = alt.Legend(labelExpr=named)
alt.Chart(alt.Data(values=run.rows)).transform_fold(
    list(groups), as_=["group", "qualified"]
).mark_line().encode(
    x=alt.X("round:Q", title=label("round")),
    y=alt.Y(
        "qualified:Q",
        title=None,
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
    color=alt.Color("group:N", title=None, legend=legend),
    strokeDash=alt.StrokeDash("group:N", title=None, legend=legend),
)

# %% [markdown] lang="nl"
# ## Een klif, en een beetje voorrang
#
# Nu de verrassing. Wat er aan het eind van een groep terechtkomt, hangt niet geleidelijk af van het eerste
# beeld. Bij 7 procent eindigt ze op nul, bij 8 op 68. Daartussen zit niets. Dat maakt ook dat een klein
# beetje voorrang zo veel kan doen, en dat veel voorrang minder doet dan weinig: wie toch wel wordt
# aangenomen, hoeft zich niet te bekwamen.

# %% [markdown] lang="en"
# ## A cliff, and some preference
#
# Now the surprise. What becomes of a group in the end does not depend gradually on the first belief. At 7
# per cent it ends at nought, at 8 at 68. There is nothing in between. That is also why a very little
# preference can do so much, and why much preference does less than little: whoever is hired anyway need
# not qualify.

# %% tags=["surprise"]
ends = [
    {
        "belief_b": belief / 100,
        "qualified_b_final": regelkring.run(
            "self-fulfilling-prejudice", belief_b=belief / 100, rounds=200
        ).summary["qualified_b_final"],
    }
    for belief in range(0, 101, 2)
]
for quota in (0, 0.02, 0.1, 0.5):
    end = regelkring.run("self-fulfilling-prejudice", quota=quota, rounds=200).summary
    print(f"{label('quota')} {quota}: {end['qualified_b_final']:.2f}")
alt.Chart(alt.Data(values=ends)).mark_line(point=True, interpolate="step").encode(
    x=alt.X("belief_b:Q", title=label("belief_b"), axis=alt.Axis(format=".0%")),
    y=alt.Y(
        "qualified_b_final:Q",
        title=label("qualified_b_final"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
)

# %% [markdown] lang="nl"
# ## Klopt het? Drie punten waar niets verandert
#
# Bij *r* = ω = 1 is de lat 1 − π en de winst van leren 2π(1 − π). Niets verandert waar (2π(1 − π) −
# 0,1)/0,5 gelijk is aan π, dus waar 4π² − 3π + 0,2 = 0: bij 0,07396 en bij 0,67604. En bij nul, waar
# niemand leert omdat niemand wordt aangenomen. Het middelste punt is de rand van de klif.

# %% [markdown] lang="en"
# ## Is it right? Three points where nothing changes
#
# With *r* = ω = 1 the bar is 1 − π and the gain from learning 2π(1 − π). Nothing changes where (2π(1 − π)
# − 0.1)/0.5 equals π, hence where 4π² − 3π + 0.2 = 0: at 0.07396 and at 0.67604. And at nought, where
# nobody learns because nobody is hired. The middle point is the edge of the cliff.

# %% tags=["check"]
for belief, end in ((0.0739, 0.0), (0.0741, 0.67604), (0.9, 0.67604)):
    reached = regelkring.run(
        "self-fulfilling-prejudice", belief_b=belief, adjustment=0.5, rounds=200
    ).summary["qualified_b_final"]
    print(f"{belief:.4f}: {reached:.5f} ({end})")
    assert abs(reached - end) < 1e-4

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Hoe goedkoop moet leren worden voordat het eerste beeld er niet meer toe doet? Zoek het in de laagste
#    kosten.
# 2. Geef groep B een beetje voorrang en neem die in gedachten weer weg zodra ze boven de 8 procent is.
#    Waarom hoeft die voorrang niet te blijven?
# 3. Zet het tempo op 1. Beschrijf wat je ziet, en waarom je dat niet moet geloven.

# %% [markdown] lang="en"
# ## Exercises
#
# 1. How cheap must learning become before the first belief no longer matters? Look for it in the lowest
#    cost.
# 2. Give group B some preference, and in your mind take it away again once it is above 8 per cent. Why
#    need that preference not last?
# 3. Set the pace to 1. Describe what you see, and why you should not believe it.

# %% tags=["answer"]
for cost in (0.1, 0.08, 0.06, 0.05):
    end = regelkring.run("self-fulfilling-prejudice", cost_low=cost, rounds=200).summary
    print(cost, round(end["qualified_b_final"], 3), round(end["difference_final"], 3))
rows = regelkring.run("self-fulfilling-prejudice", quota=0.02, rounds=200).rows
print(next(row["round"] for row in rows if row["qualified_b"] > 0.08))
print([round(row["qualified_a"], 3) for row in regelkring.run(
    "self-fulfilling-prejudice", adjustment=1).rows[-4:]])
