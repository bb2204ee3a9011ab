"""Who ties groups together: actors and stakes as a graph of two sorts of nodes."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from territorial_lib.indicators.arguments import unique

_ACTOR, _STAKE = "actor", "stake"


def betweenness(cares: pd.DataFrame) -> pd.Series:
    """Measure how much each actor stands between the others.

    B_a = sum_{b < c} s_bc(a) / s_bc / ((n - 1)(n - 2) / 2), b and c other actors, s_bc the number
    of shortest paths from b to c through shared stakes, s_bc(a) those that go through a.

    Freeman (1977), on the actor-stake graph, paths between actors only.

    Parameters
    ----------
    cares : pandas.DataFrame
        Actors in rows, stakes in columns, True (or 1) where the actor cares about the stake.

    Returns
    -------
    pandas.Series
        By actor, in [0, 1]; 0 for an actor on nobody's way, and for all where there are fewer than
        three actors.
    """
    unique(cares.index, "actors")
    unique(cares.columns, "stakes")
    graph = _graph(cares)
    actors = [(_ACTOR, each) for each in cares.index]
    count = len(actors)
    raw = nx.betweenness_centrality_subset(graph, actors, actors, normalized=False)
    pairs = (count - 1) * (count - 2) / 2
    values = [raw[each] / pairs if pairs > 0 else 0.0 for each in actors]
    return pd.Series(values, index=cares.index, dtype=float)


def neighbours(cares: pd.DataFrame) -> pd.DataFrame:
    """Tell which actors share a stake.

    N_ab = 1 where some stake s has C_as = C_bs = 1, a different from b.

    Parameters
    ----------
    cares : pandas.DataFrame
        Actors in rows, stakes in columns, True (or 1) where the actor cares about the stake.

    Returns
    -------
    pandas.DataFrame
        Actors x actors, True where they share one; False on the diagonal.
    """
    unique(cares.index, "actors")
    held = cares.to_numpy(dtype=int)
    shared = held @ held.T > 0
    for place in range(len(shared)):
        shared[place, place] = False
    return pd.DataFrame(shared, index=cares.index, columns=cares.index)


def _graph(cares: pd.DataFrame) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from((_ACTOR, each) for each in cares.index)
    graph.add_nodes_from((_STAKE, each) for each in cares.columns)
    for actor, row in cares.iterrows():
        graph.add_edges_from(((_ACTOR, actor), (_STAKE, stake)) for stake in row.index[row > 0])
    return graph
