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

model = regelkring.model("group-pressure")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# ‘Zo doen wij het hier’, ‘you win some, you lose some’, en vooral: geen ontsnapping. Dia 10 rekent
# groepsdruk tot de kenmerken van broederschap, en zet er in één adem bij dat je er niet aan weg mag kunnen
# lopen. Dit model vraagt of dat tweede nodig is voor het eerste.

# %% [markdown] lang="en"
# ## What the slide claims
#
# ‘This is how we do it here’, ‘you win some, you lose some’, and above all: no escape. Slide 10 counts
# group pressure among the marks of brotherhood, and adds in the same breath that there must be no walking
# away. This model asks whether the first needs the second.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Vier mensen krijgen elke ronde twintig munten. Wat je in de pot legt, levert ieder van de vier vier
# tiende munt op: samen is dat winst, voor jou alleen verlies. Sommigen geven als anderen geven, en
# straffen wie achterblijft: per ontbrekende munt een tiende punt, dat henzelf één munt per punt kost en de
# ander drie. De rest geeft pas als straf duurder is dan geven. En wie minder verdient dan elders, gaat
# weg, als dat mag.

# %% [markdown] lang="en"
# ## The model in plain words
#
# Four people get twenty tokens each round. What you put in the pot yields four tenths of a token to each
# of the four: together that is a gain, for you alone a loss. Some give if others give, and punish who lags
# behind: a tenth of a point for every token missing, at a cost of one token a point to themselves and
# three to the other. The rest give only once a fine costs more than giving. And whoever earns less than
# elsewhere leaves, if that is allowed.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Tweehonderd groepen met de deur open
#
# De bovenste lijn zegt hoeveel er per hoofd in de pot komt; wie vertrokken is, telt als nul. De onderste
# zegt hoeveel mensen er nog zijn. Zet de deur dicht en kijk wat er met beide gebeurt.

# %% [markdown] lang="en"
# ## Two hundred groups with the door open
#
# The upper line says how much goes into the pot a head; who has left counts as nought. The lower one says
# how many are still there. Shut the door and see what happens to both.

# %% tags=["lab-chart"]
run = regelkring.run("group-pressure", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("round:Q", title=label("round"))
given = rows.mark_line().encode(
    x=x,
    y=alt.Y("contribution:Q", title=label("contribution"), scale=alt.Scale(domain=[0, 20])),
)
present = rows.mark_line(strokeDash=[5, 4]).encode(
    x=x,
    y=alt.Y(
        "present:Q",
        title=label("present"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
)
given & present

# %% [markdown] lang="nl"
# ## Een betere wereld buiten, minder in de pot
#
# Nu de verrassing. Hier verandert niets; het wordt alleen elders beter: 10, 14, 18, 20 of 22 munten per
# ronde. Hoe beter het elders is, hoe minder er hier wordt ingelegd. De straffers gaan het eerst, want de
# eerste ronden kosten hun het meest, en zonder hen is er niemand meer die de anderen aan het geven houdt.

# %% [markdown] lang="en"
# ## A better world outside, less in the pot
#
# Now the surprise. Nothing changes here; it only gets better elsewhere: 10, 14, 18, 20 or 22 tokens a
# round. The better it is elsewhere, the less is put in here. The punishers go first, since the first
# rounds cost them most, and without them nobody is left to keep the others giving.

# %% tags=["surprise"]
courses = [
    {"round": row["round"], "contribution": row["contribution"], "outside": f"{outside}"}
    for outside in (10, 14, 18, 20, 22)
    for row in regelkring.run("group-pressure", seed=1, outside=outside, groups=400).rows
]
alt.Chart(alt.Data(values=courses)).mark_line().encode(
    x=alt.X("round:Q", title=label("round")),
    y=alt.Y("contribution:Q", title=label("contribution"), scale=alt.Scale(domain=[0, 20])),
    color=alt.Color("outside:N", title=label("outside")),
    strokeDash=alt.StrokeDash("outside:N", title=label("outside")),
)

# %% [markdown] lang="nl"
# ## Klopt het? Twee straffers zijn genoeg
#
# Een munt achterhouden spaart 1 − *m* = 0,6 uit en kost 3σ = 0,3 per straffer. Met twee straffers is geven
# dus niet duurder meer, met één nog wel. Achter een dichte deur geeft op den duur elke groep met twee of
# meer straffers alles: gemiddeld 20 × P(Bin(4, ρ) ≥ 2) munten per hoofd, dat is 13,75 bij ρ = 0,5 en 18,33
# bij 0,7. Een groep met één straffer voegt er een fractie aan toe.

# %% [markdown] lang="en"
# ## Is it right? Two punishers will do
#
# Holding back a token saves 1 − *m* = 0.6 and costs 3σ = 0.3 per punisher. With two punishers giving is no
# longer the dearer choice; with one it still is. Behind a shut door every group with two or more punishers
# gives all in the end: 20 × P(Bin(4, ρ) ≥ 2) tokens a head on average, which is 13.75 at ρ = 0.5 and 18.33
# at 0.7. A group with one punisher adds a fraction.

# %% tags=["check"]
for share, target in ((0.5, 13.75), (0.7, 18.33)):
    runs = [
        regelkring.run("group-pressure", seed=seed, exit="no", reciprocators=share)
        for seed in range(1, 11)
    ]
    mean = sum(run.summary["contribution_final"] for run in runs) / len(runs)
    print(f"ρ = {share}: {mean:.2f} ({target})")
    assert abs(mean - target) < 0.7

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Zet de deur dicht en de straf op 0,2. Hoeveel straffers heeft een groep nu nodig, en hoe hoog komt de
#    lijn?
# 2. Laat de deur open en kijk naar wat mensen verdienen, met alles wat vertrekkers elders krijgen erbij.
#    Wint of verliest het geheel als elders van 18 naar 22 gaat? En wie?
# 3. De sociale druk van een dorp en de uitgang van de stad: van wie is de vertrekker hier een held, en van
#    wie een deserteur? Beschrijf iemand die weg moest kunnen.

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Shut the door and set the punishment to 0.2. How many punishers does a group need now, and how high
#    does the line get?
# 2. Leave the door open and look at what people earn, with all that leavers get elsewhere. Does the whole
#    gain or lose when elsewhere goes from 18 to 22? And who does?
# 3. The social pressure of a village and the way out to the city: whose hero is the leaver here, and whose
#    deserter? Describe somebody who had to be able to leave.

# %% tags=["answer"]
run = regelkring.run("group-pressure", exit="no", punishment=0.2, groups=400)
print(run.summary["contribution_final"], 20 * (1 - 0.5**4))
for outside in (18, 20, 22):
    print(outside, regelkring.run("group-pressure", outside=outside, groups=400).summary)
