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

model = regelkring.model("bubble")
label = lambda name: model.label(name, LANG)
opinion = {"nl": "Mening", "en": "Opinion"}[LANG]

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# “Welkom in jouw bubble”, zegt dia 5, en dia 6 somt op wat ervan komt: haat, vervreemding, radicalisering.
# Dat klinkt alsof er iemand moet zijn die ophitst. Het model vraagt hoe ver je komt zonder ophitser: alleen
# met mensen die redelijk zijn en middelen, maar niet naar iedereen luisteren.

# %% [markdown] lang="en"
# ## What the slide claims
#
# ‘Welcome to your bubble’, says slide 5, and slide 6 lists what follows: hatred, alienation, radicalisation.
# That sounds as if somebody must be stirring it up. The model asks how far you get without an agitator: with
# people who are reasonable and split the difference, but do not listen to everyone.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Tweehonderd mensen hebben elk een mening tussen 0 en 1. Elke ronde neemt ieder het gemiddelde van de
# meningen die hooguit een vijfde van de schaal van de eigen mening liggen. Wie verder weg staat, hoor je niet.
# Je haat die ander niet en duwt hem niet weg; hij telt gewoon niet mee. Een kamp is een keten van mensen die
# elk de volgende kunnen horen.
#
# Zo schrijf je dat op:

# %% [markdown] lang="en"
# ## The model in plain words
#
# Two hundred people each have an opinion between 0 and 1. Each round everybody takes the mean of the opinions
# that lie within a fifth of the scale of their own. Those further off you do not hear. You do not hate them
# or push them away; they simply do not count. A camp is a chain of people who can each hear the next.
#
# This is how to write it down:

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Tweehonderd mensen, veertig rondes
#
# Boven vijf van de tweehonderd, op volgorde van links naar rechts: de 10e van elke honderd, de 30e, de 50e,
# de 70e, de 90e. Onder het aantal kampen. Na zes rondes is het gebeurd: een kamp van 111 mensen rond 0,40 en
# een kamp van 89 rond 0,74. Ze liggen verder uit elkaar dan iemand kan horen, dus daarna verandert er niets.

# %% [markdown] lang="en"
# ## Two hundred people, forty rounds
#
# Above, five of the two hundred in order from left to right: the 10th of every hundred, the 30th, the 50th,
# the 70th, the 90th. Below, the number of camps. After six rounds it is done: a camp of 111 people near 0.40
# and one of 89 near 0.74. They lie further apart than anybody can hear, so nothing changes after that.

# %% tags=["lab-chart"]
run = regelkring.run("bubble", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("round:Q", title=label("round"))
strands = (
    rows.transform_fold(["p10", "p30", "p50", "p70", "p90"], as_=["strand", "opinion"])
    .mark_line()
    .encode(
        x=x,
        y=alt.Y("opinion:Q", title=opinion, scale=alt.Scale(domain=[0, 1])),
        detail="strand:N",
        strokeDash=alt.StrokeDash("strand:N", legend=None),
    )
)
camps = rows.mark_line(interpolate="step-after").encode(
    x=x,
    y=alt.Y("clusters:Q", title=label("clusters"), axis=alt.Axis(tickMinStep=1), scale=alt.Scale(domainMin=0)),
).properties(height=80)
strands & camps

# %% [markdown] lang="nl"
# ## Iedereen wil iedereen horen
#
# Nu de verrassing. Zet de gehoorsafstand op 1: niemand sluit iemand uit, en na één ronde is men het eens. Geef
# dan ieder een tijdlijn met alleen de naaste zoveel mensen. Geen mens is veranderd, en toch staan er kampen,
# meer naarmate de tijdlijn korter is. De bubbel zit hier in de toevoer en niet in het hoofd.

# %% [markdown] lang="en"
# ## Everybody wants to hear everybody
#
# Now the surprise. Set the hearing distance to 1: nobody shuts anybody out, and after one round all agree.
# Then give each a feed of only so many nearest people. Not one person has changed, and yet there are camps,
# the more so the shorter the feed. Here the bubble sits in the supply, not in the head.

# %% tags=["surprise"]
feeds = [
    {"feed": feed, "camps": regelkring.run("bubble", epsilon=1, feed=feed, seed=seed).summary["clusters_final"]}
    for feed in range(5, 51, 5)
    for seed in range(1, 9)
]
alt.Chart(alt.Data(values=feeds)).mark_point().encode(
    x=alt.X("feed:Q", title=label("feed")),
    y=alt.Y("camps:Q", title=label("clusters_final"), scale=alt.Scale(domainMin=0)),
)

# %% [markdown] lang="nl"
# ## Klopt het? Tellen bij 625 mensen
#
# Voor 625 mensen is de kans op één enkel kamp bekend uit een onafhankelijke berekening: rond 0,04 bij
# ε = 0,20 en rond 0,48 bij ε = 0,22. Daartussen ligt geen andere mens en geen andere wil, alleen een vijftigste
# van de schaal. Vijfentwintig menigtes per waarde, met een marge van 0,15:

# %% [markdown] lang="en"
# ## Is it right? Counting 625 people
#
# For 625 people the chance of one single camp is known from an independent calculation: near 0.04 at
# ε = 0.20 and near 0.48 at ε = 0.22. Between the two lies no other kind of person and no other will, just a
# fiftieth of the scale. Twenty-five crowds for each value, with a margin of 0.15:

# %% tags=["check"]
for epsilon, chance in ((0.20, 0.04), (0.22, 0.48)):
    agreed = [
        regelkring.run("bubble", people=625, epsilon=epsilon, rounds=100, seed=seed).summary["consensus"]
        for seed in range(1, 26)
    ]
    share = sum(agreed) / len(agreed)
    print(f"epsilon {epsilon:.2f}: {share:.2f} ({chance})")
    assert abs(share - chance) < 0.15

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Hoeveel overstekers heb je nodig om van de twee kampen weer één te maken? Probeer eerst één op de honderd,
#    dan twee, dan vijf, met een paar zaden.
# 2. Laat de mensen twee aan twee luisteren, met ε = 0,1. Hoeveel kampen? En hoeveel bij allen tegelijk?
# 3. In een Amerikaanse proef werden volgers van de ene partij feller door berichten van de andere. Welke regel
#    hierboven moet je dan veranderen, en wat doen overstekers daarna?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. How many mixers does it take to make the two camps one again? First try one in a hundred, then two, then
#    five, with a few seeds.
# 2. Let people listen two by two, with ε = 0.1. How many camps? And how many when all listen at once?
# 3. In an American experiment followers of one party hardened after messages from the other. Which line of
#    the rule above must you change, and what do mixers do then?

# %% tags=["answer"]
for mixers in (0, 0.01, 0.02, 0.05):
    print(mixers, [regelkring.run("bubble", mixers=mixers, seed=seed).summary["clusters_final"] for seed in range(1, 11)])
for rule in ("pairs", "together"):
    print(rule, [regelkring.run("bubble", rule=rule, epsilon=0.1, seed=seed).summary["clusters_final"] for seed in range(1, 11)])
