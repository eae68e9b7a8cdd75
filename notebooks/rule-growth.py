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

model = regelkring.model("rule-growth")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Dia 4 noemt het een monster van Frankenstein: voor elk nieuw probleem een nieuwe regel en een nieuwe
# toezichthouder. Dia 16 voegt toe dat elke oplossing deel wordt van het probleem. Dit model neemt die
# twee zinnen letterlijk en rekent uit waar ze toe leiden.

# %% [markdown] lang="en"
# ## What the slide claims
#
# Slide 4 calls it a monster of Frankenstein: a new rule and a new supervisor for every new problem.
# Slide 16 adds that each solution becomes part of the problem. This model takes the two sentences
# literally and works out where they lead.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Elk jaar komen er een stuk of tien problemen van buiten. Elk probleem wordt een regel. Een regel blijft
# gemiddeld tien jaar staan en veroorzaakt in die tijd zelf weer problemen: een uitzondering, een loket,
# een ruzie over wat er staat. Hoeveel, dat stel je in: dat is *m*. Die nieuwe problemen worden ook regels.
#
# Zo schrijf je dat op:

# %% [markdown] lang="en"
# ## The model in plain words
#
# Each year some ten problems come from outside. Every problem becomes a rule. A rule stays for ten years
# on average and in that time causes problems of its own: an exception, a counter, a quarrel over what it
# says. How many is yours to set: that is *m*. Those new problems become rules too.
#
# This is how to write it down:

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Zestig jaar regels
#
# De stippellijn is wat je gemiddeld mag verwachten; de lijn is één geschiedenis die zo had kunnen lopen.

# %% [markdown] lang="en"
# ## Sixty years of rules
#
# The dashed line is what to expect on average; the solid line is one history that might have been.

# %% tags=["lab-chart"]
run = regelkring.run("rule-growth", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("year:Q", title=label("year"))
lines = rows.mark_line().encode(x=x, y=alt.Y("rules:Q", title=label("rules")))
course = rows.mark_line(strokeDash=[5, 4]).encode(x=x, y="expected:Q")
lines + course

# %% [markdown] lang="nl"
# ## Bijna één, en je ziet het niet
#
# Nu de verrassing. Hieronder vier regelwouden die alleen in *m* verschillen. In de eerste tien jaar
# liggen ze vlak bij elkaar. Wie na die tien jaar moet zeggen in welk woud hij staat, kan dat niet.
# Na honderdvijftig jaar scheelt het een factor tien.

# %% [markdown] lang="en"
# ## Nearly one, and it does not show
#
# Now the surprise. Below are four woods of rules that differ in *m* alone. For the first ten years they
# lie close together. Whoever has to say after those ten years which wood this is, cannot.
# After a hundred and fifty years they differ by a factor of ten.

# %% tags=["surprise"]
woods = [
    {"year": row["year"], "rules": row["expected"], "m": f"m = {m}"}
    for m in (0, 0.5, 0.8, 0.95)
    for row in regelkring.run("rule-growth", seed=1, offspring=m, years=150).rows
]
alt.Chart(alt.Data(values=woods)).mark_line().encode(
    x=alt.X("year:Q", title=label("year")),
    y=alt.Y("rules:Q", title=label("expected")),
    color=alt.Color("m:N", title=None),
    strokeDash=alt.StrokeDash("m:N", title=None),
)

# %% [markdown] lang="nl"
# ## Klopt het? De limiet
#
# Een familie van regels die uit één probleem groeit, telt gemiddeld 1/(1 − *m*) regels. Vermenigvuldig
# dat met het aantal problemen per jaar en met de levensduur van een regel, en je hebt het aantal regels
# op den duur: *R\** = λ/(δ(1 − *m*)). Dertig geschiedenissen, samengenomen over de laatste jaren, moeten
# daar dicht bij liggen.

# %% [markdown] lang="en"
# ## Is it right? The limit
#
# A family of rules that grows from one problem counts 1/(1 − *m*) rules on average. Multiply that by the
# problems a year and by the life of a rule, and you have the number of rules in the long run:
# *R\** = λ/(δ(1 − *m*)). Thirty histories, taken together over their last years, must lie close to it.

# %% tags=["check"]
for m, limit in ((0.0, 100), (0.5, 200), (0.8, 500)):
    late = [
        row["rules"]
        for seed in range(1, 31)
        for row in regelkring.run("rule-growth", seed=seed, offspring=m, years=300).rows[-60:]
    ]
    mean = sum(late) / len(late)
    print(f"m = {m}: {mean:.0f} ({limit})")
    assert abs(mean / limit - 1) < 0.05

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Bij welke *m* telt het woud na tweehonderd jaar ongeveer tweeduizend regels? Schat eerst.
# 2. Wat helpt meer: *m* van 0,9 naar 0,8, of regels twee keer zo snel laten vervallen? Bedenk waarom
#    dat niet aan elkaar gelijk is.
# 3. Zet de demping van Schulz aan. Wat blijft er over van het verhaal van het monster?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. At which *m* does the wood count about two thousand rules after two hundred years? Guess first.
# 2. Which helps more: *m* from 0.9 to 0.8, or letting rules lapse twice as fast? Think why the two are
#    not the same.
# 3. Switch Schulz’s damping on. What remains of the story of the monster?

# %% tags=["answer"]
for m in (0.94, 0.95, 0.96):
    print(m, regelkring.run("rule-growth", offspring=m, years=200).rows[-1]["expected"])
for values in ({"offspring": 0.9}, {"offspring": 0.8}, {"offspring": 0.9, "sunset": 0.2}):
    print(values, regelkring.run("rule-growth", **values).summary["rules_limit"])
print(regelkring.run("rule-growth", offspring=0.95, density=1, years=300).rows[-1]["rules"])
