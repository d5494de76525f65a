//! Huffman codes as tables over the next bits (ITU T.81, annex C and F.2.2.3).

use super::bits::{Bits, extended};

/// Bits looked at for one symbol with its value.
const ONE: u32 = 11;
/// Bits looked at for as many symbols as they hold.
const MANY: u32 = 12;

/// What the next bits mean.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    /// The value that follows the symbol, if it lay within the bits looked at.
    pub(super) value: i16,
    /// Run of zeros and size of the value.
    pub(super) symbol: u8,
    /// Bits of the symbol, with those of the value where `whole`; 0 for a code longer than what was looked at, or none.
    pub(super) bits: u8,
    pub(super) whole: bool,
}

/// Several symbols at once, their values unread.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Leap {
    /// Bits of all of them; 0 when not even one is whole.
    pub(super) bits: u8,
    /// Places in the block they stand for.
    pub(super) places: u8,
    /// Whether the last says that the block ends.
    pub(super) ends: bool,
}

/// One code.
pub(super) struct Huffman {
    one: Vec<Entry>,
    many: Vec<Leap>,
    /// For each length past `ONE`: one past its last code, its first symbol's index minus its first code.
    long: [(u32, i32); 17],
    symbols: Vec<u8>,
}

impl Huffman {
    /// From the counts of codes per length, 1 to 16, and the symbols in order. `None`: more codes than a length has room for.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Huffman> {
        let mut one = vec![Entry::default(); 1 << ONE];
        let mut long = [(0, 0); 17];
        let (mut code, mut index) = (0u32, 0usize);
        for len in 1..=16u32 {
            let count = usize::from(counts[len as usize - 1]);
            long[len as usize].1 = index as i32 - code as i32;
            for _ in 0..count {
                let &symbol = symbols.get(index)?;
                if code >= 1 << len {
                    return None;
                }
                if len <= ONE {
                    let spare = ONE - len;
                    for rest in 0..1u32 << spare {
                        one[((code << spare) | rest) as usize] = entry(symbol, len, rest, spare);
                    }
                }
                code += 1;
                index += 1;
            }
            long[len as usize].0 = if count == 0 { 0 } else { code };
            code <<= 1;
        }
        let many = (0..1u32 << MANY).map(|window| leap(&one, window)).collect();
        Some(Huffman { one, many, long, symbols: symbols.to_vec() })
    }

    #[inline(always)]
    pub(super) fn look(&self, bits: &Bits<'_>) -> Entry {
        self.one[bits.peek(ONE)]
    }

    #[inline(always)]
    pub(super) fn leap(&self, bits: &Bits<'_>) -> Leap {
        self.many[bits.peek(MANY)]
    }

    /// The next symbol alone. At least 16 bits must be held.
    #[inline(always)]
    pub(super) fn symbol(&self, bits: &mut Bits<'_>) -> Option<u8> {
        let entry = self.look(bits);
        if entry.bits != 0 {
            let size = if entry.whole { u32::from(entry.symbol & 15) } else { 0 };
            bits.skip(u32::from(entry.bits) - size);
            return Some(entry.symbol);
        }
        self.long_symbol(bits)
    }

    #[cold]
    fn long_symbol(&self, bits: &mut Bits<'_>) -> Option<u8> {
        let len = (ONE + 1..=16).find(|&len| (bits.peek(len) as u32) < self.long[len as usize].0)?;
        let symbol = self.symbols.get(usize::try_from(bits.peek(len) as i32 + self.long[len as usize].1).ok()?);
        bits.skip(len);
        symbol.copied()
    }
}

/// `rest` are the `spare` bits behind the symbol.
fn entry(symbol: u8, len: u32, rest: u32, spare: u32) -> Entry {
    let size = u32::from(symbol & 15);
    if size > spare {
        return Entry { value: 0, symbol, bits: len as u8, whole: false };
    }
    let value = extended(rest >> (spare - size), size);
    Entry { value: value as i16, symbol, bits: (len + size) as u8, whole: true }
}

fn leap(one: &[Entry], window: u32) -> Leap {
    let mut leap = Leap::default();
    loop {
        let used = u32::from(leap.bits);
        let left = MANY - used;
        // What lies behind the window reads as zeros; a symbol counts only where it needs none of them.
        let next = (window << used) & ((1 << MANY) - 1);
        let entry = one[(next >> (MANY - ONE)) as usize];
        if !entry.whole || entry.bits == 0 || u32::from(entry.bits) > left {
            return leap;
        }
        leap.bits += entry.bits;
        if entry.symbol == 0 {
            leap.ends = true;
            return leap;
        }
        leap.places += (entry.symbol >> 4) + 1;
        if leap.places > 48 {
            return leap;
        }
    }
}
