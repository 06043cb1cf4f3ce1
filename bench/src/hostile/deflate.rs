//! Streams that unfold to far more than they are.

/// A zlib stream of four bytes, repeated: 13 bits for every 258 bytes, written with the fixed codes of RFC 1951.
pub(super) fn repeated(pattern: [u8; 4], length: u64) -> Vec<u8> {
    let mut bits = Bits::default();
    // The last block, with fixed codes.
    bits.low_first(0b011, 3);
    for byte in pattern {
        bits.literal(byte);
    }
    let mut left = length.saturating_sub(4);
    while left >= 258 {
        // Length 258 (code 285), distance 4 (code 3).
        bits.high_first(0b1100_0101, 8);
        bits.high_first(3, 5);
        left -= 258;
    }
    for byte in pattern
        .iter()
        .cycle()
        .skip((length - left) as usize % 4)
        .take(left as usize)
    {
        bits.literal(*byte);
    }
    // The end of the block.
    bits.high_first(0, 7);
    let mut out = vec![0x78, 0x9c];
    out.extend(bits.finish());
    out.extend(adler(pattern, length).to_be_bytes());
    out
}

/// A run-length stream of one byte: two bytes for every 128.
pub(super) fn run(byte: u8, length: usize) -> Vec<u8> {
    let mut out: Vec<u8> = [129, byte].repeat(length / 128);
    out.push(128);
    out
}

/// A zlib stream of these bytes as they are.
pub(super) fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut chunks = data.chunks(65535).peekable();
    if data.is_empty() {
        out.extend([1, 0, 0, 0xff, 0xff]);
    }
    while let Some(chunk) = chunks.next() {
        let length = chunk.len() as u16;
        out.push(u8::from(chunks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(chunk);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in data {
        a = (a + u32::from(*byte)) % BASE as u32;
        b = (b + a) % BASE as u32;
    }
    out.extend((b << 16 | a).to_be_bytes());
    out
}

const BASE: u128 = 65521;

/// The checksum of a repeated pattern, by its formula: the bytes themselves are too many to add up.
fn adler(pattern: [u8; 4], length: u64) -> u32 {
    let (rounds, rest) = (u128::from(length / 4), (length % 4) as usize);
    let sum: u128 = pattern.iter().map(|byte| u128::from(*byte)).sum();
    let sums: u128 = (1..=4)
        .map(|end| {
            pattern
                .iter()
                .take(end)
                .map(|byte| u128::from(*byte))
                .sum::<u128>()
        })
        .sum();
    let mut a = 1 + rounds * sum;
    let pairs = rounds * rounds.saturating_sub(1) / 2;
    let mut b = rounds * 4 + pairs * sum * 4 + rounds * sums;
    for byte in pattern.iter().take(rest) {
        a += u128::from(*byte);
        b += a;
    }
    ((b % BASE) << 16 | (a % BASE)) as u32
}

/// Bits in the order of deflate.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    current: u8,
    filled: u32,
}

impl Bits {
    fn push(&mut self, bit: u32) {
        self.current |= (bit as u8 & 1) << self.filled;
        self.filled += 1;
        if self.filled == 8 {
            self.out.push(self.current);
            (self.current, self.filled) = (0, 0);
        }
    }

    fn low_first(&mut self, value: u32, count: u32) {
        (0..count).for_each(|at| self.push(value >> at));
    }

    fn high_first(&mut self, value: u32, count: u32) {
        (0..count).rev().for_each(|at| self.push(value >> at));
    }

    fn literal(&mut self, byte: u8) {
        let byte = u32::from(byte);
        if byte < 144 {
            self.high_first(0x30 + byte, 8);
        } else {
            self.high_first(0x190 + byte - 144, 9);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.out.push(self.current);
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_those_that_zlib_reads() {
        // Python's zlib.decompress gives the pattern three times, and "abc".
        let thrice =
            b"\x78\x9c\x2b\x54\x08\x54\x28\x54\x08\x54\x28\x54\x08\x54\x00\x00\x14\xd6\x03\x07";
        assert_eq!(repeated(*b"q Q ", 12), thrice);
        assert_eq!(
            stored(b"abc"),
            b"\x78\x01\x01\x03\0\xfc\xffabc\x02\x4d\x01\x27"
        );
        assert_eq!(run(b' ', 256), [129, b' ', 129, b' ', 128]);
    }
}
