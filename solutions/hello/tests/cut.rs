//! `cut`: the laws of cutting, and the edges.

use given::hello::Chunk;
use hello::cut::cut;
use proptest::prelude::*;

#[test]
fn a_remainder_gets_a_chunk_of_its_own() {
    let sizes: Vec<usize> = cut(&[7; 10], 4).iter().map(|chunk| chunk.bytes.len()).collect();
    assert_eq!(sizes, [4, 4, 2]);
}

#[test]
fn an_exact_fit_leaves_no_empty_chunk() {
    let sizes: Vec<usize> = cut(&[7; 8], 4).iter().map(|chunk| chunk.bytes.len()).collect();
    assert_eq!(sizes, [4, 4]);
}

#[test]
fn the_empty_message_is_one_empty_chunk() {
    for size in [1, 2, usize::MAX] {
        assert_eq!(cut(b"", size), [Chunk { number: 0, of: 1, bytes: vec![] }]);
    }
}

#[test]
fn a_size_beyond_the_message_gives_one_chunk() {
    for size in [5, 6, usize::MAX] {
        assert_eq!(cut(b"hello", size), [Chunk { number: 0, of: 1, bytes: b"hello".to_vec() }]);
    }
}

#[test]
fn numbers_go_beyond_a_byte() {
    let chunks = cut(&[0; 70_000], 1);
    assert_eq!(chunks.len(), 70_000);
    assert_eq!((chunks[69_999].number, chunks[69_999].of), (69_999, 70_000));
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_is_doubled(message: Vec<u8>, size in 1_usize..20) {
        let chunks = cut(&message, size);
        let together: Vec<u8> = chunks.iter().flat_map(|chunk| chunk.bytes.clone()).collect();
        prop_assert_eq!(together, message);
    }

    #[test]
    fn all_chunks_but_the_last_are_full(
        message in prop::collection::vec(any::<u8>(), 1..200),
        size in 1_usize..20,
    ) {
        let chunks = cut(&message, size);
        let (last, full) = chunks.split_last().expect("there is always a chunk");
        prop_assert!(full.iter().all(|chunk| chunk.bytes.len() == size));
        prop_assert!((1..=size).contains(&last.bytes.len()));
    }

    #[test]
    fn numbers_count_up_from_zero(message: Vec<u8>, size in 1_usize..20) {
        let chunks = cut(&message, size);
        for (index, chunk) in chunks.iter().enumerate() {
            prop_assert_eq!((chunk.number as usize, chunk.of as usize), (index, chunks.len()));
        }
    }
}
