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

model = regelkring.model("segregation")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# “Arme steden en wijken tot gevolg”, staat op dia 12: werkgevers stoten samen mensen uit, en wie uitgestoten
# is komt bij elkaar te wonen. Dia 10 noemt discriminatie, “ons soort mensen”, een kenmerk van broederschap.
# Thomas Schelling legde in 1971 munten op een bord en vroeg hoe weinig voorkeur er nodig is voor een gescheiden
# stad.

# %% [markdown] lang="en"
# ## What the slide claims
#
# ‘Poor towns and neighbourhoods as a result’, says slide 12: together employers push people out, and those
# pushed out come to live together. Slide 10 counts discrimination, ‘our kind of people’, among the marks of
# brotherhood. In 1971 Thomas Schelling put coins on a board and asked how little preference it takes to
# divide a town.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Een bord van dertig bij dertig, bijna vol, met twee soorten huishoudens willekeurig door elkaar. Iedereen is
# tevreden als drie op de tien buren van de eigen soort zijn; zeven andere is dus prima. Wie minder heeft,
# springt naar een willekeurig leeg vak en ziet daar wel. Dat is alles.
#
# Zo schrijf je dat op:

# %% [markdown] lang="en"
# ## The model in plain words
#
# A board of thirty by thirty, nearly full, with two kinds of household mixed at random. Everybody is content
# if three in ten neighbours are of their own kind; seven others are fine. Whoever has fewer jumps to a random
# vacant site and hopes for the best. That is all.
#
# This is how to write it down:

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Veertig rondes
#
# De lijn is het deel van de buren dat van de eigen soort is, over alle huishoudens. Het begint bij de helft.
# De stippellijn is wie er weg wil: zeventien procent bij het begin, na dertien rondes niemand meer. Dan is
# driekwart van de buren van de eigen soort. Niemand had daarom gevraagd.

# %% [markdown] lang="en"
# ## Forty rounds
#
# The solid line is the share of neighbours of one’s own kind, over all households. It starts at half. The
# dashed line is who wants to leave: seventeen per cent at the start, after thirteen rounds nobody. By then
# three quarters of the neighbours are of one’s own kind. Nobody had asked for that.

# %% tags=["lab-chart"]
run = regelkring.run("segregation", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("round:Q", title=label("round"))
y = alt.Y("similar:Q", title=label("similar"), axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1]))
similar = rows.mark_line().encode(x=x, y=y)
unhappy = rows.mark_line(strokeDash=[5, 4]).encode(x=x, y="unhappy:Q")
similar + unhappy

# %% [markdown] lang="nl"
# ## Wie meer wil, krijgt het niet
#
# Nu de verrassing. Vraag meer eigen soort en de stad scheidt zich verder, tot wensen van zeventig procent toe.
# Vraag tachtig en het houdt op: bijna geen vak voldoet nog, iedereen blijft verhuizen, en de stad is zo gemengd
# als op de eerste dag. Een gemengde stad is dus geen bewijs van verdraagzaamheid, en een gescheiden stad geen
# bewijs van haat.

# %% [markdown] lang="en"
# ## Want more and you do not get it
#
# Now the surprise. Ask for more of your own kind and the town divides further, up to wishes of seventy per
# cent. Ask for eighty and it stops: hardly a site will do, everybody keeps moving, and the town is as mixed as
# on the first day. So a mixed town is no proof of tolerance, nor a divided one of hatred.

# %% tags=["surprise"]
towns = [
    {"wanted": wanted / 20, "similar": regelkring.run("segregation", wanted=wanted / 20, seed=seed).summary["similar_final"]}
    for wanted in range(0, 21)
    for seed in (1, 2, 3)
]
alt.Chart(alt.Data(values=towns)).mark_point().encode(
    x=alt.X("wanted:Q", title=label("wanted"), axis=alt.Axis(format=".0%")),
    y=alt.Y("similar:Q", title=label("similar_final"), axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])),
)

# %% [markdown] lang="nl"
# ## Klopt het? Een groot bord
#
# Op een bord van 51 bij 51 kwam een onafhankelijke berekening met dezelfde verhuisregel uit op 75,5 procent
# buren van de eigen soort bij een wens van dertig, en op 86,8 procent bij vijftig. Vijf steden van elk, met een
# marge van drie punten:

# %% [markdown] lang="en"
# ## Is it right? A large board
#
# On a board of 51 by 51 an independent calculation with the same rule for moving came out at 75.5 per cent
# neighbours of one’s own kind for a wish of thirty, and at 86.8 per cent for fifty. Five towns of each, within
# three points:

# %% tags=["check"]
for wanted, published in ((0.3, 0.755), (0.5, 0.868)):
    shares = [
        regelkring.run("segregation", size=51, wanted=wanted, rounds=100, seed=seed).summary["similar_final"]
        for seed in range(1, 6)
    ]
    mean = sum(shares) / len(shares)
    print(f"{wanted:.0%}: {mean:.1%} ({published:.1%})")
    assert abs(mean - published) < 0.03

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Zoek de wens waarbij de stad van gescheiden naar gemengd springt, op een procent nauwkeurig.
# 2. Maak het bord halfleeg. Wordt de scheiding bij een wens van dertig procent groter of kleiner? Bedenk
#    eerst waarom het zou kunnen schelen.
# 3. Dit model kent geen verhuurder, geen wachtlijst en geen weigering. Wat moet je eraan toevoegen om de
#    zin van dia 12 te beschrijven, waarin niet de bewoner kiest maar de werkgever?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Find the wish at which the town jumps from divided to mixed, to one per cent.
# 2. Make the board half empty. At a wish of thirty per cent, does the division grow or shrink? Think first
#    why it might matter.
# 3. This model knows no landlord, no waiting list and no refusal. What would you have to add to describe the
#    sentence of slide 12, in which not the resident chooses but the employer?

# %% tags=["answer"]
for wanted in (0.74, 0.75, 0.76, 0.77, 0.78):
    print(wanted, [round(regelkring.run("segregation", wanted=wanted, rounds=100, seed=seed).summary["similar_final"], 2) for seed in (1, 2, 3)])
for full in (0.95, 0.5):
    print(full, [round(regelkring.run("segregation", full=full, seed=seed).summary["similar_final"], 2) for seed in (1, 2, 3, 4, 5)])
