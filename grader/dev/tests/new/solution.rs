//! Every fourth year is a leap year, but not every hundredth, but every four hundredth.

/// Whether a year of the Gregorian calendar has a 29th of February.
///
/// # Examples
///
/// ```
/// use calendar::leap::is_leap;
///
/// assert!(is_leap(2024));
/// assert!(!is_leap(2100));
/// ```
pub fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}
