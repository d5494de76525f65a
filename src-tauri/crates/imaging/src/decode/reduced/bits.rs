//! The bits of a scan.

/// Entropy-coded bytes with the stuffing taken out, cut at the restart markers.
pub(super) struct Entropy {
    bytes: Vec<u8>,
    /// First and one-past-last byte of each restart interval.
    pub(super) intervals: Vec<(usize, usize)>,
}

/// Zeros behind each interval, so that reading eight bytes never needs to ask whether they are there.
const PAD: usize = 16;

/// Where the marker that ends the scan at `start` stands.
pub(super) fn scan_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at = next_ff(bytes, at)?;
        match bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// The first 0xff from `at`, eight bytes at a time.
fn next_ff(bytes: &[u8], mut at: usize) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let inverted = !u64::from_le_bytes(*eight);
        let found = inverted.wrapping_sub(LOW) & !inverted & (LOW << 7);
        if found != 0 {
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    (at..bytes.len()).find(|&n| bytes[n] == 0xff)
}

impl Entropy {
    /// Of the scan between `start` and `end`.
    pub(super) fn read(bytes: &[u8], start: usize, end: usize) -> Entropy {
        let scan = &bytes[..end];
        let mut out = Vec::with_capacity(end - start + PAD);
        let mut intervals = Vec::new();
        let (mut at, mut begun) = (start, 0);
        while let Some(ff) = next_ff(scan, at) {
            match scan.get(ff + 1) {
                Some(0x00) => {
                    out.extend_from_slice(&scan[at..=ff]);
                    at = ff + 2;
                }
                Some(0xd0..=0xd7) => {
                    out.extend_from_slice(&scan[at..ff]);
                    intervals.push((begun, out.len()));
                    out.extend([0; PAD]);
                    begun = out.len();
                    at = ff + 2;
                }
                // Fill before a marker.
                _ => {
                    out.extend_from_slice(&scan[at..ff]);
                    at = ff + 1;
                }
            }
        }
        out.extend_from_slice(&scan[at.min(end)..]);
        intervals.push((begun, out.len()));
        out.extend([0; PAD]);
        Entropy { bytes: out, intervals }
    }

    pub(super) fn interval(&self, number: usize) -> Option<Bits<'_>> {
        let &(start, end) = self.intervals.get(number)?;
        Some(Bits { bytes: &self.bytes[..end + PAD], at: start, end, held: 0, count: 0 })
    }
}

/// A reader of one interval. The next bit is the highest of `held`.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
    held: u64,
    count: u32,
}

impl Bits<'_> {
    /// At least 32 bits are held after this.
    #[inline(always)]
    pub(super) fn fill(&mut self) {
        if self.count < 32 {
            self.refill();
        }
    }

    /// After Giesen, "Reading bits in far too many ways", 2018: take eight bytes, keep what fits.
    #[inline(always)]
    fn refill(&mut self) {
        let Some(eight) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) else {
            // Past the padding: zeros, and `overrun` will tell.
            self.at += 8;
            self.count |= 56;
            return;
        };
        self.held |= u64::from_be_bytes(*eight) >> self.count;
        self.at += ((63 - self.count) >> 3) as usize;
        self.count |= 56;
    }

    /// The next `n` bits, 1 to 16, left in place.
    #[inline(always)]
    pub(super) fn peek(&self, n: u32) -> usize {
        (self.held >> (64 - n)) as usize
    }

    #[inline(always)]
    pub(super) fn skip(&mut self, n: u32) {
        self.held <<= n;
        self.count -= n;
    }

    /// The next `n` bits as a number, 0 to 16.
    #[inline(always)]
    pub(super) fn number(&mut self, n: u32) -> u32 {
        if n == 0 {
            return 0;
        }
        let number = self.peek(n) as u32;
        self.skip(n);
        number
    }

    /// A number of `n` bits whose lower half is negative (ITU T.81, F.2.2.1).
    #[inline(always)]
    pub(super) fn signed(&mut self, n: u32) -> i32 {
        extended(self.number(n), n)
    }

    /// Whether more was read than there is.
    pub(super) fn overrun(&self) -> bool {
        self.at as i64 - i64::from(self.count / 8) > self.end as i64
    }
}

/// T.81, F.2.2.1.
pub(super) fn extended(number: u32, bits: u32) -> i32 {
    if bits == 0 || number >> (bits - 1) == 1 { number as i32 } else { number as i32 - (1 << bits) + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stuffing_and_restarts_are_taken_out() {
        let bytes = [0xff, 0x00, 0xab, 0xff, 0xd0, 0x12, 0xff, 0x00, 0xff, 0xd9];
        let end = scan_end(&bytes, 0).unwrap();
        assert_eq!(end, 8);
        let entropy = Entropy::read(&bytes, 0, end);
        assert_eq!(entropy.intervals.len(), 2);
        let mut bits = entropy.interval(0).unwrap();
        bits.fill();
        assert_eq!((bits.number(8), bits.number(8), bits.overrun()), (0xff, 0xab, false));
        bits.number(1);
        assert!(bits.overrun());
        let mut bits = entropy.interval(1).unwrap();
        bits.fill();
        assert_eq!(bits.number(16), 0x12ff);
    }
}
