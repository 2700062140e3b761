//! The vectors that smoltcp and etherparse have made.

use given::packets::FragmentError;
use given::time::Micros;

use super::stories::{LONDON, push};
use super::wire::describe;
use crate::script::{Script, call};
use crate::spell::Bytes;
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// A packet that travels in pieces.
#[derive(Clone, Debug)]
struct Travel {
    mtu: usize,
    packet: Vec<u8>,
    fragments: Vec<Vec<u8>>,
    order: Vec<usize>,
}

fn travels() -> Vec<Travel> {
    let text = include_str!("../../../../corpus/packets/fragments.txt");
    let number = |text: &str| text.parse().expect("a number");
    corpus::records(text)
        .iter()
        .map(|record| {
            let bytes = |text: &&str| given::hex::decode(text).expect("hexadecimal");
            Travel {
                mtu: number(record.text("mtu")),
                packet: record.bytes("packet"),
                fragments: record.all("fragment").iter().map(bytes).collect(),
                order: record.text("order").split(' ').map(number).collect(),
            }
        })
        .collect()
}

pub(super) fn as_others_do_it(trial: &mut Trial<'_>) -> Verdict {
    trial.table(travels(), ask, judge)
}

fn ask(travel: &Travel) -> Script {
    let Travel { mtu, packet, fragments, order } = travel;
    let script = call("fragment", (Bytes(packet.clone()), *mtu))
        .spelled(format!("fragment(&packet, {mtu})   // {}", describe(packet)))
        .new(LONDON, "Reassembly::new", (65_536_usize,));
    order.iter().fold(script, |script, at| push(script, Micros(0), &fragments[*at], false))
}

fn judge(travel: &Travel, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let own: Result<Vec<Bytes>, FragmentError> = seen.value()?;
    let right: Vec<Bytes> = travel.fragments.iter().cloned().map(Bytes).collect();
    let words = |all: &[Bytes]| {
        let all: Vec<String> = all.iter().map(|bytes| describe(bytes)).collect();
        format!("Ok([{}])", all.join("; "))
    };
    let own_words = match &own {
        Ok(all) => words(all),
        Err(error) => format!("Err({error:?})"),
    };
    let is_right = own.as_ref() == Ok(&right);
    ensure(is_right, || {
        seen.differs(&Ok::<_, FragmentError>(right.clone()));
        seen.shown_as(&own_words);
        Trouble::new(seen.expected(words(&right)))
    })?;
    seen.leave_unsaid();
    seen.skip()?;
    for index in 1..=travel.order.len() {
        let whole: Option<Bytes> = seen.value()?;
        let right = (index == travel.order.len()).then(|| Bytes(travel.packet.clone()));
        ensure(whole == right, || {
            let words = |whole: &Option<Bytes>| {
                whole.as_ref().map_or(String::from("None"), |whole| format!("Some({})", describe(whole)))
            };
            seen.differs(&right);
            seen.shown_as(&words(&whole));
            Trouble::new(seen.expected(words(&right)))
        })?;
        seen.leave_unsaid();
    }
    Ok(())
}
