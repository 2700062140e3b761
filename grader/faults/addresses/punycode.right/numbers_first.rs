//! Makes a list of all numbers first and spells it afterwards; reads all digits before it puts anything in. Counts in
//! 128 bits and asks at the end whether a number fits 32.

use given::addresses::PunycodeError;

const LIMIT: u128 = u32::MAX as u128;

pub fn to_ascii(label: &str) -> Result<String, PunycodeError> {
    let characters: Vec<char> = label.chars().collect();
    let mut order: Vec<usize> = (0..characters.len()).filter(|at| !characters[*at].is_ascii()).collect();
    order.sort_by_key(|at| (characters[*at], *at));

    // Which characters the reader has, by their place in the label.
    let mut has: Vec<bool> = characters.iter().map(char::is_ascii).collect();
    let mut walked = 0;
    let mut text: String = characters.iter().filter(|character| character.is_ascii()).collect();
    if !text.is_empty() {
        text.push('-');
    }
    let mut bias = 72;
    for (index, at) in order.into_iter().enumerate() {
        let known = has.iter().filter(|has| **has).count() as u128;
        let place = has[..at].iter().filter(|has| **has).count() as u128;
        // Steps from the first place at U+0080, if the text had always been as long as it is now.
        let target = (characters[at] as u128 - 0x80) * (known + 1) + place;
        let delta = target - walked;
        if delta > LIMIT {
            return Err(PunycodeError::Overflow);
        }
        text += &spell(delta, bias);
        bias = next_bias(delta, known + 1, index == 0);
        has[at] = true;
        walked = (characters[at] as u128 - 0x80) * (known + 2) + place + 1;
    }
    Ok(text)
}

fn threshold(digit: u128, bias: u128) -> u128 {
    let k = 36 * (digit + 1);
    if k <= bias {
        1
    } else if k >= bias + 26 {
        26
    } else {
        k - bias
    }
}

fn spell(mut number: u128, bias: u128) -> String {
    let mut digits = String::new();
    let mut index = 0;
    loop {
        let t = threshold(index, bias);
        let is_last = number < t;
        let value = if is_last { number } else { t + (number - t) % (36 - t) };
        digits.push(char::from_digit(((value + 10) % 36) as u32, 36).expect("it is less than 36"));
        if is_last {
            return digits;
        }
        number = (number - t) / (36 - t);
        index += 1;
    }
}

fn next_bias(delta: u128, length: u128, is_first: bool) -> u128 {
    let halved = if is_first { delta / 700 } else { delta / 2 };
    divide(halved + halved / length, 0)
}

fn divide(delta: u128, k: u128) -> u128 {
    if delta > 455 { divide(delta / 35, k + 36) } else { k + 36 * delta / (delta + 38) }
}

pub fn to_unicode(ascii: &str) -> Result<String, PunycodeError> {
    if let Some((at, _)) = ascii.char_indices().find(|(_, character)| !character.is_ascii()) {
        return Err(PunycodeError::NotAscii { at });
    }
    let (front, mut at) = match ascii.rsplit_once('-') {
        Some((front, _)) if !front.is_empty() => (front, front.len() + 1),
        _ => ("", 0),
    };
    // Code points and where they stand: each one moves those behind it.
    let mut put_in: Vec<(usize, char)> = Vec::new();
    let mut length = front.len() as u128;
    let (mut n, mut i, mut bias) = (0x80_u128, 0_u128, 72_u128);
    while at < ascii.len() {
        let (start, mut weight) = (i, 1_u128);
        for index in 0.. {
            let byte = *ascii.as_bytes().get(at).ok_or(PunycodeError::Truncated)?;
            let digit = char::from(byte).to_digit(36).ok_or(PunycodeError::NotDigit { at })?;
            // Rust's digits begin with 0 to 9, and ours end with them.
            let digit = u128::from((digit + 26) % 36);
            at += 1;
            i += digit * weight;
            if i > LIMIT {
                return Err(PunycodeError::Overflow);
            }
            let t = threshold(index, bias);
            if digit < t {
                break;
            }
            weight *= 36 - t;
            if weight > LIMIT {
                return Err(PunycodeError::Overflow);
            }
        }
        length += 1;
        bias = next_bias(i - start, length, put_in.is_empty());
        n += i / length;
        i %= length;
        if n > LIMIT {
            return Err(PunycodeError::Overflow);
        }
        let code_point = n as u32;
        let character = char::from_u32(code_point).ok_or(PunycodeError::NotCharacter { code_point })?;
        let place = i as usize;
        for (other, _) in &mut put_in {
            *other += usize::from(*other >= place);
        }
        put_in.push((place, character));
        i += 1;
    }
    put_in.sort_unstable();
    let mut front = front.chars();
    let mut put_in = put_in.into_iter().peekable();
    let label = (0..length as usize).map(|place| match put_in.next_if(|(at, _)| *at == place) {
        Some((_, character)) => character,
        None => front.next().expect("what is not put in stands in front"),
    });
    Ok(label.collect())
}
