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

model = regelkring.model("employers-circle")
label = lambda name: model.label(name, LANG)
modes = {
    key: words.in_language(LANG) for key, words in model.parameters.specs()["mode"].choices.items()
}

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Dia 18 stelt voor dat alle werkgevers in een gemeente samen iedereen aan het werk houden. Ze krijgen er
# het geld voor dat de overheid nu aan mensen zonder werk uitgeeft, en ze mogen zelf bedenken hoe ze
# elkaars inzet beoordelen. Wat ermee gebeurt, hangt af van een vraag die de dia openlaat: wie houdt het
# geld als er iemand aan het werk komt?

# %% [markdown] lang="en"
# ## What the slide claims
#
# Slide 18 proposes that all employers in a municipality together keep everybody at work. They get the
# money for it that the state now spends on people without work, and may decide for themselves how to
# judge each other’s efforts. What comes of it hangs on a question the slide leaves open: who keeps the
# money when somebody is hired?

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Duizend mensen zoeken werk. Ieder heeft een gat: wat loon en begeleiding kosten, min wat iemand
# opbrengt. De gaten liggen gelijkmatig tussen nul en *G* = 36 duizend euro per jaar. Wie werk heeft, kost
# geen uitkering van *B* = 17 duizend euro. Een werkgever neemt aan zolang het gat niet groter is dan het
# deel van *B* dat hij houdt, plus de boete die hij anders krijgt. De kring doet het anders: die neemt
# eerst wie het minst kost, en gaat door tot het geld van allen samen op is.

# %% [markdown] lang="en"
# ## The model in plain words
#
# A thousand people look for work. Each has a gap: what wage and coaching cost, minus what the person
# yields. The gaps lie evenly between nought and *G* = 36 thousand euro a year. Whoever has work does not
# cost a benefit of *B* = 17 thousand euro. An employer hires as long as the gap is no larger than the
# share of *B* it keeps, plus the fine it would otherwise get. The circle does it another way: it takes
# the smallest gaps first, and goes on until the money of all together has run out.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Tien jaar, ieder voor zich
#
# Dit is de stand waarin elke werkgever het bespaarde geld zelf houdt. Verzet ‘wie het geld houdt’ en kijk
# waar de lijn naartoe springt.

# %% [markdown] lang="en"
# ## Ten years, each for himself
#
# This is the setting in which each employer keeps the saved money itself. Change ‘who keeps the money’
# and see where the line jumps to.

# %% tags=["lab-chart"]
run = regelkring.run("employers-circle", seed=1)

alt.Chart(alt.Data(values=run.rows)).mark_line(point=True).encode(
    x=alt.X("year:Q", title=label("year"), axis=alt.Axis(tickMinStep=1)),
    y=alt.Y(
        "employed:Q",
        title=label("employed"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
)

# %% [markdown] lang="nl"
# ## Hetzelfde geld, vier uitkomsten
#
# Nu de verrassing. In alle vier de gevallen is er per hoofd even veel geld, en de mensen zijn dezelfde.
# Wie voor zich aanneemt, komt tot bijna de helft: verder reikt één uitkering niet. Een pot die over honderd
# werkgevers verdeeld wordt, doet haast niets: wie aanneemt, betaalt alles en krijgt een honderdste
# terug. De kring plaatst negen van de tien, omdat de makkelijke gevallen voor de moeilijke betalen.

# %% [markdown] lang="en"
# ## The same money, four outcomes
#
# Now the surprise. In all four cases there is as much money a head, and the people are the same. Those
# who hire for themselves reach nearly half: one benefit stretches no further. A pot shared out over a
# hundred employers does almost nothing: whoever hires pays all and gets back a hundredth. The circle
# places nine in ten, because the easy cases pay for the hard ones.

# %% tags=["surprise"]
courses = [
    {"year": row["year"], "employed": row["employed"], "mode": words}
    for mode, words in modes.items()
    for row in regelkring.run("employers-circle", seed=1, mode=mode).rows
]
order = alt.Scale(domain=list(modes.values()))
alt.Chart(alt.Data(values=courses)).mark_line().encode(
    x=alt.X("year:Q", title=label("year"), axis=alt.Axis(tickMinStep=1)),
    y=alt.Y(
        "employed:Q",
        title=label("employed"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
    color=alt.Color("mode:N", title=label("mode"), scale=order),
    strokeDash=alt.StrokeDash("mode:N", title=label("mode"), scale=order),
)

# %% [markdown] lang="nl"
# ## Klopt het? Vier breuken
#
# Wie tot een grens *g* aanneemt, plaatst *g*/*G*: *B*/*G* als ieder zijn deel houdt, *B*/(*NG*) uit een
# pot voor *N* werkgevers, en met een boete (*B*/*N* + *F*)/*G*. De kring gaat door tot het gemiddelde
# gat gelijk is aan *B*, dus tot 2*B*/*G*. Met *B* = 17,4 moeten daar 0,483, 0,0048, 0,283 en 0,967
# uitkomen. We nemen het gemiddelde van vijftig keer loten.

# %% [markdown] lang="en"
# ## Is it right? Four fractions
#
# Hiring up to a limit *g* places *g*/*G*: *B*/*G* if each keeps its share, *B*/(*NG*) from a pot for *N*
# employers, and with a fine (*B*/*N* + *F*)/*G*. The circle goes on until the mean gap equals *B*, hence
# to 2*B*/*G*. With *B* = 17.4 that must give 0.483, 0.0048, 0.283 and 0.967. We average over fifty
# draws of lots.

# %% tags=["check"]
for mode, fine, target in (
    ("individual", 0, 17.4 / 36),
    ("pot", 0, 17.4 / 100 / 36),
    ("pot", 10, (17.4 / 100 + 10) / 36),
    ("solidary", 0, 2 * 17.4 / 36),
):
    runs = [
        regelkring.run("employers-circle", seed=seed, mode=mode, budget=17.4, fine=fine, years=1)
        for seed in range(1, 51)
    ]
    placed = sum(run.summary["placed_first"] for run in runs) / 50
    print(f"{modes[mode]}, F = {fine}: {placed:.3f} ({target:.4f})")
    assert abs(placed - target) < 0.02

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Hoe hoog moet de boete zijn voordat een pot met honderd werkgevers evenveel mensen plaatst als ieder
#    voor zich? Reken eerst, schuif daarna.
# 2. Kies een pot en laat het aantal werkgevers dalen van honderd naar twee. Wat zegt dat over de grootte
#    van een kring waarin niemand toezicht houdt?
# 3. De Franse cijfers wijzen op *G* = 53. Wat blijft er in het eerste jaar over van de negen op de tien,
#    en wat doet het leren in de tien jaar daarna? Zet leren op nul en kijk nog eens.

# %% [markdown] lang="en"
# ## Exercises
#
# 1. How high must the fine be before a pot with a hundred employers places as many people as each for
#    himself? Reckon first, then slide.
# 2. Choose a pot and bring the number of employers down from a hundred to two. What does that say about
#    the size of a circle in which nobody supervises?
# 3. The French figures point to *G* = 53. What remains of the nine in ten in the first year, and what
#    does learning do in the ten years after? Set learning to nought and look again.

# %% tags=["answer"]
for fine in (16, 17, 18):
    print(fine, regelkring.run("employers-circle", mode="pot", fine=fine).summary["placed_first"])
for employers in (2, 5, 10, 100):
    run = regelkring.run("employers-circle", mode="pot", employers=employers)
    print(employers, run.summary["placed_first"])
for learning in (0.1, 0.0):
    run = regelkring.run("employers-circle", mode="solidary", gap=53, learning=learning)
    print(learning, run.summary["placed_first"], run.summary["employed_final"])
