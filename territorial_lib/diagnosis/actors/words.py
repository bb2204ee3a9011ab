"""What the room's actors say together, in a few French sentences; the notions behind."""

from __future__ import annotations

from collections.abc import Sequence

from territorial_lib.diagnosis.actors.record import Known, Network, Standing, Wanted
from territorial_lib.schemas.blocks import Notion
from territorial_lib.typography import number

POWER = Notion(
    key="actors/power",
    title="Qui a du pouvoir, qui est intéressé\u202f?",
    meaning=(
        "Le pouvoir, c’est ce qu’un acteur peut faire avancer ou bloquer\u202f; l’intérêt, ce que "
        "le sujet change pour lui. Les deux sont dits par la salle, groupe par groupe."
    ),
    formula=(
        "Médiane des notes de 0 à 10 données par la salle\u00a0; le trait va du premier au "
        "troisième quartile. En dessous de trois notes, la place est celle convenue à voix haute."
    ),
    limits=(
        "C’est un avis du jour, non une mesure. Un acteur peu puissant et très concerné mérite "
        "qu’on lui donne des moyens, non qu’on l’oublie."
    ),
    reference="Mendelow, 1981\u202f; Eden et Ackermann, 1998",
)
STAKES = Notion(
    key="actors/stakes",
    title="Qui partage quoi\u202f?",
    meaning=(
        "Un enjeu partagé met autour d’une table des acteurs qui ne se parlent pas. Un pont est un "
        "acteur dont les enjeux relient des groupes\u202f; un acteur isolé ne partage encore rien "
        "avec personne dans la liste."
    ),
    formula=(
        "Pont\u00a0: part des plus courts chemins entre deux autres acteurs, d’enjeu partagé en "
        "enjeu partagé, qui passent par lui (centralité d’intermédiarité), de 0 à 1."
    ),
    limits=(
        "Le dessin ne sait que ce que la salle a écrit\u00a0: deux façons trop différentes de dire "
        "le même enjeu ne se rejoignent pas. Partager un enjeu n’est pas être d’accord."
    ),
    reference="Freeman, 1977",
)
TEAMS = Notion(
    key="actors/teams",
    title="Avec qui agir\u202f?",
    meaning=(
        "La plus petite coalition est le plus petit nombre d’acteurs qui, ensemble, savent faire "
        "tout ce qu’il faut. Ce que personne ne sait faire dit qui inviter."
    ),
    formula=(
        "Minimiser le nombre d’acteurs tel que chaque capacité demandée soit tenue par l’un d’eux "
        "au moins (couverture d’ensemble, résolue exactement). À taille égale\u00a0: les plus "
        "puissants et intéressés, puis les premiers nommés."
    ),
    limits=(
        "Petite ne veut pas dire bonne\u00a0: une coalition a aussi besoin de confiance et de "
        "temps. Les capacités qu’un manque demande sont une proposition du classeur tant que la "
        "salle ne les a pas dites."
    ),
    reference="Karp, 1972",
)


def says(
    actors: Sequence[Standing],
    known: Sequence[Known],
    found: Network,
    wanted: Sequence[Wanted],
) -> str:
    """Say who can act here.

    Parameters
    ----------
    actors : sequence of Standing
        The room's actors.
    known : sequence of Known
        Those that open data knows.
    found : Network
        Who shares what.
    wanted : sequence of Wanted
        What nobody can do.

    Returns
    -------
    str
        One to four French sentences.
    """
    listed = f"les données ouvertes en connaissent {number(len(known))}"
    if not actors:
        return f"La salle n’a encore nommé personne\u202f; {listed} ici."
    count = len(actors)
    first = f"{number(count)} acteur{'s nommés' if count > 1 else ' nommé'} par la salle"
    parts = [f"{first}\u202f; {listed} ici.", network_says(found, count), _lacking(wanted)]
    return " ".join(each for each in parts if each)


def network_says(found: Network, count: int) -> str:
    """Say which stakes bring groups together, and who is left alone.

    Parameters
    ----------
    found : Network
        Who shares what.
    count : int
        How many actors there are.

    Returns
    -------
    str
        One or two French sentences; empty where nobody was named.
    """
    if not count:
        return ""
    if not found.stakes:
        return "Personne n’a encore dit ce qui compte pour eux\u00a0: c’est ce qui les relie."
    alone = len(found.isolated)
    left = (
        f" {number(alone)} ne partage{'nt' * (alone > 1)} d’enjeu avec personne." if alone else ""
    )
    if not found.joint:
        return f"Aucun enjeu ne réunit encore administration et entreprises.{left}"
    named = quoted([each.label for each in found.joint[:3]])
    several = len(found.joint) > 1
    subject = "Enjeux partagés" if several else "Enjeu partagé"
    return f"{subject} par administration et entreprises\u00a0: {named}.{left}"


def _lacking(wanted: Sequence[Wanted]) -> str:
    if not wanted:
        return ""
    named = quoted([each.capacity for each in wanted[:3]])
    more = f" et {len(wanted) - 3} autres" if len(wanted) > 3 else ""
    return f"Personne ne sait encore\u00a0: {named}{more}."


def quoted(labels: Sequence[str]) -> str:
    """Put words between quotation marks, separated by commas.

    Parameters
    ----------
    labels : sequence of str
        Plain text.

    Returns
    -------
    str
        Such as "« l’eau », « le bois »".
    """
    return ", ".join(f"«\u00a0{each}\u00a0»" for each in labels)
