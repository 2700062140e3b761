//! `put_back`: whatever `cut` cuts comes back, and whatever is missing is named.

use given::hello::{Chunk, Missing};
use hello::cut::cut;
use hello::put_back::put_back;
use proptest::prelude::*;

fn chunk(number: u32, of: u32, bytes: &[u8]) -> Chunk {
    Chunk { number, of, bytes: bytes.to_vec() }
}

#[test]
fn chunks_go_to_their_place_not_to_their_time() {
    let arrived = [chunk(2, 3, b"o"), chunk(0, 3, b"he"), chunk(1, 3, b"ll")];
    assert_eq!(put_back(&arrived), Ok(b"hello".to_vec()));
}

#[test]
fn a_chunk_that_arrives_twice_counts_once() {
    let twice = [chunk(0, 2, b"he"), chunk(0, 2, b"he")];
    assert_eq!(put_back(&twice), Err(Missing { numbers: vec![1] }));
    let complete = [chunk(1, 2, b"y"), chunk(0, 2, b"he"), chunk(1, 2, b"y")];
    assert_eq!(put_back(&complete), Ok(b"hey".to_vec()));
}

#[test]
fn every_gap_is_named_lowest_first() {
    let arrived = [chunk(5, 7, b"f"), chunk(1, 7, b"b"), chunk(3, 7, b"d")];
    assert_eq!(put_back(&arrived), Err(Missing { numbers: vec![0, 2, 4, 6] }));
}

#[test]
fn when_nothing_has_arrived_chunk_0_is_missing() {
    assert_eq!(put_back(&[]), Err(Missing { numbers: vec![0] }));
}

#[test]
fn the_empty_message_comes_back_empty() {
    assert_eq!(put_back(&[chunk(0, 1, b"")]), Ok(vec![]));
}

#[test]
fn numbers_above_nine_are_not_sorted_as_text() {
    let message: Vec<u8> = (0..=255).collect();
    let mut chunks = cut(&message, 1);
    chunks.reverse();
    assert_eq!(put_back(&chunks), Ok(message));
}

/// A message in chunks, and for each chunk how often it arrives.
fn cut_messages() -> impl Strategy<Value = (Vec<u8>, Vec<(Chunk, usize)>)> {
    (any::<Vec<u8>>(), 1_usize..20).prop_flat_map(|(message, size)| {
        let chunks = cut(&message, size);
        let copies = prop::collection::vec(0_usize..4, chunks.len());
        copies.prop_map(move |copies| (message.clone(), chunks.iter().cloned().zip(copies).collect()))
    })
}

/// The chunks that arrive, in some order: each as often as it says, and at least so often.
fn shuffled(chunks: &[(Chunk, usize)], at_least: usize) -> impl Strategy<Value = Vec<Chunk>> + use<> {
    let copies = |(chunk, copies): &(Chunk, usize)| vec![chunk.clone(); *copies.max(&at_least)];
    Just(chunks.iter().flat_map(copies).collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #[test]
    fn whatever_was_cut_comes_back(
        (message, arrived) in
            cut_messages().prop_flat_map(|(message, chunks)| (Just(message), shuffled(&chunks, 1)))
    ) {
        prop_assert_eq!(put_back(&arrived), Ok(message));
    }

    #[test]
    fn exactly_what_did_not_arrive_is_missing(
        (chunks, arrived) in
            cut_messages().prop_flat_map(|(_, chunks)| (Just(chunks.clone()), shuffled(&chunks, 0)))
    ) {
        prop_assume!(!arrived.is_empty());
        let numbers: Vec<u32> =
            chunks.iter().filter(|(_, copies)| *copies == 0).map(|(chunk, _)| chunk.number).collect();
        match put_back(&arrived) {
            Ok(_) => prop_assert!(numbers.is_empty()),
            Err(missing) => prop_assert_eq!(missing.numbers, numbers),
        }
    }
}
