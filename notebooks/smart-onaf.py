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

model = regelkring.model("smart-onaf")
label = lambda name: model.label(name, LANG)

def means(seeds, **parameters):
    runs = [regelkring.run("smart-onaf", seed=seed, **parameters).summary for seed in range(1, seeds + 1)]
    return {name: sum(run[name] for run in runs) / seeds for name in runs[0]}

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Dia 23 zet twee letterwoorden naast elkaar. ONAF: open, nuttig, aansprekend, flexibel. SMART: specifiek,
# meetbaar, aantrekkelijk, resultaatgericht, tijdsgebonden. Dia 22 vraagt van leiders dat ze het eerste
# verdragen. Waarom zou je? Omdat je met het tweede alleen beter maakt wat je meet, is het vermoeden. Dat valt
# na te rekenen, als je tenminste afspreekt wat de twee woorden betekenen. Die afspraak is van ons.

# %% [markdown] lang="en"
# ## What the slide claims
#
# Slide 23 puts two acronyms side by side. ONAF (Dutch for ‘unfinished’): open, useful, appealing, flexible.
# SMART: specific, measurable, attractive, result-oriented, time-bound. Slide 22 asks leaders to bear the first.
# Why should you? Because the second improves only what you measure, the suspicion goes. That can be worked
# out, once it is agreed what the two words mean. That agreement is ours.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Een dienst maakt twaalf keuzes, elk zo of anders. Wat een keuze waard is, hangt af van haarzelf en van vier
# andere: een huisbezoek helpt als er ook iemand opneemt, als de regel het toelaat. Hoe precies, is geloot. Elke
# stap draait de dienst één keuze om. SMART houdt de stap als het dashboard stijgt, en daarop staan drie van de
# twaalf. ONAF kijkt naar alles, maar ziet het wazig.
#
# Zo schrijf je dat op:

# %% [markdown] lang="en"
# ## The model in plain words
#
# A service makes twelve choices, each one way or the other. What a choice is worth depends on itself and on
# four others: a home visit helps if somebody also answers the phone, if the rule allows it. How exactly is
# drawn by lot. Each move the service turns over one choice. SMART keeps the move if the dashboard rises, which
# shows three of the twelve. ONAF looks at everything, but sees it blurred.
#
# This is how to write it down:

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Vierhonderd stappen op drie wijzers
#
# Dertig diensten, gemiddeld, elk met drie wijzers op het dashboard. De stippellijn is het dashboard: die klimt
# naar 0,84. De lijn is de werkelijkheid over alle twaalf: 0,58, terwijl wie op alle twaalf stuurt rond de 0,70
# uitkomt. Niemand loog. De wijzers wijzen juist.

# %% [markdown] lang="en"
# ## Four hundred moves on three dials
#
# Thirty services, on average, each with three dials on the dashboard. The dashed line is the dashboard: it
# climbs to 0.84. The solid line is reality over all twelve: 0.58, where steering by all twelve ends near 0.70.
# Nobody lied. The dials are right.

# %% tags=["lab-chart"]
run = regelkring.run("smart-onaf", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("move:Q", title=label("move"))
alt.layer(*(
    rows.mark_line().encode(
        x=x,
        y=alt.Y(f"{name}:Q", title="Score", scale=alt.Scale(domain=[0.4, 1])),
        color=alt.ColorDatum(label(name), type="nominal", title=None),
        strokeDash=alt.StrokeDashDatum(label(name), type="nominal", title=None),
    )
    for name in ("reality", "dashboard")
))

# %% [markdown] lang="nl"
# ## Beter meten, slechter ogen
#
# Nu de verrassing, in twee plaatjes. Boven: hoe meer er op het dashboard staat, hoe lager het dashboard en hoe
# beter de werkelijkheid. Het mooiste bord hoort bij de slechtste dienst. Onder: de blik op het geheel, steeds
# waziger. Volmaakt scherp is niet het best. Een klein beetje wazig brengt je over een drempel waar je scherp
# voor was blijven staan. Te wazig, en je loopt in kringetjes.

# %% [markdown] lang="en"
# ## Measure better, look worse
#
# Now the surprise, in two pictures. Above: the more is on the dashboard, the lower the dashboard and the better
# reality. The finest board belongs to the worst service. Below: the view of the whole, ever more blurred.
# Perfectly sharp is not best. A little blur takes you over a threshold at which a sharp eye would have stopped.
# Too much, and you walk in circles.

# %% tags=["surprise"]
boards = [
    {"measured": m, "score": found[f"{name}_final"], "what": label(name)}
    for m in (1, 2, 3, 4, 6, 8, 10, 12)
    for found in [means(2, measured=m)]
    for name in ("reality", "dashboard")
]
views = [
    {"noise": noise / 100, "score": means(2, mode="onaf", noise=noise / 100)["reality_final"], "what": label("reality")}
    for noise in (0, 1, 2, 3, 4, 6, 8, 10, 15, 20)
]
score = alt.Y("score:Q", title="Score", scale=alt.Scale(domain=[0.4, 1]))
what = {
    "color": alt.Color("what:N", title=None, sort=None),
    "strokeDash": alt.StrokeDash("what:N", title=None, sort=None),
}
upper = alt.Chart(alt.Data(values=boards)).mark_line().encode(x=alt.X("measured:Q", title=label("measured")), y=score, **what)
lower = alt.Chart(alt.Data(values=views)).mark_line().encode(x=alt.X("noise:Q", title=label("noise")), y=score, **what)
upper.properties(height=160) & lower.properties(height=160)

# %% [markdown] lang="nl"
# ## Klopt het? Twee bekende uitkomsten
#
# Hangt elke keuze van alle andere af, dan heeft een landschap van acht keuzes gemiddeld 2⁸/9 = 28,44 toppen
# waar geen enkele stap nog omhoog gaat. En Lazer en Friedman vonden dat honderd mensen die allemaal de beste
# kopiëren eerst voorliggen en later verliezen van een rij waarin ieder alleen zijn twee buren ziet: de rij
# houdt langer verschillende ideeën in leven.

# %% [markdown] lang="en"
# ## Is it right? Two known results
#
# If each choice depends on all others, a landscape of eight choices has 2⁸/9 = 28.44 peaks on average, from
# which no single step leads up. And Lazer and Friedman found that a hundred people who all copy the best lead
# at first and later lose to a line in which each sees only two neighbours: the line keeps different ideas
# alive for longer.

# %% tags=["check"]
from random import Random
from regelkring.smart_onaf import Landscape

def peaks(seed):
    landscape = Landscape(8, 7, 8, Random(seed))
    scores = [landscape.scores(state)[1] for state in range(256)]
    return sum(all(scores[state ^ 1 << locus] < scores[state] for locus in range(8)) for state in range(256))

mean_peaks = sum(peaks(seed) for seed in range(1, 241)) / 240
print(f"{mean_peaks:.2f} (28.44)")
assert abs(mean_peaks / 28.44 - 1) < 0.02

setting = {"mode": "network", "loci": 20, "ruggedness": 5, "searches": 100, "moves": 200}
course = {
    network: [regelkring.run("smart-onaf", network=network, seed=seed, **setting).rows for seed in range(1, 5)]
    for network in ("full", "line")
}
for t in (5, 200):
    print(t, {network: round(sum(rows[t]["reality"] for rows in runs) / 4, 3) for network, runs in course.items()})
for t, winner, loser in ((5, "full", "line"), (200, "line", "full")):
    assert sum(rows[t]["reality"] for rows in course[winner]) > sum(rows[t]["reality"] for rows in course[loser])

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Zet de samenhang op nul. Richt een dashboard met drie wijzers dan nog schade aan? Noem werk uit je eigen
#    omgeving dat zo in elkaar zit.
# 2. Zoek de wazigheid waarbij ONAF even slecht wordt als drie scherpe wijzers.
# 3. In ONAF stuurt niemand op het dashboard. Kijk wat het dashboard dan aanwijst, en vergelijk dat met SMART.
#    Wat zegt dat over de regel dat een maat die een doel wordt, ophoudt een maat te zijn?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Set interdependence to zero. Does a dashboard with three dials still do harm? Name some work around you
#    that is built that way.
# 2. Find the blur at which ONAF gets as bad as three sharp dials.
# 3. In ONAF nobody steers by the dashboard. See what the dashboard then shows, and compare it with SMART. What
#    does that say about the rule that a measure that becomes a target ceases to be a measure?

# %% tags=["answer"]
print(means(2, ruggedness=0))
print("SMART", means(3))
for noise in (0.06, 0.08, 0.1, 0.12):
    print("ONAF", noise, means(3, mode="onaf", noise=noise)["reality_final"])
print("ONAF", means(3, mode="onaf"))
