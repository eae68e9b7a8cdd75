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
from regelkring.stepping_stone import Parameters, balance

model = regelkring.model("stepping-stone")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Dia 21 noemt sociaal ondernemers een hefboom tussen overheid, markt en gemeenschap: buffer, leerstation,
# innovatie, groeimarkt. Buffer en leerstation trekken niet dezelfde kant op. Een buffer is goed als er veel
# mensen in zitten, een leerstation als ze er snel weer uit zijn. Dit model rekent aan die twee.

# %% [markdown] lang="en"
# ## What the slide claims
#
# Slide 21 calls social entrepreneurs a lever between state, market and community: buffer, learning station,
# innovation, growth market. Buffer and learning station do not pull the same way. A buffer is good when many
# people are in it, a learning station when they are soon out again. This model does the sums on those two.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Drie kamers: werkloos, sociale onderneming, gewoon werk. Elke maand trekt ieder een lot. Van de werklozen
# vindt twee procent gewoon werk en gaat twee procent naar de sociale onderneming. Daaruit stroomt vijf procent
# door naar gewoon werk en valt twee procent terug. Van wie gewoon werk heeft, verliest drie procent het. Die
# kansen zijn verzonnen.
#
# Zo schrijf je dat op:

# %% [markdown] lang="en"
# ## The model in plain words
#
# Three rooms: out of work, social enterprise, regular work. Each month everybody draws a lot. Of those out of
# work two per cent find a regular job and two per cent enter the social enterprise. From there five per cent
# move on to regular work and two per cent fall back. Of those in regular work three per cent lose it. The
# chances are made up.
#
# This is how to write it down:

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Tien jaar na de opening
#
# Zestig procent is werkloos als de deuren opengaan. De kamer in het midden loopt vol tot twaalf procent en
# laat mensen door. De lijn “gewoon werk zonder haar” hoort bij dezelfde stad, met dezelfde loten, waar de
# deuren dicht bleven. Wat het gewone werk daarboven ligt, heeft de hefboom getild: hier zo’n acht punten.

# %% [markdown] lang="en"
# ## Ten years after the opening
#
# Sixty per cent are out of work when the doors open. The room in the middle fills up to twelve per cent and
# lets people through. The line ‘regular work without it’ belongs to the same town, with the same lots, where
# the doors stayed shut. Whatever regular work lies above that, the lever has lifted: some eight points here.

# %% tags=["lab-chart"]
run = regelkring.run("stepping-stone", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("month:Q", title=label("month"))
share = {"nl": "Deel van de mensen", "en": "Share of the people"}[LANG]
y = {"title": share, "axis": alt.Axis(format=".0%"), "scale": alt.Scale(domain=[0, 1])}
alt.layer(*(
    rows.mark_line().encode(
        x=x,
        y=alt.Y(f"{name}:Q", **y),
        color=alt.ColorDatum(label(name), type="nominal", title=None),
        strokeDash=alt.StrokeDashDatum(label(name), type="nominal", title=None),
    )
    for name in ("unemployed", "social", "regular", "regular_without")
))

# %% [markdown] lang="nl"
# ## Een goedlopende zaak
#
# Nu de verrassing. Laat de zaak beter lopen, zodat de bedrijfsleider haar mensen vasthoudt: niet vijf maar één
# procent stroomt per maand door. De werkloosheid blijft laag. Maar het gewone werk zakt onder de veertig procent
# die er zonder haar was. Het omslagpunt is eenvoudig: wie in de sociale onderneming zit, moet daar sneller
# gewoon werk vinden dan wie werkloos is. Hieronder het evenwicht voor elke doorstroom.

# %% [markdown] lang="en"
# ## A business doing well
#
# Now the surprise. Let business go better, so that the manager holds on to her people: not five but one per
# cent a month move on. Unemployment stays low. But regular work sinks below the forty per cent there was
# without it. The turning point is simple: those in the social enterprise must find regular work faster than
# those out of work do. Below, the balance for every rate of moving on.

# %% tags=["surprise"]
balances = [
    {"move_on": g / 200, "room": label(name), "share": share}
    for g in range(1, 21)
    for name, share in zip(("unemployed", "social", "regular"), balance(Parameters(move_on=g / 200)))
] + [
    {"move_on": g / 200, "room": label("regular_without"), "share": balance(Parameters(enter=0.0))[2]}
    for g in (1, 20)
]
alt.Chart(alt.Data(values=balances)).mark_line().encode(
    x=alt.X("move_on:Q", title=label("move_on"), axis=alt.Axis(format=".0%")),
    y=alt.Y("share:Q", title=None, axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])),
    color=alt.Color("room:N", title=None, sort=None, legend=alt.Legend(labelLimit=300)),
    strokeDash=alt.StrokeDash("room:N", sort=None),
)

# %% [markdown] lang="nl"
# ## Klopt het? Het evenwicht
#
# In evenwicht gaat er elke maand evenveel een kamer uit als in. Dat geeft 41,2 procent werkloos, 11,8 procent in
# de sociale onderneming en 47,1 procent in gewoon werk. Met twee kamers en de Amerikaanse maandcijfers die
# Shimer gebruikte (3,4 procent verliest werk, 45 procent vindt het) komt er 7,02 procent werkloosheid uit. En
# de steden met lotende mensen moeten er rond schommelen.

# %% [markdown] lang="en"
# ## Is it right? The balance
#
# In balance as many leave a room each month as enter it. That gives 41.2 per cent out of work, 11.8 per cent in
# the social enterprise and 47.1 per cent in regular work. With two rooms and the monthly American figures that
# Shimer used (3.4 per cent lose work, 45 per cent find it) 7.02 per cent are out of work. And the towns of
# people drawing lots must hover around it.

# %% tags=["check"]
expected = balance(Parameters())
two_rooms = balance(Parameters(find=0.45, enter=0.0, lose=0.034))[0]
late = [
    row
    for seed in (1, 2, 3, 4)
    for row in regelkring.run("stepping-stone", seed=seed, people=2000, months=240).rows[-120:]
]
means = [sum(row[name] for row in late) / len(late) for name in ("unemployed", "social", "regular")]
print([round(share, 4) for share in expected], round(two_rooms, 4), [round(share, 3) for share in means])
assert max(abs(a - b) for a, b in zip(expected, (0.4118, 0.1176, 0.4706))) < 1e-4
assert abs(two_rooms - 0.0702) < 1e-4
assert max(abs(a - b) for a, b in zip(expected, means)) < 0.01

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Zoek de doorstroom waarbij de sociale onderneming het gewone werk precies laat zoals het was. Hangt die af
#    van hoeveel mensen er binnenkomen?
# 2. Zet de slijtage op 0,05: elke maand werkloosheid kost vijf procent van de kans op gewoon werk. Wint of
#    verliest de sociale onderneming daarbij?
# 3. De gewone banen raken in dit model nooit op. Wat gebeurt er met de winst van de hefboom als er maar
#    veertig banen voor honderd mensen zijn?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Find the rate of moving on at which the social enterprise leaves regular work exactly as it was. Does it
#    depend on how many people enter?
# 2. Set fading to 0.05: each month out of work costs five per cent of the chance of regular work. Does the
#    social enterprise gain or lose by it?
# 3. Regular jobs never run out in this model. What becomes of the lever’s gain if there are only forty jobs
#    for a hundred people?

# %% tags=["answer"]
for enter in (0.02, 0.1):
    for g in (0.01, 0.02, 0.03):
        print(enter, g, round(balance(Parameters(enter=enter, move_on=g))[2], 4))
for fading in (0, 0.05):
    print(fading, regelkring.run("stepping-stone", fading=fading).summary)
