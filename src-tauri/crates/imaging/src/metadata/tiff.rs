//! A TIFF structure as a tree that can be read, changed and written again (TIFF 6.0, section 2).

/// The tags this crate knows by name.
pub(crate) mod tag {
    pub(crate) const IMAGE_DESCRIPTION: u16 = 270;
    pub(crate) const MAKE: u16 = 271;
    pub(crate) const MODEL: u16 = 272;
    pub(crate) const ORIENTATION: u16 = 274;
    pub(crate) const X_RESOLUTION: u16 = 282;
    pub(crate) const Y_RESOLUTION: u16 = 283;
    pub(crate) const RESOLUTION_UNIT: u16 = 296;
    pub(crate) const SOFTWARE: u16 = 305;
    pub(crate) const DATE_TIME: u16 = 306;
    pub(crate) const ARTIST: u16 = 315;
    pub(crate) const HOST_COMPUTER: u16 = 316;
    pub(crate) const XMP: u16 = 700;
    pub(crate) const COPYRIGHT: u16 = 33432;
    pub(crate) const IPTC: u16 = 33723;
    pub(crate) const PHOTOSHOP: u16 = 34377;
    pub(crate) const EXIF_IFD: u16 = 34665;
    pub(crate) const ICC: u16 = 34675;
    pub(crate) const GPS_IFD: u16 = 34853;
    pub(crate) const MAKER_NOTE: u16 = 37500;
    pub(crate) const PIXEL_X: u16 = 40962;
    pub(crate) const PIXEL_Y: u16 = 40963;
    pub(crate) const INTEROP_IFD: u16 = 40965;
    pub(crate) const CAMERA_OWNER: u16 = 0xa430;
    pub(crate) const BODY_SERIAL: u16 = 0xa431;
    pub(crate) const LENS_SERIAL: u16 = 0xa435;
    pub(crate) const IMAGE_UNIQUE_ID: u16 = 0xa420;
    /// DNG's, met in EXIF too.
    pub(crate) const CAMERA_SERIAL: u16 = 0xc62f;
}

/// A value in the byte order of its tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    /// TIFF's number for the type.
    pub(crate) kind: u16,
    pub(crate) count: u32,
    pub(crate) bytes: Vec<u8>,
}

/// One directory, in the order of its tags.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ifd(pub(crate) Vec<(u16, Value)>);

/// The first directory and those it points to. The second one, which describes a thumbnail, is never read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Tree {
    pub(crate) little: bool,
    pub(crate) main: Ifd,
    pub(crate) exif: Option<Ifd>,
    pub(crate) gps: Option<Ifd>,
    pub(crate) interop: Option<Ifd>,
}

/// Bytes per number of each type; 0 for types nobody knows.
pub(crate) fn width(kind: u16) -> usize {
    match kind {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 => 8,
        _ => 0,
    }
}

impl Ifd {
    pub(crate) fn get(&self, tag: u16) -> Option<&Value> {
        self.0.iter().find(|(t, _)| *t == tag).map(|(_, value)| value)
    }

    pub(crate) fn set(&mut self, tag: u16, value: Value) {
        self.0.retain(|(t, _)| *t != tag);
        let at = self.0.partition_point(|(t, _)| *t < tag);
        self.0.insert(at, (tag, value));
    }

    /// Whether it was there.
    pub(crate) fn remove(&mut self, tag: u16) -> bool {
        let before = self.0.len();
        self.0.retain(|(t, _)| *t != tag);
        self.0.len() < before
    }

    fn read(bytes: &[u8], order: Order, offset: usize) -> Option<Ifd> {
        let count = usize::from(order.short(bytes, offset)?);
        let mut ifd = Ifd::default();
        for line in 0..count {
            let at = offset + 2 + line * 12;
            let (Some(tag), Some(kind), Some(count)) =
                (order.short(bytes, at), order.short(bytes, at + 2), order.long(bytes, at + 4))
            else {
                break;
            };
            let Some(len) = (count as usize).checked_mul(width(kind)).filter(|&len| len > 0) else { continue };
            let start = if len <= 4 { at + 8 } else { order.long(bytes, at + 8)? as usize };
            let Some(data) = start.checked_add(len).and_then(|end| bytes.get(start..end)) else { continue };
            ifd.0.push((tag, Value { kind, count, bytes: data.to_vec() }));
        }
        Some(ifd)
    }
}

/// A byte order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    pub(crate) little: bool,
}

impl Order {
    /// Of a structure's first four bytes.
    pub(crate) fn of(bytes: &[u8]) -> Option<Order> {
        match bytes.first_chunk::<4>()? {
            [b'I', b'I', 42, 0] => Some(Order { little: true }),
            [b'M', b'M', 0, 42] => Some(Order { little: false }),
            _ => None,
        }
    }

    pub(crate) fn short(self, bytes: &[u8], at: usize) -> Option<u16> {
        let b = *bytes.get(at..)?.first_chunk()?;
        Some(if self.little { u16::from_le_bytes(b) } else { u16::from_be_bytes(b) })
    }

    pub(crate) fn long(self, bytes: &[u8], at: usize) -> Option<u32> {
        let b = *bytes.get(at..)?.first_chunk()?;
        Some(if self.little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) })
    }

    pub(crate) fn of_short(self, n: u16) -> [u8; 2] {
        if self.little { n.to_le_bytes() } else { n.to_be_bytes() }
    }

    pub(crate) fn of_long(self, n: u32) -> [u8; 4] {
        if self.little { n.to_le_bytes() } else { n.to_be_bytes() }
    }
}

impl Tree {
    pub(crate) fn order(&self) -> Order {
        Order { little: self.little }
    }

    /// `None`: not a TIFF structure.
    pub(crate) fn read(bytes: &[u8]) -> Option<Tree> {
        let order = Order::of(bytes)?;
        let main = Ifd::read(bytes, order, order.long(bytes, 4)? as usize)?;
        let below = |ifd: &Ifd, tag| {
            let offset = order.long(&ifd.get(tag)?.bytes, 0)?;
            Ifd::read(bytes, order, offset as usize)
        };
        let exif = below(&main, tag::EXIF_IFD);
        let gps = below(&main, tag::GPS_IFD);
        let interop = exif.as_ref().and_then(|exif| below(exif, tag::INTEROP_IFD));
        Some(Tree { little: order.little, main, exif, gps, interop })
    }

    pub(crate) fn short(&self, n: u16) -> Value {
        Value { kind: 3, count: 1, bytes: self.order().of_short(n).to_vec() }
    }

    pub(crate) fn long(&self, n: u32) -> Value {
        Value { kind: 4, count: 1, bytes: self.order().of_long(n).to_vec() }
    }

    /// The first number of a SHORT or LONG.
    pub(crate) fn number(&self, value: &Value) -> Option<u32> {
        match value.kind {
            3 => self.order().short(&value.bytes, 0).map(u32::from),
            4 | 13 => self.order().long(&value.bytes, 0),
            _ => None,
        }
    }

    /// The first RATIONAL.
    pub(crate) fn ratio(&self, value: &Value) -> Option<f64> {
        let (top, below) = (self.order().long(&value.bytes, 0)?, self.order().long(&value.bytes, 4)?);
        (value.kind == 5 && below != 0).then(|| f64::from(top) / f64::from(below))
    }

    /// The same tree in the other byte order; `None` where a value's numbers have no known width.
    pub(crate) fn in_order(mut self, little: bool) -> Option<Tree> {
        if self.little != little {
            let ifds = [Some(&mut self.main), self.exif.as_mut(), self.gps.as_mut(), self.interop.as_mut()];
            for (_, value) in ifds.into_iter().flatten().flat_map(|ifd| &mut ifd.0) {
                // A rational is two longs.
                let step = if matches!(value.kind, 5 | 10) { 4 } else { width(value.kind) };
                if step == 0 {
                    return None;
                }
                value.bytes.chunks_exact_mut(step).for_each(<[u8]>::reverse);
            }
            self.little = little;
        }
        Some(self)
    }

    /// A block of its own: header and directories.
    pub(crate) fn to_block(&self) -> Vec<u8> {
        let order = self.order();
        let mut block = if self.little { b"II".to_vec() } else { b"MM".to_vec() };
        block.extend(order.of_short(42));
        block.extend(order.of_long(8));
        block.extend(self.directories(8));
        block
    }

    /// The directories as they stand when the first begins at `start`.
    pub(crate) fn directories(&self, start: u32) -> Vec<u8> {
        let mut main = self.main.clone();
        let mut exif = self.exif.clone();
        for pointer in [tag::EXIF_IFD, tag::GPS_IFD] {
            main.remove(pointer);
        }
        // Pointers are longs, so their numbers can change without moving anything.
        if exif.is_some() {
            main.set(tag::EXIF_IFD, self.long(0));
        }
        if self.gps.is_some() {
            main.set(tag::GPS_IFD, self.long(0));
        }
        if let (Some(exif), Some(_)) = (&mut exif, &self.interop) {
            exif.set(tag::INTEROP_IFD, self.long(0));
        }
        let exif_at = start + self.size(&main);
        let interop_at = exif_at + exif.as_ref().map_or(0, |ifd| self.size(ifd));
        let gps_at = interop_at + self.interop.as_ref().map_or(0, |ifd| self.size(ifd));
        if let Some(exif) = &mut exif {
            main.set(tag::EXIF_IFD, self.long(exif_at));
            if self.interop.is_some() {
                exif.set(tag::INTEROP_IFD, self.long(interop_at));
            }
        }
        if self.gps.is_some() {
            main.set(tag::GPS_IFD, self.long(gps_at));
        }
        let mut out = Vec::new();
        self.append(&main, start, &mut out);
        for (ifd, at) in [(exif.as_ref(), exif_at), (self.interop.as_ref(), interop_at), (self.gps.as_ref(), gps_at)] {
            if let Some(ifd) = ifd {
                self.append(ifd, at, &mut out);
            }
        }
        out
    }

    /// Bytes of a directory with its values, even.
    fn size(&self, ifd: &Ifd) -> u32 {
        let values: usize =
            ifd.0.iter().map(|(_, v)| v.bytes.len()).filter(|&len| len > 4).map(|len| len + len % 2).sum();
        (2 + ifd.0.len() * 12 + 4 + values) as u32
    }

    fn append(&self, ifd: &Ifd, at: u32, out: &mut Vec<u8>) {
        let order = self.order();
        let mut value_at = at + 2 + ifd.0.len() as u32 * 12 + 4;
        let mut values = Vec::new();
        out.extend(order.of_short(ifd.0.len() as u16));
        for (tag, value) in &ifd.0 {
            out.extend(order.of_short(*tag));
            out.extend(order.of_short(value.kind));
            out.extend(order.of_long(value.count));
            if value.bytes.len() <= 4 {
                let mut place = [0; 4];
                place[..value.bytes.len()].copy_from_slice(&value.bytes);
                out.extend(place);
            } else {
                out.extend(order.of_long(value_at));
                values.extend(&value.bytes);
                if value.bytes.len() % 2 == 1 {
                    values.push(0);
                }
                value_at = at + 2 + ifd.0.len() as u32 * 12 + 4 + values.len() as u32;
            }
        }
        out.extend([0; 4]); // no directory follows
        out.extend(values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_survives_being_written() {
        for little in [true, false] {
            let mut tree = Tree { little, ..Tree::default() };
            tree.main.set(tag::ORIENTATION, tree.short(6));
            tree.main.set(tag::MAKE, Value { kind: 2, count: 7, bytes: b"Camera\0".to_vec() });
            let mut exif = Ifd::default();
            exif.set(tag::PIXEL_X, tree.long(4000));
            exif.set(tag::MAKER_NOTE, Value { kind: 7, count: 5, bytes: vec![1, 2, 3, 4, 5] });
            tree.exif = Some(exif);
            tree.gps = Some(Ifd(vec![(1, Value { kind: 2, count: 2, bytes: b"N\0".to_vec() })]));

            let read = Tree::read(&tree.to_block()).unwrap();
            assert_eq!(read.main.get(tag::MAKE), tree.main.get(tag::MAKE));
            assert_eq!(read.exif, tree.exif);
            assert_eq!(read.gps, tree.gps);
        }
    }

    #[test]
    fn nonsense_is_no_tree() {
        for bytes in [&b""[..], b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff"] {
            let _ = Tree::read(bytes); // must not panic
        }
        assert!(Tree::read(b"nonsense").is_none());
    }
}
