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

model = regelkring.model("tipping")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# “Zo doen wij het hier”, staat op dia 10, en groepsdruk heet daar een kenmerk van broederschap. Dia 6 kent
# dezelfde druk van een andere kant: onderlinge haat, radicalisering. Steeds doet iemand iets omdat anderen
# het al doen. Mark Granovetter vroeg in 1978 wat je uit zo’n menigte kunt aflezen over de mensen erin.

# %% [markdown] lang="en"
# ## What the slide claims
#
# ‘This is how we do things here’, says slide 10, and it counts group pressure among the marks of
# brotherhood. Slide 6 knows the same pressure from its other side: mutual hatred, radicalisation. Each time
# somebody does a thing because others already do. In 1978 Mark Granovetter asked what such a crowd can
# tell you about the people in it.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Honderd mensen op een plein. Ieder heeft een drempel: zoveel anderen moeten er al meedoen voor hij of zij
# zelf begint. Wie drempel nul heeft, begint uit zichzelf. Wie drempel dertig heeft, wacht op dertig anderen.
# De drempels liggen rond een gemiddelde van vijfentwintig. Elke stap kijkt iedereen om zich heen en telt.
# Komt er niemand meer bij, dan is het afgelopen.
#
# Zo schrijf je dat op:

# %% [markdown] lang="en"
# ## The model in plain words
#
# A hundred people in a square. Each has a threshold: so many others must have joined before he or she does.
# Threshold zero starts unprompted. Threshold thirty waits for thirty others. The thresholds lie around a
# mean of twenty-five. Each step everybody looks round and counts. When nobody new joins, it is over.
#
# This is how to write it down:

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Honderd mensen, veertig stappen
#
# De lijn is deze ene menigte. De stippellijn is een menigte zonder eind, met dezelfde verdeling van drempels,
# waarin geen enkele mens telt. Bij een spreiding van twaalf blijven beide steken: drie van de honderd hier,
# vier procent daar.

# %% [markdown] lang="en"
# ## A hundred people, forty steps
#
# The solid line is this one crowd. The dashed line is a crowd without end, with the same distribution of
# thresholds, in which no single person counts. At a spread of twelve both get stuck: three in a hundred
# here, four per cent there.

# %% tags=["lab-chart"]
run = regelkring.run("tipping", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("step:Q", title=label("step"))
y = alt.Y("active:Q", title=label("active"), axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1]))
crowd = rows.mark_line(interpolate="step-after").encode(x=x, y=y)
endless = rows.mark_line(strokeDash=[5, 4]).encode(x=x, y="expected:Q")
crowd + endless

# %% [markdown] lang="nl"
# ## Zelfde gemiddelde, andere afloop
#
# Nu de verrassing. Het gemiddelde blijft vijfentwintig; alleen de spreiding gaat van 12 naar 12,5. In de
# eindeloze menigte doet dan niet vier procent mee, maar iedereen. Er is niemand van mening veranderd. Er zijn
# aan de onderkant net genoeg voorlopers bij gekomen om het gat naar de volgende te dichten. En let op het
# verloop: de menigte die kantelt, kruipt lang voor zij springt.

# %% [markdown] lang="en"
# ## Same mean, other ending
#
# Now the surprise. The mean stays at twenty-five; only the spread goes from 12 to 12.5. In the endless crowd
# not four per cent then join, but everybody. Nobody has changed their mind. At the lower end there are just
# enough forerunners more to close the gap to the next. And look at the course: the crowd that tips creeps
# for a long time before it leaps.

# %% tags=["surprise"]
crowds = [
    {"step": row["step"], "share": row["expected"], "sd": f"{label('sd')}: {sd:g}".replace(".", "," if LANG == "nl" else ".")}
    for sd in (11.5, 12, 12.5, 13)
    for row in regelkring.run("tipping", sd=sd).rows
]
alt.Chart(alt.Data(values=crowds)).mark_line().encode(
    x=alt.X("step:Q", title=label("step")),
    y=alt.Y("share:Q", title=label("expected"), axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])),
    color=alt.Color("sd:N", title=None),
    strokeDash=alt.StrokeDash("sd:N", title=None),
)

# %% [markdown] lang="nl"
# ## Klopt het? De ladder en de sprong
#
# Granovetters eigen voorbeeld: honderd mensen met de drempels 0, 1, 2 tot en met 99. De eerste begint, de
# tweede volgt, en na honderd stappen doet iedereen mee. Geef de mens met drempel 1 nu drempel 2, en het blijft
# bij één. Een krant zou over de eerste menigte schrijven dat zij woedend was en over de tweede dat er een gek
# op straat liep. De sprong bij de klokvorm ligt bij een spreiding van 12,22.

# %% [markdown] lang="en"
# ## Is it right? The ladder and the leap
#
# Granovetter’s own example: a hundred people with the thresholds 0, 1, 2 up to 99. The first begins, the
# second follows, and after a hundred steps everybody takes part. Now give the one with threshold 1 a
# threshold of 2, and one is all you get. Of the first crowd a newspaper would write that it was furious, of
# the second that there was a madman in the street. For the bell curve the leap lies at a spread of 12.22.

# %% tags=["check"]
from regelkring.tipping import cascade, tipping_spread

ladder, changed = list(range(100)), [0, 2, *range(2, 100)]
print(list(cascade(ladder))[-1], list(cascade(changed))[-1], f"{tipping_spread(25):.3f}")
assert list(cascade(ladder))[-1] == 100
assert list(cascade(changed))[-1] == 1
assert abs(tipping_spread(25) - 12.22) < 0.05

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Bij spreiding 12,5 kantelt de eindeloze menigte altijd. Hoeveel van de eerste tweehonderd menigtes van
#    honderd mensen (zaad 1 tot en met 200) kantelen er? Schat eerst.
# 2. Haal in die tweehonderd menigtes één mens weg, die met de laagste drempel. Hoe vaak verandert dat de
#    afloop?
# 3. Wie wil dat een norm (op tijd komen, niet schelden) blijft staan: aan welke van de drie schuiven kan die
#    draaien? En wie wil dat een norm valt?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. At spread 12.5 the endless crowd always tips. How many of the first two hundred crowds of a hundred
#    people (seeds 1 to 200) do? Guess first.
# 2. Take one person out of each of those two hundred crowds, the one with the lowest threshold. How often
#    does that change the ending?
# 3. Whoever wants a norm to stand (being on time, not swearing): which of the three sliders are theirs to
#    move? And whoever wants a norm to fall?

# %% tags=["answer"]
def tips(seed, remove):
    return regelkring.run("tipping", seed=seed, sd=12.5, remove=remove).summary["active_final"] > 0.5

before = [tips(seed, 0) for seed in range(1, 201)]
after = [tips(seed, 1) for seed in range(1, 201)]
print(sum(before), "of 200; one person less:", sum(after), "of 200; changed:", sum(a != b for a, b in zip(before, after)))
