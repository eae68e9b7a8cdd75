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

model = regelkring.model("indispensable-helper")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# Problemen overnemen, zegt dia 15, is je als hulpverlener onmisbaar maken. Er is geen druk meer om het
# probleem terug te leggen bij wie het had, het proces versterkt zichzelf en het leidt tot meer overheid.
# Dat is een uitspraak over een lus, en een lus kun je narekenen.

# %% [markdown] lang="en"
# ## What the slide claims
#
# Taking problems over, says slide 15, is making yourself indispensable as a helper. There is no longer any
# pressure to hand the problem back to whoever had it, the process feeds itself, and it leads to more
# government. That is a statement about a loop, and a loop can be worked out.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Elke maand komt er één probleem bij. Een gemeenschap lost ze op, en wordt er beter in door het te doen.
# Doet ze het niet, dan verleert ze het. Er is ook een helper. Die laat een beetje liggen, *P*₀, maar
# groeit zodra er meer ligt; hoe ijveriger, hoe sneller. Krimpen gaat vanzelf, maar traag. Wat de helper
# oplost, lost de gemeenschap niet meer op, en daarvan leert ze dus ook niets.

# %% [markdown] lang="en"
# ## The model in plain words
#
# Each month one problem arises. A community solves them, and gets better at it by doing so. If it does
# not, it unlearns. There is also a helper. It leaves a little lying, *P*₀, but grows as soon as more lies
# there; the more zealous, the faster. Shrinking happens by itself, but slowly. What the helper solves the
# community no longer solves, and so learns nothing from.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Twintig jaar hulp
#
# De gemeenschap begint zoals ze zonder helper zou zijn: ruim één probleem dat wacht, en een draagkracht
# van 83 procent. Dan komt de hulp. Er wachten minder problemen, en dat is winst. Kijk ook naar de onderste
# lijn.

# %% [markdown] lang="en"
# ## Twenty years of help
#
# The community starts as it would be without a helper: rather more than one problem waiting, and a
# capacity of 83 per cent. Then help arrives. Fewer problems wait, and that is a gain. Look at the lower
# line as well.

# %% tags=["lab-chart"]
run = regelkring.run("indispensable-helper", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("month:Q", title=label("month"))
backlog = rows.mark_line().encode(x=x, y=alt.Y("backlog:Q", title=label("backlog")))
capacity = rows.mark_line(strokeDash=[5, 4]).encode(
    x=x,
    y=alt.Y(
        "capacity:Q",
        title=label("capacity"),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    ),
)
backlog & capacity

# %% [markdown] lang="nl"
# ## Te laat
#
# Nu de verrassing. Neem een heel ijverige helper die niets laat liggen, en haal hem op een dag weg. Doe je
# dat na een halfjaar, dan is het verschil met vroeger amper te zien. Na tien jaar is de draagkracht onder
# één promille gezakt en lopen de problemen op tot boven de vier en een half, bijna vier keer zoveel als
# ooit. Binnen een jaar is dat voorbij, want nood leert. Maar er zitten mensen in die piek.

# %% [markdown] lang="en"
# ## Too late
#
# Now the surprise. Take a very zealous helper who leaves nothing lying, and take him away one day. Do so
# after half a year and the difference with before hardly shows. After ten years capacity has sunk below
# one in a thousand and the problems climb to over four and a half, nearly four times as many as ever.
# Within a year it is over, since need teaches. But there are people inside that peak.

# %% tags=["surprise"]
zealous = {"zeal": 2, "tolerance": 0, "retreat": 0.01}
courses = []
for cut in (6, 36, 72, 120):
    run = regelkring.run("indispensable-helper", cut=cut, months=180, **zealous)
    summary = run.summary
    print(
        f"{label('cut')} {cut}: {label('capacity')} {summary['capacity_at_cut']:.4f}, "
        f"{label('backlog_peak')} {summary['backlog_peak']:.2f}"
    )
    courses += [
        {"month": row["month"], "backlog": row["backlog"], "cut": f"{cut:>3}"} for row in run.rows
    ]
alt.Chart(alt.Data(values=courses)).mark_line().encode(
    x=alt.X("month:Q", title=label("month")),
    y=alt.Y("backlog:Q", title=label("backlog")),
    color=alt.Color("cut:N", title=label("cut")),
    strokeDash=alt.StrokeDash("cut:N", title=label("cut")),
)

# %% [markdown] lang="nl"
# ## Klopt het? De rusttoestand en de drempel
#
# In rust geldt (η/μ)*P*² + (1 − η*P*₀/μ)*P* − (λ + δ/γ) = 0 en *C* = 1 − δ/(γ*P*): met de standaardwaarden
# 0,372 en 0,463, zonder helper 1,2 en 0,833. En er is een drempel. Laat de helper minstens δ/γ = 0,2
# liggen, dan overleeft de gemeenschap elke ijver; laat hij minder liggen en gaat hij nooit weg, dan niet.

# %% [markdown] lang="en"
# ## Is it right? The resting state and the threshold
#
# At rest (η/μ)*P*² + (1 − η*P*₀/μ)*P* − (λ + δ/γ) = 0 and *C* = 1 − δ/(γ*P*): with the default values
# 0.372 and 0.463, without a helper 1.2 and 0.833. And there is a threshold. If the helper leaves at least
# δ/γ = 0.2 lying, the community survives any zeal; if he leaves less and never goes away, it does not.

# %% tags=["check"]
for zeal, backlog, capacity in ((0.5, 0.372, 0.463), (0, 1.2, 0.8333)):
    end = regelkring.run("indispensable-helper", zeal=zeal).summary
    print(f"η = {zeal}: P = {end['backlog_final']:.3f}, C = {end['capacity_final']:.3f}")
    assert abs(end["backlog_final"] - backlog) < 0.002
    assert abs(end["capacity_final"] - capacity) < 0.002
for tolerance in (0.15, 0.25):
    end = regelkring.run(
        "indispensable-helper", zeal=2, retreat=0, tolerance=tolerance, months=600
    ).summary
    print(f"P₀ = {tolerance}: C = {end['capacity_final']:.3f}")
    assert (end["capacity_final"] > 0.1) == (tolerance > 0.2)

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Schat eerst: hoeveel draagkracht is er over als de helper 0,4 problemen laat liggen in plaats van
#    0,15? En hoeveel meer problemen wachten er dan?
# 2. Laat de markt helpen in plaats van de overheid, met dezelfde ijver. Zet daarna beide aan en bezuinig
#    in maand 120 op de overheid. Wie neemt het over?
# 3. Dit model neemt aan dat hulp verdringt. Bedenk een voorbeeld van hulp die mensen juist leert het zelf
#    te doen. Welke parameter zou je daarvoor veranderen?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Guess first: how much capacity is left if the helper leaves 0.4 problems lying in place of 0.15? And
#    how many more problems wait then?
# 2. Let the market help in place of the state, with the same zeal. Then switch both on and cut the state
#    in month 120. Who takes over?
# 3. This model assumes that help crowds out. Think of an example of help that teaches people to do it
#    themselves. Which parameter would you change for that?

# %% tags=["answer"]
for values in ({}, {"tolerance": 0.4}, {"variant": "market"}, {"variant": "both"}):
    end = regelkring.run("indispensable-helper", **values).summary
    print(values, round(end["backlog_final"], 3), round(end["capacity_final"], 3))
row = regelkring.run("indispensable-helper", variant="both", cut=120).rows[-1]
print(round(row["help"], 3), round(row["market"], 3))
