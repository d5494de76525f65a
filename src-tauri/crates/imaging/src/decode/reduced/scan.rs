//! One scan: blocks in their order, sequential (ITU T.81, F.2) or progressive (G.2).

use super::bits::{Bits, Entropy};
use super::frame::{Component, Frame};
use super::huffman::Huffman;
use super::transform::{LAST, PLACES};

/// A component's share in a scan.
pub(super) struct Part<'t> {
    pub(super) component: usize,
    pub(super) dc: Option<&'t Huffman>,
    pub(super) ac: Option<&'t Huffman>,
    /// The last block's mean, from which the next one's is counted.
    pub(super) before: i32,
}

/// What the scan holds.
pub(super) struct Scan {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Bits known before, and bits still missing after.
    pub(super) high: u32,
    pub(super) low: u32,
    /// Units between restarts; 0 without.
    pub(super) restart: usize,
}

impl Scan {
    /// Whether anything in it can be seen in the reduced picture.
    ///
    /// The last bit of a progressive file's frequencies, half of its bytes, moves a pixel by a fraction of a step: it is left out. The
    /// scans before it are read for all frequencies, because each tells how the next one is to be read.
    pub(super) fn is_needed(&self, frame: &Frame, parts: &[Part<'_>]) -> bool {
        let last_bit = self.high == 1 && self.low == 0;
        let more_than_means = parts.iter().any(|part| frame.components[part.component].side > 1);
        !frame.progressive || self.first == 0 || (more_than_means && !last_bit)
    }

    /// `None`: damaged, or more than this module knows.
    pub(super) fn run(&self, frame: &mut Frame, parts: &mut [Part<'_>], entropy: &Entropy) -> Option<()> {
        let alone = parts.len() == 1;
        let (columns, rows) = if alone {
            let own = &frame.components[parts[0].component];
            (own.true_columns, own.true_rows)
        } else {
            frame.units
        };
        let mut interval = 0;
        let mut bits = entropy.interval(0)?;
        let mut ends = 0;
        let mut left = if self.restart == 0 { usize::MAX } else { self.restart };
        for row in 0..rows {
            for column in 0..columns {
                if left == 0 {
                    if bits.overrun() {
                        return None;
                    }
                    interval += 1;
                    bits = entropy.interval(interval)?;
                    parts.iter_mut().for_each(|part| part.before = 0);
                    (ends, left) = (0, self.restart);
                }
                left -= 1;
                for part in parts.iter_mut() {
                    let own = &mut frame.components[part.component];
                    let (across, down) = if alone { (1, 1) } else { (own.across, own.down) };
                    for y in 0..down {
                        for x in 0..across {
                            let block = (row * down + y) * own.columns + column * across + x;
                            if frame.progressive {
                                self.progressive(own, block, part, &mut bits, &mut ends)?;
                            } else {
                                sequential(own, block, part, &mut bits)?;
                            }
                        }
                    }
                }
            }
            if bits.overrun() {
                return None;
            }
        }
        Some(())
    }

    fn progressive(
        &self,
        own: &mut Component,
        block: usize,
        part: &mut Part<'_>,
        bits: &mut Bits<'_>,
        ends: &mut u32,
    ) -> Option<()> {
        let size = own.side * own.side;
        if self.first > 0 {
            if own.side == 1 {
                return Some(());
            }
            let places = PLACES[own.side];
            let values = &mut own.values[block * size..][..size];
            let known = &mut own.known[block];
            return if self.high == 0 {
                self.first_bits(places, values, known, part.ac?, bits, ends)
            } else {
                self.more_bits(places, values, known, part.ac?, bits, ends)
            };
        }
        bits.fill();
        let value = &mut own.values[block * size];
        if self.high == 0 {
            let size = part.dc?.symbol(bits)?;
            part.before = part.before.wrapping_add(bits.signed(u32::from(size.min(15))));
            *value = (part.before << self.low) as i16;
        } else if bits.number(1) == 1 {
            *value |= 1 << self.low;
        }
        Some(())
    }

    fn first_bits(
        &self,
        places: &[u8; 64],
        values: &mut [i16],
        known: &mut u64,
        ac: &Huffman,
        bits: &mut Bits<'_>,
        ends: &mut u32,
    ) -> Option<()> {
        if *ends > 0 {
            *ends -= 1;
            return Some(());
        }
        let mut k = self.first;
        while k <= self.last {
            bits.fill();
            let symbol = ac.symbol(bits)?;
            let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if run < 15 {
                    *ends = (1 << run) - 1 + bits.number(run);
                    return Some(());
                }
                k += 16;
                continue;
            }
            k += run as usize;
            let value = bits.signed(size) << self.low;
            if k > 63 {
                return None;
            }
            *known |= 1 << k;
            if let Some(place) = values.get_mut(usize::from(places[k])) {
                *place = value as i16;
            }
            k += 1;
        }
        Some(())
    }

    /// Another bit of what is known, and what now is more than zero (G.1.2.3).
    fn more_bits(
        &self,
        places: &[u8; 64],
        values: &mut [i16],
        known: &mut u64,
        ac: &Huffman,
        bits: &mut Bits<'_>,
        ends: &mut u32,
    ) -> Option<()> {
        let step = 1i16 << self.low;
        let before = *known;
        let correct = |k: usize, bits: &mut Bits<'_>, values: &mut [i16]| {
            bits.fill();
            if bits.number(1) == 1
                && let Some(value) = values.get_mut(usize::from(places[k]))
            {
                *value += if *value < 0 { -step } else { step };
            }
        };
        let mut k = self.first;
        while *ends == 0 && k <= self.last {
            bits.fill();
            let symbol = ac.symbol(bits)?;
            let (mut run, size) = (u32::from(symbol >> 4), symbol & 15);
            let mut fresh = 0;
            if size > 0 {
                fresh = if bits.number(1) == 1 { step } else { -step };
            } else if run < 15 {
                *ends = (1 << run) + bits.number(run);
                break;
            }
            while k <= self.last {
                if before >> k & 1 == 1 {
                    correct(k, bits, values);
                } else if run == 0 {
                    break;
                } else {
                    run -= 1;
                }
                k += 1;
            }
            if k <= self.last && fresh != 0 {
                *known |= 1 << k;
                if let Some(value) = values.get_mut(usize::from(places[k])) {
                    *value = fresh;
                }
            }
            k += 1;
        }
        if *ends > 0 {
            while k <= self.last {
                if before >> k & 1 == 1 {
                    correct(k, bits, values);
                }
                k += 1;
            }
            *ends -= 1;
        }
        Some(())
    }
}

/// One block: the wanted frequencies are kept, the others stepped over.
#[inline]
fn sequential(own: &mut Component, block: usize, part: &mut Part<'_>, bits: &mut Bits<'_>) -> Option<()> {
    let size = own.side * own.side;
    let (places, last) = (PLACES[own.side], LAST[own.side]);
    let values = &mut own.values[block * size..][..size];
    bits.fill();
    let mean_size = part.dc?.symbol(bits)?;
    part.before = part.before.wrapping_add(bits.signed(u32::from(mean_size.min(15))));
    values[0] = part.before as i16;

    let ac = part.ac?;
    let mut k = 1;
    while k <= last {
        bits.fill();
        let entry = ac.look(bits);
        let (symbol, value) = if entry.whole {
            bits.skip(u32::from(entry.bits));
            (entry.symbol, entry.value)
        } else {
            let symbol = ac.symbol(bits)?;
            (symbol, bits.signed(u32::from(symbol & 15)) as i16)
        };
        if symbol == 0 {
            return Some(());
        }
        k += usize::from(symbol >> 4);
        if k > 63 {
            return None;
        }
        if let Some(place) = values.get_mut(usize::from(places[k])) {
            *place = value;
        }
        k += 1;
    }
    while k < 64 {
        bits.fill();
        let leap = ac.leap(bits);
        let after = k + usize::from(leap.places);
        // Near the end of the block the bits may already be the next one's.
        if leap.bits > 0 && after < 64 {
            bits.skip(u32::from(leap.bits));
            if leap.ends {
                return Some(());
            }
            k = after;
            continue;
        }
        let symbol = ac.symbol(bits)?;
        if symbol == 0 {
            return Some(());
        }
        bits.skip(u32::from(symbol & 15));
        k += usize::from(symbol >> 4) + 1;
    }
    (k == 64).then_some(())
}
