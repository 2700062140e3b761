//! `leap` against years that were.

use calendar::leap::is_leap;

#[test]
fn centuries_are_special() {
    let leap: Vec<u32> = (1896..=1912).chain([2000, 2100]).filter(|year| is_leap(*year)).collect();
    assert_eq!(leap, [1896, 1904, 1908, 1912, 2000]);
}
