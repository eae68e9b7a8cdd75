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

model = regelkring.model("requisite-variety")
label = lambda name: model.label(name, LANG)
shares = {name: label(name) for name in ("covered", "handled")}
named = " : ".join(f"datum.label == '{name}' ? '{words}'" for name, words in shares.items()) + " : ''"

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Tweebenigheid, zegt dia 20: balanceren tussen formeel en informeel, en verschil omarmen in plaats van
# uitvlakken. Dat klinkt als een houding. Er zit ook een rekensom onder, want hoe ver kom je eigenlijk op
# het formele been alleen?

# %% [markdown] lang="en"
# ## What the slide claims
#
# Standing on two legs, says slide 20: balancing between formal and informal, and embracing difference in
# place of levelling it out. That sounds like an attitude. There is a sum underneath as well, for how far
# does one get on the formal leg alone?

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Er zijn duizend soorten gevallen. De gewoonste komt het vaakst voor, de tweede half zo vaak, de tiende
# een tiende zo vaak, en zo verder tot een lange staart van gevallen die bijna nooit voorkomen. Je maakt
# regels, één per soort, te beginnen bij het gewoonste. Van wat er overblijft mogen mensen een deel zelf
# oplossen. Dat is vier keer zo duur en gaat één op de tien keer mis.

# %% [markdown] lang="en"
# ## The model in plain words
#
# There are a thousand kinds of cases. The most ordinary is the most common, the second half as common, the
# tenth a tenth, and so on into a long tail of cases that hardly ever occur. You make rules, one a kind,
# starting with the most ordinary. Of what is left people may solve a part themselves. That is four times
# as dear and goes wrong one time in ten.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Regel voor regel
#
# Welk deel van de gevallen de eerste regels dekken, en wat er met eigen ruimte bij komt. Gok eerst:
# hoeveel dekken twintig regels? En wat voegt de eenentwintigste daaraan toe?

# %% [markdown] lang="en"
# ## Rule by rule
#
# What share of the cases the first rules cover, and what discretion adds to it. Guess first: how much do
# twenty rules cover? And what does the twenty-first add?

# %% tags=["lab-chart"]
run = regelkring.run("requisite-variety", seed=1)

legend = alt.Legend(labelExpr=named)
alt.Chart(alt.Data(values=run.rows)).transform_fold(
    list(shares), as_=["leg", "share"]
).mark_line().encode(
    x=alt.X("rules:Q", title=label("rules"), axis=alt.Axis(tickMinStep=1)),
    y=alt.Y(
        "share:Q", title=None, axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])
    ),
    color=alt.Color("leg:N", title=None, legend=legend),
    strokeDash=alt.StrokeDash("leg:N", title=None, legend=legend),
)

# %% [markdown] lang="nl"
# ## De eenentwintigste regel
#
# Nu de verrassing, in twee helften. Twintig regels op duizend soorten klinkt als niets, maar ze dekken 48
# procent. Daarna wordt het zwaar: de eenentwintigste voegt nog geen zeven op de duizend gevallen toe, en
# voor negen van de tien gevallen heb je er 473 nodig. Twintig regels, en mensen die negen tiende van de
# rest zelf mogen doen, halen hetzelfde met een boekje dat je kunt onthouden. Een geval kost dan wel
# gemiddeld tweeënhalf keer zoveel.

# %% [markdown] lang="en"
# ## The twenty-first rule
#
# Now the surprise, in two halves. Twenty rules for a thousand kinds sounds like nothing, yet they cover 48
# per cent. After that it gets heavy: the twenty-first adds less than seven cases in a thousand, and for
# nine cases in ten it takes 473. Twenty rules, with people who may do nine tenths of the rest themselves,
# achieve the same with a booklet one can remember. A case then costs some two and a half times as much on
# average.

# %% tags=["surprise"]
curves = [
    {"rules": row["rules"], "handled": row["handled"], "discretion": f"{discretion}"}
    for discretion in (0.0, 0.5, 0.9)
    for row in regelkring.run("requisite-variety", rules=500, discretion=discretion).rows
]
rules_only = regelkring.run("requisite-variety", rules=500, discretion=0).rows
print(f"{label('rules')} 20: {rules_only[20]['covered']:.3f}")
print(f"{label('next_rule')}: {rules_only[20]['next_rule']:.4f}")
print(f"0.9: {next(row['rules'] for row in rules_only if row['covered'] >= 0.9)}")
free = regelkring.run("requisite-variety", rules=20, discretion=0.9).summary
print(f"{label('rules')} 20, {label('discretion')} 0.9: {free['handled']:.3f}, {label('cost_per_case')} {free['cost_per_case']:.2f}")
alt.Chart(alt.Data(values=curves)).mark_line().encode(
    x=alt.X("rules:Q", title=label("rules")),
    y=alt.Y(
        "handled:Q",
        title=label("handled"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
    color=alt.Color("discretion:N", title=label("discretion")),
    strokeDash=alt.StrokeDash("discretion:N", title=label("discretion")),
)

# %% [markdown] lang="nl"
# ## Klopt het? Een som en een wet
#
# De eerste *R* regels dekken *H*(*R*)/*H*(*D*), waarin *H*(*n*) = 1 + 1/2 + … + 1/*n*: voor twintig van
# duizend is dat 48,1 procent. Ashby’s wet zegt er iets anders bij: met *R* antwoorden op *D* storingen
# blijven er minstens *D*/*R* uitkomsten over. We proberen het uit op een klein spel, door alle manieren
# van antwoorden na te gaan.

# %% [markdown] lang="en"
# ## Is it right? A sum and a law
#
# The first *R* rules cover *H*(*R*)/*H*(*D*), where *H*(*n*) = 1 + 1/2 + … + 1/*n*: for twenty of a
# thousand that is 48.1 per cent. Ashby’s law adds something else: with *R* answers to *D* disturbances at
# least *D*/*R* outcomes remain. We try it on a small game, by going through every way of answering.

# %% tags=["check"]
from itertools import product

harmonic = lambda n: sum(1 / i for i in range(1, n + 1))
covered = regelkring.run("requisite-variety", rules=20).summary["covered"]
print(f"{covered:.4f} ({harmonic(20) / harmonic(1000):.4f})")
assert abs(covered - harmonic(20) / harmonic(1000)) < 1e-12
for disturbances, answers in ((6, 2), (6, 3), (7, 3)):
    fewest = min(
        len({(d + a) % disturbances for d, a in enumerate(way)})
        for way in product(range(answers), repeat=disturbances)
    )
    print(f"D = {disturbances}, R = {answers}: {fewest}")
    assert fewest == -(-disturbances // answers)

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Met twintig regels en tachtig procent eigen ruimte: hoeveel gevallen lopen goed af, en wat kost een
#    geval gemiddeld? En met tweehonderd regels en geen ruimte?
# 2. Bij welk deel misgrepen wint het dikke boek van de vrije hand? Vergelijk tweehonderd regels zonder
#    ruimte met twintig regels met tachtig procent ruimte.
# 3. Wie zou jij de ruimte niet geven, en waarom? Schrijf de regel op die je ervoor in de plaats wilt, en
#    het geval waarop hij stukloopt.

# %% [markdown] lang="en"
# ## Exercises
#
# 1. With twenty rules and eighty per cent discretion: how many cases end well, and what does a case cost
#    on average? And with two hundred rules and no discretion?
# 2. At what share of mistakes does the thick book beat the free hand? Compare two hundred rules without
#    discretion with twenty rules and eighty per cent discretion.
# 3. To whom would you not give discretion, and why? Write down the rule you want in its place, and the
#    case on which it breaks.

# %% tags=["answer"]
book = regelkring.run("requisite-variety", rules=200, discretion=0).summary
print(round(book["handled"], 3), round(book["cost_per_case"], 2))
for error in (0.1, 0.2, 0.3, 0.4, 0.5):
    free = regelkring.run("requisite-variety", rules=20, discretion=0.8, error=error).summary
    print(error, round(free["handled"], 3), round(free["cost_per_case"], 2))
