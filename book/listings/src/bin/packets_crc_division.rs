//! A division without carries, as on paper: where a 1 leads, the divisor is taken away, with an exclusive or.

fn main() {
    let divisor = "1011";
    let mut digits: Vec<char> = "110101000".chars().collect();
    let quotient_len = digits.len() - (divisor.len() - 1);
    println!("{}", digits.iter().collect::<String>());
    for at in 0..quotient_len {
        if digits[at] == '0' {
            continue;
        }
        println!("{}{divisor}", " ".repeat(at));
        for (digit, of_divisor) in digits[at..].iter_mut().zip(divisor.chars()) {
            *digit = if *digit == of_divisor { '0' } else { '1' };
        }
        // What leads is 0 now. Digits that are done with are left out, as on paper.
        let left: String = digits[at + 1..].iter().collect();
        println!("{}{left}", " ".repeat(at + 1));
    }
}
