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
LANG = "{{language}}"

# %% tags=["setup"]
import altair as alt
import {{package}}

model = {{package}}.model("rumour")
label = lambda name: model.label(name, LANG)

# %% [markdown] lang="nl"
# ## Het model in gewone woorden
#
# In een zaal zitten tweehonderd mensen. Eén van hen weet iets. Elke ronde spreekt iedere verteller één ander
# aan. Weet die het nog niet, dan komt er een verteller bij. Weet die het al, dan is de lol eraf en zwijgt de
# verteller voortaan. Het houdt vanzelf op. De vraag is wanneer.

# %% [markdown] lang="en"
# ## The model in plain words
#
# Two hundred people sit in a room. One of them knows something. Each round every teller speaks to one other
# person. If that person did not know it, there is one teller more. If they did, the fun is over, and the
# teller keeps quiet from then on. It stops by itself. The question is when.

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% [markdown] lang="nl"
# ## Dertig ronden
#
# De bovenste lijn is het deel dat het heeft gehoord, de onderste het deel dat het op dat moment vertelt.

# %% [markdown] lang="en"
# ## Thirty rounds
#
# The upper line is the share that has heard it, the lower one the share that is telling it at the time.

# %% tags=["lab-chart"]
run = {{package}}.run("rumour", seed=1)

rows = alt.Chart(alt.Data(values=run.rows))
x = alt.X("round:Q", title=label("round"))
scale = alt.Scale(domain=[0, 1])
share = alt.Axis(format=".0%")
heard = rows.mark_line().encode(
    x=x, y=alt.Y("heard:Q", title=label("heard"), scale=scale, axis=share)
)
telling = rows.mark_line(strokeDash=[5, 4]).encode(x=x, y="telling:Q")
heard + telling

# %% [markdown] lang="nl"
# ## Nagerekend
#
# In een grote zaal is het deel dat het nooit hoort de oplossing van *x* = e^(−2(1 − *x*)): 0,203. Dat is
# bewezen. In een kleine zaal komt het gemiddelde daar dichtbij.

# %% [markdown] lang="en"
# ## Checked
#
# In a large room the share that never hears it solves *x* = e^(−2(1 − *x*)): 0.203. That has been proven. In
# a small room the average comes close to it.

# %% tags=["check"]
never = [{{package}}.run("rumour", seed=seed).summary["never_final"] for seed in range(1, 101)]
mean = sum(never) / len(never)
print(f"{mean:.3f} (0.203)")
assert abs(mean - 0.203) < 0.02

# %% [markdown] lang="nl"
# ## Opgaven
#
# 1. Laat de helft van de mensen het doorvertellen. Schrijf eerst op hoeveel mensen het dan volgens jou horen.
# 2. Maak de zaal vijf keer zo groot. Wat verandert er, en wat niet?

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Let half of the people tell it on. Write down first how many will hear it, you think.
# 2. Make the room five times as large. What changes, and what does not?

# %% tags=["answer"]
for values in ({}, {"passes": 0.5}, {"people": 1000}):
    never = [{{package}}.run("rumour", seed=seed, **values).summary["never_final"] for seed in range(1, 31)]
    print(values, round(sum(never) / len(never), 3))
