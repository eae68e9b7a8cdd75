"""An organisation whose people learn from its code while the code learns from its people.

What: how much of reality an organisation's code of beliefs gets right, when members obey it fast or
slowly and it listens to its best members fast or slowly.
Source: exploration and exploitation (March 1991). His article alone does not give his Figure 1;
beliefs that move one step at a time and a code that compares outcomes of actions do (Rodan 2005;
Workiewicz 2019, after a note by Christensen).
State: reality, -1 or 1 on each dimension; the code and each member's beliefs, -1, 0 (no idea) or 1.
Rule: each round members act on their beliefs and toss a coin where they have no idea. Each belief
moves one step towards the code with chance `obey`, wherever the code holds a belief. Then the code
looks at the members whose actions met reality better than it does itself: where k more of them acted
one way than the other, it adopts that way with chance 1 - (1 - listen)^k. Members are replaced with
chance `turnover`, dimensions of reality turn over with chance `turbulence`, before each round.
Knowledge is right minus wrong: 1 all right, 0 no better than not knowing, below 0 worse than that.
Limits: it must be visible who does better; nobody learns from reality itself, or from a colleague.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter


@dataclass(frozen=True)
class Parameters(ParameterSet):
    obey: float = parameter(
        0.5, 0.05, 1.0, 0.05,
        nl=("Gehoorzamen", "Kans dat een lid op een punt een stap naar het handboek zet (p1)."),
        en=("Obeying", "Chance that a member moves a step towards the code on a point (p1)."),
    )  # fmt: skip
    listen: float = parameter(
        0.5, 0.05, 1.0, 0.05,
        nl=("Luisteren", "Hoe snel het handboek overneemt wat de leden doen die het beter zien (p2)."),
        en=("Listening", "How fast the code adopts what the members do who see things better (p2)."),
    )  # fmt: skip
    members: int = parameter(
        50, 10, 100, 5, unit=("mensen", "people"),
        nl=("Leden", "Hoeveel mensen de organisatie telt."),
        en=("Members", "How many people the organisation has."),
    )  # fmt: skip
    dimensions: int = parameter(
        30, 10, 60, 5, unit=("punten", "points"),
        nl=("Punten", "Op hoeveel punten de werkelijkheid zo of anders is."),
        en=("Points", "On how many points reality is one way or the other."),
    )  # fmt: skip
    turnover: float = parameter(
        0.0, 0.0, 0.3, 0.01, unit=("per ronde", "a round"),
        nl=("Verloop", "Kans per ronde dat een lid wordt vervangen door een nieuweling."),
        en=("Turnover", "Chance a round that a member is replaced by a newcomer."),
    )  # fmt: skip
    turbulence: float = parameter(
        0.0, 0.0, 0.1, 0.005, unit=("per ronde", "a round"),
        nl=("Onrust", "Kans per ronde dat de werkelijkheid op een punt omslaat."),
        en=("Turbulence", "Chance a round that reality turns over on a point."),
    )  # fmt: skip
    rounds: int = parameter(
        80, 20, 200, 10, unit=("rondes", "rounds"),
        nl=("Duur", "Hoeveel rondes er geleerd wordt."),
        en=("Duration", "How many rounds of learning."),
    )  # fmt: skip


type Beliefs = list[int]  # -1, 0 or 1 on each dimension


def knowledge(beliefs: Sequence[int], reality: Beliefs) -> int:
    """Right minus wrong, in dimensions."""
    return sum([belief * fact for belief, fact in zip(beliefs, reality, strict=True)])


def newcomer(dimensions: int, random: Random) -> Beliefs:
    """Beliefs at random."""
    return [random.randrange(3) - 1 for _ in range(dimensions)]


# region: rule
def act(beliefs: Beliefs, random: Random) -> Beliefs:
    """What a member does: as it believes, or by the toss of a coin."""
    return [belief or 2 * random.getrandbits(1) - 1 for belief in beliefs]


def obey(beliefs: Beliefs, code: Beliefs, chance: float, random: Random) -> None:
    """Each belief that differs from the code moves one step towards it, by chance."""
    for dimension, norm in enumerate(code):
        if norm and beliefs[dimension] != norm and random.random() < chance:
            beliefs[dimension] += norm


def listen(code: Beliefs, better: list[Beliefs], deaf: Sequence[float], random: Random) -> Beliefs:
    """The code after hearing the better actions; deaf[k] is the chance to stay deaf to k votes more."""
    heard = []
    for dimension, norm in enumerate(code):
        votes = sum([actions[dimension] for actions in better])
        if votes * norm <= 0 and votes and random.random() >= deaf[abs(votes)]:
            norm = 1 if votes > 0 else -1
        heard.append(norm)
    return heard


def one_round(p: Parameters, reality: Beliefs, code: Beliefs, members: list[Beliefs],
              deaf: Sequence[float], random: Random) -> Beliefs:  # fmt: skip
    """Members act, then obey; the code then listens to those who did better. Returns the new code."""
    actions = [act(beliefs, random) for beliefs in members]
    for beliefs in members:
        obey(beliefs, code, p.obey, random)
    standard = knowledge(code, reality)
    better = [done for done in actions if knowledge(done, reality) > standard]
    return listen(code, better, deaf, random)
# endregion


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a round, from round 0, when the code still has no idea of anything."""
    size, everyone = p.dimensions, range(p.members)
    deaf = [1.0]
    for _ in everyone:
        deaf.append(deaf[-1] * (1.0 - p.listen))
    reality = [2 * random.getrandbits(1) - 1 for _ in range(size)]
    members = [newcomer(size, random) for _ in everyone]
    code = [0] * size
    moving = p.turnover > 0.0 or p.turbulence > 0.0
    row: Row = {}
    for turn in range(p.rounds + 1):
        if turn and not moving and closed(code, members):
            yield row | {"round": turn}
            continue
        if turn:
            for member in everyone:
                if p.turnover and random.random() < p.turnover:
                    members[member] = newcomer(size, random)
            if p.turbulence:
                reality = [-fact if random.random() < p.turbulence else fact for fact in reality]
            code = one_round(p, reality, code, members, deaf, random)
        row = {
            "round": turn,
            "code": knowledge(code, reality) / size,
            "people": sum([knowledge(one, reality) for one in members]) / (size * p.members),
            "agreement": agreement(code, members),
            "code_right": sum(map(int.__eq__, code, reality)) / size,
        }
        yield row


def agreement(code: Beliefs, members: list[Beliefs]) -> float:
    """The share of all beliefs that are the code's."""
    same = sum(sum(map(int.__eq__, beliefs, code)) for beliefs in members)
    return same / (len(code) * len(members))


def closed(code: Beliefs, members: list[Beliefs]) -> bool:
    """Whether nothing can change any more: the code has a belief on everything, and all share it."""
    return 0 not in code and all(beliefs == code for beliefs in members)


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    settled = None
    for row in reversed(rows[:-1]):
        if row["code"] != last["code"] or row["code_right"] != last["code_right"]:
            break
        settled = row["round"]
    return {
        "code_final": last["code"],
        "people_final": last["people"],
        "rounds_to_settle": settled,
        "right_final": last["code_right"],
    }


MODEL = Model(
    slug="active-following",
    version="1",
    title=Text("Actief volgen", "Active following"),
    claim=Text(
        "Een organisatie leert het meest als haar mensen traag gehoorzamen en haar handboek snel luistert.",
        "An organisation learns most when its people are slow to obey and its code is quick to listen.",
    ),
    axis=Observable("round", "Ronde", "Round", "count"),
    columns=(
        Observable("code", "Kennis van het handboek (goed min fout)", "Knowledge of the code (right minus wrong)"),
        Observable("people", "Kennis van de leden (goed min fout)", "Knowledge of the members (right minus wrong)"),
        Observable("agreement", "Eensgezindheid", "Agreement", "share"),
        Observable("code_right", "Punten die het handboek goed heeft", "Points the code has right", "share"),
    ),
    summary=(
        Observable("code_final", "Kennis van het handboek (goed min fout)", "Knowledge of the code (right minus wrong)"),
        Observable("people_final", "Kennis van de leden (goed min fout)", "Knowledge of the members (right minus wrong)"),
        Observable("rounds_to_settle", "Rondes tot het handboek vastligt", "Rounds until the code is settled", "count"),
        Observable("right_final", "Punten die het handboek goed heeft", "Points the code has right", "share"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien waarom een organisatie waarin iedereen het handboek snel overneemt, minder leert dan "
            "een waarin mensen nog een tijd anders blijven denken.",
            "Shows why an organisation in which everybody adopts the code fast learns less than one in "
            "which people go on thinking otherwise for a while.",
        ),
        state=Text(
            "De werkelijkheid: op elk punt zo of anders. Het handboek en ieder lid: op elk punt een "
            "overtuiging, of geen idee. Het handboek begint zonder overtuigingen, de leden met willekeurige.",
            "Reality: on each point one way or the other. The code and each member: a belief on each point, "
            "or no idea. The code begins with no beliefs, the members with random ones.",
        ),
        process=Text(
            "Elke ronde handelen de leden naar hun overtuiging, en waar ze geen idee hebben op goed geluk. "
            "Dan zet elke overtuiging met kans p1 één stap naar het handboek. Daarna kijkt het handboek "
            "naar wat de leden deden die beter uitkwamen dan het handboek zelf, en neemt hun meerderheid "
            "over, eerder naarmate die groter is en p2 hoger. Kennis is goed min fout: 1 is alles goed, 0 "
            "niet beter dan geen idee.",
            "Each round members act on their beliefs, and by luck where they have no idea. Then each belief "
            "moves one step towards the code with chance p1. After that the code looks at what the members "
            "did who fared better than it does itself, and adopts their majority, sooner the larger it is "
            "and the higher p2. Knowledge is right minus wrong: 1 is all right, 0 no better than no idea.",
        ),
        assumes=Text(
            "Aan de uitkomst is te zien wie het beter had, op elk moment en zonder ruzie. Alle punten staan "
            "los van elkaar. De kansen zijn illustraties.",
            "Outcomes show who was better, at any time and without dispute. All points are independent. "
            "The chances are illustrations.",
        ),
        leaves_out=Text(
            "Leren van een collega, macht, belangen, wat een fout de mensen kost die eronder vallen, en "
            "vragen waarover geen uitkomst beslist. Wie niet gehoorzaamt, kan ook gewoon ongelijk hebben.",
            "Learning from a colleague, power, interests, what an error costs those subject to it, and "
            "questions no outcome can decide. Whoever does not obey may simply be wrong.",
        ),
        viewpoint=Text(
            "Dat van de directie: wat telt is hoeveel het handboek weet. Een lid dat gelijk had en niet "
            "gehoord werd, komt er niet in voor.",
            "The board’s: what counts is how much the code knows. A member who was right and was not heard "
            "does not appear in it.",
        ),
        refuted_by=Text(
            "Organisaties met zichtbare uitkomsten waarin snel invoegen van nieuwe mensen op den duur juist "
            "betere werkwijzen geeft dan langzaam invoegen.",
            "Organisations with visible outcomes in which socialising new people fast gives better practice "
            "in the long run than doing it slowly.",
        ),
    ),
    sources=("march1991exploration", "rodan2005exploration", "workiewicz2019recreation"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("obey", "listen", "turnover"),
    presets={
        "slow-obedience": (
            Text("Traag volgen, snel luisteren", "Slow to follow, quick to listen"),
            {"obey": 0.1, "listen": 0.9},
        ),
        "conformists": (
            Text("Iedereen volgt meteen", "Everybody follows at once"),
            {"obey": 0.9, "listen": 0.9},
        ),
        "newcomers": (
            Text("Meteen volgen, met verloop", "Following at once, with turnover"),
            {"obey": 0.9, "listen": 0.9, "turnover": 0.05},
        ),
    },
)
