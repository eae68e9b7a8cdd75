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

model = regelkring.model("commons")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Burgerschap werd gekweekt doordat men het met elkaar moest oplossen, zegt dia 1, en dia 11 noemt wat een
# kring daarvoor nodig heeft: een heldere context, ruimte om het zelf in te vullen, toezicht door de groep
# zelf. De oudste toets daarvoor is een weide die niemand bezit en iedereen gebruikt.

# %% [markdown] lang="en"
# ## What the slide claims
#
# Citizenship was grown because people had to solve things together, says slide 1, and slide 11 names what
# a circle needs for it: a clear context, room to fill it in themselves, supervision by the group itself.
# The oldest test of that is a meadow that nobody owns and everybody uses.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Acht mensen gebruiken één weide. De eerste koe levert 23 op, maar elke koe erbij haalt van alle koeien
# een kwart punt af. Elders verdien je vijf per eenheid moeite. Het meeste halen ze er samen uit bij 36.
# Elke ronde kijkt ieder wat de anderen deden, rekent uit wat voor hem het beste is, en schuift een eind
# die kant op. Daarbij kun je vier dingen aanzetten: een grens, een afspraak, een boete die oploopt, en
# mensen die toezien.

# %% [markdown] lang="en"
# ## The model in plain words
#
# Eight people use one meadow. The first cow yields 23, but every cow more takes a quarter of a point off
# all of them. Elsewhere you earn five for a unit of effort. Together they get most out of it at 36. Each
# round everyone looks at what the others did, works out what is best for himself, and moves some way
# towards it. To that you can add four things: a boundary, an agreement, a fine that rises, and people who
# watch.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Zestig ronden zonder regels
#
# Boven het gebruik, met de stippellijn op 36. Onder het deel van de grootst mogelijke opbrengst dat ze
# overhouden. Ze beginnen bescheiden en niemand is kwaadwillig.

# %% [markdown] lang="en"
# ## Sixty rounds without rules
#
# Above the use, with the dashed line at 36. Below the share of the largest possible yield that they are
# left with. They start modestly and nobody means harm.

# %% tags=["lab-chart"]
run = regelkring.run("commons", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("round:Q", title=label("round"))
use = rows.mark_line().encode(
    x=x, y=alt.Y("effort:Q", title=label("effort"), scale=alt.Scale(domain=[0, 100], clamp=True))
)
best = rows.mark_line(strokeDash=[5, 4]).encode(x=x, y="optimum_effort:Q")
share = rows.mark_line().encode(
    x=x,
    y=alt.Y(
        "rent_share:Q",
        title=label("rent_share"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
)
(use + best) & share

# %% [markdown] lang="nl"
# ## Zonder hek helpt niets
#
# Zestig procent is weg, zonder dat iemand dom deed: dat is de bekende verrassing. Hieronder de minder
# bekende. We laten vier buitenstaanders toe en zetten de regelingen één voor één aan. Een afspraak helpt
# nauwelijks, een boete evenmin: wat de leden laten staan, eten de anderen op. Pas als er een grens is,
# doet de rest zijn werk. En daarna redt de afspraak het meest, niet de boete.

# %% [markdown] lang="en"
# ## Without a fence nothing helps
#
# Sixty per cent is gone, though nobody did anything stupid: that is the known surprise. Below is the
# lesser known one. We let in four outsiders and switch the arrangements on one by one. An agreement hardly
# helps, nor does a fine: what members leave standing, the others eat. Only once there is a boundary does
# the rest do its work. And after that it is the agreement that saves most, not the fine.

# %% tags=["surprise"]
words = {
    "nl": ["niets", "afspraak", "boete en toezicht", "afspraak, boete, toezicht"],
    "en": ["nothing", "agreement", "fine and monitors", "agreement, fine, monitors"],
}[LANG]
fines = {"sanction": 1, "monitors": 2}
sets = ({}, {"talk": "yes"}, fines, {"talk": "yes", **fines})
bars = []
for arrangement, values in zip(words, sets):
    for boundary in ("no", "yes"):
        runs = [
            regelkring.run("commons", seed=seed, outsiders=4, boundary=boundary, **values)
            for seed in range(1, 11)
        ]
        bars.append({
            "arrangement": arrangement,
            "boundary": model.parameters.specs()["boundary"].choices[boundary].in_language(LANG),
            "rent_share_mean": sum(run.summary["rent_share_mean"] for run in runs) / len(runs),
        })
        print(f"{arrangement}, {label('boundary')}: {bars[-1]['boundary']}: {bars[-1]['rent_share_mean']:.2f}")
alt.Chart(alt.Data(values=bars)).mark_point(filled=True, size=90).encode(
    y=alt.Y("arrangement:N", title=None, sort=words),
    x=alt.X(
        "rent_share_mean:Q",
        title=label("rent_share_mean"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
    color=alt.Color("boundary:N", title=label("boundary")),
    shape=alt.Shape("boundary:N", title=label("boundary")),
)

# %% [markdown] lang="nl"
# ## Klopt het? Vierenzestig en honderdachtentwintig
#
# Samen is 18*X* − *X*²/4 het grootst bij *X* = 36: dan levert de weide 324 meer op dan werk elders. Wie
# alleen op zichzelf let, houdt op als een koe erbij hém niets meer oplevert; bij acht mensen is dat bij 8
# de man, samen 64. Dan is er nog 128 over. In het algemeen komen *n* mensen uit op 72*n*/(*n* + 1), de
# spelen van Walker, Gardner en Ostrom zijn daarop gebouwd.

# %% [markdown] lang="en"
# ## Is it right? Sixty-four and a hundred and twenty-eight
#
# Together 18*X* − *X*²/4 is largest at *X* = 36: the meadow then yields 324 more than work elsewhere.
# Those who mind only themselves stop when one cow more brings *them* nothing; with eight people that is at
# 8 each, 64 together. Then 128 is left. In general *n* people end at 72*n*/(*n* + 1); the games of Walker,
# Gardner and Ostrom are built on it.

# %% tags=["check"]
last = regelkring.run("commons", seed=1).rows[-1]
print(f"X = {last['effort']:.6f} (64), {label('rent')} {last['rent']:.6f} (128)")
assert abs(last["effort"] - 64) < 1e-9 and abs(last["rent"] - 128) < 1e-6
for people in (2, 4, 20):
    end = regelkring.run("commons", members=people, rounds=200).summary["effort_final"]
    print(f"n = {people}: {end:.3f} ({72 * people / (people + 1):.3f})")
    assert abs(end - 72 * people / (people + 1)) < 1e-6

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Kies één regeling, zonder buitenstaanders. Welke redt het meest? Schrijf eerst je gok op.
# 2. Zet vier toezichthouders neer en geen boete. Wat levert dat op, en waar ken je het van?
# 3. Hoeveel boete is er nodig om zonder één afspraak op 36 uit te komen? Reken het na: bij 36 brengt één
#    eenheid extra de gebruiker 7,875 op.

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Choose one arrangement, without outsiders. Which saves most? Write down your guess first.
# 2. Put up four monitors and no fine. What does that bring, and where have you seen it?
# 3. How large a fine does it take to end at 36 without any agreement? Check it: at 36 one unit more brings
#    the user 7.875.

# %% tags=["answer"]
for values in ({}, {"talk": "yes"}, {"sanction": 1}, {"sanction": 2}, {"monitors": 4}):
    print(values, regelkring.run("commons", seed=1, **values).summary["rent_share_mean"])
for sanction in (1.8, 1.9, 2.0):
    run = regelkring.run("commons", sanction=sanction, monitors=4)
    print(sanction, run.summary["effort_final"], run.summary["rent_share_final"])
