//! The segments of a JPEG file (ITU T.81, annex B), and its scans in order.

use super::bits::{Entropy, scan_end};
use super::huffman::Huffman;
use super::scan::{Part, Scan};

/// One component, with the frequencies that are wanted of it.
pub(crate) struct Component {
    id: u8,
    /// Blocks per unit, across and down.
    pub(super) across: usize,
    pub(super) down: usize,
    table: usize,
    /// Multiplies each frequency, in zigzag order.
    pub(super) quantiser: [u16; 64],
    /// Pixels of a block's side: 1, 2 or 4.
    pub(crate) side: usize,
    /// Blocks as stored, units filled up.
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Blocks that hold any of the picture.
    pub(super) true_columns: usize,
    pub(super) true_rows: usize,
    /// Pixels of the component in full.
    pub(super) width: u32,
    pub(super) height: u32,
    /// `side` x `side` frequencies a block.
    pub(super) values: Vec<i16>,
    /// Of a progressive file: which of a block's frequencies are not zero so far.
    pub(super) known: Vec<u64>,
    seen: bool,
}

/// What is left when the file has been read.
pub(crate) struct Frame {
    pub(super) components: Vec<Component>,
    pub(super) progressive: bool,
    /// Units across and down.
    pub(super) units: (usize, usize),
    restart: usize,
}

/// The tables in force.
#[derive(Default)]
struct Tables {
    quantisers: [Option<[u16; 64]>; 4],
    dc: [Option<Huffman>; 4],
    ac: [Option<Huffman>; 4],
    restart: usize,
    /// Adobe's word on the colours; 1 is Y, Cb, Cr.
    adobe: Option<u8>,
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.first_chunk().map(|b| usize::from(u16::from_be_bytes(*b)))
}

impl Frame {
    pub(super) fn read(bytes: &[u8], wanted: impl Fn(u32, u32, usize) -> Option<usize>) -> Option<Frame> {
        let mut tables = Tables::default();
        let mut frame: Option<Frame> = None;
        let mut at = 2;
        loop {
            while bytes.get(at)? == &0xff && bytes.get(at + 1)? == &0xff {
                at += 1;
            }
            let &[0xff, marker] = bytes.get(at..)?.first_chunk()? else { return None };
            if marker == 0xd9 {
                return frame.filter(|frame| frame.components.iter().all(|component| component.seen));
            }
            let len = short(bytes, at + 2)?;
            let segment = bytes.get(at + 4..at + 2 + len)?;
            at += 2 + len;
            match marker {
                0xc0..=0xc2 => {
                    if frame.is_some() {
                        return None;
                    }
                    frame = Some(Frame::new(segment, marker == 0xc2, tables.adobe, &wanted)?);
                }
                0xc4 => tables.read_codes(segment)?,
                0xc3 | 0xc5..=0xcf | 0xdc | 0xde => return None,
                0xda => {
                    let frame = frame.as_mut()?;
                    frame.restart = tables.restart;
                    at = frame.scan(bytes, at, segment, &tables)?;
                    if !frame.progressive && frame.components.iter().all(|component| component.seen) {
                        return Some(Frame { components: std::mem::take(&mut frame.components), ..*frame });
                    }
                }
                0xdb => tables.read_quantisers(segment)?,
                0xdd => tables.restart = short(segment, 0)?,
                0xee if segment.starts_with(b"Adobe") => tables.adobe = segment.get(11).copied(),
                _ => {}
            }
        }
    }

    fn new(
        segment: &[u8],
        progressive: bool,
        adobe: Option<u8>,
        wanted: &impl Fn(u32, u32, usize) -> Option<usize>,
    ) -> Option<Frame> {
        let (height, width, count) = (short(segment, 1)?, short(segment, 3)?, usize::from(*segment.get(5)?));
        let described = segment.get(6..6 + count * 3)?.as_chunks::<3>().0;
        let ids: Vec<u8> = described.iter().map(|c| c[0]).collect();
        let is_rgb = count == 3 && (adobe == Some(0) || ids == *b"RGB");
        if segment[0] != 8 || width == 0 || height == 0 || !matches!(count, 1 | 3) || is_rgb {
            return None;
        }
        // A single component is never interleaved; its factors mean nothing.
        let factors = |c: &[u8; 3]| if count == 1 { (1, 1) } else { (usize::from(c[1] >> 4), usize::from(c[1] & 15)) };
        let most = described.iter().map(factors).fold((1, 1), |most, f| (most.0.max(f.0), most.1.max(f.1)));
        let units = (width.div_ceil(8 * most.0), height.div_ceil(8 * most.1));
        let components = described.iter().enumerate().map(|(number, c)| {
            let (across, down) = factors(c);
            if !(1..=4).contains(&across) || !(1..=4).contains(&down) {
                return None;
            }
            let (w, h) = ((width * across).div_ceil(most.0), (height * down).div_ceil(most.1));
            let side = wanted(w as u32, h as u32, number)?;
            let (columns, rows) = (units.0 * across, units.1 * down);
            Some(Component {
                id: c[0],
                across,
                down,
                table: usize::from(c[2]),
                quantiser: [0; 64],
                side,
                columns,
                rows,
                true_columns: w.div_ceil(8),
                true_rows: h.div_ceil(8),
                width: w as u32,
                height: h as u32,
                values: vec![0; columns * rows * side * side],
                known: if progressive && side > 1 { vec![0; columns * rows] } else { Vec::new() },
                seen: false,
            })
        });
        Some(Frame { components: components.collect::<Option<_>>()?, progressive, units, restart: 0 })
    }

    /// Reads the scan that begins at `start`, or steps over it. Where it ends.
    fn scan(&mut self, bytes: &[u8], start: usize, header: &[u8], tables: &Tables) -> Option<usize> {
        let count = usize::from(*header.first()?);
        let chosen = header.get(1..1 + count * 2)?.as_chunks::<2>().0;
        let &[first, last, bits] = header.get(1 + count * 2..)?.first_chunk()?;
        let mut parts = Vec::with_capacity(count);
        for &[id, codes] in chosen {
            let component = self.components.iter().position(|component| component.id == id)?;
            if parts.iter().any(|part: &Part<'_>| part.component == component) {
                return None;
            }
            let own = &mut self.components[component];
            own.quantiser = (*tables.quantisers.get(own.table)?)?;
            own.seen = true;
            let (dc, ac) = (tables.dc.get(usize::from(codes >> 4))?, tables.ac.get(usize::from(codes & 15))?);
            parts.push(Part { component, dc: dc.as_ref(), ac: ac.as_ref(), before: 0 });
        }
        let end = scan_end(bytes, start)?;
        let scan = Scan {
            first: usize::from(first),
            last: usize::from(last),
            high: u32::from(bits >> 4),
            low: u32::from(bits & 15),
            restart: self.restart,
        };
        if parts.is_empty() || scan.first > 63 || scan.last > 63 || scan.low > 13 {
            return None;
        }
        if scan.is_needed(self, &parts) {
            scan.run(self, &mut parts, &Entropy::read(bytes, start, end))?;
        }
        Some(end)
    }
}

impl Tables {
    fn read_codes(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&kind, rest)) = segment.split_first() {
            let counts = rest.first_chunk::<16>()?;
            let total: usize = counts.iter().map(|&n| usize::from(n)).sum();
            let symbols = rest.get(16..16 + total)?;
            let place = usize::from(kind & 15);
            let set = if kind >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *set.get_mut(place)? = Some(Huffman::new(counts, symbols)?);
            segment = &rest[16 + total..];
        }
        Some(())
    }

    fn read_quantisers(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&kind, rest)) = segment.split_first() {
            let wide = kind >> 4 == 1;
            let size = if wide { 128 } else { 64 };
            let numbers = rest.get(..size)?;
            let mut table = [0; 64];
            for (k, number) in table.iter_mut().enumerate() {
                *number =
                    if wide { u16::from_be_bytes([numbers[k * 2], numbers[k * 2 + 1]]) } else { numbers[k].into() };
            }
            *self.quantisers.get_mut(usize::from(kind & 15))? = Some(table);
            segment = &rest[size..];
        }
        Some(())
    }
}
