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

model = regelkring.model("referral-chain")
label = lambda name: model.label(name, LANG)
outcomes = {name: label(name) for name in ("solved", "lost", "waiting")}
named = " : ".join(f"datum.label == '{name}' ? '{words}'" for name, words in outcomes.items()) + " : ''"

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Verloren in belmenu’s en tegenstrijdige regels, zegt dia 6. Dia 15 zegt waar dat vandaan komt:
# doelgroepen worden gesplitst in subdoelgroepen, met nieuwe organisaties, nieuwe schotten en nieuwe
# eigenaren die niet willen samenwerken. Hoe erg is dat, als elk loket op zichzelf best aardig werkt?

# %% [markdown] lang="en"
# ## What the slide claims
#
# Lost in phone menus and contradictory rules, says slide 6. Slide 15 says where that comes from: target
# groups are split into smaller ones, with new organisations, new partitions and new owners who do not want
# to work together. How bad is that, if each desk by itself works rather well?

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Je komt met een vraag bij een loket. In drie van de tien gevallen lossen ze hem op. Zo niet, dan haakt
# één op de tien mensen af; de anderen krijgen een verwijzing en proberen het volgende loket, tot hoogstens
# zes keer toe. Zijn er schotten, dan is maar één van de deuren de jouwe. Je probeert ze op goed geluk, en
# achter een verkeerde deur helpen ze je niet.

# %% [markdown] lang="en"
# ## The model in plain words
#
# You come to a desk with a question. In three cases out of ten they solve it. If not, one in ten people
# drops out; the others get a referral and try the next desk, six times at the most. If there are
# partitions, only one of the doors is yours. You try them at random, and behind a wrong door they do not
# help you.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Duizend mensen, zes loketten
#
# Wie geholpen is, wie afgehaakt is en wie nog loopt, na elk bezoek. Doe voor je iets verschuift een gok:
# hoeveel van de duizend zijn er na zes loketten geholpen, als elk loket er drie van de tien helpt?

# %% [markdown] lang="en"
# ## A thousand people, six desks
#
# Who has been helped, who has dropped out and who is still walking, after each visit. Before you slide
# anything, guess: how many of the thousand have been helped after six desks, if each desk helps three in
# ten?

# %% tags=["lab-chart"]
run = regelkring.run("referral-chain", seed=1)

legend = alt.Legend(labelExpr=named)
order = alt.Scale(domain=list(outcomes))
alt.Chart(alt.Data(values=run.rows)).transform_fold(
    list(outcomes), as_=["outcome", "share"]
).mark_line().encode(
    x=alt.X("desk:Q", title=label("desk"), axis=alt.Axis(tickMinStep=1)),
    y=alt.Y(
        "share:Q", title=None, axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])
    ),
    color=alt.Color("outcome:N", title=None, legend=legend, scale=order),
    strokeDash=alt.StrokeDash("outcome:N", title=None, legend=legend, scale=order),
)

# %% [markdown] lang="nl"
# ## Een schot helpt niemand en kost mensen
#
# Nu de verrassing. Verdeel dezelfde hulp over doelgroepen: evenveel loketten, even goede mensen erachter.
# Met één deur is na zes loketten 76 procent geholpen. Met vier deuren is dat nog 60 procent, met acht nog
# maar 36. Niemand is slechter gaan werken. Mensen zijn alleen langer aan het zoeken, en wie lang zoekt
# haakt af of staat na zes keer nog op de gang.

# %% [markdown] lang="en"
# ## A partition helps nobody and loses people
#
# Now the surprise. Split the same help over target groups: as many desks, as good people behind them. With
# one door 76 per cent have been helped after six desks. With four doors it is 60 per cent, with eight a
# mere 36. Nobody works any worse. People only search longer, and whoever searches long drops out or is
# still in the corridor after six times.

# %% tags=["surprise"]
splits = [
    {"partitions": partitions, "desks": f"{desks:>2}", "solved": run.rows[-1]["expected_solved"]}
    for desks in (6, 20)
    for partitions in range(1, 9)
    for run in [regelkring.run("referral-chain", desks=desks, partitions=partitions)]
]
for row in splits[:8]:
    print(f"{label('partitions')} {row['partitions']}: {row['solved']:.2f}")
alt.Chart(alt.Data(values=splits)).mark_line().encode(
    x=alt.X("partitions:Q", title=label("partitions"), axis=alt.Axis(tickMinStep=1)),
    y=alt.Y(
        "solved:Q",
        title=label("expected_solved"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
    color=alt.Color("desks:N", title=label("desks")),
    strokeDash=alt.StrokeDash("desks:N", title=label("desks")),
)

# %% [markdown] lang="nl"
# ## Klopt het? De keten zonder einde
#
# Per bezoek is de kans dat het ophoudt *p* + *q* − *pq* = 0,37. Wie mag doorlopen zo lang het nodig is,
# bezoekt dus gemiddeld 1/0,37 = 2,70 loketten en is met kans 0,3/0,37 = 81 procent geholpen. De rest,
# bijna één op de vijf, is kwijt, terwijl geen enkel loket er meer dan één op de tien verloor. Twintig
# loketten en tienduizend mensen komen daar vlakbij.

# %% [markdown] lang="en"
# ## Is it right? The chain without end
#
# At each visit the chance that it ends is *p* + *q* − *pq* = 0.37. Those who may walk on as long as it
# takes thus visit 1/0.37 = 2.70 desks on average and are helped with chance 0.3/0.37 = 81 per cent. The
# rest, nearly one in five, are lost, though no desk lost more than one in ten. Twenty desks and ten
# thousand people come close.

# %% tags=["check"]
summary = regelkring.run("referral-chain", desks=20, people=10000).summary
print(f"{label('visits_mean')}: {summary['visits_mean']:.2f} (2.70)")
print(f"{label('solved_final')}: {summary['solved_final']:.3f} (0.811)")
assert abs(summary["visits_mean"] - 1 / 0.37) < 0.09
assert abs(summary["solved_final"] - 0.3 / 0.37) < 0.016

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Met zes loketten: wat helpt meer mensen, elk loket iets beter maken (van 0,3 naar 0,4) of zorgen dat
#    niemand afhaakt? En met vier schotten?
# 2. Specialisten zijn beter in hun vak. Hoeveel beter moet een loket worden om vier schotten goed te
#    maken?
# 3. Teken de loketten in je eigen gemeente voor iemand met schulden. Hoeveel deuren zijn er, en wie weet
#    welke de goede is?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. With six desks: what helps more people, making each desk a little better (from 0.3 to 0.4) or seeing
#    to it that nobody drops out? And with four partitions?
# 2. Specialists are better at their job. How much better must a desk become to make up for four
#    partitions?
# 3. Draw the desks in your own town for somebody in debt. How many doors are there, and who knows which is
#    the right one?

# %% tags=["answer"]
for values in ({}, {"solve": 0.4}, {"lose": 0.0}):
    for partitions in (1, 4):
        run = regelkring.run("referral-chain", partitions=partitions, **values)
        print(values, partitions, round(run.rows[-1]["expected_solved"], 3))
for solve in (0.4, 0.5, 0.6, 0.7, 0.8):
    run = regelkring.run("referral-chain", partitions=4, solve=solve)
    print(solve, round(run.rows[-1]["expected_solved"], 3))
