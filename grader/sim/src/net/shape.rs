//! Shapes of networks, as edges between places that are counted from 0, for [`Network::wires`].
//!
//! [`Network::wires`]: super::Network::wires

use super::dice::Dice;

/// Edges: each a pair of nodes.
pub type Edges = Vec<(usize, usize)>;

/// Each node beside the next: 0 – 1 – 2.
pub fn line(nodes: usize) -> Edges {
    (1..nodes).map(|node| (node - 1, node)).collect()
}

/// A line whose ends meet. Two nodes have one edge.
pub fn ring(nodes: usize) -> Edges {
    let mut edges = line(nodes);
    if nodes > 2 {
        edges.push((nodes - 1, 0));
    }
    edges
}

/// All around node 0.
pub fn star(nodes: usize) -> Edges {
    (1..nodes).map(|node| (0, node)).collect()
}

/// Below each node two more, and node 0 at the top.
pub fn tree(nodes: usize) -> Edges {
    (1..nodes).map(|node| ((node - 1) / 2, node)).collect()
}

/// Rows of so many nodes each, numbered row by row. The last may be shorter.
pub fn grid(nodes: usize, columns: usize) -> Edges {
    let columns = columns.max(1);
    let neighbors = |node: usize| {
        let right = (node + 1).is_multiple_of(columns).then_some(()).map_or(Some(node + 1), |()| None);
        [right, Some(node + columns)].into_iter().flatten().map(move |other| (node, other))
    };
    (0..nodes).flat_map(neighbors).filter(|(_, other)| *other < nodes).collect()
}

/// Each beside every other.
pub fn mesh(nodes: usize) -> Edges {
    (0..nodes).flat_map(|other| (0..other).map(move |one| (one, other))).collect()
}

/// Two meshes of half of the nodes each, and one edge between node 0 and the first of the other half.
pub fn two_cliques(nodes: usize) -> Edges {
    let half = nodes / 2;
    let others = mesh(nodes - half).into_iter().map(|(one, other)| (one + half, other + half));
    let bridge = (half > 0).then_some((0, half));
    mesh(half).into_iter().chain(others).chain(bridge).collect()
}

/// Connected at random: a tree, and as many more edges where there is room for them.
pub fn random(nodes: usize, more: usize, dice: &mut Dice) -> Edges {
    let mut edges: Edges = (1..nodes).map(|node| (dice.below(node as u64) as usize, node)).collect();
    let mut free: Edges = mesh(nodes).into_iter().filter(|edge| !edges.contains(edge)).collect();
    for _ in 0..more.min(free.len()) {
        let chosen = dice.below(free.len() as u64) as usize;
        edges.push(free.swap_remove(chosen));
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many nodes can be reached from the first.
    fn reached(nodes: usize, edges: &Edges) -> usize {
        let mut seen = vec![false; nodes];
        let mut next = vec![0];
        while let Some(node) = next.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                next.extend(edges.iter().filter_map(|&(one, other)| match node {
                    _ if node == one => Some(other),
                    _ if node == other => Some(one),
                    _ => None,
                }));
            }
        }
        seen.into_iter().filter(|seen| *seen).count()
    }

    #[test]
    fn shapes_are_connected_and_name_no_edge_twice() {
        for nodes in 1..12 {
            let shapes = [
                line(nodes),
                ring(nodes),
                star(nodes),
                tree(nodes),
                grid(nodes, 3),
                mesh(nodes),
                two_cliques(nodes),
                random(nodes, 3, &mut Dice::new(nodes as u64)),
            ];
            for edges in shapes {
                assert_eq!(reached(nodes, &edges), nodes, "{edges:?}");
                let mut sorted: Edges =
                    edges.iter().map(|&(one, other)| (one.min(other), one.max(other))).collect();
                sorted.sort_unstable();
                sorted.dedup();
                assert_eq!(sorted.len(), edges.len(), "{edges:?}");
                assert!(sorted.iter().all(|(one, other)| one < other && *other < nodes), "{edges:?}");
            }
        }
        assert_eq!(grid(5, 2), [(0, 1), (0, 2), (1, 3), (2, 3), (2, 4)]);
        assert_eq!(two_cliques(4), [(0, 1), (2, 3), (0, 2)]);
    }
}
