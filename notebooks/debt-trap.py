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

model = regelkring.model("debt-trap")
label = lambda name: model.label(name, LANG)
amounts = {name: label(name) for name in ("debt", "paid", "lost")}
amounts["debt"] = model.columns[0].label.in_language(LANG)
named = " : ".join(f"datum.label == '{name}' ? '{words}'" for name, words in amounts.items()) + " : ''"
euro = {"nl": "Euro", "en": "Euros"}[LANG]

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Bij dia 5 staat achter het woord schaarste een bedrag: elf miljard euro per jaar voor de schuldensector.
# Dat is de schatting van de spreker; officieel onderzoek uit 2024 kwam op minstens 8,5 miljard aan kosten
# voor de samenleving. Hoe kan een schuld van een paar duizend euro zo veel kosten? Eén huishouden is
# genoeg om dat te zien.

# %% [markdown] lang="en"
# ## What the slide claims
#
# On slide 5 an amount stands behind the word scarcity: eleven billion euros a year for the debt sector.
# That is the speaker’s estimate; an official study of 2024 arrived at a cost to society of at least 8.5
# billion. How can a debt of a few thousand euros cost so much? One household is enough to see it.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Je hebt een schuld van drieduizend euro bij drie schuldeisers en kunt tweehonderd euro per maand missen.
# Daar gaan vijftig euro vaste kosten en twee procent rente af. Elke schuldeiser mag één keer wettelijke
# incassokosten rekenen. En schuld maakt dat je minder overhoudt: je slaapt slecht, je mist een aanvraag.
# Hier is dat een cent per euro schuld per maand, een aanname waarover onderzoekers het oneens zijn.

# %% [markdown] lang="en"
# ## The model in plain words
#
# You owe three thousand euros to three creditors and can spare two hundred a month. Fifty euros of fixed
# costs and two per cent interest come off that. Each creditor may charge statutory collection costs once.
# And debt leaves you with less: you sleep badly, you miss a form. Here that is one cent a month per euro
# of debt, an assumption on which researchers disagree.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Tien jaar aflossen
#
# De schuld, wat je in totaal betaald hebt, en wat daarvan aan rente en kosten verloren ging. Voor je
# schuift: bij welke schuld kom je er met tweehonderd euro per maand nooit meer uit?

# %% [markdown] lang="en"
# ## Ten years of paying off
#
# The debt, what you have paid in all, and how much of that was lost to interest and costs. Before you
# slide: at which debt will two hundred euros a month never get you out?

# %% tags=["lab-chart"]
run = regelkring.run("debt-trap", seed=1)

legend = alt.Legend(labelExpr=named)
order = alt.Scale(domain=list(amounts))
alt.Chart(alt.Data(values=run.rows)).transform_fold(
    list(amounts), as_=["what", "amount"]
).mark_line().encode(
    x=alt.X("month:Q", title=label("month")),
    y=alt.Y("amount:Q", title=euro),
    color=alt.Color("what:N", title=None, legend=legend, scale=order),
    strokeDash=alt.StrokeDash("what:N", title=None, legend=legend, scale=order),
)

# %% [markdown] lang="nl"
# ## Honderd euro verschil
#
# Nu de verrassing. Twee huishoudens betalen elke maand wat ze kunnen. Het ene begint met een schuld van
# 4300 euro, het andere met 4400. Het eerste is na 153 maanden vrij. Het tweede komt nooit meer los, want
# de incassokosten duwden het over de rand, en die ligt bij 5000. Daarboven groeit een schuld sneller dan
# je haar kunt aflossen.

# %% [markdown] lang="en"
# ## A hundred euros’ difference
#
# Now the surprise. Two households pay what they can every month. One starts with a debt of 4,300 euros,
# the other with 4,400. The first is free after 153 months. The second never gets loose, since collection
# costs pushed it over the edge, and that lies at 5,000. Above it a debt grows faster than you can pay it
# off.

# %% tags=["surprise"]
paths = []
for debt in (4000, 4300, 4400, 4500):
    run = regelkring.run("debt-trap", debt=debt, months=180)
    print(f"{debt}: {label('months_to_clear')} {run.summary['months_to_clear']}")
    paths += [
        {"month": row["month"], "debt": row["debt"], "start": str(debt)}
        for row in run.rows
        if row["debt"] <= 12000
    ]
alt.Chart(alt.Data(values=paths)).mark_line().encode(
    x=alt.X("month:Q", title=label("month")),
    y=alt.Y("debt:Q", title=amounts["debt"]),
    color=alt.Color("start:N", title=label("debt")),
    strokeDash=alt.StrokeDash("start:N", title=label("debt")),
)

# %% [markdown] lang="nl"
# ## Klopt het? De rekensom van de bank
#
# Zonder kopzorgen en incasso is het een gewone lening: na ln(1 − *rD*/(*S* − *F*))/−ln(1 + *r*) maanden
# ben je klaar, 26 voor drieduizend euro, en vanaf 7500 nooit. Met kopzorgen ligt de rand bij (*S* −
# *F*)/(*r* + β) = 5000. Ook de incassokosten volgen de wet: 15 procent over de eerste 2500 euro, daarna
# minder, nooit onder de 40 euro.

# %% [markdown] lang="en"
# ## Is it right? The bank’s sum
#
# Without worry and collection it is an ordinary loan: after ln(1 − *rD*/(*S* − *F*))/−ln(1 + *r*) months
# you are done, 26 for three thousand euros, and from 7,500 on never. With worry the edge lies at (*S* −
# *F*)/(*r* + β) = 5,000. Collection costs too follow the law: 15 per cent of the first 2,500 euros, less
# after that, never below 40 euros.

# %% tags=["check"]
loan = {"collection": "no", "bandwidth": 0, "months": 360}
assert regelkring.run("debt-trap", debt=3000, **loan).summary["months_to_clear"] == 26
assert regelkring.run("debt-trap", debt=7500, **loan).summary["months_to_clear"] is None
for debt, free in ((4900, True), (5100, False)):
    summary = regelkring.run("debt-trap", debt=debt, collection="no", months=360).summary
    print(f"{debt}: {label('months_to_clear')} {summary['months_to_clear']}, {label('cliff')} {summary['cliff']:.0f}")
    assert (summary["months_to_clear"] is not None) == free

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Een schuld van 4500 euro loopt uit de hand. Wat redt haar met de minste moeite: zes maanden adempauze,
#    één plan, of vijftig euro meer te missen? Gok eerst.
# 2. Zet de kopzorgen op nul. Hoeveel verschuift de rand? Wat betekent het voor dit verhaal dat
#    onderzoekers over dat getal twisten?
# 3. Tel bij één schuld op wat er aan kosten wordt betaald en aan wie. Wie in die rij heeft belang bij de
#    rand?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. A debt of 4,500 euros gets out of hand. What saves it with the least effort: six months’ breathing
#    space, one plan, or fifty euros more to spare? Guess first.
# 2. Set worry to nought. How far does the edge move? What does it mean for this story that researchers
#    quarrel over that number?
# 3. For one debt add up what is paid in costs, and to whom. Who in that row has an interest in the edge?

# %% tags=["answer"]
for values in ({}, {"pause": 6}, {"plan": "yes"}, {"spare": 250}):
    summary = regelkring.run("debt-trap", debt=4500, months=360, **values).summary
    print(values, summary["months_to_clear"], round(summary["paid_total"]))
print(regelkring.run("debt-trap", bandwidth=0).summary["cliff"])
