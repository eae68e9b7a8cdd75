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

model = regelkring.model("income-as-a-service")
label = lambda name: model.label(name, LANG)
columns = {one.name: one.label.in_language(LANG) for one in model.columns}

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Een werkorganisatie geeft mensen een vast inkomen voor het leven, zegt dia 19, op voorwaarde dat ze
# beschikbaar zijn en zich scholen. Ze krijgt daarvoor het belastinggeld dat nu voor die persoon
# beschikbaar is, en het wordt aangeboden aan ieder die er behoefte aan heeft. In dat laatste zinnetje zit
# de moeilijkheid.

# %% [markdown] lang="en"
# ## What the slide claims
#
# A work organisation gives people a fixed income for life, says slide 19, on condition that they are
# available and keep learning. For that it gets the public money now set aside for that person, and it is
# offered to everyone who feels the need. The difficulty sits in that last phrase.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# De organisatie belooft ieder lid een vast loon *w*. Wie op de markt meer kan verdienen blijft weg. Wie
# meedoet heeft gemiddeld vier van de vijf jaren werk; wat hij dan verdient gaat naar de organisatie. Daar
# komt 17 duizend euro publiek geld per hoofd bij. Slechte jaren komen voor een deel tegelijk: de ene keer
# heeft de een pech, de andere keer iedereen. Wat overblijft gaat in de reserve.

# %% [markdown] lang="en"
# ## The model in plain words
#
# The organisation promises each member a fixed wage *w*. Whoever can earn more on the market stays away.
# Those who join have work in four years out of five on average; what they then earn goes to the
# organisation. To that comes 17 thousand euro of public money a head. Bad years come partly together: now
# one is out of luck, now everybody. What is left goes into the reserve.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Twintig jaar garantie
#
# De reserve per hoofd, bij een gegarandeerd loon van 28 duizend euro; de stippellijn is nul. Daaronder
# welk deel van de leden dat jaar werk had. Verander het toeval een paar keer: de ene organisatie wordt
# rijk, de andere is na één jaar failliet, met dezelfde plannen.

# %% [markdown] lang="en"
# ## Twenty years of guarantee
#
# The reserve a head, at a guaranteed wage of 28 thousand euro; the dashed line is nought. Below it the
# share of the members that had work that year. Change the chance a few times: one organisation grows rich,
# another is bankrupt after a year, with the same plans.

# %% tags=["lab-chart"]
run = regelkring.run("income-as-a-service", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("year:Q", title=label("year"), axis=alt.Axis(tickMinStep=1))
reserve = rows.mark_line(point=True).encode(x=x, y=alt.Y("reserve:Q", title=columns["reserve"]))
nothing = rows.mark_rule(strokeDash=[5, 4]).encode(y=alt.datum(0))
working = rows.mark_line(point=True, strokeDash=[2, 2]).encode(
    x=x,
    y=alt.Y(
        "utilisation:Q",
        title=columns["utilisation"],
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
)
(nothing + reserve) & working

# %% [markdown] lang="nl"
# ## Meer leden, hetzelfde slechte jaar
#
# Nu de verrassing. Pech van losse mensen middelt weg: met vijfhonderd leden merk je er haast niets van.
# Een recessie middelt niet weg. Vallen slechte jaren een beetje samen (κ = 0,1), dan zakt de schommeling
# niet onder de 12,6 procentpunt, hoeveel leden er ook bij komen. Groot zijn helpt dus niet; een reserve
# helpt, of een staat die bijpast.

# %% [markdown] lang="en"
# ## More members, the same bad year
#
# Now the surprise. The bad luck of single people averages out: with five hundred members one hardly
# notices it. A recession does not average out. If bad years coincide a little (κ = 0.1), the swing does
# not sink below 12.6 percentage points, however many members are added. Being large does not help, then; a
# reserve does, or a state that makes up the rest.

# %% tags=["surprise"]
def swing(members, together):
    """The standard deviation of the share at work, over 25 organisations of 50 years."""
    shares = [
        row["utilisation"]
        for seed in range(1, 26)
        for row in regelkring.run(
            "income-as-a-service", seed=seed, members=members, together=together, years=50
        ).rows
    ]
    mean = sum(shares) / len(shares)
    return (sum((share - mean) ** 2 for share in shares) / len(shares)) ** 0.5


swings = [
    {"members": members, "swing": swing(members, together), "κ": f"κ = {together}"}
    for together in (0, 0.1)
    for members in (5, 10, 20, 50, 100, 200, 500)
]
alt.Chart(alt.Data(values=swings)).mark_line().encode(
    x=alt.X("members:Q", title=label("members"), scale=alt.Scale(type="log")),
    y=alt.Y(
        "swing:Q",
        title={"nl": "Schommeling in wie werkt", "en": "Swing in who works"}[LANG],
        axis=alt.Axis(format=".0%"),
    ),
    color=alt.Color("κ:N", title=None),
    strokeDash=alt.StrokeDash("κ:N", title=None),
)

# %% [markdown] lang="nl"
# ## Klopt het? Het loon waarbij het uitkomt
#
# Wie meedoet kan gemiddeld *w*/2 verdienen, want wie meer dan *w* kan krijgen is er niet. De inkomsten
# zijn dus *qw*/2 + *S*, en dat is gelijk aan *w* bij *w\** = *S*/(1 − *q*/2) = 28,33. Deed iedereen mee,
# dan lag het op *S* + *qY*/2 = 33. Het verschil is de prijs van de vrije keus. De uitslag van tweehonderd
# organisaties bij twee lonen wijst dezelfde plek aan.

# %% [markdown] lang="en"
# ## Is it right? The wage at which it breaks even
#
# Those who join can earn *w*/2 on average, since whoever can get more than *w* is not there. Revenue is
# thus *qw*/2 + *S*, which equals *w* at *w\** = *S*/(1 − *q*/2) = 28.33. If everybody joined it would lie
# at *S* + *qY*/2 = 33. The difference is the price of free choice. The results of two hundred
# organisations at two wages point at the same place.

# %% tags=["check"]
def margin(wage):
    runs = [
        regelkring.run("income-as-a-service", seed=seed, guarantee=wage, years=50)
        for seed in range(1, 201)
    ]
    return sum(run.summary["margin"] for run in runs) / len(runs)


low, high = margin(27), margin(30)
crossing = 27 + 3 * low / (low - high)
print(f"w* = {crossing:.2f} (28.33)")
assert abs(crossing - 28.33) < 0.3

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Je wilt 32 duizend euro garanderen en niemand dwingen. Hoeveel publiek geld per hoofd is daarvoor
#    nodig? Schat eerst.
# 2. Hoe groot moet de reserve zijn om bij een loon van 26 duizend euro vrijwel nooit failliet te gaan?
#    Probeer tien keer een ander toeval.
# 3. Wie wordt hier geweigerd? Bedenk een lid dat het model niet kent: iemand die ziek wordt, die wegloopt,
#    die alleen ’s nachts wil werken. Wat doet de belofte met hem?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. You want to guarantee 32 thousand euro and force nobody. How much public money a head does that take?
#    Guess first.
# 2. How large must the reserve be to go bankrupt hardly ever at a wage of 26 thousand euro? Try ten other
#    chances.
# 3. Who is refused here? Think of a member the model does not know: somebody who falls ill, who walks off,
#    who will only work at night. What does the promise do with him?

# %% tags=["answer"]
for claim in (19, 19.2, 19.5):
    print(claim, regelkring.run("income-as-a-service", claim=claim).summary["break_even"])
for reserve in (0, 2, 4, 8):
    ruined = sum(
        regelkring.run("income-as-a-service", seed=seed, guarantee=26, reserve=reserve).summary[
            "ruin_year"
        ]
        is not None
        for seed in range(1, 101)
    )
    print(f"{label('reserve')} {reserve}: {ruined} %")
