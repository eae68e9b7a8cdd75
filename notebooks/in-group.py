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

model = regelkring.model("in-group")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Dia 10 noemt als kenmerk van broederschap: “Discriminatie (ons soort mensen)”. Het staat er zonder blikken of
# blozen, als de schaduw die bij het licht hoort. Kan het ook zonder? Ross Hammond en Robert Axelrod bouwden in
# 2006 een wereld die zo kaal is dat je het kunt nagaan.

# %% [markdown] lang="en"
# ## What the slide claims
#
# Slide 10 counts among the marks of brotherhood: ‘Discrimination (our kind of people)’. It says so without
# blinking, as the shadow that comes with the light. Can it be had without? In 2006 Ross Hammond and Robert
# Axelrod built a world so bare that this can be checked.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Een veld met vakken. Iedereen heeft een van vier soorten, aan de buitenkant te zien, en twee gewoontes: help
# ik mijn eigen soort, help ik anderen? Helpen kost een beetje, geholpen worden levert drie keer zo veel op. Wie
# het goed gaat, krijgt vaker een kind, en dat komt ernaast wonen en lijkt op de ouder. Niemand leert iets,
# niemand haat iemand.
#
# Zo schrijf je dat op:

# %% [markdown] lang="en"
# ## The model in plain words
#
# A field of sites. Everybody is of one of four kinds, to be seen from outside, and has two habits: do I help my
# own kind, do I help others? Helping costs a little, being helped yields three times as much. Those who fare
# well have children more often, who come to live next door and take after their parents. Nobody learns
# anything, nobody hates anybody.
#
# This is how to write it down:

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Vierhonderd stappen op een klein veld
#
# Boven de vier manieren van doen, als deel van de bevolking. Onder het deel van de ontmoetingen waarin iemand
# helpt. In het begin, met een handvol mensen, is alles toeval. Rond stap honderd houden “helpt iedereen” en
# “helpt alleen de eigen soort” elkaar nog in evenwicht. Dan raakt het veld vol, staan de soorten tegen elkaar
# aan, en aan die grenzen verliest wie iedereen helpt.

# %% [markdown] lang="en"
# ## Four hundred steps on a small field
#
# Above, the four ways of acting, as shares of the population. Below, the share of meetings in which somebody
# helps. At first, with a handful of people, all is chance. Around step one hundred ‘helps everybody’ and
# ‘helps its own kind only’ are still level. Then the field fills up, kinds stand side by side, and at those
# borders whoever helps everybody loses.

# %% tags=["lab-chart"]
run = regelkring.run("in-group", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("step:Q", title=label("step"))
percent = {"axis": alt.Axis(format=".0%"), "scale": alt.Scale(domain=[0, 1])}
people = {"nl": "Deel van de mensen", "en": "Share of the people"}[LANG]
ways = alt.layer(*(
    rows.mark_line().encode(
        x=x,
        y=alt.Y(f"{name}:Q", title=people, **percent),
        color=alt.ColorDatum(label(name), type="nominal", title=None),
        strokeDash=alt.StrokeDashDatum(label(name), type="nominal", title=None),
    )
    for name in ("ethnocentric", "altruist", "selfish", "traitor")
))
help_given = rows.mark_line().encode(x=x, y=alt.Y("cooperation:Q", title=label("cooperation"), **percent))
ways & help_given.properties(height=100)

# %% [markdown] lang="nl"
# ## Broederschap zonder buitenstaanders
#
# Nu de verrassing, over zes werelden gemiddeld. Met vier soorten helpt aan het eind rond de tachtig procent de
# eigen soort, en weigert rond de zeventig procent een ander. Ze komen dus samen. Maar neem één soort, zodat er geen
# ander is, en er wordt bijna evenveel geholpen. Voor de hulp was de uitsluiting niet nodig: die lift mee zodra er
# iets te onderscheiden valt.

# %% [markdown] lang="en"
# ## Brotherhood without outsiders
#
# Now the surprise, averaged over six worlds. With four kinds about eighty per cent end up helping their own,
# and about seventy per cent refuse others. So they do come together. But take one kind, so that there is no
# other, and there is nearly as much help. The help did not need the exclusion, which rides along as soon as there is
# something to tell people apart by.

# %% tags=["surprise"]
words = {
    "own": {"nl": "helpt de eigen soort", "en": "helps its own kind"}[LANG],
    "refuse": {"nl": "weigert anderen", "en": "refuses others"}[LANG],
    "help": label("cooperation"),
}
habits = []
for tags in (1, 2, 4, 8):
    late = [row for seed in range(1, 7) for row in regelkring.run("in-group", tags=tags, seed=seed).rows[-40:]]
    mean = lambda value: sum(value(row) for row in late) / len(late)
    habits += [
        {"tags": tags, "share": mean(lambda row: row["ethnocentric"] + row["altruist"]), "what": words["own"]},
        {"tags": tags, "share": mean(lambda row: row["ethnocentric"] + row["selfish"]), "what": words["refuse"]},
        {"tags": tags, "share": mean(lambda row: row["cooperation"]), "what": words["help"]},
    ]
alt.Chart(alt.Data(values=habits)).mark_line(point=True).encode(
    x=alt.X("tags:Q", title=label("tags"), axis=alt.Axis(tickMinStep=1)),
    y=alt.Y("share:Q", title=None, **percent),
    color=alt.Color("what:N", title=None, sort=None),
    strokeDash=alt.StrokeDash("what:N", title=None, sort=None),
)

# %% [markdown] lang="nl"
# ## Klopt het? Een groot en een klein veld
#
# Hammond en Axelrod vonden dat rond driekwart van de mensen alleen de eigen soort helpt, op een veld van vijftig
# bij vijftig, na tweeduizend stappen. Een klein veld haalt dat niet: op twintig bij twintig, vijfhonderd stappen,
# kwam een onafhankelijke berekening op 56 procent. Hieronder één groot veld, met een marge van tien punten
# omdat het er één is, en twaalf kleine, met een marge van vijf.

# %% [markdown] lang="en"
# ## Is it right? A large field and small ones
#
# Hammond and Axelrod found that about three quarters of the people help only their own kind, on a field of
# fifty by fifty, after two thousand steps. A small field does not get there: for twenty by twenty and five
# hundred steps an independent calculation came to 56 per cent. Below, one large field, within ten points as it
# is only one, and twelve small ones, within five.

# %% tags=["check"]
large = regelkring.run("in-group", seed=1, size=50, steps=2000).summary["ethnocentric_final"]
small = [regelkring.run("in-group", seed=seed, size=20, steps=500).summary["ethnocentric_final"] for seed in range(1, 13)]
print(f"50 x 50: {large:.1%} (76 %); 20 x 20: {sum(small) / 12:.1%} (56 %)")
assert abs(large - 0.76) < 0.10
assert abs(sum(small) / 12 - 0.56) < 0.05

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Maak helpen duurder. Wat verdwijnt eerst: de hulp voor de eigen soort of de weigering aan anderen?
# 2. Laat tien nieuwkomers per stap binnen. Er zijn er die dan zeggen: zie je wel. Kijk wat er werkelijk
#    verandert, en bedenk wat een kind in dit model van zijn buren leert.
# 3. Fredrik Jansson liet zien dat dit vooral over familie gaat: een buur van dezelfde soort is hier meestal
#    verwant. Wat zou je in de regel moeten veranderen om soort en familie uit elkaar te halen?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Make helping dearer. What goes first: help for one’s own kind or refusing others?
# 2. Let in ten immigrants a step. Some will then say: there you are. See what really changes, and think what a
#    child in this model learns from its neighbours.
# 3. Fredrik Jansson showed that this is mostly about family: a neighbour of the same kind is mostly a relative
#    here. What would you change in the rule to pull kind and family apart?

# %% tags=["answer"]
def late(**parameters):
    rows = [row for seed in (1, 2) for row in regelkring.run("in-group", seed=seed, **parameters).rows[-40:]]
    own = sum(row["ethnocentric"] + row["altruist"] for row in rows) / len(rows)
    refuse = sum(row["ethnocentric"] + row["selfish"] for row in rows) / len(rows)
    return {words["own"]: round(own, 2), words["refuse"]: round(refuse, 2)}

for parameters in ({"cost": 0.01}, {"cost": 0.02}, {"cost": 0.03}, {"cost": 0.05}, {"immigrants": 10}):
    print(parameters, late(**parameters))
