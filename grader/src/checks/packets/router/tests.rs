use super::*;

#[test]
fn each_habit_is_a_mistake_that_a_check_knows() {
    let known = |slug: &str| {
        EXERCISE.checks.iter().flat_map(|check| check.mistakes).any(|mistake| mistake.slug == slug)
    };
    for (slug, _) in HABITS {
        assert!(known(slug), "{slug}");
    }
}

/// What a mistake is planted for must show in one of the forced cases of its check.
#[test]
fn forced_cases_show_each_habit() {
    let of_laws = EXERCISE.checks.iter().filter(|check| !forced(check.name).is_empty());
    for check in of_laws {
        let eye = if matches!(check.name, "connected" | "next_router" | "longest_route") {
            Eye::Way
        } else {
            Eye::Everything
        };
        for mistake in check.mistakes {
            for (_, habit) in HABITS.iter().filter(|(slug, _)| *slug == mistake.slug) {
                let shows = forced(check.name).iter().any(|case| differs(case, *habit, eye));
                assert!(shows, "{} does not show {habit:?}", check.name);
            }
        }
    }
}

/// Whether a router of this habit does something else than one without.
fn differs(case: &Case, habit: Habit, eye: Eye) -> bool {
    let mut right = Model::new(Habit::Right, &case.interfaces);
    let mut wrong = Model::new(habit, &case.interfaces);
    case.ops.iter().any(|op| match op {
        Op::Add(prefix, via) => {
            right.add(*prefix, *via);
            wrong.add(*prefix, *via);
            false
        }
        Op::Remove(prefix) => right.remove(prefix) != wrong.remove(prefix),
        Op::Packet(ingress, packet) => {
            let acts = right.handle(*ingress, packet);
            wrong.handle(*ingress, packet).iter().all(|acts_of_it| {
                !eye.sees_no_difference(&acts, &acts_of_it.iter().map(routed).collect::<Vec<_>>())
            })
        }
    })
}

fn routed(act: &Act) -> Routed {
    match act.clone() {
        Act::Send { interface, next_hop, packet, .. } => Routed::Send { interface, next_hop, packet },
        Act::Deliver(packet) => Routed::Deliver { packet },
    }
}
