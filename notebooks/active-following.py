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

model = regelkring.model("active-following")
label = lambda name: model.label(name, LANG)

def mean_code(runs, **parameters):
    return sum(
        regelkring.run("active-following", seed=seed, **parameters).summary["code_final"]
        for seed in range(1, runs + 1)
    ) / runs

# %% [markdown] lang="nl"
# ## Wat de dia beweert
#
# “Actief volgen is het nieuwe leiden”, besluit dia 24, en het debat moet een lerend systeem worden. Mooie
# woorden waar je van alles bij kunt denken. James March gaf ze in 1991, zonder deze dia te kennen, een vorm die
# je kunt narekenen: een organisatie met een handboek, waarin mensen van het handboek leren en het handboek
# van mensen.

# %% [markdown] lang="en"
# ## What the slide claims
#
# ‘Active following is the new leading’, slide 24 concludes, and debate must become a learning system. Fine
# words, open to any meaning. In 1991 James March, who could not know this slide, gave them a form that can be
# checked: an organisation with a code, in which people learn from the code and the code from people.

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# Op dertig punten is de wereld zo of anders. Niemand weet hoe. Vijftig leden hebben op elk punt een
# overtuiging, of geen idee; het handboek begint leeg. Elke ronde schuiven de leden een stap naar het handboek,
# met kans p1. En het handboek neemt over wat de meerderheid doet van de leden die het beter deden dan het
# handboek zelf, eerder naarmate p2 hoger is. Volgen en luisteren dus, elk met een eigen snelheid.
#
# Zo schrijf je dat op:

# %% [markdown] lang="en"
# ## The model in plain words
#
# On thirty points the world is one way or the other. Nobody knows which. Fifty members hold a belief on each
# point, or have no idea; the code begins empty. Each round members shift a step towards the code, with chance
# p1. And the code adopts what most of those members do who did better than the code itself, the sooner the
# higher p2. So there is following and listening, each at its own speed.
#
# This is how to write it down:

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Tachtig rondes, allebei half zo snel als kan
#
# Kennis is hier goed min fout: 1 is alles goed, 0 niet beter dan geen idee. Het handboek schiet omhoog en
# staat na zeven rondes stil, op 0,73. Dat is 26 van de 30 punten goed. De stippellijn zijn de leden, die
# volgen. Eronder zie je waarom het stopt: zodra iedereen het eens is, weet niemand meer iets wat het handboek
# nog niet wist.

# %% [markdown] lang="en"
# ## Eighty rounds, both at half speed
#
# Knowledge here is right minus wrong: 1 is all right, 0 no better than having no idea. The code shoots up and
# after seven rounds stands still, at 0.73. That is 26 of the 30 points right. The dashed line is the members,
# who follow. Below you see why it stops: once all agree, nobody knows anything the code did not know yet.

# %% tags=["lab-chart"]
run = regelkring.run("active-following", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("round:Q", title=label("round"))
code = rows.mark_line().encode(x=x, y=alt.Y("code:Q", title=label("code"), scale=alt.Scale(domain=[-0.2, 1])))
people = rows.mark_line(strokeDash=[5, 4]).encode(x=x, y="people:Q")
agreement = rows.mark_line().encode(
    x=x,
    y=alt.Y("agreement:Q", title=label("agreement"), axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])),
).properties(height=100)
(code + people) & agreement

# %% [markdown] lang="nl"
# ## Traag gehoorzaam, snel gehoor
#
# Nu de verrassing. Wie wil dat zijn organisatie leert, zou de leden snel laten leren. Het omgekeerde is waar.
# Het meest weet de organisatie waar mensen traag volgen en het handboek snel luistert. Volgt iedereen
# meteen, dan doet een gretig handboek het zelfs het slechtst: de eerste toevalstreffer ligt dan vast. Gemiddelden
# over acht organisaties:

# %% [markdown] lang="en"
# ## Slow to obey, quick to hear
#
# Now the surprise. Whoever wants an organisation to learn would let its members learn fast. The opposite is
# true. The organisation knows most where people are slow to follow and the code is quick to listen. And where
# all follow at once, an eager code fares worst: the first lucky shot is set in stone. Means over eight
# organisations:

# %% tags=["surprise"]
corners = [
    {"obey": p1 / 10, "code": mean_code(8, obey=p1 / 10, listen=p2), "p2": f"p2 = {p2}".replace(".", "," if LANG == "nl" else ".")}
    for p1 in (1, 3, 5, 7, 9)
    for p2 in (0.1, 0.5, 0.9)
]
alt.Chart(alt.Data(values=corners)).mark_line(point=True).encode(
    x=alt.X("obey:Q", title=label("obey")),
    y=alt.Y("code:Q", title=label("code_final"), scale=alt.Scale(domain=[0.6, 1])),
    color=alt.Color("p2:N", title=label("listen")),
    strokeDash=alt.StrokeDash("p2:N", title=label("listen")),
)

# %% [markdown] lang="nl"
# ## Klopt het? Figuur 1 van March
#
# Uit het artikel van March alleen komt zijn Figuur 1 niet. Met overtuigingen die één stap tegelijk zetten en
# muntworpen waar iemand geen idee heeft, wel. Workiewicz rekende tienduizend organisaties na: bij p1 = 0,9 en
# p2 = 0,9 komt het handboek gemiddeld op 0,728, bij p2 = 0,5 op 0,742. Honderd organisaties moeten daar binnen
# 0,03 van liggen.

# %% [markdown] lang="en"
# ## Is it right? March’s Figure 1
#
# March’s article alone does not yield his Figure 1. With beliefs that take one step at a time, and coins tossed
# where somebody has no idea, it does come out. Workiewicz ran ten thousand organisations: at p1 = 0.9 and
# p2 = 0.9 the code reaches 0.728 on average, at p2 = 0.5 it reaches 0.742. A hundred organisations must lie
# within 0.03 of that.

# %% tags=["check"]
for p2, published in ((0.9, 0.728), (0.5, 0.742)):
    score = mean_code(100, obey=0.9, listen=p2)
    print(f"p1 = 0.9, p2 = {p2}: {score:.3f} ({published})")
    assert abs(score - published) < 0.03

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Laat iedereen meteen volgen (p1 = 0,9; p2 = 0,9) en geef de organisatie een beetje verloop. Bij hoeveel
#    procent per ronde is het handboek het wijst?
# 2. Doe hetzelfde bij trage volgers (p1 = 0,1). Waarom werkt het daar niet?
# 3. Laat de werkelijkheid omslaan (onrust 0,01, tweehonderd rondes). Wat blijft er zonder verloop van de
#    kennis over? Bedenk wie in jouw eigen werk de nieuweling is naar wie niemand hoeft te luisteren.

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Let everybody follow at once (p1 = 0.9; p2 = 0.9) and give the organisation a little turnover. At what per
#    cent a round is the code wisest?
# 2. Do the same with slow followers (p1 = 0.1). Why does it not work there?
# 3. Let reality turn over (turbulence 0.01, two hundred rounds). What remains of knowledge without turnover?
#    Think who in your own work is the newcomer nobody has to listen to.

# %% tags=["answer"]
for p1 in (0.9, 0.1):
    print(p1, {turnover: round(mean_code(6, obey=p1, listen=0.9, turnover=turnover), 2) for turnover in (0, 0.02, 0.05, 0.1, 0.3)})
for turnover in (0, 0.05):
    print(turnover, round(mean_code(4, turbulence=0.01, turnover=turnover, rounds=200), 2))
